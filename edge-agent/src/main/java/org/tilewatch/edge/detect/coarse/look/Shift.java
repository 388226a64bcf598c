package org.tilewatch.edge.detect.coarse.look;

/** Moves a look by parts of a pixel. */
public final class Shift {

    private static final double NOTHING = 0.05;

    private Shift() {}

    /** Brings content that lies so far to the right and down back to its place, in the look's own arrays. */
    public static void undo(CoarseLook look, double dx, double dy) {
        if (Math.abs(dx) < NOTHING && Math.abs(dy) < NOTHING) {
            return;
        }
        for (float[] plane : look.planes) {
            float[] moved = new float[plane.length];
            for (int at = 0; at < plane.length; at++) {
                moved[at] = between(plane, look, at % look.width + dx, row(at, look) + dy);
            }
            System.arraycopy(moved, 0, plane, 0, moved.length);
        }
        boolean[] moved = new boolean[look.size()];
        for (int at = 0; at < moved.length; at++) {
            int x = (int) Math.round(at % look.width + dx);
            int y = (int) Math.round(row(at, look) + dy);
            boolean inside = x >= 0 && y >= 0 && x < look.width && y < look.height;
            moved[at] = inside && look.valid[y * look.width + x];
        }
        System.arraycopy(moved, 0, look.valid, 0, moved.length);
    }

    private static int row(int at, CoarseLook look) {
        return at / look.width;
    }

    /** Bilinear; NaN where a neighbour that counts was not measured. */
    private static float between(float[] plane, CoarseLook look, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float right = (float) (x - left);
        float down = (float) (y - top);
        float sum = 0;
        for (int corner = 0; corner < 4; corner++) {
            int u = left + corner % 2;
            int v = top + corner / 2;
            float weight = (corner % 2 == 0 ? 1 - right : right) * (corner / 2 == 0 ? 1 - down : down);
            if (weight > 1e-3) {
                boolean inside = u >= 0 && v >= 0 && u < look.width && v < look.height;
                sum += weight * (inside ? plane[v * look.width + u] : Float.NaN);
            }
        }
        return sum;
    }
}
