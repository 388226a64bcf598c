package org.tilewatch.edge.watch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.health.Conditions;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.health.Phase;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.health.StationState.LastLook;
import org.tilewatch.edge.ingest.Arrival;
import org.tilewatch.edge.ingest.Inbox;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.look.Judgement;

/**
 * What the detection loops share: hands each of them the oldest file that it may take, and tells the station what became of it.
 *
 * <p>Each look of a site is compared with those before: of files that show a site one is in hand at a time, the oldest first. A file
 * that was begun before and never finished is worked on alone, so that one that ends the process is not mistaken for another that was in
 * hand beside it. Safe for use by several threads.
 */
public final class Intake {

    /** So many refused files one after the other are no accident. */
    static final int REJECTS_IN_A_ROW = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    /** Files that are looked at for one of a site that nobody has in hand; each costs the reading of a header. */
    private static final int LOOK_AHEAD = 16;
    /** How long a loop waits for another one to finish before it asks the inbox again, and how often. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final int MOST_WAITS = 2;

    private final Inbox inbox;
    private final PastFiles pastFiles;
    private final Optional<Shows> shows;
    private final Store store;
    private final Health health;
    private final Conditions conditions;
    private final Listeners listeners;
    private final Duration noTilesAfter;
    private final LongSupplier nanoTime;
    /** Files that a loop works on, with the sites that they show. */
    private final Map<Path, Set<String>> inHand = new HashMap<>();

    /** Of the files that were looked at last. */
    private final Map<Path, Set<String>> shown = new HashMap<>();

    private boolean alone;
    private long lastFileNanos;
    private int rejectsInARow;
    private boolean begun;

    /** Tells the sites that a file shows; none for one that shows none or cannot be read. */
    @FunctionalInterface
    public interface Shows {
        Set<String> sites(Arrival arrival) throws IOException;
    }

    /**
     * Who hears of looks; all are called on a detection loop's thread, one at a time, and must not block.
     *
     * @param looks told of each look, once it is settled
     * @param refusals told the reason of each file that goes to quarantine
     * @param reportsQueued run after a look that left reports in the outbox
     */
    public record Listeners(Consumer<Judgement> looks, Consumer<Reason> refusals, Runnable reportsQueued) {}

    /**
     * @param shows empty where one loop alone takes files
     * @param noTilesAfter how long the inbox may stay empty before a condition is raised
     * @param nanoTime monotonic, as {@link System#nanoTime}
     */
    public Intake(
            Inbox inbox,
            PastFiles pastFiles,
            Optional<Shows> shows,
            Store store,
            Health health,
            Listeners listeners,
            Duration noTilesAfter,
            LongSupplier nanoTime) {
        this.inbox = inbox;
        this.pastFiles = pastFiles;
        this.shows = shows;
        this.store = store;
        this.health = health;
        this.conditions = new Conditions(health);
        this.listeners = listeners;
        this.noTilesAfter = noTilesAfter;
        this.nanoTime = nanoTime;
        this.lastFileNanos = nanoTime.getAsLong();
    }

    /**
     * The next file to work on, to be given back by {@link #release}. Where what is left has to wait for other loops, so does the caller
     * for a moment.
     */
    synchronized Optional<Arrival> next() throws IOException, InterruptedException {
        if (!begun) {
            health.learned(store.leastHistory());
            begun = true;
        }
        Optional<Arrival> next = choose();
        for (int waits = 0; next.isEmpty() && !inHand.isEmpty() && waits < MOST_WAITS; waits++) {
            wait(PATIENCE.toMillis());
            next = choose();
        }
        if (next.isEmpty() && inHand.isEmpty()) {
            watchSilence();
        }
        next.ifPresent(arrival -> {
            inHand.put(arrival.path(), shown.getOrDefault(arrival.path(), Set.of()));
            health.working(true);
        });
        return next;
    }

    private Optional<Arrival> choose() throws IOException {
        if (alone) {
            return Optional.empty();
        }
        shown.clear();
        Set<String> waitedFor = new HashSet<>();
        inHand.values().forEach(waitedFor::addAll);
        Optional<Arrival> next = inbox.oldest(arrival -> mayBeTaken(arrival, waitedFor));
        boolean again = next.isPresent() && shows.isPresent() && wasBegun(next.get());
        if (again && !inHand.isEmpty()) {
            return Optional.empty();
        }
        alone = again;
        return next;
    }

    /** @param waitedFor sites of which an older look has to be finished first */
    private boolean mayBeTaken(Arrival arrival, Set<String> waitedFor) throws IOException {
        if (shows.isEmpty()) {
            return true;
        }
        if (inHand.containsKey(arrival.path()) || shown.size() >= LOOK_AHEAD) {
            return false;
        }
        Set<String> sites = shows.get().sites(arrival);
        shown.put(arrival.path(), sites);
        if (Collections.disjoint(sites, waitedFor)) {
            return true;
        }
        waitedFor.addAll(sites); // later looks of these wait, too
        return false;
    }

    private boolean wasBegun(Arrival arrival) throws IOException {
        try {
            return store.ledger().attempts(arrival.sha256()) > 0;
        } catch (AccessDeniedException e) {
            return false; // to be refused by the screening
        }
    }

    /** Ends what {@link #next} began; a file that is not finished is offered again. */
    synchronized void release(Arrival arrival) {
        inHand.remove(arrival.path());
        alone = false;
        health.working(!inHand.isEmpty());
        notifyAll();
    }

    /** Brings a file and what it was found to be to its final place. */
    synchronized void finish(Arrival arrival, Screening.Result result) throws IOException {
        lastFileNanos = nanoTime.getAsLong();
        conditions.clear(Condition.NO_TILES);
        switch (result) {
            case Screening.Result.Settled settled -> {
                settled(settled.judgements());
                inbox.done(arrival);
            }
            case Screening.Result.Repeated repeated -> {
                LOG.debug("{} leaves nothing new: {}", arrival, repeated.what());
                pastFiles.remember(arrival);
                inbox.done(arrival);
            }
            case Screening.Result.Refused refused -> {
                inbox.quarantine(arrival, refused.why(), refused.sentence());
                listeners.refusals().accept(refused.why());
                health.refused(refused.why().name().toLowerCase(Locale.ROOT).replace('_', ' '));
                rejected(arrival, refused);
            }
        }
    }

    private void settled(List<Judgement> looks) throws IOException {
        rejectsInARow = 0;
        conditions.clear(Condition.DECODER_REJECTS);
        Judgement most = looks.getFirst();
        health.lastLook(new LastLook(most.site(), most.scene().pass().acquired(), most.verdict(), most.reason()));
        learned();
        for (Judgement look : looks) {
            tell(look);
            raiseAlerts(look.settlement().reports());
        }
        if (looks.stream().anyMatch(look -> !look.settlement().reports().isEmpty())) {
            listeners.reportsQueued().run();
        }
        looks.forEach(listeners.looks());
    }

    private void learned() throws IOException {
        Phase before = health.now().phase();
        health.learned(store.leastHistory());
        Phase now = health.now().phase();
        if (now != before) {
            LOG.info(
                    "{}: {} of {} looks",
                    now == Phase.READY ? "ready" : "learning",
                    health.now().looksSoFar(),
                    health.now().looksNeeded());
        }
    }

    private static void tell(Judgement look) {
        if (look.verdict().equals("changed")) {
            LOG.info("{}", ChangedLook.sentence(look));
        } else {
            LOG.debug(
                    "{} {} {}{}",
                    look.site(),
                    look.scene().pass().acquired(),
                    look.verdict(),
                    look.reason().isEmpty() ? "" : ": " + look.reason());
        }
    }

    private void raiseAlerts(List<Report> reports) {
        for (Report report : reports) {
            if (report.severity() == Severity.URGENT) {
                health.alertRaised(report.eventId());
            }
        }
    }

    private void rejected(Arrival arrival, Screening.Result.Refused refused) {
        rejectsInARow++;
        if (rejectsInARow >= REJECTS_IN_A_ROW) {
            conditions.raise(
                    Condition.DECODER_REJECTS,
                    "%d files in a row could not be used; the latest is %s: %s"
                            .formatted(rejectsInARow, arrival.name(), refused.sentence()));
        }
    }

    /** @throws NoSuchFileException if the file is there: then something else is missing */
    void vanished(Arrival arrival, NoSuchFileException e) throws IOException {
        if (Files.exists(arrival.path(), LinkOption.NOFOLLOW_LINKS)) {
            throw e;
        }
        LOG.info("{} vanished while it was worked on; going on with the next file", arrival);
    }

    private void watchSilence() {
        Duration silent = Duration.ofNanos(nanoTime.getAsLong() - lastFileNanos);
        if (silent.compareTo(noTilesAfter) >= 0) {
            conditions.raise(
                    Condition.NO_TILES,
                    "no file has come for %d h; is the receiver running?".formatted(silent.toHours()));
        }
    }
}
