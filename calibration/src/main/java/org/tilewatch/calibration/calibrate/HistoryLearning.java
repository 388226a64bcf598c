package org.tilewatch.calibration.calibrate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tilewatch.calibration.calibrate.Learned.Threshold;
import org.tilewatch.calibration.evaluate.page.Figure;
import org.tilewatch.calibration.evaluate.page.Section;
import org.tilewatch.calibration.evaluate.series.LookAnswer;
import org.tilewatch.calibration.evaluate.series.LookAnswer.Told;
import org.tilewatch.calibration.score.Measured;
import org.tilewatch.edge.config.Profile.Subject;
import org.tilewatch.edge.watch.look.AlertPolicy;

/**
 * Learns alert thresholds from a station's own looks, of which nobody knows the truth: whatever was not confirmed is taken for a false
 * object, and the tail of its scores gives the threshold of what a single look shows. Confirmed events may be real, so their threshold
 * follows at the distance, in log-odds, that the built-in thresholds have.
 */
final class HistoryLearning {

    private static final double LEAST = 0.05;

    private final Map<Path, Map<String, LookAnswer>> answers;
    private final List<Double> tail = new ArrayList<>();
    private double tileLooks;
    private long confirmed;

    HistoryLearning(Map<Path, Map<String, LookAnswer>> answers) {
        this.answers = answers;
        answers.values().forEach(site -> gather(site.values()));
        tail.sort(Comparator.reverseOrder());
    }

    private void gather(Collection<LookAnswer> looks) {
        Map<String, Double> best = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (LookAnswer look : looks) {
            tileLooks += look.tiles();
            for (Told object : look.objects()) {
                if (!object.status().equals("provisional") && !object.status().equals("ended")) {
                    taken.add(object.id());
                } else if (object.areaSquareMetres() >= AlertPolicy.DEFAULT.leastAreaSquareMetres() && object.open()) {
                    best.merge(object.id(), object.score(), Math::max);
                }
            }
        }
        confirmed += taken.size();
        best.keySet().removeAll(taken);
        tail.addAll(best.values());
    }

    /** What the looks tell; thresholds alone. */
    Learned learned() {
        List<Threshold> thresholds = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        for (double budget : Learned.BUDGETS) {
            Threshold threshold = threshold(budget, thresholds);
            thresholds.add(threshold);
            figures.add(new Figure(
                    "at_" + Double.toString(budget).replace('.', '_'),
                    "least score at " + budget + " per 100",
                    Measured.of(threshold.provisional()),
                    3,
                    String.format(Locale.ROOT, "confirmed %.3f", threshold.confirmed())));
        }
        long looks = answers.values().stream().mapToLong(Map::size).sum();
        Map<String, Long> from = new LinkedHashMap<>();
        from.put("sites", (long) answers.size());
        from.put("looks", looks);
        from.put("tileLooks", Math.round(tileLooks));
        from.put("unconfirmed", (long) tail.size());
        from.put("confirmed", confirmed);
        String note = String.format(
                Locale.ROOT,
                "%d looks without a truth, %.0f tile-looks: %d objects that nothing confirmed were taken for false, %d"
                        + " confirmed ones were left out. What is found at these thresholds cannot be told.",
                looks,
                tileLooks,
                tail.size(),
                confirmed);
        return new Learned(
                Subject.SERIES,
                from,
                List.of(),
                thresholds,
                List.of(Section.of("budgets", "Thresholds from the station's own history", note, figures)));
    }

    /** Just above the first object that is one too many; never above that of a smaller budget. */
    private Threshold threshold(double budget, List<Threshold> smaller) {
        int allowed = (int) Math.floor(budget / 100 * tileLooks);
        double score;
        if (tail.isEmpty() || allowed >= tail.size()) {
            score = LEAST;
        } else if (allowed == 0) {
            // As far above the highest as the built-in thresholds are apart: nothing that was seen would be published.
            score = moved(tail.getFirst(), 0.5);
        } else {
            score = moved(tail.get(allowed), 1e-3);
        }
        double provisional = Math.clamp(
                score, LEAST, smaller.isEmpty() ? 0.999 : smaller.getLast().provisional());
        AlertPolicy builtIn = AlertPolicy.forBudget(budget);
        double apart = logOdds(builtIn.publishProvisional()) - logOdds(builtIn.publishConfirmed());
        return new Threshold(budget, moved(provisional, -apart), provisional);
    }

    private static double moved(double score, double logOdds) {
        return 1 / (1 + Math.exp(-logOdds(score) - logOdds));
    }

    private static double logOdds(double score) {
        double p = Math.clamp(score, 1e-6, 1 - 1e-6);
        return Math.log(p / (1 - p));
    }
}
