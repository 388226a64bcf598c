package org.tilewatch.edge.detect.coarse;

import java.util.Arrays;
import org.tilewatch.edge.detect.coarse.look.CoarseLook;

/**
 * Brings a look's levels to those of its reference: haze, the view angle and the sensor's gain change them as a whole. A straight line
 * through the medians of clear pixels in classes of the reference's level; thermal levels get an offset alone, that of the warmest, since
 * clouds are colder than the ground.
 */
final class Levelling {

    private static final int CLASSES = 8;
    private static final int LEAST_IN_CLASS = 25;
    private static final double MOST_GAIN = 1.3;
    private static final double MOST_OFFSET = 15;
    private static final double MOST_WARMTH = 30;
    private static final double WARMEST = 0.8;
    private static final double BRIGHTER = 22;
    private static final double COLDER = 8;

    private Levelling() {}

    /** Changes the look's planes in place. */
    static void apply(CoarseLook look, Reference reference) {
        for (int band : new int[] {CoarseLook.THERMAL, CoarseLook.MIR}) {
            float warmth = warmth(look, reference, band);
            shift(look.planes[band], 1, -warmth);
        }
        if (!look.day) {
            return;
        }
        for (int round = 0; round < 2; round++) {
            boolean[] clear = likelyClear(look, reference);
            for (int band = CoarseLook.RED; band <= CoarseLook.SWIR; band++) {
                straighten(look.planes[band], reference.planes[band], clear);
            }
        }
    }

    private static float warmth(CoarseLook look, Reference reference, int band) {
        float[] apart = new float[look.size()];
        int n = 0;
        for (int at = 0; at < apart.length; at++) {
            float difference = look.planes[band][at] - reference.planes[band][at];
            if (look.valid[at] && reference.known[at] && !Float.isNaN(difference)) {
                apart[n++] = difference;
            }
        }
        if (n < LEAST_IN_CLASS) {
            return 0;
        }
        Arrays.sort(apart, 0, n);
        return (float) Math.clamp(apart[(int) (WARMEST * (n - 1))], -MOST_WARMTH, MOST_WARMTH);
    }

    private static boolean[] likelyClear(CoarseLook look, Reference reference) {
        boolean[] clear = new boolean[look.size()];
        for (int at = 0; at < clear.length; at++) {
            float colder = reference.planes[CoarseLook.THERMAL][at] - look.planes[CoarseLook.THERMAL][at];
            float brighter = look.planes[CoarseLook.RED][at] - reference.planes[CoarseLook.RED][at];
            clear[at] = look.valid[at] && reference.known[at] && Math.abs(brighter) < BRIGHTER && !(colder > COLDER);
        }
        return clear;
    }

    private static void straighten(float[] plane, float[] target, boolean[] clear) {
        float[][] classes = new float[CLASSES][];
        int[] counts = new int[CLASSES];
        double[] sums = new double[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            classes[i] = new float[plane.length];
        }
        for (int at = 0; at < plane.length; at++) {
            if (clear[at] && !Float.isNaN(plane[at]) && !Float.isNaN(target[at])) {
                int i = Math.min(CLASSES - 1, (int) (target[at] / 20));
                sums[i] += target[at];
                classes[i][counts[i]++] = plane[at];
            }
        }
        double n = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < CLASSES; i++) {
            if (counts[i] >= LEAST_IN_CLASS) {
                Arrays.sort(classes[i], 0, counts[i]);
                double median = classes[i][counts[i] / 2];
                double level = sums[i] / counts[i];
                double weight = Math.sqrt(counts[i]);
                n += weight;
                x += weight * median;
                y += weight * level;
                xx += weight * median * median;
                xy += weight * median * level;
            }
        }
        double spread = n * xx - x * x;
        if (n == 0) {
            return;
        }
        double gain = spread > n * n * 25 ? Math.clamp((n * xy - x * y) / spread, 1 / MOST_GAIN, MOST_GAIN) : 1;
        double offset = Math.clamp((y - gain * x) / n, -MOST_OFFSET, MOST_OFFSET);
        shift(plane, (float) gain, (float) offset);
    }

    private static void shift(float[] plane, float gain, float offset) {
        for (int at = 0; at < plane.length; at++) {
            plane[at] = gain * plane[at] + offset;
        }
    }
}
