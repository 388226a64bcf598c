package org.tilewatch.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tilewatch.edge.store.StoreFixture.NOW;
import static org.tilewatch.edge.store.StoreFixture.routine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.store.Archive.Archived;
import org.tilewatch.edge.store.Archive.State;
import org.tilewatch.edge.store.file.ChipFiles;

/** A file of format 1, as the first version of the agent left it, goes on with today's agent. */
class MigrationTest {

    @TempDir
    Path folder;

    private Path database() {
        return folder.resolve("tilewatch.db");
    }

    private Store open() throws IOException {
        return Store.open(folder, Store.Durability.FULL, InstantSource.fixed(NOW));
    }

    /** One file settled, one event; reports: r1 waits with chips, r2 is dead, r3 of no known event waits, r0 was acknowledged. */
    @BeforeEach
    void writeFormat1() throws IOException, SQLException {
        Files.createDirectories(folder.resolve("chips"));
        Files.createDirectories(folder.resolve("baselines"));
        String sha256;
        try (Store other = Store.open(folder.resolve("other"), Store.Durability.TEMPORARY, InstantSource.fixed(NOW))) {
            other.outbox().enqueue(routine("r1"));
        }
        try (var chips = Files.list(folder.resolve("other/chips"))) {
            Path chip = chips.findFirst().orElseThrow();
            Files.move(chip, folder.resolve("chips").resolve(chip.getFileName()));
            sha256 = chip.getFileName().toString().replace(".chips", "");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                InputStream sql = Objects.requireNonNull(MigrationTest.class.getResourceAsStream("format1.sql"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            for (String each : new String(sql.readAllBytes(), StandardCharsets.UTF_8).split(";\n", -1)) {
                if (!each.isBlank()) {
                    statement.execute(each);
                }
            }
            try (PreparedStatement insert = connection.prepareStatement("UPDATE report SET alert = ?")) {
                insert.setBytes(1, ChipFiles.encode(List.of(routine("r1").alert())));
                insert.executeUpdate();
            }
            statement.execute("UPDATE report SET chip_file = '" + sha256 + "' WHERE alert_id = 'r1'");
        }
    }

    @Test
    void whatWasKnownInFormat1IsKnownStill() throws IOException {
        try (Store store = open()) {
            assertThat(store.salvaged()).isEmpty();
            assertThat(store.ledger().settled("ab")).isTrue();
            assertThat(store.ledger().looks("harbour", 10)).hasSize(1);
            assertThat(store.event("e1")).isPresent();
            assertThat(store.outbox().enqueue(routine("r0"))).isFalse();
            assertThat(store.outbox().next().orElseThrow().report())
                    .usingRecursiveComparison()
                    .ignoringFields("eventId", "acquired", "revision")
                    .isEqualTo(routine("r1"));
            assertThat(store.outbox().queued()).isEqualTo(2);
            assertThat(store.outbox().deadLetters()).isEqualTo(1);
        }
    }

    @Test
    void reportsOfFormat1AreFoundInTheArchiveWithTheSiteOfTheirEvent() throws IOException {
        try (Store store = open()) {
            List<Archived> all = store.archive().newest(10);
            assertThat(all).extracting(Archived::alertId).containsExactly("r3", "r2", "r1");
            assertThat(all).extracting(Archived::site).containsExactly("", "harbour", "harbour");
            assertThat(all).extracting(Archived::revision).containsExactly(0, 2, 2);
            assertThat(all).extracting(Archived::state).containsExactly(State.WAITING, State.DEAD, State.WAITING);
            assertThat(all.get(1).failure()).isEqualTo("too large");
            assertThat(store.archive().chip("r1", "before")).isPresent();
        }
    }

    @Test
    void theNextReportComesAfterThoseOfFormat1() throws IOException {
        try (Store store = open()) {
            store.outbox().enqueue(routine("r4"));
        }
        try (Store store = open()) {
            assertThat(store.archive().newest(1).getFirst().alertId()).isEqualTo("r4");
        }
    }
}
