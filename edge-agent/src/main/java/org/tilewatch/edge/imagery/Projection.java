package org.tilewatch.edge.imagery;

import org.locationtech.proj4j.BasicCoordinateTransform;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;

/**
 * Between the coordinates of one reference system and WGS 84 longitude and latitude. Got from {@link Projections}; for one thread,
 * since it reuses its scratch values.
 */
public final class Projection {

    private final boolean geographic;
    private final double metresPerUnit;
    private final double period;
    private final BasicCoordinateTransform toLonLat;
    private final BasicCoordinateTransform toMap;
    private final ProjCoordinate from = new ProjCoordinate();
    private final ProjCoordinate to = new ProjCoordinate();

    Projection(CoordinateReferenceSystem map, CoordinateReferenceSystem wgs84) {
        geographic = Boolean.TRUE.equals(map.isGeographic());
        metresPerUnit = geographic ? Double.NaN : 1 / map.getProjection().getFromMetres();
        toLonLat = new BasicCoordinateTransform(map, wgs84);
        toMap = new BasicCoordinateTransform(wgs84, map);
        period = geographic ? 360 : periodOfMap();
    }

    /** Of a map on which meridians are parallel lines at even distances, such as Mercator's; NaN of any other. */
    private double periodOfMap() {
        double[] points = {-90, 0, 0, 0, 90, 0, 90, 45};
        toMap(points);
        double quarter = points[4] - points[2];
        double tolerance = 1e-6 * Math.abs(quarter);
        boolean even = Math.abs(points[2] - points[0] - quarter) <= tolerance
                && Math.abs(points[6] - points[4]) <= tolerance
                && quarter > 0
                && quarter < 1e9;
        return even ? 4 * quarter : Double.NaN;
    }

    /** Whether the map coordinates are degrees of longitude and latitude. */
    public boolean geographic() {
        return geographic;
    }

    /** Length of the map's unit in metres; NaN for degrees. */
    public double metresPerUnit() {
        return metresPerUnit;
    }

    /** Turns x0, y0, x1, y1, ... of the map into degrees of longitude and latitude, in place; NaN for what lies nowhere. */
    public void toLonLat(double[] points) {
        transform(toLonLat, period, points);
    }

    /** Turns lon0, lat0, lon1, lat1, ... in degrees into map coordinates, in place; NaN for what the map does not show. */
    public void toMap(double[] points) {
        transform(toMap, 360, points);
    }

    /** The same, as near to {@code x} of the map as turns around the Earth allow: a grid goes on across the map's seam. */
    public void toMapNear(double[] points, double x) {
        toMap(points);
        for (int i = 0; i < points.length; i += 2) {
            points[i] = Longitudes.near(points[i], x, period);
        }
    }

    /** The same place on the map for which {@code toMap} brings a point nearest to {@code x}. */
    public Affine near(Affine toMap, double pointX, double pointY, double x) {
        double there = toMap.u(pointX, pointY);
        double moved = Longitudes.near(there, x, period) - there;
        return moved == 0
                ? toMap
                : new Affine(toMap.u0() + moved, toMap.ux(), toMap.uy(), toMap.v0(), toMap.vx(), toMap.vy());
    }

    /** Proj4j takes what lies beyond the seam of its map for the seam itself: so each x is brought within half a turn of 0 before. */
    private void transform(BasicCoordinateTransform transform, double turn, double[] points) {
        for (int i = 0; i < points.length; i += 2) {
            from.setValue(Longitudes.near(points[i], 0, turn), points[i + 1]);
            try {
                transform.transform(from, to);
                points[i] = to.x;
                points[i + 1] = to.y;
            } catch (Proj4jException | IllegalStateException e) {
                // The latter from a change of datum, where a latitude is none.
                points[i] = Double.NaN;
                points[i + 1] = Double.NaN;
            }
        }
    }

    /**
     * Metres from one pixel centre to the next to the right, for an image of this georeference.
     *
     * @param latitude of the image's middle, degrees; used for geographic systems alone
     */
    public double gsdXMetres(Affine toMap, double latitude) {
        return metres(toMap.ux(), toMap.vx(), latitude);
    }

    /** The same, to the next pixel centre below. */
    public double gsdYMetres(Affine toMap, double latitude) {
        return metres(toMap.uy(), toMap.vy(), latitude);
    }

    private double metres(double du, double dv, double latitude) {
        if (!geographic) {
            return Math.hypot(du, dv) * metresPerUnit;
        }
        // Length of a degree on WGS 84, series of the meridian and parallel arcs, good to centimetres.
        double phi = Math.toRadians(latitude);
        double perLatitude = 111_132.954 - 559.822 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi);
        double perLongitude = 111_412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi) + 0.118 * Math.cos(5 * phi);
        return Math.hypot(du * perLongitude, dv * perLatitude);
    }
}
