package org.tilewatch.calibration.score;

/** The means of a Poisson distribution that a count leaves possible (Garwood's exact interval). */
public final class PoissonInterval {

    private PoissonInterval() {}

    /**
     * A rate with its 90 % interval.
     *
     * @param count events that were counted, which must be independent
     * @param exposure what they are told per, such as tile-looks
     */
    public static Measured rate(long count, double exposure) {
        if (!(exposure > 0)) {
            return Measured.of(Double.NaN);
        }
        double low = count == 0 ? 0 : mean(count - 1, 0.95);
        return new Measured(count / exposure, low / exposure, mean(count, 0.05) / exposure);
    }

    /** The mean at which {@code count} or fewer come with this probability. */
    private static double mean(long count, double probability) {
        double low = 0;
        double high = 10 + 2.0 * count + 4 * Math.sqrt(count + 1.0);
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (atMost(count, middle) > probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double atMost(long count, double mean) {
        double logTerm = -mean;
        double sum = Math.exp(logTerm);
        for (long k = 1; k <= count; k++) {
            logTerm += Math.log(mean / k);
            sum += Math.exp(logTerm);
        }
        return sum;
    }
}
