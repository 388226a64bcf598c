package org.tilewatch.edge.site.ground;

import org.tilewatch.edge.site.Outline;

/**
 * True area of polygons given in longitude and latitude on the WGS 84 ellipsoid.
 *
 * <p>The corners are brought onto Lambert's cylindrical equal-area map of the ellipsoid (Snyder, Map Projections - A Working Manual,
 * equations 3-12 and 10-15), which keeps areas everywhere; there the shoelace formula holds. Edges are straight on that map, which over
 * the length of a site makes no difference.
 */
public final class GroundArea {

    private static final double SEMI_MAJOR_METRES = 6_378_137;
    private static final double FLATTENING = 1 / 298.257223563;
    private static final double E2 = FLATTENING * (2 - FLATTENING);
    private static final double E = Math.sqrt(E2);

    private GroundArea() {}

    /** Of an outline in longitude and latitude, holes left out. */
    public static double squareMetres(Outline lonLat) {
        double area = squareMetres(lonLat.outer());
        for (double[] hole : lonLat.rings().subList(1, lonLat.rings().size())) {
            area -= squareMetres(hole);
        }
        return area;
    }

    /** Of one ring, longitude and latitude in turn, not closed by a repeated point; whichever way round it goes. */
    public static double squareMetres(double[] ring) {
        double originX = ring[0];
        double originY = northing(ring[1]);
        double twice = 0;
        double x0 = 0;
        double y0 = 0;
        for (int i = 2; i < ring.length; i += 2) {
            double x1 = Math.toRadians(ring[i] - originX);
            double y1 = northing(ring[i + 1]) - originY;
            twice += x0 * y1 - x1 * y0;
            x0 = x1;
            y0 = y1;
        }
        return Math.abs(twice) / 2 * SEMI_MAJOR_METRES * SEMI_MAJOR_METRES;
    }

    /** Equal-area ordinate of a latitude for an ellipsoid of semi-major axis 1. */
    private static double northing(double latitude) {
        double sine = Math.sin(Math.toRadians(latitude));
        double term = Math.log((1 - E * sine) / (1 + E * sine)) / (2 * E);
        return (1 - E2) * (sine / (1 - E2 * sine * sine) - term) / 2;
    }
}
