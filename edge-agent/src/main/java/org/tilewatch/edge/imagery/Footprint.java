package org.tilewatch.edge.imagery;

/**
 * Outline of an image on the ground: its four outer corners, upper left, upper right, lower right, lower left.
 *
 * @param map x0, y0, ... in the image's own reference system. Not to be changed
 * @param lonLat the same points as WGS 84 degrees, longitude first; longitudes go on beyond 180 where they cross that. Not to be changed
 */
public record Footprint(double[] map, double[] lonLat) {

    public Footprint {
        if (map.length != 8 || lonLat.length != 8) {
            throw new IllegalArgumentException(
                    "a footprint has 4 corners, not %d and %d numbers".formatted(map.length, lonLat.length));
        }
    }

    /** The footprint of an image of {@code width} x {@code height} pixels. */
    public static Footprint of(Affine toMap, int width, int height, Projection projection) {
        double[] map = {
            toMap.u(0, 0), toMap.v(0, 0),
            toMap.u(width, 0), toMap.v(width, 0),
            toMap.u(width, height), toMap.v(width, height),
            toMap.u(0, height), toMap.v(0, height)
        };
        double[] lonLat = map.clone();
        projection.toLonLat(lonLat);
        Longitudes.unwrap(lonLat, lonLat[0]);
        return new Footprint(map, lonLat);
    }

    /** Whether all corners lie anywhere at all; longitudes may go on beyond 180 degrees. */
    public boolean isOnEarth() {
        boolean on = true;
        for (int i = 0; i < lonLat.length; i += 2) {
            on &= Math.abs(lonLat[i]) <= 360 && Math.abs(lonLat[i + 1]) <= 90;
        }
        return on;
    }

    /** Latitude of its middle, degrees. */
    public double latitude() {
        return (lonLat[1] + lonLat[3] + lonLat[5] + lonLat[7]) / 4;
    }
}
