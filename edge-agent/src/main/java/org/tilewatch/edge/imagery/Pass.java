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

    /** A pass of which only the time is known. */
    public static Pass at(Instant acquired, AcquiredFrom from) {
        return new Pass(acquired, from, "", Double.NaN, Double.NaN, Double.NaN);
    }
}
