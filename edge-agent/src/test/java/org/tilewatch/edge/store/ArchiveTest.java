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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.store.Archive.Archived;
import org.tilewatch.edge.store.Archive.Query;
import org.tilewatch.edge.store.Archive.State;
import org.tilewatch.edge.store.file.Retention;

class ArchiveTest {

    @TempDir
    Path folder;

    private Instant now = NOW;

    private Store open() throws IOException {
        return open(Long.MAX_VALUE, Duration.ofDays(400));
    }

    private Store open(long archiveBytes, Duration archiveAge) throws IOException {
        Retention retention = new Retention(Long.MAX_VALUE, Duration.ofDays(90), archiveBytes, archiveAge);
        return Store.open(folder, Store.Durability.FULL, () -> now, retention);
    }

    private static void sent(Store store, String... alertIds) throws IOException {
        for (String id : alertIds) {
            store.outbox().enqueue(report(id, Severity.ROUTINE, 10_000));
            store.outbox().acknowledged(id);
        }
    }

    private static List<String> ids(List<Archived> reports) {
        return reports.stream().map(Archived::alertId).toList();
    }

    private long chipFiles() throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve("chips"))) {
            return found.count();
        }
    }

    @Test
    void anAcknowledgedReportIsFoundWithAlertAndPicturesAfterARestart() throws IOException {
        try (Store store = open()) {
            store.outbox().enqueue(urgent("u1"));
            now = day(1);
            store.outbox().acknowledged("u1");
        }
        try (Store store = open()) {
            Archived found = store.archive().byAlertId("u1").orElseThrow();
            assertThat(found.state()).isEqualTo(State.ACKNOWLEDGED);
            assertThat(found.eventId()).isEqualTo("event of u1");
            assertThat(found.revision()).isEqualTo(1);
            assertThat(found.site()).isEqualTo("harbour");
            assertThat(found.severity()).isEqualTo(Severity.URGENT);
            assertThat(found.acquired()).isEqualTo(NOW);
            assertThat(found.queued()).isEqualTo(NOW);
            assertThat(found.left()).contains(day(1));
            assertThat(found.roles()).containsExactly("before", "after");
            assertThat(found.json()).isEqualTo("{\"id\":\"u1\"}");
            assertThat(store.archive().chip("u1", "after").orElseThrow().payload())
                    .isEqualTo(urgent("u1").chips().get(1).payload());
            assertThat(store.archive().chip("u1", "diff")).isEmpty();
            assertThat(store.archive().byEvent("event of u1")).containsExactly(found);
        }
    }

    @Test
    void reportsThatWaitAreListedBesideThoseThatLeft() throws IOException {
        try (Store store = open()) {
            sent(store, "r1");
            store.outbox().enqueue(urgent("u1"));
            store.outbox().enqueue(routine("r2"));
            store.outbox().deadLetter("r2", "larger than the broker takes");
            List<Archived> all = store.archive().newest(10);
            assertThat(ids(all)).containsExactly("r2", "u1", "r1");
            assertThat(all).extracting(Archived::state).containsExactly(State.DEAD, State.WAITING, State.ACKNOWLEDGED);
            assertThat(all.getFirst().failure()).isEqualTo("larger than the broker takes");
            assertThat(ids(store.archive().find(Query.newest(10).in(State.WAITING))))
                    .containsExactly("u1");
            assertThat(store.archive().find(Query.newest(10).ofSite("airfield")))
                    .isEmpty();
        }
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepetition() throws IOException {
        try (Store store = open()) {
            sent(store, "r1", "r2", "r3");
            List<Archived> first = store.archive().newest(2);
            List<Archived> second =
                    store.archive().find(Query.newest(2).below(first.getLast().seq()));
            assertThat(ids(first)).containsExactly("r3", "r2");
            assertThat(ids(second)).containsExactly("r1");
        }
    }

    @Test
    void beyondItsBytesTheOldestPicturesGoAndTheirAlertsStay() throws IOException {
        try (Store store = open(50_000, Duration.ofDays(400))) {
            sent(store, "r1", "r2", "r3", "r4");
            store.archive().trim(true);
            assertThat(store.archive().bytes()).isBetween(40_000L, 50_000L);
            assertThat(store.archive().chip("r1", "before")).isEmpty();
            assertThat(store.archive().byAlertId("r1").orElseThrow().roles()).isEmpty();
            assertThat(store.archive().chip("r3", "before")).isPresent();
            assertThat(chipFiles()).isEqualTo(2);
        }
    }

    @Test
    void withoutPicturesLeftTheOldestAlertsGoAndAreNeverQueuedAgain() throws IOException {
        try (Store store = open(0, Duration.ofDays(400))) {
            sent(store, "r1", "r2");
            store.outbox().enqueue(routine("r3"));
            store.archive().trim(true);
            assertThat(ids(store.archive().newest(10))).containsExactly("r3");
            assertThat(store.outbox().enqueue(routine("r1"))).isFalse();
            assertThat(store.outbox().queued()).isEqualTo(1);
        }
    }

    @Test
    void reportsBeyondTheirAgeGoUnlessTheyStillWait() throws IOException {
        try (Store store = open(Long.MAX_VALUE, Duration.ofDays(2))) {
            store.outbox().enqueue(routine("r1"));
            sent(store, "r2");
            now = day(1);
            sent(store, "r3");
            now = day(2).plusSeconds(1);
            store.archive().trim(true);
            assertThat(ids(store.archive().newest(10))).containsExactly("r3", "r1");
            assertThat(chipFiles()).isEqualTo(2);
        }
    }
}
