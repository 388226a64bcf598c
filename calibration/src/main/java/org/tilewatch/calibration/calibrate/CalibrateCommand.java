package org.tilewatch.calibration.calibrate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.tilewatch.calibration.evaluate.Evaluation;
import org.tilewatch.calibration.evaluate.page.HtmlPage;
import org.tilewatch.calibration.evaluate.page.Section;
import org.tilewatch.calibration.evaluate.page.TextTable;
import org.tilewatch.calibration.evaluate.pair.PairFacts;
import org.tilewatch.calibration.evaluate.pair.PairPictures;
import org.tilewatch.calibration.evaluate.series.LookAnswer;
import org.tilewatch.calibration.evaluate.series.SeriesPictures;
import org.tilewatch.calibration.evaluate.series.SeriesRun;
import org.tilewatch.calibration.evaluate.series.SeriesScore;
import org.tilewatch.calibration.evaluate.series.SiteFacts;
import org.tilewatch.calibration.score.Isotonic.Knot;
import org.tilewatch.calibration.score.Ranking.Scored;
import org.tilewatch.edge.command.NetworkOption;
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

/** Learns what scores are worth and which thresholds keep to an alert budget. */
@Command(
        name = "calibrate",
        header = "Learns probabilities and alert thresholds.",
        description = {
            "%nDIR holds labelled pairs (manifest.csv), series with planted events (truth.json), or a station's own"
                + " looks, one folder per site: then all that nothing confirmed is taken as unchanged, and thresholds"
                + " alone are learned. Writes PROFILE.yaml for --profile and for a station's configuration, and"
                + " PROFILE.html beside it. What is told comes from sites or scenes that were held out.%n"
        })
public final class CalibrateCommand implements Callable<Integer> {

    private static final double MOST_BUDGET = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder with manifest.csv, with series, or with a station's looks.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Option(names = "--out", required = true, paramLabel = "PROFILE.yaml", description = "Where the profile goes.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Option(
            names = "--budget",
            paramLabel = "FALSE_PER_HUNDRED_TILES",
            description = "Tell also what this alert budget gives, beside 0.2 to 6.")
    private double budget = Double.NaN;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private NetworkOption network;

    @Override
    public Integer call() throws IOException, InterruptedException, WrongConfiguration {
        if (!Files.isDirectory(folder)) {
            throw wrong("DIR: no such folder: " + folder);
        }
        if (!String.valueOf(out.getFileName()).endsWith(".yaml")) {
            throw wrong("--out: a file that ends with .yaml, not " + out);
        }
        if (!Double.isNaN(budget) && !(budget > 0 && budget < MOST_BUDGET)) {
            throw wrong("--budget: above 0 and below 100, not " + budget);
        }
        Evaluation evaluation =
                new Evaluation(folder, network.choice(), AlertPolicy.UNCALIBRATED, PairOdds.DEFAULT, Integer.MAX_VALUE);
        switch (evaluation.content()) {
            case PAIRS -> pairs(evaluation.pairs(network::openForPairs));
            case SERIES -> series(evaluation.series());
            case NEITHER ->
                // Without a truth the built-in reliability stays, and thresholds are meant after it.
                history(new SeriesRun(folder, network.choice(), AlertPolicy.DEFAULT).answers(Set.of()));
        }
        return 0;
    }

    private void series(List<SiteFacts> sites) throws IOException {
        ReliabilityLearning reliability =
                new ReliabilityLearning(sites.stream().map(SeriesScore::scored).toList());
        ThresholdLearning thresholds = new ThresholdLearning(sites, AlertPolicy.UNCALIBRATED.leastAreaSquareMetres());
        List<Knot> knots = reliability.knots();
        Map<String, Long> from = new LinkedHashMap<>();
        from.put("sites", (long) sites.size());
        from.put(
                "looks",
                sites.stream().mapToLong(site -> site.truth().looks().size()).sum());
        from.put(
                "events", sites.stream().mapToLong(site -> site.events().size()).sum());
        from.put("objects", sites.stream().mapToLong(site -> site.told().size()).sum());
        Learned learned = new Learned(
                Subject.SERIES,
                from,
                knots,
                thresholds.thresholds(ReliabilityLearning.reliability(knots)),
                List.of(reliability.heldOut("objects"), thresholds.heldOut(budget)));
        write(learned, SeriesPictures.of(sites));
    }

    private void pairs(List<PairFacts> facts) throws IOException {
        Map<String, List<Scored>> scenes = new LinkedHashMap<>();
        for (PairFacts each : facts) {
            if (each.labelled()) {
                scenes.computeIfAbsent(each.pair().source() + " " + each.pair().scene(), none -> new ArrayList<>())
                        .addAll(each.objects());
            }
        }
        if (scenes.isEmpty()) {
            throw wrong("DIR: " + folder + " lists no labelled pair that is not for training");
        }
        ReliabilityLearning reliability = new ReliabilityLearning(List.copyOf(scenes.values()));
        Map<String, Long> from = new LinkedHashMap<>();
        from.put("scenes", (long) scenes.size());
        from.put("pairs", facts.stream().filter(PairFacts::labelled).count());
        from.put("objects", scenes.values().stream().mapToLong(List::size).sum());
        List<Section> told = List.of(reliability.heldOut("objects of pairs"));
        write(new Learned(Subject.PAIRS, from, reliability.knots(), List.of(), told), PairPictures.of(facts));
    }

    private void history(Map<Path, Map<String, LookAnswer>> answers) throws IOException {
        if (answers.isEmpty()) {
            throw wrong("DIR: " + folder + " holds neither manifest.csv, nor series with truth.json, nor images");
        }
        write(new HistoryLearning(answers).learned(), List.of());
    }

    private void write(Learned learned, List<Section> pictures) throws IOException {
        ProfileFile.write(out, learned);
        String id = ProfileFile.id(learned);
        List<Section> all = new ArrayList<>(learned.sections());
        all.addAll(pictures);
        String name = String.valueOf(out.getFileName());
        Path page = out.toAbsolutePath().resolveSibling(name.substring(0, name.length() - ".yaml".length()) + ".html");
        String lead = "Profile %s, learned from %s. Intervals are 90 %%.".formatted(id, learned.from());
        HtmlPage.write(page, HtmlPage.of("Tilewatch: what was learned", lead, all));
        PrintWriter stdout = spec.commandLine().getOut();
        TextTable.lines(learned.sections()).forEach(stdout::println);
        stdout.printf(Locale.ROOT, "%nProfile %s in %s, its report in %s%n", id, out, page);
        stdout.flush();
    }

    private CommandLine.ParameterException wrong(String what) {
        return new CommandLine.ParameterException(spec.commandLine(), what);
    }
}
