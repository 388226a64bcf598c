package org.tilewatch.edge.detect.coarse.look;

import java.time.Instant;

/**
 * One look on the pixels of a window, in levels from 0 to 255 that are comparable from look to look of a site: reflected light divided by
 * the sine of the sun's elevation, emitted light so that warmer is more. Owned by whoever made it; planes are changed in place.
 */
public final class CoarseLook {

    /** Planes, in this order; a band that the look has not is all NaN. */
    public static final int RED = 0;

    public static final int NIR = 1;
    public static final int SWIR = 2;
    public static final int MIR = 3;
    public static final int THERMAL = 4;

    /** Number of planes. */
    public static final int BANDS = 5;

    /** Pixels from left to right, and from top to bottom. */
    public final int width;

    public final int height;

    /** {@link #BANDS} of them, row by row. */
    public final float[][] planes;

    /** False where nothing was measured. */
    public final boolean[] valid;

    public final Instant acquired;

    /** Local solar time, 0 to 24. */
    public final double solarHour;

    /** Whether reflected light can be used. */
    public final boolean day;

    /**
     * @param planes {@link #BANDS} of them, row by row; NaN where not measured
     * @param valid false where nothing was measured
     * @param solarHour local solar time, 0 to 24
     * @param day whether reflected light can be used
     */
    public CoarseLook(
            int width, int height, float[][] planes, boolean[] valid, Instant acquired, double solarHour, boolean day) {
        this.width = width;
        this.height = height;
        this.planes = planes;
        this.valid = valid;
        this.acquired = acquired;
        this.solarHour = solarHour;
        this.day = day;
    }

    /** Whether the look has any of a plane. */
    public boolean has(int band) {
        for (float value : planes[band]) {
            if (!Float.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    /** Pixels of the window. */
    public int size() {
        return width * height;
    }

    /** Share of the window that was measured. */
    public double measuredFraction() {
        int n = 0;
        for (boolean each : valid) {
            n += each ? 1 : 0;
        }
        return n / (double) Math.max(1, valid.length);
    }
}
