package org.tilewatch.edge.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.FromConfig;
import org.tilewatch.edge.config.Profile;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.sites.SitesFile;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.spectrum.SpectralBand;
import org.tilewatch.edge.ingest.decode.PlainDecoding;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.Replay;
import org.tilewatch.edge.watch.Screening.Result;
import org.tilewatch.edge.watch.coarse.CoarseProfile;
import org.tilewatch.edge.watch.coarse.Maps;
import org.tilewatch.edge.watch.json.LookJson;
import org.tilewatch.edge.watch.look.AlertPolicy;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a folder of images through the whole pipeline, as if they came in one after another. */
@Command(
        name = "replay",
        header = "Feeds a folder of images through the whole pipeline.",
        description = {
            "%nEvery image below DIR, in order of acquisition time, with an empty, temporary state; each folder is one"
                    + " site. Prints one JSON object per look and a summary on stderr.%n"
        })
public final class ReplayCommand implements Callable<Integer> {

    /** False alerts per hundred tile-looks, as a station's configuration has it if nothing is said. */
    private static final double USUAL_BUDGET = 2;

    private static final Path COARSE = Path.of("coarse");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder with images, one folder below it per site.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON lines there instead of stdout.")
    private @Nullable Path out;

    @Option(
            names = "--sites",
            paramLabel = "FILE",
            description = "Sites file (GeoJSON); its outlines count before folders.")
    private @Nullable Path sites;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description =
                    "What 'calibrate' learned on series: reliability and alert thresholds; or coarse, for pixels of 50"
                            + " m to 5 km.")
    private @Nullable Path profile;

    @Option(
            names = "--bands",
            paramLabel = "NAME",
            split = ",",
            description =
                    "With --profile coarse: what the bands of images show that do not tell it, such as swir,nir,red.")
    private List<String> bands = List.of();

    @Option(
            names = "--maps",
            paramLabel = "DIR",
            description = "With --profile coarse: a map of each judged look, as SITE-TIME.jpg.")
    private @Nullable Path maps;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Sites at a time (default: 1).")
    private int threads;

    @Option(names = "--no-timing", description = "Leave times out: the output is then the same on every run.")
    private boolean noTiming;

    @Option(
            names = "--against-decoding",
            description = "First read every file with OpenCV alone, and tell how many times longer the whole took.")
    private boolean againstDecoding;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private NetworkOption network;

    @Override
    public Integer call() throws IOException, InterruptedException, WrongConfiguration {
        if (!Files.isDirectory(folder)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "DIR: no such folder: " + folder);
        }
        if (threads < 1 || threads > 64) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--threads: 1 to 64, not " + threads);
        }
        List<WatchedSite> watched = sites == null ? List.of() : SitesFile.read(sites);
        if (COARSE.equals(profile)) {
            return coarse(watched);
        }
        AlertPolicy policy = FromConfig.policy(
                profile == null ? Optional.empty() : Optional.of(Profile.read(profile, Profile.Subject.SERIES)),
                USUAL_BUDGET);
        Natives.load();
        Optional<String> model = network.id();
        Path state = Files.createTempDirectory("tilewatch-replay");
        try (Store store = Store.open(state, Store.Durability.TEMPORARY, Clock.systemUTC());
                Writer lines = lines()) {
            replay(new Replay(folder, store, watched, threads, network.choice(), policy), policy.id(), model, lines);
        } finally {
            Folders.remove(state);
        }
        return 0;
    }

    private int coarse(List<WatchedSite> watched) throws IOException, InterruptedException {
        CoarseProfile chosen = CoarseProfile.of(USUAL_BUDGET, spectrum());
        Natives.load();
        Path state = Files.createTempDirectory("tilewatch-replay");
        try (Store store = Store.open(state, Store.Durability.TEMPORARY, Clock.systemUTC());
                Writer lines = lines()) {
            Replay replay =
                    Replay.coarse(folder, store, watched, threads, chosen, maps == null ? Maps.NONE : Maps.all(maps));
            replay(replay, chosen.policy().id(), Optional.empty(), lines);
        } finally {
            Folders.remove(state);
        }
        return 0;
    }

    private List<SpectralBand> spectrum() {
        return bands.stream()
                .map(name -> SpectralBand.named(name)
                        .orElseThrow(() -> new CommandLine.ParameterException(
                                spec.commandLine(),
                                "--bands: '%s'; allowed: green, red, nir, swir, mir, thermal, other".formatted(name))))
                .toList();
    }

    private Writer lines() throws IOException {
        return out == null ? new ToStandardOutput() : Files.newBufferedWriter(out);
    }

    /** Leaves the process its standard output. */
    private static final class ToStandardOutput extends BufferedWriter {

        ToStandardOutput() {
            super(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private void replay(Replay replay, String policy, Optional<String> model, Writer lines)
            throws IOException, InterruptedException {
        List<Replay.Item> items = replay.items();
        if (items.isEmpty()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "DIR: no images below " + folder);
        }
        LookJson json = new LookJson(!noTiming, model);
        long decoding = againstDecoding
                ? PlainDecoding.nanos(items.stream().map(Replay.Item::file).toList())
                : 0;
        ReplayTally tally = new ReplayTally(threads == 1, decoding);
        try (ProgressBar bar = TerminalBar.of("replay", items.size(), " looks")) {
            replay.run(items, (item, result) -> {
                try {
                    for (String line : lines(json, item, result, policy)) {
                        lines.write(line);
                        lines.write('\n');
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                tally.count(result);
                bar.step();
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        PrintStream err = System.err;
        tally.print(err);
    }

    private static List<String> lines(LookJson json, Replay.Item item, Result result, String policy) {
        String site = item.sites().getFirst();
        return switch (result) {
            case Result.Settled settled ->
                settled.judgements().stream()
                        .map(look -> json.line(item.source(), look, policy))
                        .toList();
            case Result.Refused refused -> List.of(json.unusable(item.source(), site, refused.reason()));
            case Result.Repeated repeated -> List.of(json.unusable(item.source(), site, "repeated"));
        };
    }
}
