package org.tilewatch.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tilewatch.edge.store.StoreFixture.NOW;
import static org.tilewatch.edge.store.StoreFixture.learn;
import static org.tilewatch.edge.store.StoreFixture.routine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.watched.Coverage;
import org.tilewatch.edge.site.watched.Coverage.Seen;
import org.tilewatch.edge.store.Outbox.Queued;

class DamageTest {

    private static final int PAGE = 4096;
    private static final int REPORTS = 300;

    @TempDir
    Path folder;

    private Store open() throws IOException {
        return Store.open(folder, Store.Durability.FULL, InstantSource.fixed(NOW));
    }

    private Path database() {
        return folder.resolve("tilewatch.db");
    }

    private Path aside() {
        return folder.resolve("damaged-20260301T021000Z");
    }

    private void fill() throws IOException {
        try (Store store = Store.open(folder, Store.Durability.TEMPORARY, InstantSource.fixed(NOW))) {
            learn(store, "harbour", 1, "c0r0");
            store.settle(observed(StoreFixture.look("seen", "harbour", 2)));
            for (int i = 0; i < REPORTS; i++) {
                store.outbox().enqueue(routine("r" + i));
            }
        }
    }

    private static Settlement observed(Settlement look) {
        Pace pace = new Pace("quay", look.pass().acquired(), 10, 20, 3, 4, 5, 6, 7);
        return new Settlement(
                look.sha256(),
                look.name(),
                look.kept(),
                look.site(),
                look.pass(),
                look.verdict(),
                look.reason(),
                look.score(),
                look.newGrid(),
                look.detectorState(),
                look.learned(),
                look.events(),
                List.of(new Seen("", 0.9), new Seen("quay", 0.25)),
                List.of(pace),
                look.reports());
    }

    private void overwrite(long offset, int bytes) throws IOException {
        byte[] garbage = new byte[bytes];
        Arrays.fill(garbage, (byte) 0xa5);
        try (RandomAccessFile file = new RandomAccessFile(database().toFile(), "rw")) {
            file.seek(offset);
            file.write(garbage);
        }
    }

    private static Set<String> waiting(Store store) throws IOException {
        Set<String> ids = new HashSet<>();
        for (Optional<Queued> next = store.outbox().next(ids);
                next.isPresent();
                next = store.outbox().next(ids)) {
            assertThat(next.get().missingChips()).isEmpty();
            ids.add(next.get().report().alertId());
        }
        return ids;
    }

    @Test
    void aDatabaseWithAnOverwrittenHeadIsMovedAsideAndAFreshOneWorks() throws IOException {
        fill();
        overwrite(0, 200);
        try (Store store = open()) {
            assertThat(store.salvaged().orElseThrow()).contains(aside().toString());
            assertThat(aside().resolve("tilewatch.db")).exists();
            assertThat(store.outbox().enqueue(routine("new"))).isTrue();
            assertThat(waiting(store)).containsExactly("new");
        }
        try (Store store = open()) {
            assertThat(store.salvaged()).isEmpty();
            assertThat(waiting(store)).containsExactly("new");
        }
    }

    @Test
    void chipsWhoseRowsAreLostAreMovedAsideWithTheDatabase() throws IOException {
        fill();
        overwrite(0, 200);
        open().close();
        try (var found = Files.list(aside())) {
            assertThat(found.filter(file -> file.toString().endsWith(".chips"))).hasSize(REPORTS);
        }
    }

    @Test
    void reportsAroundABadPageAreCarriedOver() throws IOException {
        fill();
        overwrite(Files.size(database()) / PAGE / 2 * PAGE, PAGE);
        try (Store store = open()) {
            assertThat(store.salvaged()).isPresent();
            assertThat(waiting(store)).hasSizeGreaterThan(REPORTS / 2);
            assertThat(store.ledger().settled("harbour1")).isTrue();
            assertThat(store.history("harbour")).hasSize(1);
            assertThat(store.coverage("harbour")).extracting(Coverage::zone).containsExactly("", "quay");
            assertThat(store.pace("harbour")).extracting(Pace::zone).containsExactly("quay");
        }
    }

    @Test
    void theEarlierReportsOfADatabaseCutShortAreCarriedOver() throws IOException {
        fill();
        try (RandomAccessFile file = new RandomAccessFile(database().toFile(), "rw")) {
            file.setLength(Files.size(database()) * 3 / 4 / PAGE * PAGE);
        }
        try (Store store = open()) {
            assertThat(store.salvaged()).isPresent();
            assertThat(waiting(store)).contains("r0");
        }
    }

    @Test
    void anEmptiedDatabaseIsToldAndNotTakenForANewOne() throws IOException {
        fill();
        try (RandomAccessFile file = new RandomAccessFile(database().toFile(), "rw")) {
            file.setLength(0);
        }
        try (Store store = open()) {
            assertThat(store.salvaged().orElseThrow()).contains("empty");
        }
    }

    @Test
    void damageTwiceInTheSameSecondKeepsBoth() throws IOException {
        fill();
        overwrite(0, 200);
        open().close();
        overwrite(0, 200);
        try (Store store = open()) {
            assertThat(store.salvaged().orElseThrow()).contains(aside() + "-2");
            assertThat(aside().resolve("tilewatch.db")).exists();
        }
    }
}
