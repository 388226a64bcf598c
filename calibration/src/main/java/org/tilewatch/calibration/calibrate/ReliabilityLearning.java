package org.tilewatch.calibration.calibrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.tilewatch.calibration.evaluate.page.Figure;
import org.tilewatch.calibration.evaluate.page.Section;
import org.tilewatch.calibration.score.Bootstrap;
import org.tilewatch.calibration.score.Honesty;
import org.tilewatch.calibration.score.Isotonic;
import org.tilewatch.calibration.score.Ranking.Scored;
import org.tilewatch.calibration.truth.Folds;
import org.tilewatch.edge.watch.look.Reliability;

/** Learns what scores are worth, and measures it on groups (sites, scenes) that were held out. */
final class ReliabilityLearning {

    private final List<List<Scored>> groups;

    ReliabilityLearning(List<List<Scored>> groups) {
        this.groups = groups;
    }

    /** Learned from all groups. */
    List<Isotonic.Knot> knots() {
        return knots(everyGroup());
    }

    private List<Isotonic.Knot> knots(int[] from) {
        return Isotonic.learn(
                Arrays.stream(from).mapToObj(groups::get).flatMap(List::stream).toList());
    }

    static Reliability reliability(List<Isotonic.Knot> knots) {
        return new Reliability(knots.stream()
                .map(knot -> new Reliability.Knot(knot.score(), knot.probability()))
                .toList());
    }

    /** Scores as they are and as learned from the other groups, side by side. */
    Section heldOut(String of) {
        List<List<Scored>> mapped = new ArrayList<>(groups);
        Folds folds = new Folds(groups.size());
        for (int fold = 0; fold < folds.count(); fold++) {
            Reliability learned = reliability(knots(folds.learned(fold)));
            for (int i : folds.heldOut(fold)) {
                mapped.set(
                        i,
                        groups.get(i).stream()
                                .map(each -> new Scored(learned.probability(each.score()), each.real()))
                                .toList());
            }
        }
        List<Figure> figures = new ArrayList<>();
        both(figures, "brier_skill", "Brier skill", Honesty::brierSkill, mapped);
        both(figures, "ece", "calibration error", Honesty::expectedError, mapped);
        both(figures, "ece_from_0_1", "the same from 0.1 on", Honesty::expectedErrorOfTold, mapped);
        both(figures, "widest_gap", "widest gap from 0.1 on", Honesty::widestGap, mapped);
        int[] all = everyGroup();
        return new Section(
                "reliability",
                "Probabilities of " + of + ", held out",
                "Learned without the site or scene that it is measured on. Groups drawn anew add noise to calibration"
                        + " errors, so their intervals may lie above the value.",
                figures,
                List.of(
                        new Section.Diagram(
                                "scores as they are", honesty(groups, all).bins()),
                        new Section.Diagram(
                                "learned, held out", honesty(mapped, all).bins())),
                List.of());
    }

    private void both(
            List<Figure> into, String key, String label, ToDoubleFunction<Honesty> of, List<List<Scored>> mapped) {
        Honesty before = honesty(groups, everyGroup());
        String beside = String.format(Locale.ROOT, "before %.3f", of.applyAsDouble(before));
        into.add(new Figure(
                key,
                label,
                Bootstrap.over(groups.size(), sample -> of.applyAsDouble(honesty(mapped, sample))),
                3,
                beside));
    }

    private static Honesty honesty(List<List<Scored>> groups, int[] which) {
        Honesty honesty = new Honesty();
        for (int i : which) {
            groups.get(i).forEach(each -> honesty.count(each.score(), 1, each.real() ? 1 : 0));
        }
        return honesty;
    }

    private int[] everyGroup() {
        int[] all = new int[groups.size()];
        Arrays.setAll(all, i -> i);
        return all;
    }
}
