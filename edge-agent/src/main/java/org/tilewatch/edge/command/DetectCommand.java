package org.tilewatch.edge.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.FromConfig;
import org.tilewatch.edge.command.pair.PairFiles;
import org.tilewatch.edge.command.pair.PairList;
import org.tilewatch.edge.config.Profile;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.watch.json.PairJson;
import org.tilewatch.edge.watch.look.AlertPolicy;
import org.tilewatch.edge.watch.pair.Pair;
import org.tilewatch.edge.watch.pair.PairComparison;
import org.tilewatch.edge.watch.pair.PairJudgement;
import org.tilewatch.edge.watch.pair.PairJudgement.Pixel;
import org.tilewatch.edge.watch.pair.PairOdds;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two images of a place, or many pairs, without any history. */
@Command(
        name = "detect",
        header = "Compares two images of a place.",
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "tilewatch detect BEFORE AFTER [--out DIR] [--explain X,Y]",
            "       tilewatch detect --pairs FILE.csv --out DIR",
        },
        description = {
            "%nPrints one JSON object: what changed from BEFORE to AFTER, or why nothing can be said (verdict"
                + " 'unusable' and its reason). Georeferenced images may differ in place, pixel size and projection;"
                + " others must have the same size.%n"
        })
public final class DetectCommand implements Callable<Integer> {

    private static final Pattern PIXEL = Pattern.compile("(\\d{1,6}),(\\d{1,6})");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "0..2", paramLabel = "IMAGE", description = "The earlier image and the later one.")
    private List<Path> images = List.of();

    @Option(
            names = "--pairs",
            paramLabel = "FILE",
            description = {
                "Compare many: a CSV with the columns a (earlier), b (later) and, if wanted, name and gsd_m; paths are"
                        + " relative to its folder."
            })
    private @Nullable Path pairs;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "Write NAME.change.png there: probability of change on BEFORE's pixels, 255 = sure; and"
                        + " NAME.annotated.jpg, or with --pairs results.jsonl."
            })
    private @Nullable Path out;

    @Option(
            names = "--explain",
            paramLabel = "X,Y",
            description = "Say why this pixel of BEFORE is flagged or not; 0,0 is the upper left one.")
    private @Nullable String explain;

    @Option(names = "--profile", paramLabel = "FILE", description = "What 'calibrate' learned on pairs: reliability.")
    private @Nullable Path profile;

    @Option(names = "--no-timing", description = "Leave times out: the output is then the same on every run.")
    private boolean noTiming;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private NetworkOption network;

    @Override
    public Integer call() throws IOException, WrongConfiguration {
        return pairs == null ? one() : many(pairs);
    }

    private int one() throws IOException, WrongConfiguration {
        if (images.size() != 2) {
            throw wrong("two images are needed, BEFORE and AFTER, or --pairs FILE --out DIR");
        }
        Path before = existing("BEFORE", images.getFirst());
        Path after = existing("AFTER", images.getLast());
        Optional<Pixel> asked = asked();
        String name = PairList.stem(after);
        PairOdds odds = odds();
        Natives.load();
        try (PairComparison comparison =
                new PairComparison(DetectorSettings.DEFAULT, network.openForPairs(), AlertPolicy.DEFAULT, odds)) {
            PairJudgement judgement = comparison.compare(new Pair(name, before, after, Double.NaN), asked);
            if (out != null) {
                PairFiles files = new PairFiles(out);
                files.change(name, comparison);
                files.annotated(name, comparison, judgement);
            }
            tell(json(odds, comparison.model()).line(before.toString(), after.toString(), judgement), judgement);
        }
        return 0;
    }

    private void tell(String line, PairJudgement judgement) {
        PrintWriter err = spec.commandLine().getErr();
        if (!judgement.detail().isEmpty()) {
            err.println("unusable (" + judgement.reason() + "): " + judgement.detail());
        }
        judgement
                .answer()
                .ifPresent(answer -> err.printf(
                        "pixel %d,%d is %sflagged: %s%n",
                        answer.pixel().x(), answer.pixel().y(), answer.flagged() ? "" : "not ", answer.sentence()));
        err.flush();
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.println(line);
        stdout.flush();
    }

    private int many(Path list) throws IOException, WrongConfiguration {
        if (!images.isEmpty() || explain != null) {
            throw wrong("--pairs names its images itself and takes no --explain");
        }
        if (out == null) {
            throw wrong("--pairs needs --out DIR");
        }
        List<PairList.Entry> entries = PairList.read(existing("--pairs", list));
        PairFiles files = new PairFiles(out);
        Map<String, Integer> tally = new TreeMap<>();
        PairOdds odds = odds();
        Natives.load();
        try (PairComparison comparison = new PairComparison(
                        DetectorSettings.DEFAULT, network.openForPairs(), AlertPolicy.DEFAULT, odds);
                BufferedWriter lines = Files.newBufferedWriter(out.resolve("results.jsonl"));
                ProgressBar bar = TerminalBar.of("detect", entries.size(), " pairs")) {
            for (PairList.Entry entry : entries) {
                PairJudgement judgement = comparison.compare(entry.pair(), Optional.empty());
                files.change(entry.fileName(), comparison);
                lines.write(json(odds, comparison.model()).line(entry.a(), entry.b(), judgement));
                lines.newLine();
                lines.flush();
                tally.merge(judgement.verdict(), 1, Integer::sum);
                bar.step();
            }
        }
        PrintWriter err = spec.commandLine().getErr();
        err.printf("%d pairs: %s; see %s%n", entries.size(), tally, out.resolve("results.jsonl"));
        err.flush();
        return 0;
    }

    private PairOdds odds() throws WrongConfiguration {
        return FromConfig.odds(
                profile == null ? Optional.empty() : Optional.of(Profile.read(profile, Profile.Subject.PAIRS)));
    }

    private PairJson json(PairOdds odds, Optional<String> model) {
        return new PairJson(!noTiming, odds.id(), model);
    }

    private Optional<Pixel> asked() {
        if (explain == null) {
            return Optional.empty();
        }
        Matcher pixel = PIXEL.matcher(explain.strip());
        if (!pixel.matches()) {
            throw wrong("--explain: column and row of a pixel, for instance 120,45, not '" + explain + "'");
        }
        return Optional.of(new Pixel(Integer.parseInt(pixel.group(1)), Integer.parseInt(pixel.group(2))));
    }

    private Path existing(String role, Path file) {
        if (!Files.isRegularFile(file)) {
            throw wrong(role + ": no such file: " + file);
        }
        return file;
    }

    private CommandLine.ParameterException wrong(String what) {
        return new CommandLine.ParameterException(spec.commandLine(), what);
    }
}
