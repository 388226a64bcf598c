package org.tilewatch.calibration.score;

/**
 * A figure and how sure it is.
 *
 * @param value NaN where there is nothing to measure
 * @param low lower end of its 90 % interval; NaN where it has none
 * @param high upper end
 */
public record Measured(double value, double low, double high) {

    /** A figure without an interval, such as a count. */
    public static Measured of(double value) {
        return new Measured(value, Double.NaN, Double.NaN);
    }

    /** Whether there is an interval. */
    public boolean hasInterval() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }
}
