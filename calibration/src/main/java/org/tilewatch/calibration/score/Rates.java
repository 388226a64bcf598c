package org.tilewatch.calibration.score;

/**
 * What was flagged against what is true.
 *
 * @param hits flagged and true
 * @param falseAlarms flagged and not true
 * @param misses true and not flagged
 */
public record Rates(double hits, double falseAlarms, double misses) {

    /** Share of the flagged that is true; NaN where nothing was flagged. */
    public double precision() {
        return hits / (hits + falseAlarms);
    }

    /** Share of the true that was flagged; NaN where nothing is true. */
    public double recall() {
        return hits / (hits + misses);
    }

    /** Harmonic mean of both; NaN where nothing is true and nothing was flagged. */
    public double f1() {
        return 2 * hits / (2 * hits + falseAlarms + misses);
    }
}
