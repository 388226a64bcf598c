package org.tilewatch.edge.watch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
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
import org.tilewatch.edge.loop.Duty;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.look.Judgement;

/**
 * Brings one arrival per turn from the inbox to its final state: settled in the store, or in quarantine. One worker: the looks of
 * all sites are taken in order of acquisition.
 *
 * <p>A file that ends a turn by a bug is tried again by the loop; the attempts are counted in the store, and after the third it goes
 * to quarantine.
 */
public final class DetectionLoop implements Duty {

    /** So many refused files one after the other are no accident. */
    static final int REJECTS_IN_A_ROW = 5;

    private static final Logger LOG = LoggerFactory.getLogger(DetectionLoop.class);

    private final Inbox inbox;
    private final PastFiles pastFiles;
    private final Screening screening;
    private final Store store;
    private final Health health;
    private final Conditions conditions;
    private final Listeners listeners;
    private final Duration noTilesAfter;
    private final LongSupplier nanoTime;
    private long lastFileNanos;
    private int rejectsInARow;
    private boolean begun;
    private volatile String workingOn = "the inbox";

    /**
     * Who hears of looks; both are called on the loop's thread and must not block.
     *
     * @param looks told of each look, once it is settled
     * @param refusals told the reason of each file that goes to quarantine
     * @param reportsQueued run after a look that left reports in the outbox
     */
    public record Listeners(Consumer<Judgement> looks, Consumer<Reason> refusals, Runnable reportsQueued) {}

    /**
     * @param screening owned by this duty, which closes it at its end
     * @param noTilesAfter how long the inbox may stay empty before a condition is raised
     * @param nanoTime monotonic, as {@link System#nanoTime}
     */
    public DetectionLoop(
            Inbox inbox,
            PastFiles pastFiles,
            Screening screening,
            Store store,
            Health health,
            Listeners listeners,
            Duration noTilesAfter,
            LongSupplier nanoTime) {
        this.inbox = inbox;
        this.pastFiles = pastFiles;
        this.screening = screening;
        this.store = store;
        this.health = health;
        this.conditions = new Conditions(health);
        this.listeners = listeners;
        this.noTilesAfter = noTilesAfter;
        this.nanoTime = nanoTime;
        this.lastFileNanos = nanoTime.getAsLong();
    }

    @Override
    public boolean turn() throws IOException {
        if (!begun) {
            health.learned(store.leastHistory());
            begun = true;
        }
        workingOn = "the inbox";
        Optional<Arrival> next = inbox.oldest();
        if (next.isEmpty()) {
            watchSilence();
            return false;
        }
        Arrival arrival = next.get();
        workingOn = arrival.toString();
        health.working(true);
        try {
            finish(arrival, screen(arrival));
        } catch (NoSuchFileException e) {
            vanished(arrival, e);
        } finally {
            health.working(false);
        }
        return true;
    }

    private Screening.Result screen(Arrival arrival) throws IOException {
        try {
            return screening.screen(new Screening.Candidate(
                    arrival.path(),
                    arrival.name(),
                    arrival.folder(),
                    arrival.arrived(),
                    arrival.sha256(),
                    pastFiles.kept(arrival)));
        } catch (AccessDeniedException e) {
            Path denied = arrival.path().resolveSibling(e.getFile());
            if (!Objects.equals(denied.getParent(), arrival.path().getParent())) {
                throw e;
            }
            return new Screening.Result.Refused(
                    Reason.NO_ACCESS,
                    "the agent's user (%s) may not read it".formatted(System.getProperty("user.name")));
        } catch (OutOfMemoryError | StackOverflowError e) {
            // Of this file's making, and gone with it: no reason to end the thread and with it the station.
            throw new IllegalStateException(arrival + " needs more memory than there is: " + e, e);
        }
    }

    private void finish(Arrival arrival, Screening.Result result) throws IOException {
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

    private void vanished(Arrival arrival, NoSuchFileException e) throws IOException {
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

    @Override
    public String workingOn() {
        return workingOn;
    }

    @Override
    public void end() {
        screening.close();
    }
}
