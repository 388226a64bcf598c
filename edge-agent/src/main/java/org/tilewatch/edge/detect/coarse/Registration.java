package org.tilewatch.edge.detect.coarse;

import java.util.Arrays;
import org.tilewatch.edge.detect.coarse.look.CoarseLook;

/**
 * Finds how far a look lies off its reference by the edges of coast lines and fields that both show: orbit and clock of a receiver at home
 * are off by kilometres. The shift, in whole and half pixels, with the highest correlation of edges within clear ground.
 *
 * @param dx how far the look's content lies to the right, pixels
 * @param dy the same, down
 * @param trust 0 to 1: how far the best correlation lies above the best one elsewhere
 */
record Registration(double dx, double dy, double trust) {

    /** Pixels to each side that are searched. */
    static final int REACH = 8;

    private static final int PEAK = 2;
    private static final double BRIGHT = 95;
    private static final float STEEPEST = 60;
    private static final int LEAST_PIXELS = 300;
    /** Pixels; few of them correlate by chance. */
    private static final double HALF_SURE = 1500;

    static Registration of(CoarseLook look, Reference reference) {
        int band = look.day ? CoarseLook.NIR : CoarseLook.THERMAL;
        float[] red = look.planes[CoarseLook.RED];
        float[] redBefore = reference.guess[CoarseLook.RED];
        float[] here = edges(look.planes[band], at -> look.valid[at] && red[at] < BRIGHT, look.width, look.height);
        float[] there = edges(reference.guess[band], at -> redBefore[at] < BRIGHT, look.width, look.height);
        double[][] score = new double[2 * REACH + 1][2 * REACH + 1];
        int bestX = 0;
        int bestY = 0;
        double best = -1;
        for (int dy = -REACH; dy <= REACH; dy++) {
            for (int dx = -REACH; dx <= REACH; dx++) {
                double fit = correlation(here, there, dx, dy, look.width, look.height);
                score[dy + REACH][dx + REACH] = fit;
                if (fit > best) {
                    best = fit;
                    bestX = dx;
                    bestY = dy;
                }
            }
        }
        if (!(best > 0)) {
            return new Registration(0, 0, 0);
        }
        double next = 0;
        for (int dy = -REACH; dy <= REACH; dy++) {
            for (int dx = -REACH; dx <= REACH; dx++) {
                if (Math.max(Math.abs(dx - bestX), Math.abs(dy - bestY)) > PEAK) {
                    next = Math.max(next, score[dy + REACH][dx + REACH]);
                }
            }
        }
        boolean atTheRim = Math.max(Math.abs(bestX), Math.abs(bestY)) == REACH;
        double trust = atTheRim ? 0 : Math.clamp(Math.min(1, 2 * best) * (1 - next / best) * 2.5, 0, 1);
        return new Registration(
                bestX + vertex(score, bestX, bestY, 1, 0), bestY + vertex(score, bestX, bestY, 0, 1), trust);
    }

    /** Where a parabola through the peak and its neighbours is highest, -0.5 to 0.5. */
    private static double vertex(double[][] score, int x, int y, int stepX, int stepY) {
        if (Math.abs(x) == REACH || Math.abs(y) == REACH) {
            return 0;
        }
        double middle = score[y + REACH][x + REACH];
        double before = score[y - stepY + REACH][x - stepX + REACH];
        double after = score[y + stepY + REACH][x + stepX + REACH];
        double curve = before - 2 * middle + after;
        return curve >= 0 ? 0 : Math.clamp(0.5 * (before - after) / curve, -0.5, 0.5);
    }

    /** Pearson's correlation over the pixels that both show, less where they are few. */
    private static double correlation(float[] here, float[] there, int dx, int dy, int width, int height) {
        double a = 0;
        double b = 0;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        int n = 0;
        for (int y = Math.max(1, 1 - dy); y < Math.min(height - 1, height - 1 - dy); y++) {
            for (int x = Math.max(1, 1 - dx); x < Math.min(width - 1, width - 1 - dx); x++) {
                float theirs = there[y * width + x];
                float ours = here[(y + dy) * width + x + dx];
                if (!Float.isNaN(theirs) && !Float.isNaN(ours)) {
                    a += theirs;
                    b += ours;
                    aa += theirs * theirs;
                    bb += ours * ours;
                    ab += theirs * ours;
                    n++;
                }
            }
        }
        double spread = (aa - a * a / Math.max(1, n)) * (bb - b * b / Math.max(1, n));
        double sure = Math.sqrt(n / (n + HALF_SURE));
        return n < LEAST_PIXELS || !(spread > 0) ? 0 : sure * (ab - a * b / n) / Math.sqrt(spread);
    }

    /** Steepness at each pixel, capped; NaN where it or a neighbour was not measured or is bright, as clouds are. */
    private static float[] edges(float[] plane, Predicate clear, int width, int height) {
        float[] edges = new float[plane.length];
        Arrays.fill(edges, Float.NaN);
        for (int y = 1; y + 1 < height; y++) {
            for (int x = 1; x + 1 < width; x++) {
                int at = y * width + x;
                if (clear.at(at)
                        && clear.at(at - 1)
                        && clear.at(at + 1)
                        && clear.at(at - width)
                        && clear.at(at + width)) {
                    float sideways = plane[at + 1] - plane[at - 1];
                    float down = plane[at + width] - plane[at - width];
                    edges[at] = Math.min(STEEPEST, (float) Math.sqrt(sideways * sideways + down * down));
                }
            }
        }
        return edges;
    }

    private interface Predicate {
        boolean at(int pixel);
    }
}
