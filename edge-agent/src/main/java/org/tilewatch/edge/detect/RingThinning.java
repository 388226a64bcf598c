package org.tilewatch.edge.detect;

import java.util.Arrays;

/**
 * Leaves out points of a ring that lie closer than three quarters of a pixel to the line between their neighbours (Douglas and Peucker
 * 1973): a traced ring follows every step of its pixels, and each point is projected, stored and sent.
 */
final class RingThinning {

    private static final double TOLERANCE_PIXELS = 0.75;
    /** A ring so crooked that halving it this often is not enough is no outline. */
    private static final int DEEPEST = 512;

    private RingThinning() {}

    /**
     * Thins a ring in place.
     *
     * @param ring x0, y0, x1, y1, ..., not closed by a repeated point
     * @param size how many of its numbers are used
     * @return how many of its numbers are used afterwards, at least 6; the same as before if nothing of a smaller ring would be left
     */
    static int thin(double[] ring, int size) {
        int points = size / 2;
        int far = farthest(ring, 0, points, 0);
        long[] keep = new long[(points + 63) / 64];
        mark(keep, 0);
        mark(keep, far);
        split(ring, points, 0, far, keep, 0);
        split(ring, points, far, points, keep, 0);
        int kept = 0;
        for (long word : keep) {
            kept += Long.bitCount(word);
        }
        if (kept < 3) {
            return size;
        }
        int to = 0;
        for (int i = 0; i < points; i++) {
            if ((keep[i >> 6] >> i & 1) == 1) {
                ring[to++] = ring[2 * i];
                ring[to++] = ring[2 * i + 1];
            }
        }
        return to;
    }

    /** The same ring with fewer points. */
    static double[] thinned(double[] ring) {
        double[] points = ring.clone();
        int kept = thin(points, points.length);
        return kept == ring.length ? ring : Arrays.copyOf(points, kept);
    }

    private static void mark(long[] keep, int point) {
        keep[point >> 6] |= 1L << point;
    }

    private static int farthest(double[] ring, int from, int points, int of) {
        int far = from;
        double most = -1;
        for (int i = from; i < points; i++) {
            double distance = Math.hypot(ring[2 * i] - ring[2 * of], ring[2 * i + 1] - ring[2 * of + 1]);
            if (distance > most) {
                most = distance;
                far = i;
            }
        }
        return far;
    }

    /** Keeps what lies far from the line between two points; {@code to} may be the first point come round again. */
    private static void split(double[] ring, int points, int from, int to, long[] keep, int depth) {
        int end = to % points;
        double x = ring[2 * from];
        double y = ring[2 * from + 1];
        double dx = ring[2 * end] - x;
        double dy = ring[2 * end + 1] - y;
        double length = Math.hypot(dx, dy);
        double most = TOLERANCE_PIXELS;
        int far = -1;
        for (int i = from + 1; i < to; i++) {
            double px = ring[2 * i] - x;
            double py = ring[2 * i + 1] - y;
            double distance = length == 0 ? Math.hypot(px, py) : Math.abs(px * dy - py * dx) / length;
            if (distance > most) {
                most = distance;
                far = i;
            }
        }
        if (far < 0) {
            return;
        }
        mark(keep, far);
        if (depth < DEEPEST) {
            split(ring, points, from, far, keep, depth + 1);
            split(ring, points, far, to, keep, depth + 1);
        }
    }
}
