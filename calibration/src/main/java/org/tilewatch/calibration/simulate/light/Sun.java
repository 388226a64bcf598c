package org.tilewatch.calibration.simulate.light;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Where the sun stands.
 *
 * @param azimuthDegrees clockwise from north
 * @param elevationDegrees above the horizon
 */
public record Sun(double azimuthDegrees, double elevationDegrees) {

    /** Good to a degree: declination as a sine of the day of the year, mean solar time. */
    public static Sun at(Instant time, double longitude, double latitude) {
        ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
        double hours = utc.getHour() + utc.getMinute() / 60.0 + longitude / 15;
        double hourAngle = Math.toRadians(15 * (hours - 12));
        double declination = Math.toRadians(23.44) * Math.sin(2 * Math.PI * (utc.getDayOfYear() - 81) / 365.25);
        double phi = Math.toRadians(latitude);
        double up = Math.sin(phi) * Math.sin(declination) + Math.cos(phi) * Math.cos(declination) * Math.cos(hourAngle);
        double east = -Math.cos(declination) * Math.sin(hourAngle);
        double north =
                Math.cos(phi) * Math.sin(declination) - Math.sin(phi) * Math.cos(declination) * Math.cos(hourAngle);
        double azimuth = Math.toDegrees(Math.atan2(east, north));
        return new Sun((azimuth + 360) % 360, Math.toDegrees(Math.asin(up)));
    }

    /** Eastward part of the level direction towards the sun. */
    public double east() {
        return Math.sin(Math.toRadians(azimuthDegrees));
    }

    /** Southward part of the level direction towards the sun. */
    public double south() {
        return -Math.cos(Math.toRadians(azimuthDegrees));
    }

    /** How far the shadow of one metre of height falls, away from the sun. */
    public double shadowPerMetre() {
        return 1 / Math.tan(Math.toRadians(elevationDegrees));
    }
}
