package org.tilewatch.edge.detect.coarse.look;

import java.util.Arrays;

/**
 * Which way and how steeply the share of near infrared light falls at each clear pixel: a picture of coast lines and fields that light,
 * haze and the sensor's gain leave as it is. Steep slopes count little more than gentle ones, so that a few cannot decide.
 */
public final class Slopes {

    /** Agreement beside a peak belongs to it. */
    private static final int PEAK = 2;

    private static final double BRIGHT = 95;
    /** Levels that are added to both bands, so that the dark sea's noise is none of the ground's. */
    private static final float DIM = 40;

    private static final float GENTLE = 20;
    private static final int LEAST_PIXELS = 300;
    /** Pixels; few of them agree by chance. */
    private static final double HALF_SURE = 1500;

    private final float[] index;
    private final float[] right;
    private final float[] down;
    private final int width;
    private final int height;

    /**
     * The best of the shifts that were tried.
     *
     * @param dx pixels to the right
     * @param dy pixels down
     * @param trust 0 to 1: how far the agreement there lies above the best one elsewhere
     */
    public record Match(double dx, double dy, double trust) {}

    private Slopes(float[] index, int width, int height) {
        this.index = index;
        this.width = width;
        this.height = height;
        this.right = new float[index.length];
        this.down = new float[index.length];
        Arrays.fill(right, Float.NaN);
        for (int y = 1; y + 1 < height; y++) {
            for (int x = 1; x + 1 < width; x++) {
                slope(y * width + x);
            }
        }
    }

    private void slope(int at) {
        float sideways = index[at + 1] - index[at - 1];
        float downwards = index[at + width] - index[at - width];
        float steepness = (float) Math.sqrt(sideways * sideways + downwards * downwards);
        right[at] = sideways / (steepness + GENTLE);
        down[at] = downwards / (steepness + GENTLE);
    }

    /**
     * Of red and near infrared levels, row by row.
     *
     * @param valid false where nothing was measured
     */
    public static Slopes of(float[] red, float[] nir, boolean[] valid, int width) {
        float[] index = new float[red.length];
        for (int at = 0; at < index.length; at++) {
            boolean ground = valid[at] && red[at] < BRIGHT;
            index[at] = ground ? 255 * (nir[at] - red[at]) / (nir[at] + red[at] + DIM) : Float.NaN;
        }
        return new Slopes(index, width, index.length / width);
    }

    /** The same in pixels that are so many times as wide; unknown where any of them is. */
    public Slopes reduced(int factor) {
        int columns = width / factor;
        int rows = height / factor;
        float[] mean = new float[columns * rows];
        for (int y = 0; y < rows * factor; y++) {
            for (int x = 0; x < columns * factor; x++) {
                mean[y / factor * columns + x / factor] += index[y * width + x] / (factor * factor);
            }
        }
        return new Slopes(mean, columns, rows);
    }

    /** Tries every shift around a first guess by whole pixels, and finds the best one to parts of a pixel. */
    public Match match(Slopes reference, int aroundX, int aroundY, int reach) {
        int side = 2 * reach + 1;
        double[] score = new double[side * side];
        int best = 0;
        for (int i = 0; i < score.length; i++) {
            score[i] = agreement(reference, aroundX + i % side - reach, aroundY + i / side - reach);
            best = score[i] > score[best] ? i : best;
        }
        int x = best % side;
        int y = best / side;
        boolean atTheRim = x == 0 || y == 0 || x == side - 1 || y == side - 1;
        if (!(score[best] > 0) || atTheRim) {
            return new Match(aroundX, aroundY, 0);
        }
        double next = 0;
        for (int i = 0; i < score.length; i++) {
            boolean apart = Math.max(Math.abs(i % side - x), Math.abs(i / side - y)) > PEAK;
            next = apart ? Math.max(next, score[i]) : next;
        }
        double trust = Math.clamp(Math.min(1, 2 * score[best]) * (1 - next / score[best]) * 2.5, 0, 1);
        return new Match(
                aroundX + x - reach + vertex(score[best - 1], score[best], score[best + 1]),
                aroundY + y - reach + vertex(score[best - side], score[best], score[best + side]),
                trust);
    }

    /** Where a parabola through a peak and its neighbours is highest, -0.5 to 0.5. */
    private static double vertex(double before, double middle, double after) {
        double curve = before - 2 * middle + after;
        return curve >= 0 ? 0 : Math.clamp(0.5 * (before - after) / curve, -0.5, 0.5);
    }

    /** Share of the slopes' length that points the same way, over the pixels that both show; less where they are few. */
    private double agreement(Slopes reference, int dx, int dy) {
        double same = 0;
        double ours = 0;
        double theirs = 0;
        int n = 0;
        for (int y = Math.max(0, -dy); y < Math.min(height, height - dy); y++) {
            for (int x = Math.max(0, -dx); x < Math.min(width, width - dx); x++) {
                int here = (y + dy) * width + x + dx;
                int there = y * width + x;
                float both = right[here] * reference.right[there];
                if (!Float.isNaN(both)) {
                    same += both + down[here] * reference.down[there];
                    ours += right[here] * right[here] + down[here] * down[here];
                    theirs += reference.right[there] * reference.right[there]
                            + reference.down[there] * reference.down[there];
                    n++;
                }
            }
        }
        double sure = Math.sqrt(n / (n + HALF_SURE));
        return n < LEAST_PIXELS || !(ours * theirs > 0) ? 0 : sure * same / Math.sqrt(ours * theirs);
    }
}
