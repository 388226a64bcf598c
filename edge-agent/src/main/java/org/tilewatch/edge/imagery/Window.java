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

    /** One past the last column. */
    public int right() {
        return x + width;
    }

    /** One past the last row. */
    public int bottom() {
        return y + height;
    }
}
