package org.tilewatch.edge.watch.pair;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.watch.look.Judgement;

/**
 * All that is known about a pair after it was compared.
 *
 * @param after the later picture; empty where it could not be read
 * @param verdict changed, unchanged or unusable
 * @param reason why it is unusable, else empty
 * @param detail the same in a sentence, else empty
 * @param score probability that anything changed; NaN while nothing can be said
 * @param observedFraction share of the earlier picture's measured pixels that both show clearly
 * @param shiftX how far the later picture's content lies to the right of where it should, in its own pixels; NaN if unknown
 * @param shiftY the same, down
 * @param shiftTrust 0 to 1
 * @param areaKnown whether areas are square metres; without a ground sample distance they are not told
 * @param objects every object, also far below the threshold, the most probable first
 * @param answer why a pixel that was asked for is flagged or not
 */
public record PairJudgement(
        Pair pair,
        Optional<Scene> after,
        String verdict,
        String reason,
        String detail,
        double score,
        double observedFraction,
        double shiftX,
        double shiftY,
        double shiftTrust,
        boolean areaKnown,
        List<Found> objects,
        Optional<PixelAnswer> answer,
        Judgement.Timing timing) {

    /** From this score on something changed. */
    public static final double CHANGED = 0.5;

    /**
     * An object of a pair.
     *
     * @param seen its pixels are the later picture's
     * @param before its outer ring in the earlier picture's pixels, (0, 0) being the centre of the first
     */
    public record Found(Judgement.Seen seen, double[] before) {

        /** From an outer ring in the earlier picture's pixels, (0, 0) being the corner of the first. */
        static Found of(Judgement.Seen seen, double[] ring) {
            double[] fromCentre = new double[ring.length];
            for (int i = 0; i < ring.length; i++) {
                fromCentre[i] = ring[i] - 0.5;
            }
            return new Found(seen, fromCentre);
        }

        /** Whether it counts as a change. */
        public boolean changed() {
            return seen.event().score() >= CHANGED;
        }
    }

    /** A pixel of the earlier picture, from 0. */
    public record Pixel(int x, int y) {}

    /**
     * Why a pixel is flagged or not.
     *
     * @param because one word: outside, no-data-before, no-data-after, rim-before, rim-after, cloud-before, cloud-after, saturated,
     *     below-level, too-small, object, or the reason why the pair is unusable
     * @param sentence the same for people
     * @param magnitude of change in units of noise, or its probability where the network decided; NaN where none could be worked out
     * @param level the magnitude above which a pixel may belong to an object; NaN likewise
     * @param object id of the object that it belongs to, else empty
     * @param score of that object, else NaN
     */
    public record PixelAnswer(
            Pixel pixel,
            boolean flagged,
            String because,
            String sentence,
            double magnitude,
            double level,
            String object,
            double score) {}

    public PairJudgement {
        objects = List.copyOf(objects);
    }

    static PairJudgement unusable(
            Pair pair, Optional<Scene> after, String reason, String detail, Optional<Pixel> asked, long nanos) {
        Optional<PixelAnswer> answer = asked.map(pixel -> new PixelAnswer(
                pixel, false, reason, "nothing was compared: " + detail, Double.NaN, Double.NaN, "", Double.NaN));
        return new PairJudgement(
                pair,
                after,
                "unusable",
                reason,
                detail,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                false,
                List.of(),
                answer,
                new Judgement.Timing(nanos, 0, 0));
    }

    /** What is written below the annotated picture. */
    public String legend() {
        if (verdict().equals("unusable")) {
            return "before | after: unusable, " + reason();
        }
        long changes = objects().stream().filter(Found::changed).count();
        return String.format(
                Locale.ROOT,
                "before | after: %s, score %.2f; %d outlined in yellow, %d weaker in blue",
                verdict(),
                score(),
                changes,
                objects().size() - changes);
    }
}
