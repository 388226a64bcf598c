package org.tilewatch.edge.detect;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.detect.Verdict.Outcome;
import org.tilewatch.edge.detect.align.Alignment;
import org.tilewatch.edge.detect.align.Normaliser;
import org.tilewatch.edge.detect.align.Warp;
import org.tilewatch.edge.detect.chip.ChangeMap;
import org.tilewatch.edge.detect.chip.ChipMaker;
import org.tilewatch.edge.detect.chip.Chips;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.detect.network.SecondOpinion;
import org.tilewatch.edge.detect.object.Appearance;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.detect.object.EdgeBalance;
import org.tilewatch.edge.detect.object.FootprintFitter;
import org.tilewatch.edge.detect.object.FootprintFitter.Footprint;
import org.tilewatch.edge.detect.object.ObjectFinder;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;

/**
 * Compares a look with its history: warp, gate, align, normalise, difference, objects. One owner, one thread; after each call the
 * aligned look lies in {@link #learned} for whoever keeps the baseline.
 */
public final class Detector implements AutoCloseable {

    private static final Scalar ZERO = Scalar.all(0);

    private final DetectorSettings settings;
    private final Warp warp;
    private final CloudGate gate;
    private final Alignment alignment;
    private final Normaliser normaliser = new Normaliser();
    private final Difference difference;
    private final ObjectFinder finder;
    private final Mat halfLook = new Mat();
    private final Mat halfValid = new Mat();
    private final Mat halfMedian = new Mat();
    private final Mat halfSeen = new Mat();
    private final Mat halfCloud = new Mat();
    private final Mat aligned = new Mat();
    private final Mat valid = new Mat();
    private final Mat cloud = new Mat();
    private final Mat clear = new Mat();
    private final Mat remembered = new Mat();
    private final Mat usable = new Mat();
    private final Mat normalised = new Mat();
    private final Mat contrast = new Mat();
    private final Mat learned = new Mat();
    private final EdgeBalance edges = new EdgeBalance();
    private final ChipMaker chipMaker = new ChipMaker();
    private final Texture texture = new Texture();
    private final FootprintFitter fitter = new FootprintFitter();
    private final Veils veils = new Veils();
    private final Optional<SecondOpinion> second;
    private Mat magnitude = learned;
    private History history = new History();
    private Window window = new Window(0, 0, 1, 1);
    private double observed;
    private boolean fine = true;
    private boolean judged;

    /** Judges by the classical stages alone. */
    public Detector(DetectorSettings settings) {
        this(settings, Optional.empty());
    }

    /** @param network has a say in candidates, and is owned from here on */
    public Detector(DetectorSettings settings, Optional<ChangeNetwork> network) {
        this.settings = settings;
        second = network.map(it -> new SecondOpinion(it, settings.networkShare()));
        warp = new Warp(settings.rimPixels());
        gate = new CloudGate(settings);
        alignment = new Alignment(settings.flowRefinements());
        difference = new Difference(settings);
        finder = new ObjectFinder(settings.leastPercentile(), settings.lowLevel(), settings.leastPixels());
    }

    /** Takes a look in hand; {@link #align} and {@link #judge} may then be called for each of its windows. */
    public void take(Raster look, Affine gridToFile, int bands, double scale) {
        warp.take(look, gridToFile, bands, scale);
    }

    /** Whether pixels are fine enough for things, of which the network knows; else they show fields. They are to begin with. */
    public void showsThings(boolean whetherFine) {
        fine = whetherFine;
    }

    /** Brings one window of the look in hand onto its history; {@code things} have come and could be taken for clouds. */
    public void align(Window on, History past, List<Outline> things) {
        gate.expect(things, on);
        history = past;
        window = on;
        history.summarise();
        warp.coarse(on, 2, halfLook, halfValid);
        if (history.count() == 0) {
            placeFirst();
        } else {
            placeOnHistory();
        }
    }

    private void placeFirst() {
        halfMedian.create(halfLook.size(), halfLook.type());
        halfSeen.create(halfLook.size(), CvType.CV_8UC1);
        Natives.fill(halfSeen, 0);
        gate.judge(halfLook, halfValid, halfMedian, halfSeen, halfCloud);
        Core.bitwise_not(halfCloud, halfCloud);
        alignment.assumeNone(new Size(window.width(), window.height()));
        warp.fine(window, alignment.field(), alignment.shiftX(), alignment.shiftY(), aligned, valid);
        observed = seeClear();
        usable.create(clear.size(), CvType.CV_8UC1);
        Natives.fill(usable, 0);
        aligned.copyTo(learned);
    }

    private void placeOnHistory() {
        Imgproc.resize(history.median(), halfMedian, halfLook.size(), 0, 0, Imgproc.INTER_AREA);
        Core.compare(history.seen(), ZERO, remembered, Core.CMP_GT);
        Imgproc.resize(remembered, halfSeen, halfLook.size(), 0, 0, Imgproc.INTER_NEAREST);
        gate.judge(halfLook, halfValid, halfMedian, halfSeen, halfCloud);
        Core.bitwise_not(halfCloud, halfCloud);
        Core.bitwise_and(halfCloud, halfValid, halfValid);
        Core.bitwise_and(halfSeen, halfValid, halfSeen);
        alignment.measure(halfMedian, halfLook, halfSeen, new Size(window.width(), window.height()));
        warp.fine(window, alignment.field(), alignment.shiftX(), alignment.shiftY(), aligned, valid);
        observed = seeClear();
        Core.bitwise_and(clear, remembered, usable);
        normaliser.apply(aligned, halfMedian, usable, fine, normalised);
        normalised.convertTo(learned, CvType.CV_8U);
    }

    /** Says what the aligned look shows that its history does not; {@link #align} comes first. */
    public Verdict judge() {
        judged = false;
        if (observed < settings.leastObserved()) {
            return told(Outcome.UNUSABLE, Core.countNonZero(valid) == 0 ? "no-data" : "cloud", List.of());
        }
        Core.compare(history.seen(), Scalar.all(settings.looksNeeded()), remembered, Core.CMP_GE);
        Core.bitwise_and(usable, remembered, usable);
        if (history.count() == 0 || Core.countNonZero(usable) < settings.leastObserved() * Core.countNonZero(clear)) {
            return told(Outcome.LEARNING, "", List.of());
        }
        normaliser.contrast(history.median(), contrast);
        magnitude = difference.measure(learned, normalised, aligned, history, contrast, usable);
        judged = true;
        edges.take(learned, history.median());
        List<Candidate> found = finder.find(magnitude, usable, edges::at, window);
        if (finder.changedFraction() > settings.greatestChanged()) {
            return told(Outcome.UNUSABLE, "changed-all-over", List.of());
        }
        Core.bitwise_and(valid, remembered, remembered);
        if (settings.looksNeeded() > 1) {
            found = veils.lift(found, learned, history.median(), window, remembered, clear);
            found = Shade.mark(found, learned, history.median(), window);
        }
        return told(Outcome.JUDGED, "", fine ? examined(found) : found);
    }

    private List<Candidate> examined(List<Candidate> found) {
        return second.map(it -> it.onStrongest(found, history.median(), aligned, window))
                .orElse(found);
    }

    /** Leaves in {@code clear} what was measured and not hidden; share of it in what was measured. */
    private double seeClear() {
        Imgproc.resize(halfCloud, cloud, new Size(window.width(), window.height()), 0, 0, Imgproc.INTER_NEAREST);
        Core.bitwise_and(cloud, valid, clear);
        return Core.countNonZero(clear) / (double) Math.max(1, Core.countNonZero(valid));
    }

    private Verdict told(Outcome outcome, String reason, List<Candidate> candidates) {
        return new Verdict(
                outcome,
                reason,
                observed,
                alignment.shiftX(),
                alignment.shiftY(),
                alignment.trust(),
                finder.percentile(),
                candidates);
    }

    /**
     * Where the look shows what the grid has at a place.
     *
     * @param gridX column on the site's grid, within the window that was aligned last
     * @param gridY row on the site's grid
     * @param into receives the shift to the right and down, in grid pixels
     */
    public void shiftAt(double gridX, double gridY, float[] into) {
        int x = Math.clamp((int) gridX - window.x(), 0, window.width() - 1);
        int y = Math.clamp((int) gridY - window.y(), 0, window.height() - 1);
        alignment.field().get(y, x, into);
    }

    /** Pictures of a part of the window that was judged last. */
    public Chips chips(Outline outline) {
        return chipMaker.draw(history.median(), learned, magnitude, outline, window);
    }

    /** What a candidate of the last verdict covers together with fragments beside it; empty where edges show nothing better. */
    public Optional<Footprint> footprint(Candidate seed, List<Candidate> fragments) {
        return fitter.fit(seed, fragments, learned, history.median(), usable, window);
    }

    /** What a place of the window that was judged last looks like, now and before. */
    public Appearance appearance(Patch place) {
        return Appearance.of(place, learned, history.median(), window);
    }

    /** Share of the look, in the window that was aligned last, that stands out from its surroundings; next to 0: nothing to see. */
    public double textureFraction() {
        return texture.fraction(halfLook, halfValid);
    }

    /** How many pixels of the window the look measured, its rim left out, cloudy or not. */
    public int measuredPixels() {
        return Core.countNonZero(valid);
    }

    /** How many of them look and history both saw clearly. */
    public int comparablePixels() {
        return Core.countNonZero(usable);
    }

    /** What the window in hand shows: the looks before, the look in its own radiometry, where both and where the look saw the ground. */
    public record Views(Mat median, Mat look, Mat normalised, Mat magnitude, Mat usable, Mat clear, Window on) {}

    /** Of the window that was judged last; its images are owned by the detector, valid until the next call. */
    public Views views() {
        return new Views(history.median(), aligned, learned, magnitude, usable, clear, window);
    }

    /** Draws the magnitudes of the last verdict, which must not be unusable or learning, as probabilities of change. */
    public void draw(ChangeMap map, Window core, double slope, double offset) {
        double ofLeastObject = offset + slope * Math.log(Math.sqrt(settings.leastPixels()));
        map.draw(magnitude, window, core, slope, ofLeastObject);
    }

    /** What the last verdict knows of a pixel of the grid, within the window that was aligned last. */
    public PixelState pixel(int gridX, int gridY) {
        int x = gridX - window.x();
        int y = gridY - window.y();
        boolean both = judged && usable.get(y, x)[0] > 0;
        boolean comparable = both && !difference.saturatedAt(x, y);
        return new PixelState(
                valid.get(y, x)[0] > 0,
                cloud.get(y, x)[0] == 0,
                comparable,
                both && !comparable,
                comparable ? magnitude.get(y, x)[0] : 0,
                settings.lowLevel() * finder.percentile());
    }

    /**
     * The look on the window's pixels in the baseline's radiometry, 8 bit, row by row, bands interleaved; owned by the detector, valid
     * until the next call.
     */
    public MemorySegment learned() {
        return Natives.memory(learned);
    }

    /** 255 where the look saw the ground clearly, else 0, row by row; owned by the detector, valid until the next call. */
    public MemorySegment clear() {
        return Natives.memory(clear);
    }

    @Override
    public void close() {
        warp.close();
        gate.close();
        alignment.close();
        normaliser.close();
        difference.close();
        finder.close();
        edges.close();
        chipMaker.close();
        texture.close();
        fitter.close();
        second.ifPresent(SecondOpinion::close);
        Stream.of(halfLook, halfValid, halfMedian, halfSeen, halfCloud).forEach(Mat::release);
        Stream.of(aligned, valid, cloud, clear, remembered, usable, normalised, contrast)
                .forEach(Mat::release);
    }
}
