package org.tilewatch.calibration.evaluate.page;

import java.util.Locale;
import org.tilewatch.calibration.score.Measured;

/**
 * One line of a report.
 *
 * @param key for programs, words joined by underscores
 * @param label for people
 * @param decimals that are shown
 * @param beside the counterpart without which the figure says little, or how many cases it rests on
 */
public record Figure(String key, String label, Measured measured, int decimals, String beside) {

    /** A plain count. */
    public static Figure count(String key, String label, long count, String beside) {
        return new Figure(key, label, Measured.of((double) count), 0, beside);
    }

    String value() {
        return shown(measured.value());
    }

    String interval() {
        return measured.hasInterval() ? shown(measured.low()) + " - " + shown(measured.high()) : "";
    }

    private String shown(double number) {
        return Double.isNaN(number) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", number);
    }
}
