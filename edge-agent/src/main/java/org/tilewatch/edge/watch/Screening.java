package org.tilewatch.edge.watch;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.ingest.ScenePixels;
import org.tilewatch.edge.ingest.file.DecoderLost;
import org.tilewatch.edge.ingest.file.DecoderUnavailable;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;
import org.tilewatch.edge.report.alert.Origin.Image;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.watched.SiteNames;
import org.tilewatch.edge.site.watched.SiteNames.Shown;
import org.tilewatch.edge.store.Settlement.KeptFile;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.look.Judged;
import org.tilewatch.edge.watch.look.Judgement;

/**
 * Brings one image file to its final state: decoded, judged and settled, or refused. The order is the promise: the attempt is
 * counted durably before a byte is decoded, and everything that follows from the look becomes durable at once. One thread.
 */
public final class Screening implements AutoCloseable {

    /** A file that was tried so often and never settled has killed the process each time. */
    static final int MOST_ATTEMPTS = 3;

    private final Store store;
    private final Decoder decoder;
    private final Judged.Maker judge;
    private final SiteNames names;
    private final Raster raster = new Raster();

    public Screening(Store store, Decoder decoder, Judged.Maker judge, SiteNames names) {
        this.store = store;
        this.decoder = decoder;
        this.judge = judge;
        this.names = names;
    }

    /** What became of a file. */
    public sealed interface Result {

        /**
         * It was judged, and all that follows is durable.
         *
         * @param judgements one for each site of which it is a look, that of the site it covers most first
         * @param pixels how many were read
         */
        record Settled(List<Judgement> judgements, long pixels) implements Result {}

        /** It cannot be used; the caller puts it into quarantine. */
        record Refused(Reason why, String sentence) implements Result {

            /** One word, for counting. */
            public String reason() {
                return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        /** Its content, or for all its sites the pass it shows, was settled before. */
        record Repeated(String site, String what) implements Result {}
    }

    /**
     * An image file to be screened.
     *
     * @param name for people
     * @param folder hint at the site, may be empty
     * @param arrival when it came, the time of last resort
     * @param kept where it stays, if it stays
     */
    public record Candidate(
            Path file, String name, String folder, Instant arrival, String sha256, Optional<KeptFile> kept) {}

    /** Screens one file; an IOException leaves it as it was, to be tried again. */
    public Result screen(Candidate candidate) throws IOException {
        if (store.ledger().settled(candidate.sha256())) {
            return new Result.Repeated("", "a file of the same content was processed before");
        }
        int attempt = store.ledger().beginAttempt(candidate.sha256(), candidate.name());
        if (attempt > MOST_ATTEMPTS) {
            return refuse(
                    candidate,
                    Reason.FAILED_REPEATEDLY,
                    "it was begun %d times and never finished".formatted(attempt - 1));
        }
        try {
            return judged(candidate, decoder.open(candidate.file(), candidate.arrival(), raster));
        } catch (UnreadableTile e) {
            return refuse(candidate, e.reason(), String.valueOf(e.getMessage()));
        } catch (DecoderLost e) {
            return lost(candidate, attempt, e);
        } catch (DecoderUnavailable | ClosedByInterruptException e) {
            store.ledger().withdrawAttempt(candidate.sha256());
            throw e;
        }
    }

    /** Thrown on to be tried again, which tells a file that ends decoders from one that was there when something else did. */
    private Result lost(Candidate candidate, int attempt, DecoderLost lost) throws IOException {
        if (attempt < MOST_ATTEMPTS) {
            throw lost;
        }
        return refuse(candidate, lost.reason(), "%s, at attempt %d".formatted(lost.getMessage(), attempt));
    }

    private Result judged(Candidate candidate, ScenePixels pixels) throws IOException, UnreadableTile {
        try {
            return settled(candidate, pixels);
        } catch (IOException e) {
            if (!pixels.failed()) {
                // The store's trouble, such as a full disk, must not bring a sound file into quarantine.
                store.ledger().withdrawAttempt(candidate.sha256());
            }
            throw e;
        }
    }

    private Result settled(Candidate candidate, ScenePixels pixels) throws IOException, UnreadableTile {
        Scene scene = pixels.scene();
        Pass pass = scene.pass();
        List<Shown> sites = names.shown(scene.footprint(), scene.collection(), candidate.folder(), scene.namePart());
        List<Shown> fresh = new ArrayList<>();
        for (Shown each : sites) {
            boolean timed = pass.acquiredFrom() != AcquiredFrom.ARRIVAL;
            if (!timed || !store.ledger().lookKnown(each.site(), pass.acquired(), pass.platform())) {
                fresh.add(each);
            }
        }
        if (fresh.isEmpty()) {
            String site = sites.getFirst().site();
            store.ledger().settleRepeated(candidate.sha256(), candidate.name(), site, pass.acquired(), pass.platform());
            return new Result.Repeated(site, "its pass is known from another file");
        }
        return new Result.Settled(settled(candidate, fresh, pixels), pixels.read());
    }

    /**
     * Judges the look of each site, one after the other, and settles them at once: what a crash or a part that cannot be read leaves
     * behind is nothing of the file, or all.
     */
    private List<Judgement> settled(Candidate candidate, List<Shown> sites, ScenePixels pixels)
            throws IOException, UnreadableTile {
        List<Judgement> looks = new ArrayList<>();
        try {
            for (Shown each : sites) {
                looks.add(judge.judge(each.site(), each.watched(), pixels)
                        .sum(candidate.sha256(), candidate.name(), candidate.kept(), new OnRecord(each.site())));
            }
            List<Judgement> shown = looks.stream().filter(Judgement::showsSite).toList();
            // The rim of a scene that was turned to the north holds no data: it is no look of what lies there.
            List<Judgement> told = shown.isEmpty() ? looks.subList(0, 1) : shown;
            store.settle(told.stream().map(Judgement::settlement).toList());
            return List.copyOf(told);
        } finally {
            for (Judgement look : looks) {
                look.settlement().discard();
            }
        }
    }

    /** The store's view of a site's earlier looks. */
    private final class OnRecord implements Judged.Past {

        private final String site;

        OnRecord(String site) {
            this.site = site;
        }

        @Override
        public Optional<Image> at(Instant acquired) throws IOException {
            return store.ledger().looks(site, acquired, acquired.plusNanos(1_000), 1).stream()
                    .map(look -> new Image(look.name(), look.sha256(), look.acquired()))
                    .findFirst();
        }

        @Override
        public List<Pace> pace() throws IOException {
            return store.pace(site);
        }
    }

    private Result refuse(Candidate candidate, Reason why, String sentence) throws IOException {
        Result.Refused refused = new Result.Refused(why, sentence);
        store.ledger().settleRefused(candidate.sha256(), candidate.name(), refused.reason(), sentence);
        return refused;
    }

    @Override
    public void close() {
        raster.close();
        judge.close();
        decoder.close();
    }
}
