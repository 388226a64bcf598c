package org.tilewatch.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tilewatch.edge.store.StoreFixture.NOW;
import static org.tilewatch.edge.store.StoreFixture.learn;
import static org.tilewatch.edge.store.StoreFixture.report;
import static org.tilewatch.edge.store.StoreFixture.routine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.store.Outbox.Queued;
import org.tilewatch.edge.store.file.DiskRoom;
import org.tilewatch.edge.store.file.Retention;

class DiskLowTest {

    private static final long DISK = 10L << 30;
    private static final long RESERVE = 1L << 30;

    @TempDir
    Path folder;

    private long free = DISK;

    private Store open() throws IOException {
        return Store.open(
                folder,
                Store.Durability.FULL,
                InstantSource.fixed(NOW),
                Retention.UNLIMITED,
                new DiskRoom(() -> free, () -> DISK));
    }

    @Test
    void theReserveIsATenthOfTheDiskAtMostOneGibibyte() {
        assertThat(new DiskRoom(() -> 0, () -> 5L << 30).reserve()).isEqualTo((5L << 30) / 10);
        assertThat(new DiskRoom(() -> 0, () -> 500L << 30).reserve()).isEqualTo(1L << 30);
        assertThat(new DiskRoom(() -> RESERVE - 7, () -> DISK).wanting()).isEqualTo(7);
        assertThat(new DiskRoom(() -> RESERVE, () -> DISK).wanting()).isZero();
    }

    @Test
    void withTheReserveTouchedAlertsAreQueuedWithoutChipsCountedAndToldMissing() throws IOException {
        try (Store store = open()) {
            free = RESERVE - 1;
            store.outbox().enqueue(routine("r1"));
            Queued queued = store.outbox().next().orElseThrow();
            assertThat(queued.report().chips()).isEmpty();
            assertThat(queued.missingChips()).containsExactly("chip/r1/before", "chip/r1/after");
            assertThat(store.outbox().droppedChips()).isEqualTo(2);
            assertThat(folder.resolve("chips")).isEmptyDirectory();
            free = RESERVE;
            store.outbox().enqueue(routine("r2"));
            assertThat(store.outbox().next(java.util.Set.of("r1")).orElseThrow().missingChips())
                    .isEmpty();
        }
    }

    @Test
    void withTheReserveTouchedLooksAreSettledButTeachNothing() throws IOException {
        try (Store store = open()) {
            learn(store, "harbour", 1, "c0r0");
            free = 0;
            assertThat(learn(store, "harbour", 2, "c0r0")).isTrue();
            assertThat(store.ledger().settled("harbour2")).isTrue();
            assertThat(store.history("harbour")).hasSize(1);
            free = DISK;
            learn(store, "harbour", 3, "c0r0");
            assertThat(store.history("harbour")).hasSize(2);
        }
        try (Store store = open()) {
            assertThat(store.history("harbour")).hasSize(2);
        }
    }

    @Test
    void picturesThatWereSentGoBeforeThoseThatWait() throws IOException {
        try (Store store = open()) {
            for (String id : new String[] {"r1", "r2", "r3"}) {
                store.outbox().enqueue(report(id, Severity.ROUTINE, 10_000));
            }
            store.outbox().acknowledged("r1");
            store.outbox().acknowledged("r2");
            store.archive().release(5_000);
            assertThat(store.archive().chip("r1", "before")).isEmpty();
            assertThat(store.archive().chip("r2", "before")).isPresent();
            assertThat(store.outbox().droppedChips()).isZero();
            assertThat(store.outbox().release(5_000)).isEqualTo(2);
            assertThat(store.outbox().next().orElseThrow().missingChips()).hasSize(2);
        }
    }
}
