package org.tilewatch.edge.imagery;

/**
 * A rectangle of grid pixels.
 *
 * @param x first column, may be negative
 * @param y first row, may be negative
 */
public record Window(int x, int y, int width, int height) {

    public Window {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a window of %d x %d holds nothing".formatted(width, height));
        }
    }

    /** Whether both have pixels in common. */
    public boolean meets(Window other) {
        return x < other.right() && right() > other.x() && y < other.bottom() && bottom() > other.y();
    }

    /** What both have in common; they must meet. */
    public Window common(Window other) {
        int left = Math.max(x, other.x);
        int top = Math.max(y, other.y);
        return new Window(left, top, Math.min(right(), other.right()) - left, Math.min(bottom(), other.bottom()) - top);
    }

    /** The least window that holds both. */
    public Window union(Window other) {
        int left = Math.min(x, other.x);
        int top = Math.min(y, other.y);
        return new Window(left, top, Math.max(right(), other.right()) - left, Math.max(bottom(), other.bottom()) - top);
    }

    /** One past the last column. */
    public int right() {
        return x + width;
    }

    /** One past the last row. */
    public int bottom() {
        return y + height;
    }
}
