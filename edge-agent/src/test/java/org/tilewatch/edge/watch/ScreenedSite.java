package org.tilewatch.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.detect.DrawnSite;
import org.tilewatch.edge.detect.DrawnSite.Building;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.watched.SiteNames;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.Screening.Result;
import org.tilewatch.edge.watch.look.AlertPolicy;
import org.tilewatch.edge.watch.look.Judgement;
import org.tilewatch.edge.watch.look.LookJudge;
import org.tilewatch.edge.watch.look.Reporting;

/** A site with a store of its own in a temporary folder, and what screens its files. */
final class ScreenedSite implements AutoCloseable {

    static final DrawnSite GROUND = new DrawnSite(7);
    /** 24 by 16 pixels of half a metre, its middle at (152, 108). */
    static final DrawnSite BUILT = GROUND.with(new Building(140, 100, 24, 16, 170));

    private final Path folder;
    private final Store store;
    private final Screening screening;
    private int files;

    ScreenedSite(Path folder) throws IOException {
        this(folder, List.of(), here());
    }

    ScreenedSite(Path folder, List<WatchedSite> watched) throws IOException {
        this(folder, watched, here());
    }

    /** @param decoder closed with the site */
    ScreenedSite(Path folder, Decoder decoder) throws IOException {
        this(folder, List.of(), decoder);
    }

    private static Decoder here() {
        Natives.load();
        return new Decoder(Caps.DEFAULT);
    }

    ScreenedSite(Path folder, List<WatchedSite> watched, Decoder decoder) throws IOException {
        this.folder = folder;
        store = Store.open(folder.resolve("state"), Store.Durability.TEMPORARY, Clock.systemUTC());
        Reporting reporting = new Reporting(
                "han-01",
                "https://example.org/",
                "default",
                Optional.empty(),
                InstantSource.fixed(DrawnLooks.time(100)));
        LookJudge judge = new LookJudge(
                store, DetectorSettings.DEFAULT, Optional.empty(), AlertPolicy.DEFAULT, Optional.of(reporting));
        screening = new Screening(store, decoder, judge, new SiteNames(watched, true));
    }

    Store store() {
        return store;
    }

    void learn(int looks) throws IOException {
        for (int day = 0; day < looks; day++) {
            settled(DrawnLooks.write(folder, "port", day, GROUND));
        }
    }

    Judgement settled(Path file) throws IOException {
        return looks(file).getFirst();
    }

    /** Of all the sites that the file shows. */
    List<Judgement> looks(Path file) throws IOException {
        Result result = screen(file, "%064x".formatted(files++));
        assertThat(result).isInstanceOf(Result.Settled.class);
        return ((Result.Settled) result).judgements();
    }

    Result screen(Path file, String sha256) throws IOException {
        return screening.screen(new Screening.Candidate(
                file, String.valueOf(file.getFileName()), "port", DrawnLooks.FIRST, sha256, Optional.empty()));
    }

    /** Of the looks that the site remembers, the latest first. */
    List<Integer> days() throws IOException {
        return store.history("port").stream()
                .map(tile ->
                        (int) Duration.between(DrawnLooks.FIRST, tile.pass().acquired())
                                .toDays())
                .toList();
    }

    static Event strongest(Judgement look) {
        return look.objects().getFirst().event();
    }

    /** Middle of the box around a ring. */
    static double[] middle(double[] ring) {
        double[] low = ring.clone();
        double[] high = ring.clone();
        for (int i = 0; i < ring.length; i++) {
            low[i % 2] = Math.min(low[i % 2], ring[i]);
            high[i % 2] = Math.max(high[i % 2], ring[i]);
        }
        return new double[] {(low[0] + high[0]) / 2, (low[1] + high[1]) / 2};
    }

    @Override
    public void close() throws IOException {
        screening.close();
        store.close();
    }
}
