package org.tilewatch.edge.ingest;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.health.StationClock;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;
import org.tilewatch.edge.ingest.sidecar.Sidecars;

/**
 * The folder in which files arrive. Scanning it is the truth; nothing is kept elsewhere, so a restart loses nothing. One thread.
 *
 * <p>A file is complete when its modification time lies a quiet period back (it was renamed into the folder, or the writer is long
 * done), or when size and modification time did not change for that long under our eyes. Names that begin with a dot or end in
 * {@code .part} or {@code .tmp} are not yet files. An image without time or place of its own waits for its sidecar. Every other
 * complete file is offered: decoding tells why it must go to quarantine.
 */
public final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Duration SCAN_AGAIN = Duration.ofSeconds(1);
    private static final String NO_TEXT =
            "its name, or that of a folder above it, is no text in the encoding that the agent runs under ("
                    + System.getProperty("sun.jnu.encoding") + ")";

    /** Answers whether a file's content was processed before; asked first by path, size and time, then by SHA-256. */
    public interface Ledger {
        boolean hasSettled(Arrival arrival) throws IOException;
    }

    private record Waiting(Arrival arrival, Instant acquired) {}

    private static final Comparator<Waiting> OLDEST_FIRST = Comparator.comparing(Waiting::acquired)
            .thenComparing(w -> w.arrival().name())
            .thenComparing(w -> w.arrival().path());

    private final InboxSettings settings;
    private final Decoder decoder;
    private final Ledger ledger;
    private final StationClock clock;
    private final Quarantine quarantine;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private Map<Path, Sighting> sightings = new HashMap<>();
    private final Map<Path, Sighting> settled = new HashMap<>();
    private Instant scanned = Instant.MIN;
    private Instant clockSet = Instant.MIN;

    /** @param nanoTime monotonic, as {@link System#nanoTime} */
    public Inbox(
            InboxSettings settings, Decoder decoder, Ledger ledger, InstantSource wallClock, LongSupplier nanoTime) {
        this.settings = settings;
        this.decoder = decoder;
        this.ledger = ledger;
        this.clock = new StationClock(wallClock, nanoTime);
        quarantine =
                new Quarantine(settings.quarantine(), settings.quarantineMaxBytes(), settings.quarantineMaxFiles());
    }

    /** Whether a file may be taken now. */
    @FunctionalInterface
    public interface Choice {
        boolean mayBeTaken(Arrival arrival) throws IOException;
    }

    /**
     * The complete file with the oldest acquisition time, ties by name; a file that can never be read comes first of all.
     *
     * @param choice asked of each in turn, until one may be taken that is still there and new
     */
    public Optional<Arrival> oldest(Choice choice) throws IOException {
        Instant now = clock.now();
        beginToWaitAnewIfTheClockWasSet(now);
        if (queue.isEmpty() || Duration.between(scanned, now).abs().compareTo(SCAN_AGAIN) >= 0) {
            scan(now);
        }
        for (Waiting waiting : List.copyOf(queue)) {
            Arrival arrival = waiting.arrival();
            if (!choice.mayBeTaken(arrival)) {
                continue;
            }
            boolean there = isStillThere(arrival);
            if (there && !ledger.hasSettled(arrival)) {
                return Optional.of(arrival);
            }
            forget(arrival);
            if (there) {
                LOG.debug("{} was processed before and is not looked at again", arrival);
                done(arrival);
            }
        }
        return Optional.empty();
    }

    /** Files that the quarantine's quota removed since start. */
    public long droppedFromQuarantine() {
        return quarantine.dropped();
    }

    /** Takes a file whose verdict is stored out of the inbox, or marks it if it is to stay. */
    public void done(Arrival arrival) throws IOException {
        forget(arrival);
        switch (settings.afterwards()) {
            case KEEP ->
                settled.put(arrival.path(), new Sighting(arrival.size(), arrival.modified(), Instant.MIN, null));
            case MOVE -> keep(arrival);
            case DELETE -> {
                for (Path sidecar : arrival.sidecars()) {
                    Files.deleteIfExists(sidecar);
                }
                FileMove.delete(arrival.whole());
            }
        }
    }

    /** Puts a file that can never become a look aside, with its sidecars and the reason. */
    public void quarantine(Arrival arrival, Reason reason, String sentence) throws IOException {
        forget(arrival);
        LOG.info("{} goes to quarantine: {} ({})", arrival, sentence, reason);
        quarantine.take(arrival, reason, sentence, clock.now());
    }

    private void forget(Arrival arrival) {
        queue.removeIf(w -> w.arrival().path().equals(arrival.path()));
    }

    private void keep(Arrival arrival) throws IOException {
        Path folder = settings.kept().resolve(arrival.folder());
        Files.createDirectories(folder);
        List<Path> sidecars = arrival.sidecars();
        List<String> endings = new ArrayList<>(List.of(FileMove.endingWithDot(arrival.whole())));
        sidecars.forEach(s -> endings.add(FileMove.endingWithDot(s)));
        String base = FileMove.freeBase(folder, Sidecars.base(arrival.name()), endings);
        for (Path sidecar : sidecars) {
            FileMove.move(sidecar, folder.resolve(base + FileMove.endingWithDot(sidecar)));
        }
        FileMove.move(arrival.whole(), folder.resolve(base + FileMove.endingWithDot(arrival.whole())));
    }

    private boolean isStillThere(Arrival arrival) throws IOException {
        if (arrival.isPass()) {
            InboxScan.Written now = InboxScan.pass(settings, arrival.path());
            return now.size() == arrival.size() && now.modified().equals(arrival.modified());
        }
        try {
            BasicFileAttributes now =
                    Files.readAttributes(arrival.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return now.size() == arrival.size()
                    && now.lastModifiedTime().toInstant().equals(arrival.modified());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void scan(Instant now) throws IOException {
        Map<Path, Sighting> seen = InboxScan.of(settings, sightings, now);
        sightings = seen;
        settled.keySet().retainAll(seen.keySet());
        List<Waiting> found = new ArrayList<>();
        for (Map.Entry<Path, Sighting> entry : seen.entrySet()) {
            consider(entry, now, found);
        }
        found.sort(OLDEST_FIRST);
        queue.clear();
        queue.addAll(found);
        scanned = now;
    }

    private void consider(Map.Entry<Path, Sighting> entry, Instant now, List<Waiting> found) throws IOException {
        Path file = entry.getKey();
        Sighting sighting = entry.getValue();
        if (!isQuiet(sighting, now) || isSettled(file, sighting)) {
            return;
        }
        if (!Sidecars.isNamedInText(file)) {
            quarantine(arrival(file, sighting, now), Reason.UNSUPPORTED, NO_TEXT);
            return;
        }
        if (InboxScan.isPass(file, settings.folder())) {
            considerPass(entry, now, found);
            return;
        }
        if (Sidecars.isSidecar(Sidecars.name(file))) {
            if (sighting.isUnchangedFor(settings.orphanWait(), now) && !Sidecars.hasImage(file)) {
                quarantine(arrival(file, sighting, now), Reason.ORPHAN, "no image came to this sidecar");
            }
            return;
        }
        Sighting.Peek peek = sighting.peek();
        if (peek == null || !peek.complete()) {
            peek = peekAt(file, sighting, now);
            entry.setValue(sighting.with(peek));
        }
        if (peek != null && (peek.complete() || sighting.isUnchangedFor(settings.sidecarWait(), now))) {
            found.add(new Waiting(arrival(file, sighting, now), peek.acquired()));
        }
    }

    /** A pass that cannot be used waits for the rest of it, or for SatDump to lay it onto a map. */
    private void considerPass(Map.Entry<Path, Sighting> entry, Instant now, List<Waiting> found) throws IOException {
        Path dataset = entry.getKey();
        Sighting sighting = entry.getValue();
        boolean late = sighting.isUnchangedFor(settings.passWait(), now);
        if (!sighting.isUnchangedFor(settings.passQuiet(), now)) {
            return;
        }
        if (!Files.exists(dataset, LinkOption.NOFOLLOW_LINKS)) {
            if (late) {
                quarantine(arrival(dataset, sighting, now), Reason.TRUNCATED, settings.cutOff());
            }
            return;
        }
        Sighting.Peek peek = sighting.peek() == null ? peekAt(dataset, sighting, now) : sighting.peek();
        entry.setValue(sighting.with(peek));
        if (peek != null && (late || !peek.acquired().equals(Instant.MIN))) {
            found.add(new Waiting(arrival(dataset, sighting, now), peek.acquired()));
        }
    }

    private void beginToWaitAnewIfTheClockWasSet(Instant now) {
        if (!clock.wasSet()) {
            return;
        }
        LOG.info("the clock was set to {}; files that wait begin to wait anew", now);
        clockSet = now;
        sightings.replaceAll((file, sighting) -> sighting.since(now));
        queue.clear();
    }

    private boolean isQuiet(Sighting sighting, Instant now) {
        boolean timesHold = clockSet.equals(Instant.MIN)
                || !clockSet.plus(settings.quietPeriod()).isAfter(now);
        return sighting.isQuiet(settings.quietPeriod(), now, timesHold);
    }

    private boolean isSettled(Path file, Sighting sighting) {
        Sighting known = settled.get(file);
        return known != null
                && known.size() == sighting.size()
                && known.modified().equals(sighting.modified());
    }

    /** Null while a sidecar of the file is still being written, or the file is gone. */
    private Sighting.@Nullable Peek peekAt(Path file, Sighting sighting, Instant now) throws IOException {
        for (Path sidecar : Sidecars.of(file)) {
            Sighting other = sightings.get(sidecar);
            if (other == null || !isQuiet(other, now)) {
                return null;
            }
        }
        try {
            Scene scene = decoder.peek(file, arrived(sighting, now));
            boolean timed = scene.pass().acquiredFrom() != AcquiredFrom.ARRIVAL;
            if (!timed && !StationClock.isSet(now)) {
                return null; // its only time would be that of a clock that nobody has set
            }
            boolean complete = (timed && scene.georeference().isPresent())
                    || Sidecars.stac(file).isPresent();
            return new Sighting.Peek(scene.pass().acquired(), complete);
        } catch (UnreadableTile | AccessDeniedException e) {
            return new Sighting.Peek(Instant.MIN, true);
        } catch (RuntimeException e) {
            LOG.error("a bug in reading the header of {}", file, e);
            return new Sighting.Peek(Instant.MIN, true);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private Arrival arrival(Path file, Sighting sighting, Instant now) {
        boolean pass = InboxScan.isPass(file, settings.folder());
        return Arrival.in(settings.folder(), file, pass, sighting, arrived(sighting, now));
    }

    private static Instant arrived(Sighting sighting, Instant now) {
        boolean told =
                StationClock.isSet(sighting.modified()) && !sighting.modified().isAfter(now);
        return told ? sighting.modified() : sighting.since();
    }
}
