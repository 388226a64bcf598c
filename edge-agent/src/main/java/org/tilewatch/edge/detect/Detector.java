package org.tilewatch.edge.detect;

import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.detect.Verdict.Outcome;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;

/**
 * Compares a look with its history: warp, gate, align, normalise, difference, objects. One owner, one thread; after each call the
 * aligned look lies in {@link #learned} for whoever keeps the baseline.
 */
public final class Detector implements AutoCloseable {

    private static final Scalar ZERO = Scalar.all(0);

    private final DetectorSettings settings;
    private final Warp warp;
    private final CloudGate gate;
    private final Alignment alignment = new Alignment();
    private final Normaliser normaliser = new Normaliser();
    private final Difference difference;
    private final ObjectFinder finder;
    private final Mat halfLook = new Mat();
    private final Mat halfValid = new Mat();
    private final Mat halfMedian = new Mat();
    private final Mat halfSeen = new Mat();
    private final Mat halfCloud = new Mat();
    private final Mat shift = new Mat();
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

    public Detector(DetectorSettings settings) {
        this.settings = settings;
        warp = new Warp(settings.rimPixels());
        gate = new CloudGate(settings);
        difference = new Difference(settings);
        finder = new ObjectFinder(settings);
    }

    /** Takes a look in hand; {@link #compare} may then be called for each of its windows. */
    public void take(Raster look, Affine gridToFile, int bands, double scale) {
        warp.take(look, gridToFile, bands, scale);
    }

    /** Compares the look in hand with its history on one window of the grid. */
    public Verdict compare(Window on, History history) {
        history.summarise();
        warp.coarse(on, 2, halfLook, halfValid);
        if (history.count() == 0) {
            return first(on);
        }
        Imgproc.resize(history.median(), halfMedian, halfLook.size(), 0, 0, Imgproc.INTER_AREA);
        Core.compare(history.seen(), ZERO, remembered, Core.CMP_GT);
        Imgproc.resize(remembered, halfSeen, halfLook.size(), 0, 0, Imgproc.INTER_NEAREST);
        gate.judge(halfLook, halfValid, halfMedian, halfSeen, halfCloud);
        Core.bitwise_not(halfCloud, halfCloud);
        Core.bitwise_and(halfCloud, halfValid, halfValid);
        Core.bitwise_and(halfSeen, halfValid, halfSeen);
        alignment.measure(halfMedian, halfLook, halfSeen, new Size(on.width(), on.height()));
        warp.fine(on, alignment.field(), aligned, valid);
        double observed = seeClear(on);
        Core.bitwise_and(clear, remembered, usable);
        normaliser.apply(aligned, history.median(), usable, normalised);
        normalised.convertTo(learned, CvType.CV_8U);
        if (observed < settings.leastObserved()) {
            return told(Outcome.UNUSABLE, "cloud", observed, List.of());
        }
        if (history.count() < settings.looksNeeded()) {
            return told(Outcome.LEARNING, "", observed, List.of());
        }
        normaliser.contrast(history.median(), contrast);
        Mat magnitude = difference.measure(normalised, aligned, history, contrast, usable);
        Mat balance = edges.between(learned, history.median());
        return told(Outcome.JUDGED, "", observed, finder.find(magnitude, usable, balance, on));
    }

    private Verdict first(Window on) {
        halfMedian.create(halfLook.size(), halfLook.type());
        halfSeen.create(halfLook.size(), CvType.CV_8UC1);
        halfSeen.setTo(ZERO);
        gate.judge(halfLook, halfValid, halfMedian, halfSeen, halfCloud);
        Core.bitwise_not(halfCloud, halfCloud);
        shift.create(on.height(), on.width(), CvType.CV_32FC2);
        shift.setTo(ZERO);
        warp.fine(on, shift, aligned, valid);
        double observed = seeClear(on);
        aligned.copyTo(learned);
        boolean hidden = observed < settings.leastObserved();
        return new Verdict(
                hidden ? Outcome.UNUSABLE : Outcome.LEARNING, hidden ? "cloud" : "", observed, 0, 0, 1, 0, List.of());
    }

    /** Leaves in {@code clear} what was measured and not hidden; share of it in what was measured. */
    private double seeClear(Window on) {
        Imgproc.resize(halfCloud, cloud, new Size(on.width(), on.height()), 0, 0, Imgproc.INTER_NEAREST);
        Core.bitwise_and(cloud, valid, clear);
        return Core.countNonZero(clear) / (double) Math.max(1, Core.countNonZero(valid));
    }

    private Verdict told(Outcome outcome, String reason, double observed, List<Candidate> candidates) {
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

    /** The look on the window's pixels in the baseline's radiometry, 8 bit; owned by the detector, valid until the next call. */
    public Mat learned() {
        return learned;
    }

    /** 255 where the look saw the ground clearly; owned by the detector, valid until the next call. */
    public Mat clear() {
        return clear;
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
        for (Mat mat : new Mat[] {
            halfLook, halfValid, halfMedian, halfSeen, halfCloud, shift, aligned, valid, cloud, clear, remembered, usable,
            normalised, contrast, learned
        }) {
            mat.release();
        }
    }
}
