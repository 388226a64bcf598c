package org.tilewatch.calibration.passes;

import java.util.Arrays;
import java.util.Random;
import org.tilewatch.calibration.landscape.Noise;

/** Cloud that drifts over the coast in tides: some days are closed, few are open. */
final class Weather {

    private static final int WIDE = 2 * Coast.SIZE;
    private static final double PIXELS_PER_HOUR = 9;

    private final float[] field;
    private final float[] sorted;
    private final double[] cover;
    private final double[] air;

    Weather(long seed, int days) {
        Random random = new Random(seed);
        field = Noise.field(WIDE, 46, 5, seed + 11);
        sorted = field.clone();
        Arrays.sort(sorted);
        cover = new double[days + 2];
        air = new double[days + 2];
        double tide = random.nextDouble();
        for (int day = 0; day < cover.length; day++) {
            tide = 0.45 * tide + 0.55 * random.nextDouble();
            cover[day] = Math.clamp(0.15 + 0.95 * tide, 0.12, 1);
            air[day] = 284 + 4 * random.nextGaussian();
        }
    }

    /** Kelvin. */
    double air(double day) {
        return between(air, day);
    }

    /** How thick the cloud is over each pixel, 0 (none) to 1. */
    float[] cloud(double day) {
        double share = between(cover, day);
        double threshold = sorted[(int) Math.clamp((1 - share) * sorted.length, 0, sorted.length - 1)];
        int drift = (int) (day * 24 * PIXELS_PER_HOUR);
        int wander = (int) (day * 24 * PIXELS_PER_HOUR * 0.37);
        float[] cloud = new float[Coast.SIZE * Coast.SIZE];
        for (int at = 0; at < cloud.length; at++) {
            int x = mirrored(at % Coast.SIZE + drift);
            int y = mirrored(at / Coast.SIZE + wander);
            double over = field[y * WIDE + x] - threshold;
            cloud[at] = (float) (share >= 0.99 ? 1 : Math.clamp(over / 0.35, 0, 1));
        }
        return cloud;
    }

    private static int mirrored(int value) {
        int folded = value % (2 * WIDE);
        return folded < WIDE ? folded : 2 * WIDE - 1 - folded;
    }

    private static double between(double[] values, double day) {
        int left = (int) Math.clamp(Math.floor(day), 0, values.length - 2);
        double share = Math.clamp(day - left, 0, 1);
        return (1 - share) * values[left] + share * values[left + 1];
    }
}
