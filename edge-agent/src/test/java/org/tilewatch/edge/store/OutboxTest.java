package org.tilewatch.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tilewatch.edge.store.StoreFixture.NOW;
import static org.tilewatch.edge.store.StoreFixture.day;
import static org.tilewatch.edge.store.StoreFixture.report;
import static org.tilewatch.edge.store.StoreFixture.routine;
import static org.tilewatch.edge.store.StoreFixture.urgent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.store.Outbox.Queued;
import org.tilewatch.edge.store.file.Retention;

class OutboxTest {

    @TempDir
    Path folder;

    private Instant now = NOW;

    private Store open(Retention retention) throws IOException {
        InstantSource clock = () -> now;
        return Store.open(folder, Store.Durability.FULL, clock, retention);
    }

    private Store open() throws IOException {
        return open(Retention.UNLIMITED);
    }

    private static List<String> drain(Outbox outbox) throws IOException {
        List<String> ids = new ArrayList<>();
        for (Optional<Queued> next = outbox.next(); next.isPresent(); next = outbox.next()) {
            ids.add(next.get().report().alertId());
            outbox.acknowledged(ids.getLast());
        }
        return ids;
    }

    private List<Path> chipFiles() throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve("chips"))) {
            return found.toList();
        }
    }

    @Test
    void urgentReportsGoFirstThenTheOrderOfAdding() throws IOException {
        try (Store store = open()) {
            store.outbox().enqueue(routine("r1"));
            store.outbox().enqueue(urgent("u1"));
            store.outbox().enqueue(routine("r2"));
        }
        try (Store store = open()) {
            store.outbox().enqueue(urgent("u2"));
            assertThat(drain(store.outbox())).containsExactly("u1", "u2", "r1", "r2");
        }
    }

    @Test
    void aReportComesBackAsItWas() throws IOException {
        try (Store store = open()) {
            store.outbox().enqueue(routine("r1"));
        }
        try (Store store = open()) {
            Queued queued = store.outbox().next().orElseThrow();
            assertThat(queued.report()).usingRecursiveComparison().isEqualTo(routine("r1"));
            assertThat(queued.attempts()).isZero();
            assertThat(queued.missingChips()).isEmpty();
        }
    }

    @Test
    void reportsOfASettlementAreQueuedWithIt() throws IOException {
        try (Store store = open()) {
            store.settle(StoreFixture.look("ab", "harbour", 0, Optional.empty(), List.of(routine("r1"), urgent("u1"))));
            store.settle(StoreFixture.look("ab", "harbour", 0, Optional.empty(), List.of(routine("r2"))));
            assertThat(drain(store.outbox())).containsExactly("u1", "r1");
        }
    }

    @Test
    void theSameReportTwiceIsOne() throws IOException {
        try (Store store = open()) {
            assertThat(store.outbox().enqueue(routine("r1"))).isTrue();
            assertThat(store.outbox().enqueue(routine("r1"))).isFalse();
            assertThat(store.outbox().queued()).isEqualTo(1);
        }
    }

    @Test
    void anAcknowledgedReportIsNeverQueuedAgain() throws IOException {
        try (Store store = open()) {
            store.outbox().enqueue(routine("r1"));
            store.outbox().acknowledged("r1");
        }
        try (Store store = open()) {
            assertThat(store.outbox().enqueue(routine("r1"))).isFalse();
            assertThat(store.outbox().next()).isEmpty();
            assertThat(store.outbox().bytes()).isZero();
        }
    }

    @Test
    void aFailedReportKeepsItsPlaceAndCountsItsAttempts() throws IOException {
        try (Store store = open()) {
            store.outbox().enqueue(routine("r1"));
            store.outbox().enqueue(routine("r2"));
            store.outbox().failed("r1", "no answer");
        }
        try (Store store = open()) {
            Queued queued = store.outbox().next().orElseThrow();
            assertThat(queued.report().alertId()).isEqualTo("r1");
            assertThat(queued.attempts()).isEqualTo(1);
        }
    }

    @Test
    void reportsOnTheirWayAreSkipped() throws IOException {
        try (Store store = open()) {
            store.outbox().enqueue(routine("r1"));
            store.outbox().enqueue(routine("r2"));
            assertThat(store.outbox().next(Set.of("r1")).orElseThrow().report().alertId())
                    .isEqualTo("r2");
            assertThat(store.outbox().next(Set.of("r1", "r2"))).isEmpty();
        }
    }

    @Test
    void aDeadLetterStaysButIsNotSent() throws IOException {
        try (Store store = open()) {
            store.outbox().enqueue(routine("r1"));
            store.outbox().deadLetter("r1", "larger than the broker takes");
            assertThat(store.outbox().next()).isEmpty();
            assertThat(store.outbox().queued()).isZero();
            assertThat(store.outbox().deadLetters()).isEqualTo(1);
            assertThat(store.outbox().enqueue(routine("r1"))).isFalse();
        }
    }

    @Test
    void beyondItsBytesTheOldestChipsGoAndEveryAlertStays() throws IOException {
        try (Store store = open(StoreFixture.retention(50_000, Duration.ofDays(90)))) {
            for (int i = 1; i <= 4; i++) {
                store.outbox().enqueue(report("r" + i, i == 1 ? Severity.URGENT : Severity.ROUTINE, 10_000));
            }
            Queued oldest = store.outbox().next().orElseThrow();
            assertThat(oldest.report().chips()).isEmpty();
            assertThat(oldest.missingChips()).containsExactly("chip/r1/before", "chip/r1/after");
            assertThat(store.outbox().droppedChips()).isEqualTo(4);
            assertThat(store.outbox().bytes()).isBetween(40_000L, 50_000L);
            assertThat(chipFiles()).hasSize(2);
            assertThat(drain(store.outbox())).containsExactly("r1", "r2", "r3", "r4");
        }
    }

    @Test
    void aQuotaSmallerThanTheAlertsStillKeepsThem() throws IOException {
        try (Store store = open(StoreFixture.retention(1, Duration.ofDays(90)))) {
            store.outbox().enqueue(routine("r1"));
            store.outbox().enqueue(routine("r2"));
            assertThat(store.outbox().droppedChips()).isEqualTo(4);
            assertThat(drain(store.outbox())).containsExactly("r1", "r2");
        }
    }

    @Test
    void chipsBeyondTheirAgeGo() throws IOException {
        try (Store store = open(StoreFixture.retention(1_000_000, Duration.ofDays(2)))) {
            store.outbox().enqueue(routine("r1"));
            now = day(1);
            store.outbox().enqueue(routine("r2"));
            now = day(2).plusSeconds(1);
            assertThat(store.outbox().trim(true)).isEqualTo(2);
            assertThat(store.outbox().next().orElseThrow().missingChips()).hasSize(2);
            assertThat(store.outbox().next(Set.of("r1")).orElseThrow().missingChips())
                    .isEmpty();
        }
    }

    @Test
    void chipsBeyondTheirAgeGoAlsoBehindAReportThatWasQueuedByAClockThatWasAhead() throws IOException {
        try (Store store = open(StoreFixture.retention(1_000_000, Duration.ofDays(2)))) {
            now = day(1);
            store.outbox().enqueue(routine("r1"));
            now = day(0);
            store.outbox().enqueue(routine("r2"));
            now = day(2).plusSeconds(1);

            assertThat(store.outbox().trim(true)).isEqualTo(2);

            assertThat(store.outbox().next(Set.of("r1")).orElseThrow().missingChips())
                    .hasSize(2);
        }
    }

    @Test
    void aChipFileThatTheDiskLostOrGarbledIsToldAsMissing() throws IOException {
        try (Store store = open()) {
            store.outbox().enqueue(routine("r1"));
            Path file = chipFiles().getFirst();
            byte[] content = Files.readAllBytes(file);
            content[content.length - 1] ^= 1;
            Files.write(file, content);
            assertThat(store.outbox().next().orElseThrow().missingChips()).hasSize(2);
            Files.delete(file);
            assertThat(store.outbox().next().orElseThrow().missingChips()).hasSize(2);
        }
    }

    @Test
    void chipFilesThatACrashLeftAreRemovedAtTheStart() throws IOException {
        try (Store store = open()) {
            store.outbox().enqueue(routine("r1"));
        }
        Files.writeString(folder.resolve("chips/0123.chips"), "never named");
        Files.writeString(folder.resolve("chips/4567.part"), "cut short");
        try (Store store = open()) {
            assertThat(chipFiles()).hasSize(1);
            assertThat(store.outbox().next().orElseThrow().missingChips()).isEmpty();
        }
    }
}
