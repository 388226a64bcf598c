package org.tilewatch.calibration.evaluate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tilewatch.calibration.evaluate.page.FigureJson;
import org.tilewatch.calibration.evaluate.page.Section;
import org.tilewatch.calibration.evaluate.page.TextTable;
import org.tilewatch.calibration.evaluate.pair.PairSections;
import org.tilewatch.calibration.evaluate.series.SeriesScore;
import org.tilewatch.calibration.evaluate.series.SeriesSections;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.watch.look.AlertPolicy;
import org.tilewatch.edge.watch.pair.PairOdds;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the detector on imagery whose truth is known. */
@Command(
        name = "evaluate",
        header = "Measures the detector where the truth is known.",
        description = {
            "%nDIR holds labelled pairs (manifest.csv) or series with planted events (truth.json beside the looks, in DIR or"
                    + " in folders below it). Each figure is told with its counterpart and its 90 %% interval over scenes or"
                    + " sites.%n"
        })
public final class EvaluateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder with manifest.csv, or with series and their truth.json.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Option(names = "--limit", paramLabel = "N", description = "At most N sites, or N pairs of each source.")
    private int limit = Integer.MAX_VALUE;

    @Override
    public Integer call() throws IOException, InterruptedException, WrongConfiguration {
        if (!Files.isDirectory(folder)) {
            throw wrong("DIR: no such folder: " + folder);
        }
        if (limit < 1) {
            throw wrong("--limit: 1 or more, not " + limit);
        }
        AlertPolicy policy = AlertPolicy.DEFAULT;
        PairOdds odds = PairOdds.DEFAULT;
        Evaluation evaluation = new Evaluation(folder, policy, odds, limit);
        switch (evaluation.content()) {
            case SERIES -> tell(policy.id(), new SeriesSections(new SeriesScore(evaluation.series())).all());
            case PAIRS -> tell(odds.id(), new PairSections(evaluation.pairs()).all());
            case NEITHER ->
                throw wrong("DIR: " + folder + " holds neither manifest.csv nor truth.json, nor does a folder in it hold one");
        }
        return 0;
    }

    private CommandLine.ParameterException wrong(String what) {
        return new CommandLine.ParameterException(spec.commandLine(), what);
    }

    private void tell(String profile, List<Section> sections) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(FigureJson.of(profile, sections));
        } else {
            TextTable.lines(sections).forEach(out::println);
        }
        out.flush();
    }
}
