package org.tilewatch.edge.detect.coarse.look;

import java.util.Arrays;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Takes out what the radio link did to a look: lost lines, lines out of step and noise. A pixel that stands out from both pairs of
 * neighbours across it, far more than such pixels do in this look, is noise; where much of it is noise nothing is believed.
 */
public final class Disturbance {

    private static final int RADIUS = 3;
    private static final double TOO_MUCH = 0.22;
    private static final double STANDS_OUT = 5;
    private static final double LEAST = 14;

    /** Lines out of step differ from their neighbours across, not along: on the ground both differ alike. */
    private static final double ACROSS = 2.2;

    private static final double LEAST_ACROSS = 4;
    private static final float MOST_ACROSS = 60;
    private static final int WIDE = 11;
    private static final int HIGH = 5;

    /** Pixels: lines of a block that by chance agree for so long, and so many of them. */
    private static final int BETWEEN_WIDE = 21;

    private static final int BETWEEN_HIGH = 11;

    private Disturbance() {}

    /** Makes pixels invalid in place; returns how many. */
    public static int remove(CoarseLook look) {
        boolean[] odd = new boolean[look.size()];
        int band = look.day ? CoarseLook.RED : CoarseLook.THERMAL;
        mark(look, band, odd);
        if (look.day) {
            mark(look, CoarseLook.NIR, odd);
        }
        boolean[] also = odd.clone();
        mark(look, CoarseLook.MIR, also);
        int[] sums = sums(also, look);
        boolean[] step = outOfStep(look, look.planes[look.day ? CoarseLook.NIR : CoarseLook.THERMAL]);
        int removed = 0;
        for (int y = 0; y < look.height; y++) {
            for (int x = 0; x < look.width; x++) {
                int at = y * look.width + x;
                if (look.valid[at] && (odd[at] || step[at] || share(sums, look, x, y) > TOO_MUCH)) {
                    look.valid[at] = false;
                    removed++;
                }
            }
        }
        return removed;
    }

    private static void mark(CoarseLook look, int band, boolean[] odd) {
        float[] plane = look.planes[band];
        float[] steps = new float[look.size()];
        int n = 0;
        for (int y = 1; y + 1 < look.height; y++) {
            for (int x = 1; x + 1 < look.width; x++) {
                float step = out(plane, y * look.width + x, look.width);
                if (!Float.isNaN(step)) {
                    steps[n++] = step;
                }
            }
        }
        if (n == 0) {
            return;
        }
        Arrays.sort(steps, 0, n);
        double limit = Math.max(LEAST, STANDS_OUT * steps[(int) (0.75 * n)]);
        for (int y = 1; y + 1 < look.height; y++) {
            for (int x = 1; x + 1 < look.width; x++) {
                int at = y * look.width + x;
                odd[at] |= out(plane, at, look.width) > limit;
            }
        }
    }

    /** Where a band stands out from its neighbours across the lines far more than from those along them. */
    private static boolean[] outOfStep(CoarseLook look, float[] plane) {
        float[] across = new float[look.size()];
        float[] along = new float[look.size()];
        for (int y = 1; y + 1 < look.height; y++) {
            for (int x = 1; x + 1 < look.width; x++) {
                int at = y * look.width + x;
                float down = beyond(plane[at], plane[at - look.width], plane[at + look.width]);
                float sideways = beyond(plane[at], plane[at - 1], plane[at + 1]);
                boolean both = !Float.isNaN(down + sideways);
                across[at] = both ? Math.min(MOST_ACROSS, down) : 0;
                along[at] = both ? Math.min(MOST_ACROSS, sideways) : 0;
            }
        }
        mean(across, look);
        mean(along, look);
        byte[] step = new byte[look.size()];
        for (int at = 0; at < step.length; at++) {
            step[at] = (byte) (across[at] > LEAST_ACROSS + ACROSS * along[at] ? -1 : 0);
        }
        return block(step, look);
    }

    /** What lies between such lines is as wrong as they are, and so are those beside them. */
    private static boolean[] block(byte[] step, CoarseLook look) {
        Mat mat = new Mat(look.height, look.width, CvType.CV_8UC1);
        mat.put(0, 0, step);
        Mat between = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(BETWEEN_WIDE, BETWEEN_HIGH));
        Mat beside = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(3, 3));
        Imgproc.morphologyEx(mat, mat, Imgproc.MORPH_CLOSE, between);
        Imgproc.dilate(mat, mat, beside);
        mat.get(0, 0, step);
        mat.release();
        between.release();
        beside.release();
        boolean[] block = new boolean[step.length];
        for (int at = 0; at < block.length; at++) {
            block[at] = step[at] != 0;
        }
        return block;
    }

    private static void mean(float[] plane, CoarseLook look) {
        Mat mat = new Mat(look.height, look.width, CvType.CV_32FC1);
        mat.put(0, 0, plane);
        Imgproc.blur(mat, mat, new Size(WIDE, HIGH));
        mat.get(0, 0, plane);
        mat.release();
    }

    /** How far a pixel lies above or below both its neighbours across the lines. */
    private static float out(float[] plane, int at, int width) {
        return beyond(plane[at], plane[at - width], plane[at + width]);
    }

    private static float beyond(float value, float one, float other) {
        float low = Math.min(one, other);
        float high = Math.max(one, other);
        return value > high
                ? value - high
                : value < low ? low - value : Float.isNaN(value + one + other) ? Float.NaN : 0;
    }

    private static int[] sums(boolean[] odd, CoarseLook look) {
        int[] sums = new int[(look.width + 1) * (look.height + 1)];
        for (int y = 0; y < look.height; y++) {
            int row = 0;
            for (int x = 0; x < look.width; x++) {
                row += odd[y * look.width + x] ? 1 : 0;
                sums[(y + 1) * (look.width + 1) + x + 1] = sums[y * (look.width + 1) + x + 1] + row;
            }
        }
        return sums;
    }

    private static double share(int[] sums, CoarseLook look, int x, int y) {
        int left = Math.max(0, x - RADIUS);
        int right = Math.min(look.width, x + RADIUS + 1);
        int top = Math.max(0, y - RADIUS);
        int bottom = Math.min(look.height, y + RADIUS + 1);
        int stride = look.width + 1;
        int odd = sums[bottom * stride + right]
                - sums[top * stride + right]
                - sums[bottom * stride + left]
                + sums[top * stride + left];
        return odd / (double) ((right - left) * (bottom - top));
    }
}
