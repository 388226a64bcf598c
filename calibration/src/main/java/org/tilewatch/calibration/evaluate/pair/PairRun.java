package org.tilewatch.calibration.evaluate.pair;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import org.tilewatch.calibration.truth.LabelledPair;
import org.tilewatch.edge.command.TerminalBar;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.watch.pair.Pair;
import org.tilewatch.edge.watch.pair.PairComparison;
import org.tilewatch.edge.watch.pair.PairJudgement;

/** Compares pairs as {@code detect} does. */
public final class PairRun {

    private PairRun() {}

    /**
     * What the agent made of the pairs, in their order.
     *
     * @param comparer called once, when the natives are there; what it gives is closed
     */
    public static List<PairFacts> facts(List<LabelledPair> pairs, Supplier<PairComparison> comparer)
            throws IOException {
        Natives.load();
        List<PairFacts> facts = new ArrayList<>();
        try (PairComparison comparison = comparer.get();
                ProgressBar bar = TerminalBar.of("detect", pairs.size(), " pairs")) {
            for (LabelledPair each : pairs) {
                Pair pair = new Pair(each.name(), each.before(), each.after(), each.gsdMetres());
                PairJudgement judgement = comparison.compare(pair, Optional.empty());
                facts.add(PairMatch.of(each, judgement, comparison.levels()));
                bar.step();
            }
        }
        return facts;
    }
}
