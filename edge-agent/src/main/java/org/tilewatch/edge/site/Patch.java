package org.tilewatch.edge.site;

import java.util.Arrays;
import java.util.BitSet;
import org.tilewatch.edge.imagery.Window;

/**
 * The grid pixels that an outline covers, its border included.
 *
 * @param box smallest window around them
 * @param cells row by row within the box; owned by the patch, not to be changed
 */
public record Patch(Window box, BitSet cells) {

    /** The pixels whose centre lies inside the outer ring or on it; holes are filled. */
    public static Patch of(Outline outline) {
        double[] ring = outline.outer();
        Window box = box(outline);
        BitSet cells = new BitSet(box.width() * box.height());
        double[] crossings = new double[ring.length / 2];
        for (int row = 0; row < box.height(); row++) {
            fillRow(ring, box, row, crossings, cells);
        }
        return new Patch(box, cells);
    }

    /** The smallest window around the pixels of {@link #of}, without working them out. */
    public static Window box(Outline outline) {
        double[] ring = outline.outer();
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int i = 0; i < ring.length; i += 2) {
            left = Math.min(left, ring[i]);
            right = Math.max(right, ring[i]);
            top = Math.min(top, ring[i + 1]);
            bottom = Math.max(bottom, ring[i + 1]);
        }
        int x = (int) Math.floor(left);
        int y = (int) Math.floor(top);
        return new Window(x, y, (int) Math.floor(right) - x + 1, (int) Math.floor(bottom) - y + 1);
    }

    private static void fillRow(double[] ring, Window box, int row, double[] crossings, BitSet cells) {
        double y = box.y() + row + 0.5;
        int n = 0;
        for (int i = 0; i < ring.length; i += 2) {
            int j = (i + 2) % ring.length;
            double y0 = ring[i + 1];
            double y1 = ring[j + 1];
            if (y0 == y && y1 == y) {
                mark(box, row, Math.min(ring[i], ring[j]), Math.max(ring[i], ring[j]), cells);
            } else if ((y0 <= y && y1 > y) || (y1 <= y && y0 > y)) {
                crossings[n++] = ring[i] + (y - y0) / (y1 - y0) * (ring[j] - ring[i]);
            } else if (y0 == y) {
                mark(box, row, ring[i], ring[i], cells);
            }
        }
        Arrays.sort(crossings, 0, n);
        for (int k = 0; k + 1 < n; k += 2) {
            mark(box, row, crossings[k], crossings[k + 1], cells);
        }
    }

    private static void mark(Window box, int row, double from, double to, BitSet cells) {
        int first = Math.max(0, (int) Math.ceil(from - 0.5) - box.x());
        int last = Math.min(box.width() - 1, (int) Math.floor(to - 0.5) - box.x());
        if (first <= last) {
            cells.set(row * box.width() + first, row * box.width() + last + 1);
        }
    }

    /** Number of pixels. */
    public int size() {
        return cells.cardinality();
    }

    /** Number of pixels that both cover. */
    public int common(Patch other) {
        int x0 = Math.max(box.x(), other.box.x());
        int x1 = Math.min(box.right(), other.box.right());
        int y0 = Math.max(box.y(), other.box.y());
        int y1 = Math.min(box.bottom(), other.box.bottom());
        int n = 0;
        for (int y = y0; y < y1; y++) {
            for (int x = x0; x < x1; x++) {
                if (holds(x, y) && other.holds(x, y)) {
                    n++;
                }
            }
        }
        return n;
    }

    /** Whether a grid pixel inside {@link #box} belongs to it; false outside. */
    public boolean holds(int x, int y) {
        if (x < box.x() || y < box.y() || x >= box.right() || y >= box.bottom()) {
            return false;
        }
        return cells.get((y - box.y()) * box.width() + x - box.x());
    }
}
