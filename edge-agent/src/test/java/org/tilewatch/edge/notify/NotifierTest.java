package org.tilewatch.edge.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.health.Conditions;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.SampleAlerts;
import org.tilewatch.edge.store.Store;

final class NotifierTest {

    @TempDir
    Path folder;

    private final Health health = new Health(3);
    private final AtomicLong nanos = new AtomicLong();
    private final List<Notice> told = new ArrayList<>();
    private final Deque<IOException> failures = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-07-10T12:00:00Z");
    private Store store;
    private int events;

    /** Hears everything, and fails as it is told to. */
    private final class Ear implements Recipient {

        @Override
        public String name() {
            return "the ear";
        }

        @Override
        public void tell(Notice notice) throws IOException {
            if (!failures.isEmpty()) {
                throw failures.pop();
            }
            told.add(notice);
        }
    }

    @BeforeEach
    void open() throws IOException {
        store = Store.open(folder, Store.Durability.TEMPORARY, InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void eachAlertIsToldOnceWithItsPictures() throws Exception {
        Notifier notifier = started(12);
        alerts(2);
        untilIdle(notifier);
        untilIdle(notifier);

        assertThat(told).hasSize(2).allSatisfy(notice -> {
            assertThat(notice.count()).isEqualTo(1);
            assertThat(notice.pictures()).containsKeys("before", "after", "diff");
        });
        assertThat(told.getFirst().newest().id())
                .isNotEqualTo(told.getLast().newest().id());
    }

    @Test
    void thePastIsNotTold() throws Exception {
        alerts(3);
        started(12);

        assertThat(told).isEmpty();
    }

    @Test
    void whatCameWhileTheAgentWasDownIsTold() throws Exception {
        started(12);
        alerts(1);
        untilIdle(notifier(12));

        assertThat(told).hasSize(1);
    }

    @Test
    void beyondTheRateTheRestIsToldTogetherWhenThereIsRoomAgain() throws Exception {
        Notifier notifier = started(2);
        alerts(1);
        untilIdle(notifier);
        alerts(5);
        untilIdle(notifier);
        alerts(4);
        untilIdle(notifier);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        untilIdle(notifier);

        assertThat(told).extracting(Notice::count).containsExactly(1, 5, 4);
    }

    @Test
    void quietHoursAreKeptAndTheirAlertsToldTogetherAfterwards() throws Exception {
        Notifier notifier = started(12);
        now = Instant.parse("2026-07-10T23:30:00Z");
        alerts(3);
        untilIdle(notifier);
        assertThat(told).isEmpty();
        now = Instant.parse("2026-07-11T07:00:00Z");
        untilIdle(notifier);

        assertThat(told).extracting(Notice::count).containsExactly(3);
    }

    @Test
    void aFailureIsAConditionUntilItWorksAgainAndNothingIsLost() throws Exception {
        Notifier notifier = started(12);
        failures.add(new IOException("no route"));
        alerts(1);
        untilIdle(notifier);

        assertThat(health.now().conditions())
                .containsEntry(Condition.NOTIFIER_FAILING, "the ear cannot be told of alerts: no route; trying again");
        untilIdle(notifier);
        assertThat(told).as("not before the pause is over").isEmpty();
        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        untilIdle(notifier);
        assertThat(told).hasSize(1);
        assertThat(health.now().conditions()).doesNotContainKey(Condition.NOTIFIER_FAILING);
    }

    @Test
    void whatIsNeverTakenDoesNotStopTheNext() throws Exception {
        Notifier notifier = started(12);
        failures.add(new Recipient.NeverTaken("too large"));
        alerts(2);
        untilIdle(notifier);

        assertThat(told).hasSize(1);
    }

    @Test
    void aRecipientThatNeverAnswersIsCalledNoMoreOftenThanTheRateAllows() throws Exception {
        Notifier notifier = started(3);
        for (int i = 0; i < 100; i++) {
            failures.add(new IOException("away"));
        }
        alerts(1);
        for (int second = 0; second < 3_500; second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            notifier.turn();
        }

        assertThat(failures).hasSize(97);
    }

    @Test
    void onlyTheSeveritiesWantedAreTold() throws Exception {
        Notifier routine = notifier(12, Set.of(Severity.ROUTINE));
        untilIdle(routine);
        alerts(1);
        untilIdle(routine);

        assertThat(told).isEmpty();
    }

    private Notifier started(int mostPerHour) throws Exception {
        Notifier notifier = notifier(mostPerHour);
        untilIdle(notifier);
        return notifier;
    }

    private Notifier notifier(int mostPerHour) {
        return notifier(mostPerHour, Set.of(Severity.URGENT));
    }

    private Notifier notifier(int mostPerHour, Set<Severity> severities) {
        Pace.Hours quiet = new Pace.Hours(LocalTime.of(22, 0), LocalTime.of(7, 0));
        return new Notifier(
                new Ear(),
                new Notifier.Subject("Hana", Optional.empty(), severities),
                store.archive(),
                new Told(folder.resolve("told.txt")),
                new Pace(mostPerHour, Optional.of(quiet)),
                new Notifier.Troubles(new Conditions(health)),
                new Notifier.Times(() -> now, ZoneOffset.UTC, nanos::get));
    }

    private void alerts(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            store.outbox().enqueue(AlertCodec.report(SampleAlerts.of("n" + events++)));
        }
    }

    private static void untilIdle(Notifier notifier) throws Exception {
        while (notifier.turn()) {
            Thread.onSpinWait();
        }
    }
}
