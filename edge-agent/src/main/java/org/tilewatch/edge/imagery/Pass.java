package org.tilewatch.edge.imagery;

import java.time.Instant;

/**
 * One flyover as far as the image's metadata tells.
 *
 * @param acquired acquisition time
 * @param acquiredFrom where that time was read
 * @param platform satellite or sensor, empty if unknown
 * @param sunAzimuthDegrees clockwise from north, NaN if unknown
 * @param sunElevationDegrees above the horizon, NaN if unknown
 * @param offNadirDegrees view angle off nadir, NaN if unknown
 */
public record Pass(
        Instant acquired,
        AcquiredFrom acquiredFrom,
        String platform,
        double sunAzimuthDegrees,
        double sunElevationDegrees,
        double offNadirDegrees) {

    private static final Instant END = Instant.parse("2101-01-01T00:00:00Z");

    /** A pass of which only the time is known. */
    public static Pass at(Instant acquired, AcquiredFrom from) {
        return new Pass(acquired, from, "", Double.NaN, Double.NaN, Double.NaN);
    }

    /** Whether pixels from a satellite can have been taken then, whatever a file says: in the years 1970 to 2100. */
    public static boolean isPossible(Instant told) {
        return !told.isBefore(Instant.EPOCH) && told.isBefore(END);
    }
}
