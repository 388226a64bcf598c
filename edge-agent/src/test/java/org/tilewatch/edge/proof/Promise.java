package org.tilewatch.edge.proof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.store.Archive.Archived;
import org.tilewatch.edge.store.Archive.State;
import org.tilewatch.edge.store.Ledger.PastLook;
import org.tilewatch.edge.store.Outbox.Queued;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.HistoryTile;

/** Opens what a crash left of a {@link Workload} and tells every part of the promise that does not hold. */
final class Promise {

    /** A look that no run has: it has two reports and teaches something. */
    private static final int ONE_MORE = 100_080;

    private final int looks;
    private final Set<String> claims;
    private final List<String> broken = new ArrayList<>();
    private final ByteBuffer pixels = ByteBuffer.allocateDirect(PlannedLook.TILE_BYTES);

    private Promise(int looks, Set<String> claims) {
        this.looks = looks;
        this.claims = claims;
    }

    /**
     * Opens the store and asks for everything.
     *
     * @param looks how many the run has in all
     * @param claims what had been claimed before the crash
     * @return what is broken; empty if all holds
     */
    static List<String> broken(Path state, int looks, Set<String> claims) {
        Promise promise = new Promise(looks, claims);
        try (Store store = Store.open(state, Store.Durability.TEMPORARY, InstantSource.system(), Workload.RETENTION)) {
            promise.check(store);
        } catch (IOException | RuntimeException e) {
            promise.broken.add("the store cannot be used: " + e);
        }
        return promise.broken;
    }

    private void check(Store store) throws IOException {
        store.salvaged().ifPresent(what -> broken.add("taken for damaged: " + what));
        List<PlannedLook> settled = new ArrayList<>();
        for (PlannedLook look :
                IntStream.range(0, looks).mapToObj(PlannedLook::new).toList()) {
            boolean isSettled = store.ledger().settled(look.sha256());
            if (isSettled) {
                settled.add(look);
            }
            expect(isSettled || !claims.contains("settled " + look.number()), () -> "look %s is lost".formatted(look));
            for (Report report : look.reports()) {
                checkReport(store, report, isSettled);
            }
        }
        checkVerdicts(store, settled);
        checkOrder(store, settled);
        checkHistory(store, settled);
        checkEvents(store, settled);
        goOn(store);
    }

    private void checkReport(Store store, Report report, boolean settled) throws IOException {
        String id = report.alertId();
        Optional<Archived> found = store.archive().byAlertId(id);
        boolean gone = found.isEmpty() && claims.contains("acknowledged " + id); // trimmed off the archive
        expect(
                settled == found.isPresent() || (settled && gone),
                () -> "report %s: its look and it differ".formatted(id));
        if (found.isEmpty()) {
            return;
        }
        boolean acknowledged = found.get().state() == State.ACKNOWLEDGED;
        expect(
                acknowledged || found.get().state() == State.WAITING,
                () -> "report %s is %s".formatted(id, found.get().state()));
        expect(!acknowledged || claims.contains("puback " + id), () -> "report %s left without a PUBACK".formatted(id));
        expect(
                acknowledged || !claims.contains("acknowledged " + id),
                () -> "report %s would be sent again".formatted(id));
        expect(found.get().eventId().equals(report.eventId()), () -> "report %s is of another event".formatted(id));
        String json = new String(report.alert().payload(), StandardCharsets.UTF_8);
        expect(found.get().json().equals(json), () -> "report %s has another alert".formatted(id));
        Optional<Message> kept =
                acknowledged ? store.archive().chip(id, PlannedLook.ROLES.getFirst()) : Optional.empty();
        if (kept.isPresent()) { // the file's name is its checksum: one chip that is there says that all are whole
            expect(same(kept.get(), report.chips().getFirst()), () -> "chips of %s are not whole".formatted(id));
        }
    }

    private static boolean same(Message one, Message other) {
        return one.topic().equals(other.topic()) && Arrays.equals(one.payload(), other.payload());
    }

    private void checkVerdicts(Store store, List<PlannedLook> settled) throws IOException {
        int outcomes = store.ledger().outcomes().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        expect(outcomes == settled.size(), () -> "%s verdicts for %s files".formatted(outcomes, settled.size()));
        Map<String, String> verdicts = new TreeMap<>();
        for (String site : PlannedLook.ALL_SITES) {
            for (PastLook past : store.ledger().looks(site, looks)) {
                String which = site + " on " + past.name();
                expect(verdicts.put(which, past.verdict()) == null, () -> which + " has two verdicts");
            }
        }
        Map<String, String> expected = new TreeMap<>();
        for (PlannedLook look : settled) {
            for (String site : look.refused() ? List.<String>of() : look.sites()) {
                expected.put(site + " on " + look.name(), look.verdict(site));
            }
        }
        expect(verdicts.equals(expected), () -> "verdicts %s, not %s".formatted(verdicts, expected));
    }

    private void checkOrder(Store store, List<PlannedLook> settled) throws IOException {
        List<Report> expected = settled.stream()
                .flatMap(look -> look.reports().stream())
                .sorted(Comparator.comparingInt(report -> report.severity() == Severity.URGENT ? 0 : 1))
                .filter(report -> isWaiting(store, report.alertId()))
                .toList();
        Set<String> seen = new HashSet<>();
        for (Optional<Queued> next = store.outbox().next();
                next.isPresent();
                next = store.outbox().next(seen)) {
            Report report = next.get().report();
            boolean inOrder = seen.size() < expected.size() && isSame(report, expected.get(seen.size()));
            expect(
                    inOrder,
                    () -> "%s is not the one to be sent as number %d, or not whole"
                            .formatted(report.alertId(), seen.size()));
            seen.add(report.alertId());
        }
        expect(seen.size() == expected.size(), () -> "%d reports wait, not %d".formatted(seen.size(), expected.size()));
    }

    private static boolean isSame(Report found, Report expected) {
        boolean same = found.alertId().equals(expected.alertId())
                && found.chips().size() == expected.chips().size()
                && same(found.alert(), expected.alert());
        for (int i = 0; same && i < found.chips().size(); i++) {
            same = same(found.chips().get(i), expected.chips().get(i));
        }
        return same;
    }

    private boolean isWaiting(Store store, String id) {
        try {
            return store.archive()
                    .byAlertId(id)
                    .filter(each -> each.state() == State.WAITING)
                    .isPresent();
        } catch (IOException e) {
            broken.add(id + ": " + e);
            return false;
        }
    }

    /** Of each site the newest six looks that taught something, each tile whole. */
    private void checkHistory(Store store, List<PlannedLook> settled) throws IOException {
        for (String site : PlannedLook.ALL_SITES) {
            List<PlannedLook> expected = settled.stream()
                    .filter(look -> look.sites().contains(site) && look.learns())
                    .sorted(Comparator.comparing(PlannedLook::acquired).reversed())
                    .limit(Store.HISTORY_DEPTH)
                    .toList();
            List<Instant> times = new ArrayList<>();
            for (HistoryTile tile : store.history(site)) {
                int index = PlannedLook.TILES.indexOf(tile.tileId());
                if (index == 0) {
                    times.add(tile.pass().acquired());
                }
                Optional<PlannedLook> look = expected.stream()
                        .filter(each -> each.acquired().equals(tile.pass().acquired()))
                        .findFirst();
                boolean whole = look.isPresent()
                        && store.read(tile, pixels.clear())
                        && same(look.get().tile(index));
                expect(
                        whole,
                        () -> "tile %s of %s at %s is not whole"
                                .formatted(tile.tileId(), site, tile.pass().acquired()));
            }
            List<Instant> wanted = expected.stream().map(PlannedLook::acquired).toList();
            expect(times.equals(wanted), () -> "%s remembers %s, not %s".formatted(site, times, wanted));
        }
    }

    private boolean same(byte[] tile) {
        byte[] found = new byte[tile.length];
        pixels.flip().get(found);
        return Arrays.equals(found, tile);
    }

    private void checkEvents(Store store, List<PlannedLook> settled) throws IOException {
        Map<String, Integer> revisions = new HashMap<>();
        for (PlannedLook look : settled) {
            for (String site : look.sites()) {
                look.events(site).forEach(event -> revisions.put(event.id(), event.revision()));
            }
        }
        for (Map.Entry<String, Integer> event : revisions.entrySet()) {
            int found = store.event(event.getKey()).map(each -> each.revision()).orElse(-1);
            expect(found == event.getValue(), () -> "event %s has revision %s".formatted(event.getKey(), found));
        }
    }

    /** The store takes the next look and its reports. */
    private void goOn(Store store) throws IOException {
        new Workload(store, claim -> {}).look(ONE_MORE);
        PlannedLook look = new PlannedLook(ONE_MORE);
        boolean queued =
                store.archive().byAlertId(look.reports().getLast().alertId()).isPresent();
        expect(store.ledger().settled(look.sha256()) && queued, () -> "%s is not taken".formatted(look));
    }

    private void expect(boolean holds, Supplier<String> sentence) {
        if (!holds) {
            broken.add(sentence.get());
        }
    }
}
