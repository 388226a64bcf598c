package org.tilewatch.edge.command.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.store.Archive.State;
import org.tilewatch.edge.store.Store;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
final class QueueCommandTest {

    private static final Instant NOW = Instant.parse("2026-03-01T02:10:00Z");

    @TempDir
    Path state;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Store open() throws IOException {
        return Store.open(state, Store.Durability.FULL, InstantSource.fixed(NOW));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(new QueueCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private int queue(String verb, String... rest) {
        String[] all = new String[rest.length + 3];
        all[0] = verb;
        all[1] = "--state";
        all[2] = state.toString();
        System.arraycopy(rest, 0, all, 3, rest.length);
        return run(all);
    }

    private static Report report(String alertId, Severity severity) {
        Message chip = new Message(
                "chip/" + alertId + "/before", new byte[1000], "image/jpeg", Map.of(), Optional.empty(), false);
        Message alert = new Message(
                "alert/x/harbour/c0r0",
                ("{\"id\":\"" + alertId + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "",
                Map.of(),
                Optional.of(Duration.ofDays(7)),
                false);
        return new Report(alertId, "e-" + alertId, 1, "harbour", NOW, severity, List.of(chip), alert);
    }

    @Test
    void whatWaitsIsListedInTheOrderOfSendingAndDeadLettersWithTheirReason() throws IOException {
        try (Store store = open()) {
            store.outbox().enqueue(report("aaaa-1", Severity.ROUTINE));
            store.outbox().enqueue(report("bbbb-2", Severity.URGENT));
            store.outbox().enqueue(report("cccc-3", Severity.ROUTINE));
            store.outbox().deadLetter("cccc-3", "larger than the broker takes");
        }
        assertThat(queue("list")).isZero();
        assertThat(out.toString())
                .containsSubsequence(
                        "2 waiting, 1 dead, 0 dropped",
                        "urgent",
                        "bbbb-2",
                        "routine",
                        "aaaa-1",
                        "dead",
                        "cccc-3",
                        "larger than the broker takes");
    }

    @Test
    void theListIsJsonWhereAskedFor() throws IOException {
        try (Store store = open()) {
            store.outbox().enqueue(report("aaaa-1", Severity.ROUTINE));
        }
        assertThat(queue("list", "--json")).isZero();
        JsonNode list = JsonMapper.shared().readTree(out.toString());
        assertThat(list.path("waiting").asInt()).isEqualTo(1);
        JsonNode first = list.path("reports").path(0);
        assertThat(first.path("id").asString()).isEqualTo("aaaa-1");
        assertThat(first.path("state").asString()).isEqualTo("waiting");
        assertThat(first.path("chips").path(0).asString()).isEqualTo("before");
        assertThat(first.path("failure").isNull()).isTrue();
    }

    @Test
    void aReportIsShownByTheBeginningOfItsIdAndSavedWithItsChips(@TempDir Path folder) throws IOException {
        try (Store store = open()) {
            store.outbox().enqueue(report("aaaa-1", Severity.ROUTINE));
            store.outbox().acknowledged("aaaa-1");
        }
        assertThat(queue("show", "aaaa", "--out", folder.toString())).isZero();
        assertThat(out.toString()).contains("aaaa-1", "sent 2026-03-01T02:10:00Z", "{\"id\":\"aaaa-1\"}");
        assertThat(folder.resolve("alert.json")).hasContent("{\"id\":\"aaaa-1\"}");
        assertThat(Files.size(folder.resolve("before.jpg"))).isEqualTo(1000);
        assertThat(queue("show", "bbbb")).isEqualTo(2);
        assertThat(err.toString()).contains("'bbbb': there is no such report");
    }

    @Test
    void aDroppedReportIsNotSentStaysOnRecordIsCountedAndCanBeTakenBack() throws IOException {
        try (Store store = open()) {
            store.outbox().enqueue(report("aaaa-1", Severity.ROUTINE));
            assertThat(queue("drop", "aaaa-1", "--yes", "--reason", "a test")).isZero();
            assertThat(store.outbox().next()).isEmpty();
            assertThat(store.outbox().droppedReports()).isEqualTo(1);
            assertThat(store.archive().byAlertId("aaaa-1").orElseThrow().state())
                    .isEqualTo(State.DROPPED);
            assertThat(store.archive().byAlertId("aaaa-1").orElseThrow().failure())
                    .startsWith("dropped by ")
                    .endsWith(": a test");
            assertThat(store.archive().chip("aaaa-1", "before")).isPresent();
            assertThat(queue("drop", "aaaa-1", "--yes")).isEqualTo(1);
            assertThat(queue("requeue", "aaaa-1")).isZero();
            assertThat(store.outbox().next().orElseThrow().missingChips()).isEmpty();
        }
    }

    @Test
    void aDeadLetterIsQueuedAgainWithFreshAttempts() throws IOException {
        try (Store store = open()) {
            store.outbox().enqueue(report("aaaa-1", Severity.ROUTINE));
            store.outbox().failed("aaaa-1", "no answer");
            store.outbox().deadLetter("aaaa-1", "larger than the broker takes");
        }
        assertThat(queue("requeue", "aaaa-1")).isZero();
        assertThat(queue("requeue", "aaaa-1")).isEqualTo(1);
        assertThat(err.toString()).contains("waiting: only a dead letter or a dropped report");
        try (Store store = open()) {
            assertThat(store.outbox().next().orElseThrow().attempts()).isZero();
        }
    }

    @Test
    void changesBesideABusyAgentDisturbNeitherSide() throws Exception {
        try (Store store = open()) {
            AtomicInteger written = new AtomicInteger();
            CountDownLatch begun = new CountDownLatch(1);
            Thread agent = Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < 60; i++) {
                        store.outbox().enqueue(report("agent-" + i, Severity.ROUTINE));
                        written.incrementAndGet();
                        begun.countDown();
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            begun.await();
            for (int i = 0; i < 5; i++) {
                assertThat(queue("drop", "agent-0", "--yes")).isZero();
                assertThat(queue("list")).isZero();
                assertThat(queue("requeue", "agent-0")).isZero();
            }
            agent.join();
            assertThat(written).hasValue(60);
            assertThat(store.outbox().queued()).isEqualTo(60);
        }
    }

    @Test
    void aFolderWithoutAStateIsToldAndNothingIsMadeThere() throws IOException {
        assertThat(queue("list")).isEqualTo(1);
        try (var found = Files.list(state)) {
            assertThat(found).isEmpty();
        }
    }

    @Test
    void anotherFormatIsNotTouched() throws IOException, SQLException {
        open().close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("tilewatch.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 1");
        }
        assertThat(queue("list")).isEqualTo(1);
    }
}
