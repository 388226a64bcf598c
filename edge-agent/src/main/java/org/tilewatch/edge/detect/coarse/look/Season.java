package org.tilewatch.edge.detect.coarse.look;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * What can be, where and when. Bright and dark at 1.6 micrometres is snow, ice or the icy top of a cloud; without a thermal band nothing
 * in the pixel tells them apart, so places that never freeze are left out.
 */
public final class Season {

    /** Plants cover a scar within a year; what is still bare then was cleared. */
    public static final int DAYS_UNTIL_SCARS_ARE_GREEN = 365;

    /** Nearer to the equator snow lies on the highest mountains alone. */
    private static final double TROPICS = 25;

    /** Farther from it snow may fall, and ice may go, in any month. */
    private static final double ALL_YEAR = 45;

    private Season() {}

    /** Whether snow or ice may come or go: not in the tropics, and up to 45 degrees not in the four warmest months. */
    public static boolean freezes(Instant acquired, double latitudeDegrees) {
        double far = Math.abs(latitudeDegrees);
        int month = acquired.atZone(ZoneOffset.UTC).getMonthValue();
        boolean warm = latitudeDegrees > 0 ? month >= 6 && month <= 9 : month >= 12 || month <= 3;
        return far >= ALL_YEAR || (far >= TROPICS && !warm);
    }
}
