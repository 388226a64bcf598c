package org.tilewatch.edge.site.ground;

import org.locationtech.jts.algorithm.MinimumDiameter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.site.Details.Measures;
import org.tilewatch.edge.site.Outline;

/**
 * From pixels of a grid to metres on the ground around one place: corrects the scale of the projection (Web Mercator shows areas at
 * 60 degrees north four times too large) and the angle between its north and true north.
 *
 * @param toMetres from grid pixels to metres east and north of some point near by
 */
public record GroundFrame(Affine toMetres) {

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    /**
     * How far an outline lies beside the truth, in pixels, one standard error: what is left of registration, the pixel's own size and
     * the blur of the optics.
     */
    private static final double EDGE_PIXELS = 0.7;

    private static final double LEAST_ERROR = 0.03;

    /**
     * The frame around a place.
     *
     * @param toLonLat from grid pixels to longitude and latitude, as it holds around the place
     * @param latitude of the place, degrees
     */
    public static GroundFrame of(Affine toLonLat, double latitude) {
        // Length of a degree on WGS 84, series of the meridian and parallel arcs, good to centimetres.
        double phi = Math.toRadians(latitude);
        double north = 111_132.954 - 559.822 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi);
        double east = 111_412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi) + 0.118 * Math.cos(5 * phi);
        return new GroundFrame(new Affine(
                0, toLonLat.ux() * east, toLonLat.uy() * east, 0, toLonLat.vx() * north, toLonLat.vy() * north));
    }

    /** Without a georeference: pixels count as metres, up as north. */
    public static GroundFrame ofPixels() {
        return new GroundFrame(new Affine(0, 1, 0, 0, 0, -1));
    }

    /** Area of a grid pixel. */
    public double squareMetresPerPixel() {
        return Math.abs(toMetres.ux() * toMetres.vy() - toMetres.uy() * toMetres.vx());
    }

    /** Measures of an outline in grid pixels. */
    public Measures measure(Outline outline) {
        double[] ring = outline.outer();
        Coordinate[] points = new Coordinate[ring.length / 2 + 1];
        for (int i = 0; i < ring.length / 2; i++) {
            points[i] =
                    new Coordinate(toMetres.u(ring[2 * i], ring[2 * i + 1]), toMetres.v(ring[2 * i], ring[2 * i + 1]));
        }
        points[points.length - 1] = points[0];
        double pixel = Math.sqrt(squareMetresPerPixel());
        double error = errorFraction(points, pixel);
        Geometry box = new MinimumDiameter(GEOMETRY.createLineString(points)).getMinimumRectangle();
        Coordinate[] corners = box.getCoordinates();
        if (corners.length < 4) {
            return new Measures(error, corners[0].distance(corners[corners.length - 1]) + pixel, pixel, Double.NaN);
        }
        double first = corners[0].distance(corners[1]);
        double second = corners[1].distance(corners[2]);
        int at = first >= second ? 0 : 1;
        double east = corners[at + 1].x - corners[at].x;
        double north = corners[at + 1].y - corners[at].y;
        double bearing = Math.toDegrees(Math.atan2(east, north));
        return new Measures(error, Math.max(first, second), Math.min(first, second), ((bearing % 180) + 180) % 180);
    }

    /** An edge that is off by so much all along changes the area by that times the perimeter. */
    private static double errorFraction(Coordinate[] ring, double pixel) {
        double perimeter = 0;
        double twice = 0;
        for (int i = 1; i < ring.length; i++) {
            perimeter += ring[i].distance(ring[i - 1]);
            twice += ring[i - 1].x * ring[i].y - ring[i].x * ring[i - 1].y;
        }
        double area = Math.max(Math.abs(twice) / 2, pixel * pixel);
        return Math.clamp(EDGE_PIXELS * pixel * perimeter / area, LEAST_ERROR, 1);
    }
}
