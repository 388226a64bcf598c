package org.tilewatch.edge.site.pace;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Slow growth of a figure, found by the one-sided CUSUM of Page (1954): what lies above the usual by more than half a deviation adds up
 * from look to look, what lies below takes away, and five deviations in all are growth, which began when the sum was last 0.
 *
 * @param since acquisition time of the first look of the growth
 * @param seen acquisition time of the look that made it sure
 * @param usual mean of the first looks
 * @param now mean of the looks from its begin to the one that made it sure: what stacks of material grew to may be built in by the end
 */
public record Growth(Instant since, Instant seen, double usual, double now) {

    /** Looks from which the usual is learned. */
    private static final int FIRST_LOOKS = 5;

    /** Small objects that a zone's count varies by from look to look, at least. */
    private static final double COUNT_VARIES = 2;

    private static final double SLACK = 0.5;
    private static final double ALARM = 5;

    /** Of the number of small objects in a zone. */
    public static Optional<Growth> ofObjects(List<Pace> series) {
        return of(series, pace -> pace.bright() + pace.dark(), COUNT_VARIES);
    }

    /**
     * The first growth in a series.
     *
     * @param series of one zone, oldest look first
     * @param leastDeviation what the figure varies by at least
     */
    public static Optional<Growth> of(List<Pace> series, ToDoubleFunction<Pace> figure, double leastDeviation) {
        if (series.size() <= FIRST_LOOKS) {
            return Optional.empty();
        }
        double[] values = series.stream().mapToDouble(figure).toArray();
        double usual = mean(values, 0, FIRST_LOOKS);
        double squares = 0;
        for (int i = 0; i < FIRST_LOOKS; i++) {
            squares += (values[i] - usual) * (values[i] - usual);
        }
        double deviation = Math.max(leastDeviation, Math.sqrt(squares / (FIRST_LOOKS - 1)));
        double sum = 0;
        int begun = FIRST_LOOKS;
        for (int i = FIRST_LOOKS; i < values.length; i++) {
            double grown = sum + (values[i] - usual) / deviation - SLACK;
            begun = sum == 0 ? i : begun;
            sum = Math.max(0, grown);
            if (sum > ALARM) {
                return Optional.of(new Growth(
                        series.get(begun).acquired(), series.get(i).acquired(), usual, mean(values, begun, i + 1)));
            }
        }
        return Optional.empty();
    }

    private static double mean(double[] values, int from, int until) {
        double sum = 0;
        for (int i = from; i < until; i++) {
            sum += values[i];
        }
        return sum / (until - from);
    }
}
