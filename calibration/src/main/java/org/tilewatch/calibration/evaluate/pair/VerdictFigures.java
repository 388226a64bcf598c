package org.tilewatch.calibration.evaluate.pair;

import static org.tilewatch.calibration.evaluate.pair.PairSections.decimals;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.tilewatch.calibration.evaluate.page.Figure;
import org.tilewatch.calibration.score.Bootstrap;
import org.tilewatch.calibration.score.Rates;

/** Figures of the verdicts on whole pairs. */
final class VerdictFigures {

    private final Rates[] scenes;

    VerdictFigures(List<List<PairFacts>> scenes) {
        this.scenes = scenes.stream().map(VerdictFigures::rates).toArray(Rates[]::new);
    }

    private static Rates rates(List<PairFacts> pairs) {
        double hits = 0;
        double falses = 0;
        double misses = 0;
        for (PairFacts pair : pairs) {
            double changed = pair.pixels().changedFraction();
            boolean flagged = pair.verdict().equals("changed");
            hits += flagged && changed >= PairFacts.CHANGED ? 1 : 0;
            misses += !flagged && changed >= PairFacts.CHANGED ? 1 : 0;
            falses += flagged && changed == 0 ? 1 : 0;
        }
        return new Rates(hits, falses, misses);
    }

    void addTo(List<Figure> figures) {
        Rates all = sum(everyScene());
        String falses = "%.0f pairs falsely".formatted(all.falseAlarms());
        figures.add(figure("verdict_precision", "precision of verdicts", Rates::precision, falses));
        figures.add(figure(
                "verdict_recall", "recall of verdicts", Rates::recall, "precision " + decimals(all.precision(), 3)));
    }

    private Figure figure(String key, String label, ToDoubleFunction<Rates> of, String beside) {
        return new Figure(
                key, label, Bootstrap.over(scenes.length, sample -> of.applyAsDouble(sum(sample))), 3, beside);
    }

    private int[] everyScene() {
        int[] all = new int[scenes.length];
        Arrays.setAll(all, i -> i);
        return all;
    }

    private Rates sum(int[] sample) {
        double hits = 0;
        double falses = 0;
        double misses = 0;
        for (int i : sample) {
            hits += scenes[i].hits();
            falses += scenes[i].falseAlarms();
            misses += scenes[i].misses();
        }
        return new Rates(hits, falses, misses);
    }
}
