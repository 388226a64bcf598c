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

    /** Centre of gravity of what the outer ring holds, x and y; of a ring that holds nothing its first point. */
    public double[] centroid() {
        double[] ring = outer();
        double twice = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < ring.length; i += 2) {
            double x0 = ring[i] - ring[0];
            double y0 = ring[i + 1] - ring[1];
            double x1 = ring[(i + 2) % ring.length] - ring[0];
            double y1 = ring[(i + 3) % ring.length] - ring[1];
            double cross = x0 * y1 - x1 * y0;
            twice += cross;
            x += (x0 + x1) * cross / 3;
            y += (y0 + y1) * cross / 3;
        }
        return twice == 0 ? new double[] {ring[0], ring[1]} : new double[] {ring[0] + x / twice, ring[1] + y / twice};
    }

    /** The outer ring. */
    public double[] outer() {
        return rings.getFirst();
    }
}
