package org.tilewatch.calibration.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tilewatch.calibration.evaluate.pair.PairFacts;
import org.tilewatch.calibration.evaluate.pair.PairRun;
import org.tilewatch.calibration.evaluate.series.SeriesRun;
import org.tilewatch.calibration.evaluate.series.SiteFacts;
import org.tilewatch.calibration.truth.LabelledPair;
import org.tilewatch.calibration.truth.Manifest;
import org.tilewatch.calibration.truth.Series;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.watch.NetworkChoice;
import org.tilewatch.edge.watch.look.AlertPolicy;
import org.tilewatch.edge.watch.pair.PairComparison;
import org.tilewatch.edge.watch.pair.PairOdds;

/**
 * Runs the agent over a folder whose truth is known.
 *
 * @param network that judges along
 * @param limit at most so many sites, or pairs of each source
 */
public record Evaluation(Path folder, NetworkChoice network, AlertPolicy policy, PairOdds odds, int limit) {

    /** What a folder holds. */
    public enum Content {
        PAIRS,
        SERIES,
        NEITHER
    }

    /** Found by its files, not by its name. */
    public Content content() throws IOException {
        if (Files.isRegularFile(folder.resolve(Manifest.NAME))) {
            return Content.PAIRS;
        }
        return Series.truths(folder).isEmpty() ? Content.NEITHER : Content.SERIES;
    }

    /** What the agent made of the series. */
    public List<SiteFacts> series() throws IOException, InterruptedException, WrongConfiguration {
        List<Path> truths = Series.truths(folder).stream().limit(limit).toList();
        return new SeriesRun(folder, network, policy).facts(Series.read(truths));
    }

    /**
     * What the agent made of the pairs that nothing was trained on; none if all are for training.
     *
     * @param opened the network that judges, or none; called once, and closed with the run
     */
    public List<PairFacts> pairs(Supplier<Optional<ChangeNetwork>> opened) throws IOException, WrongConfiguration {
        Map<String, Integer> taken = new HashMap<>();
        List<LabelledPair> pairs = Manifest.read(folder.resolve(Manifest.NAME)).stream()
                .filter(pair -> !pair.forTraining())
                .filter(pair -> taken.merge(pair.source(), 1, Integer::sum) <= limit)
                .toList();
        return PairRun.facts(pairs, () -> new PairComparison(DetectorSettings.DEFAULT, opened.get(), policy, odds));
    }
}
