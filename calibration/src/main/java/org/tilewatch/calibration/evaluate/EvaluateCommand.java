package org.tilewatch.calibration.evaluate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tilewatch.calibration.evaluate.page.FigureJson;
import org.tilewatch.calibration.evaluate.page.HtmlPage;
import org.tilewatch.calibration.evaluate.page.Section;
import org.tilewatch.calibration.evaluate.page.TextTable;
import org.tilewatch.calibration.evaluate.pair.PairFacts;
import org.tilewatch.calibration.evaluate.pair.PairPictures;
import org.tilewatch.calibration.evaluate.pair.PairSections;
import org.tilewatch.calibration.evaluate.series.SeriesPictures;
import org.tilewatch.calibration.evaluate.series.SeriesScore;
import org.tilewatch.calibration.evaluate.series.SeriesSections;
import org.tilewatch.calibration.evaluate.series.SiteFacts;
import org.tilewatch.calibration.truth.Manifest;
import org.tilewatch.edge.FromConfig;
import org.tilewatch.edge.command.NetworkOption;
import org.tilewatch.edge.config.Profile;
import org.tilewatch.edge.config.Profile.Subject;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.watch.look.AlertPolicy;
import org.tilewatch.edge.watch.pair.PairOdds;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the detector on imagery whose truth is known. */
@Command(
        name = "evaluate",
        header = "Measures the detector where the truth is known.",
        description = {
            "%nDIR holds labelled pairs (manifest.csv) or series with planted events (truth.json beside the looks, in"
                + " DIR or in folders below it). Each figure is told with its counterpart and its 90 %% interval over"
                + " scenes or sites.%n"
        })
public final class EvaluateCommand implements Callable<Integer> {

    private static final double USUAL_BUDGET = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder with manifest.csv, or with series and their truth.json.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "What 'calibrate' learned, in place of what is built in.")
    private @Nullable Path profile;

    @Option(names = "--limit", paramLabel = "N", description = "At most N sites, or N pairs of each source.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--out", paramLabel = "REPORT.html", description = "Write a page with diagrams and pictures there.")
    private @Nullable Path out;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private NetworkOption network;

    @Override
    public Integer call() throws IOException, InterruptedException, WrongConfiguration {
        if (!Files.isDirectory(folder)) {
            throw wrong("DIR: no such folder: " + folder);
        }
        if (limit < 1) {
            throw wrong("--limit: 1 or more, not " + limit);
        }
        Evaluation plain = new Evaluation(folder, network.choice(), AlertPolicy.DEFAULT, PairOdds.DEFAULT, limit);
        Optional<Profile> learned = learned(plain.content());
        AlertPolicy policy = FromConfig.policy(learned, USUAL_BUDGET);
        PairOdds odds = FromConfig.odds(learned);
        Evaluation evaluation = new Evaluation(folder, network.choice(), policy, odds, limit);
        switch (evaluation.content()) {
            case SERIES -> series(policy.id(), evaluation.series());
            case PAIRS -> pairs(odds.id(), evaluation.pairs(network::openForPairs));
            case NEITHER ->
                throw wrong("DIR: " + folder
                        + " holds neither manifest.csv nor truth.json, nor does a folder in it hold truth.json");
        }
        return 0;
    }

    private Optional<Profile> learned(Evaluation.Content content) throws WrongConfiguration {
        if (profile == null) {
            return Optional.empty();
        }
        Subject subject = content == Evaluation.Content.PAIRS ? Subject.PAIRS : Subject.SERIES;
        return Optional.of(Profile.read(profile, subject));
    }

    private void series(String profile, List<SiteFacts> facts) throws IOException {
        List<Section> sections = new SeriesSections(new SeriesScore(facts)).all();
        tell(profile, sections);
        if (out != null) {
            page(out, profile, sections, SeriesPictures.of(facts));
        }
    }

    private void pairs(String profile, List<PairFacts> facts) throws IOException {
        if (facts.isEmpty()) {
            throw wrong(
                    "DIR: " + folder.resolve(Manifest.NAME) + " lists only pairs for training, which prove nothing");
        }
        List<Section> sections = new PairSections(facts).all();
        tell(profile, sections);
        if (out != null) {
            page(out, profile, sections, PairPictures.of(facts));
        }
    }

    private static void page(Path file, String profileId, List<Section> sections, List<Section> pictures)
            throws IOException {
        List<Section> all = new ArrayList<>(sections);
        all.addAll(pictures);
        String lead = "Profile %s. Intervals are 90 %%, by bootstrap over sites or scenes; of counts, Poisson's."
                .formatted(profileId);
        HtmlPage.write(file, HtmlPage.of("Tilewatch: how well changes are found", lead, all));
    }

    private CommandLine.ParameterException wrong(String what) {
        return new CommandLine.ParameterException(spec.commandLine(), what);
    }

    private void tell(String profile, List<Section> sections) {
        PrintWriter stdout = spec.commandLine().getOut();
        if (json) {
            stdout.println(FigureJson.of(profile, sections));
        } else {
            TextTable.lines(sections).forEach(stdout::println);
        }
        stdout.flush();
    }
}
