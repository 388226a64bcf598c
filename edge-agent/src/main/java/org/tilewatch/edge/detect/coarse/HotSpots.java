package org.tilewatch.edge.detect.coarse;

import org.tilewatch.edge.detect.coarse.look.CoarseLook;

/** Pixels that are far hotter at 3.7 micrometres than all around and than at 11: fire fills a small part of them. */
final class HotSpots {

    private static final int RADIUS = 4;
    private static final double HOTTER = 22;
    private static final int LEAST_AROUND = 30;
    /** Clouds reflect sunlight there and are cold at 11 micrometres. */
    private static final double COLDER = 14;

    /** So much of a look never burns: it is noise. */
    private static final double MOST = 0.004;

    private HotSpots() {}

    /** Adds them to what was found. */
    static void mark(CoarseLook look, ChangeClass[] change, byte[] seen) {
        if (!look.has(CoarseLook.MIR) || !look.has(CoarseLook.THERMAL)) {
            return;
        }
        double warmest = Classifier.warmest(look);
        boolean[] hot = new boolean[look.size()];
        int n = 0;
        for (int at = 0; at < hot.length; at++) {
            boolean warm = warmest - look.planes[CoarseLook.THERMAL][at] < COLDER;
            hot[at] = look.valid[at] && warm && excess(look, at % look.width, at / look.width) > HOTTER;
            n += hot[at] ? 1 : 0;
        }
        for (int at = 0; n <= MOST * hot.length && at < hot.length; at++) {
            if (hot[at]) {
                change[at] = ChangeClass.HOT;
                seen[at] = Classifier.STRONG;
            }
        }
    }

    private static double excess(CoarseLook look, int x, int y) {
        float own =
                look.planes[CoarseLook.MIR][y * look.width + x] - look.planes[CoarseLook.THERMAL][y * look.width + x];
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (int v = Math.max(0, y - RADIUS); v <= Math.min(look.height - 1, y + RADIUS); v++) {
            for (int u = Math.max(0, x - RADIUS); u <= Math.min(look.width - 1, x + RADIUS); u++) {
                int at = v * look.width + u;
                float each = look.planes[CoarseLook.MIR][at] - look.planes[CoarseLook.THERMAL][at];
                if (look.valid[at] && Math.max(Math.abs(u - x), Math.abs(v - y)) > 1 && !Float.isNaN(each)) {
                    sum += each;
                    squares += each * each;
                    n++;
                }
            }
        }
        if (n < LEAST_AROUND || Float.isNaN(own)) {
            return 0;
        }
        double mean = sum / n;
        double spread = Math.sqrt(Math.max(0, squares / n - mean * mean));
        return own - mean - 4 * spread > 0 ? own - mean : 0;
    }
}
