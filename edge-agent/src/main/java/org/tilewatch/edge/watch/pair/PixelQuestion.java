package org.tilewatch.edge.watch.pair;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.PixelState;
import org.tilewatch.edge.detect.Verdict;
import org.tilewatch.edge.detect.Verdict.Outcome;
import org.tilewatch.edge.detect.pair.PairDecider;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.watch.pair.PairJudgement.Found;
import org.tilewatch.edge.watch.pair.PairJudgement.Pixel;
import org.tilewatch.edge.watch.pair.PairJudgement.PixelAnswer;
import org.tilewatch.edge.watch.place.Placement;

/**
 * Why one pixel of the earlier picture is flagged or not: the first of the tests that it fails is the answer.
 *
 * @param decided who judged the block; empty where the classical stages did, or nobody
 */
record PixelQuestion(
        Pixel pixel, Scene earlier, Placement placement, Raster before, Raster after, Optional<PairDecider> decided) {

    /** What was worked out for the pixel, what an object begins above, and both in words. */
    private record Measured(double magnitude, double level, String sentence) {}

    /** Empty if the pixel belongs to another block. */
    Optional<PixelAnswer> answer(
            Placement.Block block, Detector first, Detector second, Verdict verdict, List<Found> found) {
        if (pixel.x() >= earlier.width() || pixel.y() >= earlier.height() || pixel.x() < 0 || pixel.y() < 0) {
            return Optional.of(told("outside", "it lies outside BEFORE", Double.NaN, Double.NaN));
        }
        Window core = block.core();
        if (pixel.x() < core.x() || pixel.x() >= core.right() || pixel.y() < core.y() || pixel.y() >= core.bottom()) {
            return Optional.empty();
        }
        PixelState earlierState = first.pixel(pixel.x(), pixel.y());
        PixelState state = second.pixel(pixel.x(), pixel.y());
        return Optional.of(hindrance(earlierState, state, second)
                .orElseGet(() -> verdict.outcome() == Outcome.JUDGED
                        ? compared(measured(state), found)
                        : told("not-judged", "its part of the picture was not judged", Double.NaN, Double.NaN)));
    }

    private Optional<PixelAnswer> hindrance(PixelState earlierState, PixelState state, Detector second) {
        float[] shift = new float[2];
        second.shiftAt(pixel.x(), pixel.y(), shift);
        double x = pixel.x() + 0.5 + shift[0];
        double y = pixel.y() + 0.5 + shift[1];
        int inAfterX = (int) Math.floor(placement.gridToFile().u(x, y));
        int inAfterY = (int) Math.floor(placement.gridToFile().v(x, y));
        if (!before.measured(pixel.x(), pixel.y())) {
            return masked("no-data-before", "BEFORE holds no measurement there");
        }
        if (!after.measured(inAfterX, inAfterY)) {
            return masked("no-data-after", "AFTER holds no measurement there");
        }
        if (!earlierState.measured()) {
            return masked("rim-before", "it lies on the rim of BEFORE or of its no-data, which is not judged");
        }
        if (!state.measured()) {
            return masked("rim-after", "it lies on the rim of AFTER or of its no-data, which is not judged");
        }
        if (earlierState.hidden()) {
            return masked("cloud-before", "BEFORE shows cloud, its shadow or their margin there");
        }
        if (state.hidden()) {
            return masked("cloud-after", "AFTER shows cloud, its shadow or their margin there");
        }
        // White against white shows no difference to measure; the network sees shapes.
        return state.saturated() && decided.isEmpty()
                ? masked("saturated", "both pictures are clipped white there")
                : Optional.empty();
    }

    private Optional<PixelAnswer> masked(String because, String sentence) {
        return Optional.of(told(because, sentence, Double.NaN, Double.NaN));
    }

    private Measured measured(PixelState state) {
        if (decided.isPresent()) {
            double probability = decided.get().at(pixel.x(), pixel.y());
            double least = PairDecider.LEAST_PROBABILITY;
            return new Measured(
                    probability,
                    least,
                    String.format(
                            Locale.ROOT,
                            "%s gives it a probability of %.2f, an object begins above %.2f",
                            decided.get().name(),
                            probability,
                            least));
        }
        return new Measured(
                state.magnitude(),
                state.level(),
                String.format(
                        Locale.ROOT,
                        "it differs by %.2f units of noise, an object begins above %.2f",
                        state.magnitude(),
                        state.level()));
    }

    private PixelAnswer compared(Measured measured, List<Found> found) {
        for (Found object : found) {
            if (Patch.of(object.seen().event().outline()).holds(pixel.x(), pixel.y())) {
                return inObject(object, measured);
            }
        }
        return measured.magnitude() <= measured.level()
                ? told("below-level", measured.sentence(), measured.magnitude(), measured.level())
                : told(
                        "too-small",
                        measured.sentence()
                                + ", but too few pixels hang together there, or too many objects stand out more",
                        measured.magnitude(),
                        measured.level());
    }

    private PixelAnswer inObject(Found object, Measured measured) {
        String sentence = String.format(
                Locale.ROOT,
                "it belongs to object %s of score %.3f (%s); %s",
                object.seen().event().id(),
                object.seen().event().score(),
                object.changed() ? "a change" : "not enough for a change",
                measured.sentence());
        return new PixelAnswer(
                pixel,
                object.changed(),
                "object",
                sentence,
                measured.magnitude(),
                measured.level(),
                object.seen().event().id(),
                object.seen().event().score());
    }

    private PixelAnswer told(String because, String sentence, double magnitude, double level) {
        return new PixelAnswer(pixel, false, because, sentence, magnitude, level, "", Double.NaN);
    }
}
