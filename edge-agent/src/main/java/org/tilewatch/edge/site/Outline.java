package org.tilewatch.edge.site;

import java.util.List;

/**
 * A polygon with holes in a plane that the user of the value names (grid pixels, file pixels, or longitude and latitude).
 *
 * @param rings the outer ring first, then the holes; each ring is x0, y0, x1, y1, ... and is not closed by a repeated point.
 *     Owned by the outline: not to be changed
 */
public record Outline(List<double[]> rings) {

    public Outline {
        rings = List.copyOf(rings);
        if (rings.isEmpty()) {
            throw new IllegalArgumentException("an outline needs an outer ring");
        }
        for (double[] ring : rings) {
            if (ring.length < 6 || ring.length % 2 != 0) {
                throw new IllegalArgumentException("a ring needs at least 3 points, has " + ring.length + " numbers");
            }
        }
    }

    /** The outer ring. */
    public double[] outer() {
        return rings.getFirst();
    }
}
