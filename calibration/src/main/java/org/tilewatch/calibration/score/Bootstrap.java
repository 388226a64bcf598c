package org.tilewatch.calibration.score;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * 90 % intervals by drawing whole groups (sites, scenes) with replacement: what one site shows hangs together, so single events would make
 * figures look surer than they are. The seed is fixed: the same groups give the same interval.
 */
public final class Bootstrap {

    private static final int DRAWS = 300;
    private static final long SEED = 20_260_301;

    private Bootstrap() {}

    /**
     * A statistic of all groups with its interval.
     *
     * @param groups how many there are
     * @param statistic of the groups whose numbers it is given, some of them several times; NaN where it can't be told
     */
    public static Measured over(int groups, ToDoubleFunction<int[]> statistic) {
        int[] all = new int[groups];
        Arrays.setAll(all, i -> i);
        double value = statistic.applyAsDouble(all);
        if (groups < 2) {
            return Measured.of(value);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] drawn = new double[DRAWS];
        int told = 0;
        int[] sample = new int[groups];
        for (int i = 0; i < DRAWS; i++) {
            Arrays.setAll(sample, j -> random.nextInt(groups));
            double one = statistic.applyAsDouble(sample);
            if (!Double.isNaN(one)) {
                drawn[told++] = one;
            }
        }
        if (told == 0) {
            return Measured.of(value);
        }
        double[] sorted = Arrays.copyOf(drawn, told);
        Arrays.sort(sorted);
        return new Measured(value, quantile(sorted, 0.05), quantile(sorted, 0.95));
    }

    /**
     * Sum of the parts by sum of the wholes, such as events found by events planted.
     *
     * @param parts of each group
     * @param wholes of each group; one that has none is left out
     */
    public static Measured ratio(double[] parts, double[] wholes) {
        int[] telling =
                IntStream.range(0, wholes.length).filter(i -> wholes[i] > 0).toArray();
        return over(telling.length, sample -> {
            double part = 0;
            double whole = 0;
            for (int i : sample) {
                part += parts[telling[i]];
                whole += wholes[telling[i]];
            }
            return part / whole;
        });
    }

    /** Quantile of sorted values, in a straight line between neighbours. */
    public static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
