package org.tilewatch.edge.imagery;

/**
 * Longitudes that go on where the map of the Earth has its seam: 180.2 degrees are what others call -179.8. Outlines are reckoned with in
 * longitudes that do not jump; only what leaves the station is cut at the seam.
 */
public final class Longitudes {

    private static final double TURN = 360;

    private Longitudes() {}

    /** The same meridian in degrees that differ from {@code reference} by 180 at most. */
    public static double near(double longitude, double reference) {
        return near(longitude, reference, TURN);
    }

    /** The same for a map whose first coordinate comes again after {@code period} of its units; as it is where that is NaN. */
    static double near(double x, double reference, double period) {
        double turns = Math.rint((reference - x) / period);
        return Double.isFinite(turns) ? x + turns * period : x;
    }

    /** Brings each longitude of lon0, lat0, lon1, lat1, ... near to {@code reference}, in place. */
    public static void unwrap(double[] lonLat, double reference) {
        for (int i = 0; i < lonLat.length; i += 2) {
            lonLat[i] = near(lonLat[i], reference);
        }
    }
}
