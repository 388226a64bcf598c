package org.tilewatch.edge.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.sites.SitesFile;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.DecoderLost;
import org.tilewatch.edge.ingest.worker.ContainedReader;
import org.tilewatch.edge.ingest.worker.Containment;
import org.tilewatch.edge.site.watched.SiteNames;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.Screening;
import org.tilewatch.edge.watch.look.AlertPolicy;
import org.tilewatch.edge.watch.look.LookJudge;

/** Takes files as a station does, decoder's process, judging and store included, and counts what becomes of them. */
final class FuzzedStation implements AutoCloseable {

    /** Each is to be refused or given a verdict by then. */
    static final Duration LONGEST = Duration.ofSeconds(2);

    private static final Instant FIRST = Instant.parse("2026-03-01T02:10:00Z");

    private final Path folder;
    private final Store store;
    private final Screening screening;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private int decodersLost;
    private long slowestNanos;
    private int late;
    private int taken;

    FuzzedStation(Path folder) throws IOException {
        Natives.load();
        this.folder = folder;
        store = Store.open(folder.resolve("state"), Store.Durability.TEMPORARY, Clock.systemUTC());
        Decoder decoder = new Decoder(
                new ContainedReader(Containment.of(Duration.ofSeconds(2), 256L << 20, folder), Caps.DEFAULT));
        LookJudge judge =
                new LookJudge(store, DetectorSettings.DEFAULT, Optional.empty(), AlertPolicy.DEFAULT, Optional.empty());
        screening = new Screening(store, decoder, judge, new SiteNames(List.of(), true));
    }

    /** Outcomes with their counts: reasons of quarantine, verdicts, and for documents {@code read} or {@code wrong}. */
    Map<String, Integer> outcomes() {
        return outcomes;
    }

    int decodersLost() {
        return decodersLost;
    }

    Duration slowest() {
        return Duration.ofNanos(slowestNanos);
    }

    /** Inputs that took longer than {@link #LONGEST}. */
    int late() {
        return late;
    }

    /** Screens an image, again and again as the loop does where its decoder is lost. */
    void image(Path file, String site) throws IOException {
        long begin = System.nanoTime();
        Screening.Candidate candidate = new Screening.Candidate(
                file,
                String.valueOf(file.getFileName()),
                site,
                FIRST.plus(Duration.ofMinutes(taken)),
                "input" + taken++,
                Optional.empty());
        Optional<Screening.Result> result = Optional.empty();
        while (result.isEmpty()) {
            try {
                result = Optional.of(screening.screen(candidate));
            } catch (DecoderLost e) {
                decodersLost++;
            }
        }
        done(begin, outcome(result.get()));
    }

    private static String outcome(Screening.Result result) {
        return switch (result) {
            case Screening.Result.Settled settled ->
                settled.judgements().getFirst().verdict();
            case Screening.Result.Refused refused -> refused.why().name();
            case Screening.Result.Repeated repeated -> "repeated";
        };
    }

    void configuration(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("station.yaml"), content);
        document(() -> Config.read(file));
    }

    void sites(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("sites.geojson"), content);
        document(() -> SitesFile.read(file));
    }

    private interface Reading {
        Object read() throws WrongConfiguration;
    }

    private void document(Reading reading) {
        long begin = System.nanoTime();
        try {
            reading.read();
            done(begin, "document read");
        } catch (WrongConfiguration e) {
            done(begin, "document wrong");
        }
    }

    private void done(long beginNanos, String outcome) {
        long nanos = System.nanoTime() - beginNanos;
        slowestNanos = Math.max(slowestNanos, nanos);
        late += nanos > LONGEST.toNanos() ? 1 : 0;
        outcomes.merge(outcome, 1, Integer::sum);
    }

    @Override
    public void close() throws IOException {
        screening.close();
        store.close();
    }
}
