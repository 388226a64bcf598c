package org.tilewatch.calibration.calibrate;

import java.util.List;
import java.util.Map;
import org.tilewatch.calibration.evaluate.page.Section;
import org.tilewatch.calibration.score.Isotonic.Knot;
import org.tilewatch.edge.config.Profile.Subject;

/**
 * What a run has learned.
 *
 * @param from counts of what it was learned from, by word
 * @param sections how well it does on what was held out
 */
record Learned(
        Subject subject, Map<String, Long> from, List<Knot> knots, List<Threshold> thresholds, List<Section> sections) {

    /**
     * The least scores that keep to an alert budget.
     *
     * @param budget false alerts per hundred tile-looks
     * @param confirmed least probability of a confirmed event
     * @param provisional least probability of one that a single look has shown
     */
    record Threshold(double budget, double confirmed, double provisional) {}

    /** Budgets that thresholds are learned for. */
    static final double[] BUDGETS = {0.2, 0.5, 1, 2, 4, 6};
}
