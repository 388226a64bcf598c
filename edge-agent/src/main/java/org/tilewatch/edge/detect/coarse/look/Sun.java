package org.tilewatch.edge.detect.coarse.look;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Where the sun stands, to about 0.3 degrees: NOAA's solar equations, first terms. */
public final class Sun {

    private Sun() {}

    /** Degrees above the horizon; below 0 at night. */
    public static double elevationDegrees(Instant at, double latitudeDegrees, double longitudeDegrees) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        double year = 2 * Math.PI / 365 * (utc.getDayOfYear() - 1 + (utc.getHour() - 12) / 24.0);
        double declination = 0.006918
                - 0.399912 * Math.cos(year)
                + 0.070257 * Math.sin(year)
                - 0.006758 * Math.cos(2 * year)
                + 0.000907 * Math.sin(2 * year)
                - 0.002697 * Math.cos(3 * year)
                + 0.00148 * Math.sin(3 * year);
        double hourAngle = Math.toRadians(15 * (solarHour(at, longitudeDegrees) - 12));
        double latitude = Math.toRadians(latitudeDegrees);
        double sine = Math.sin(latitude) * Math.sin(declination)
                + Math.cos(latitude) * Math.cos(declination) * Math.cos(hourAngle);
        return Math.toDegrees(Math.asin(Math.clamp(sine, -1, 1)));
    }

    /** Local solar time, 0 to 24: what a pass of the same satellite on another day shares. */
    public static double solarHour(Instant at, double longitudeDegrees) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        double year = 2 * Math.PI / 365 * (utc.getDayOfYear() - 1 + (utc.getHour() - 12) / 24.0);
        double equationMinutes = 229.18
                * (0.000075
                        + 0.001868 * Math.cos(year)
                        - 0.032077 * Math.sin(year)
                        - 0.014615 * Math.cos(2 * year)
                        - 0.040849 * Math.sin(2 * year));
        double hours = utc.toLocalTime().toSecondOfDay() / 3600.0 + longitudeDegrees / 15 + equationMinutes / 60;
        return (hours % 24 + 24) % 24;
    }
}
