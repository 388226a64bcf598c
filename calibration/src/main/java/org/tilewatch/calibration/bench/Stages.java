package org.tilewatch.calibration.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.calibration.bench.DrawnPlace.Look;
import org.tilewatch.edge.detect.CloudGate;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.detect.Difference;
import org.tilewatch.edge.detect.History;
import org.tilewatch.edge.detect.Shade;
import org.tilewatch.edge.detect.Veils;
import org.tilewatch.edge.detect.align.Alignment;
import org.tilewatch.edge.detect.align.Normaliser;
import org.tilewatch.edge.detect.align.Warp;
import org.tilewatch.edge.detect.network.SecondOpinion;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.detect.object.EdgeBalance;
import org.tilewatch.edge.detect.object.ObjectFinder;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.watch.NetworkChoice;

/**
 * The stages of one look, each by itself, run by the classes that a station runs. In their order each finds what the one before it left,
 * and each may be run again and again: what the next one needs stays as it is. One owner, one thread.
 *
 * <p>That they are strung together as {@link Detector} does it is seen to by a test: both find the same.
 */
public final class Stages implements AutoCloseable {

    private static final Scalar ZERO = Scalar.all(0);

    private final DetectorSettings settings = DetectorSettings.DEFAULT;
    private final Decoder decoder = new Decoder(Caps.DEFAULT);
    private final Raster raster = new Raster();
    private final History history = new History();
    private final Detector detector;
    private final Warp warp = new Warp(settings.rimPixels());
    private final CloudGate gate = new CloudGate(settings);
    private final Alignment alignment = new Alignment(settings.flowRefinements());
    private final Normaliser normaliser = new Normaliser();
    private final Difference difference = new Difference(settings);
    private final EdgeBalance edges = new EdgeBalance();
    private final ObjectFinder finder =
            new ObjectFinder(settings.leastPercentile(), settings.lowLevel(), settings.leastPixels());
    private final Veils veils = new Veils();
    private final SecondOpinion second;
    private final Mat halfLook = new Mat();
    private final Mat halfValid = new Mat();
    private final Mat halfMedian = new Mat();
    private final Mat halfSeen = new Mat();
    private final Mat halfCloud = new Mat();
    private final Mat halfUsable = new Mat();
    private final Mat remembered = new Mat();
    private final Mat aligned = new Mat();
    private final Mat valid = new Mat();
    private final Mat clear = new Mat();
    private final Mat usable = new Mat();
    private final Mat known = new Mat();
    private final Mat normalised = new Mat();
    private final Mat learned = new Mat();
    private final Mat contrast = new Mat();
    private final Mat copy = new Mat();
    private Mat magnitude = learned;
    private Optional<Look> inHand = Optional.empty();
    private List<Candidate> found = List.of();
    private List<Candidate> lasting = List.of();
    private List<Candidate> examined = List.of();

    /** Something that is measured; may be run again. */
    public interface Step {

        void run() throws IOException, UnreadableTile;
    }

    /**
     * A stage by name.
     *
     * @param within the stage that it is a part of; empty if none
     */
    public record Stage(String name, String within, Step step) {}

    /** Needs {@link org.tilewatch.edge.imagery.Natives#load()} before; shows the network that comes with the program. */
    public Stages() throws IOException {
        detector = new Detector(settings, NetworkChoice.BUNDLED.open());
        second = new SecondOpinion(NetworkChoice.BUNDLED.open().orElseThrow(), settings.networkShare());
    }

    /** Takes a look in hand and recalls what was before it; {@link #all} then concern it. */
    public void take(Look look) throws IOException, UnreadableTile {
        DrawnPlace.recall(look.before(), look.window(), history);
        decoder.decode(look.file(), look.acquired(), raster);
        inHand = Optional.of(look);
    }

    /** Every stage in order; a stage that has parts comes before them and does not change what they find. */
    public List<Stage> all() {
        return List.of(
                new Stage("decode", "", () -> decoder.decode(look().file(), look().acquired(), raster)),
                new Stage("register", "", this::register),
                new Stage("history", "register", history::summarise),
                new Stage("half scale", "register", this::halve),
                new Stage("clouds", "register", () -> gate.judge(halfLook, halfValid, halfMedian, halfSeen, halfCloud)),
                new Stage("alignment", "register", this::align),
                new Stage("warp", "register", this::bring),
                new Stage("normalise", "register", this::normalise),
                new Stage("detect", "", detector::judge),
                new Stage("difference", "detect", this::compare),
                new Stage("objects", "detect", this::find),
                new Stage("veils and shade", "detect", this::leaveOutLight),
                new Stage("network", "detect", this::examine));
    }

    /** What stages are held against: the look's samples, copied once. */
    public void copy() {
        raster.pixels().copyTo(copy);
    }

    private Look look() {
        return inHand.orElseThrow();
    }

    private void register() {
        detector.take(raster, look().gridToFile(), raster.bands(), 1);
        detector.align(look().window(), history, List.of());
    }

    private void halve() {
        Window on = look().window();
        warp.take(raster, look().gridToFile(), raster.bands(), 1);
        warp.coarse(on, 2, halfLook, halfValid);
        Imgproc.resize(history.median(), halfMedian, halfLook.size(), 0, 0, Imgproc.INTER_AREA);
        Core.compare(history.seen(), ZERO, remembered, Core.CMP_GT);
        Imgproc.resize(remembered, halfSeen, halfLook.size(), 0, 0, Imgproc.INTER_NEAREST);
    }

    private void align() {
        Core.bitwise_not(halfCloud, halfUsable);
        Core.bitwise_and(halfUsable, halfValid, halfUsable);
        Core.bitwise_and(halfSeen, halfUsable, halfUsable);
        alignment.measure(halfMedian, halfLook, halfUsable, size());
    }

    private void bring() {
        warp.fine(look().window(), alignment.field(), alignment.shiftX(), alignment.shiftY(), aligned, valid);
    }

    private void normalise() {
        Imgproc.resize(halfCloud, clear, size(), 0, 0, Imgproc.INTER_NEAREST);
        Core.bitwise_not(clear, clear);
        Core.bitwise_and(clear, valid, clear);
        Core.bitwise_and(clear, remembered, usable);
        normaliser.apply(aligned, halfMedian, usable, true, normalised);
        normalised.convertTo(learned, CvType.CV_8U);
    }

    private void compare() {
        Core.compare(history.seen(), Scalar.all(settings.looksNeeded()), known, Core.CMP_GE);
        Core.bitwise_and(usable, known, usable);
        normaliser.contrast(history.median(), contrast);
        magnitude = difference.measure(learned, normalised, aligned, history, contrast, usable);
    }

    private void find() {
        edges.take(learned, history.median());
        found = finder.find(magnitude, usable, edges::at, look().window());
    }

    private void leaveOutLight() {
        Core.bitwise_and(valid, known, known);
        Window on = look().window();
        lasting = Shade.mark(
                veils.lift(found, learned, history.median(), on, known, clear), learned, history.median(), on);
    }

    private void examine() {
        examined = second.onStrongest(lasting, history.median(), aligned, look().window());
    }

    private Size size() {
        return new Size(look().window().width(), look().window().height());
    }

    /** What the stages found, run in order. */
    List<Candidate> candidates() {
        return examined;
    }

    /** What {@link Detector} finds in the same look. */
    List<Candidate> detectorsCandidates() {
        register();
        return detector.judge().candidates();
    }

    @Override
    public void close() {
        decoder.close();
        raster.close();
        history.close();
        detector.close();
        warp.close();
        gate.close();
        alignment.close();
        normaliser.close();
        difference.close();
        edges.close();
        finder.close();
        second.close();
        Stream.of(halfLook, halfValid, halfMedian, halfSeen, halfCloud, halfUsable, remembered, aligned)
                .forEach(Mat::release);
        Stream.of(valid, clear, usable, known, normalised, learned, contrast, copy)
                .forEach(Mat::release);
    }
}
