package org.tilewatch.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tilewatch.edge.store.StoreFixture.NOW;
import static org.tilewatch.edge.store.StoreFixture.learn;
import static org.tilewatch.edge.store.StoreFixture.routine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Until SQLite's next checkpoint all that a station knows lies in the log; a disk that loses some of that is told, not believed. */
final class LogDamageTest {

    private static final int FRAME = 24 + 4096;
    private static final int HEAD = 32;
    private static final int REPORTS = 60;

    @TempDir
    Path temporary;

    private Path folder;

    /** A state folder as a power cut leaves it: nothing is in the database yet. */
    @BeforeEach
    void cutThePower() throws IOException {
        Path running = temporary.resolve("running");
        folder = temporary.resolve("after");
        try (Store store = Store.open(running, Store.Durability.FULL, InstantSource.fixed(NOW))) {
            learn(store, "harbour", 1, "c0r0");
            for (int i = 0; i < REPORTS; i++) {
                store.outbox().enqueue(routine("r" + i));
            }
            try (Stream<Path> files = Files.walk(running)) {
                for (Path file :
                        files.filter(each -> !each.endsWith("tilewatch.lock")).toList()) {
                    Path copy = folder.resolve(running.relativize(file));
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, copy);
                    }
                }
            }
        }
    }

    private Store open() throws IOException {
        return Store.open(folder, Store.Durability.FULL, InstantSource.fixed(NOW));
    }

    private Path log() {
        return folder.resolve("tilewatch.db-wal");
    }

    private int frames() throws IOException {
        return Math.toIntExact((Files.size(log()) - HEAD) / FRAME);
    }

    private void flip(long offset) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "rw")) {
            file.seek(offset);
            int was = file.read();
            file.seek(offset);
            file.write(was ^ 0xff);
        }
    }

    private void assertThatAllIsCarriedOver() throws IOException {
        try (Store store = open()) {
            assertThat(store.salvaged()).isPresent();
            assertThat(store.outbox().queued()).isEqualTo(REPORTS);
            assertThat(store.ledger().settled("harbour1")).isTrue();
            assertThat(store.history("harbour")).hasSize(1);
        }
        assertThat(folder.resolve("damaged-20260301T021000Z/damaged.wal")).isNotEmptyFile();
        assertThat(folder.resolve("damaged-20260301T021000Z/rebuilt.db")).doesNotExist();
    }

    @Test
    void aSoundLogIsNoDamage() throws IOException {
        try (Store store = open()) {
            assertThat(store.salvaged()).isEmpty();
            assertThat(store.outbox().queued()).isEqualTo(REPORTS);
        }
    }

    @Test
    void aTornLastTransactionIsNoDamage() throws IOException {
        flip(HEAD + (frames() - 1L) * FRAME + 1000);
        try (Store store = open()) {
            assertThat(store.salvaged()).isEmpty();
            assertThat(store.outbox().queued()).isEqualTo(REPORTS - 1);
        }
    }

    @Test
    void aBitThatRotsInAPageCostsNoTransactionBehindIt() throws IOException {
        flip(HEAD + frames() / 2L * FRAME + 1000);

        assertThatAllIsCarriedOver();
    }

    @Test
    void aBitThatRotsInAChecksumCostsNoTransactionBehindIt() throws IOException {
        flip(HEAD + frames() / 2L * FRAME + 17);

        assertThatAllIsCarriedOver();
    }

    @Test
    void aLogWithoutItsHeadIsReadAllTheSame() throws IOException {
        for (int i = 0; i < HEAD; i++) {
            flip(i);
        }

        assertThatAllIsCarriedOver();
    }

    @Test
    void aLogOfNoiseIsToldAndNotTakenForAnOldOne() throws IOException {
        byte[] noise = new byte[100_000];
        new java.util.Random(1).nextBytes(noise);
        Files.write(log(), noise);
        try (Store store = open()) {
            assertThat(store.salvaged().orElseThrow()).contains("head of its log");
            assertThat(store.outbox().enqueue(routine("new"))).isTrue();
        }
        assertThat(folder.resolve("damaged-20260301T021000Z/damaged.wal")).hasBinaryContent(noise);
    }

    @Test
    void aDatabaseWithoutAnythingInItIsTold() throws Exception {
        Files.delete(log());
        Files.delete(folder.resolve("tilewatch.db"));
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tilewatch.db"));
                Statement statement = other.createStatement()) {
            statement.execute("VACUUM"); // writes a head
        }
        try (Store store = open()) {
            assertThat(store.salvaged().orElseThrow()).contains("holds nothing");
        }
    }

    @Test
    void aDatabaseThatIsGoneIsTold() throws IOException {
        for (String name : List.of("tilewatch.db", "tilewatch.db-wal", "tilewatch.db-shm")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        try (Store store = open()) {
            assertThat(store.salvaged().orElseThrow()).contains("gone");
        }
    }

    @Test
    void aFolderInThePlaceOfTheDatabaseIsPutAside() throws IOException {
        Files.delete(log());
        Files.delete(folder.resolve("tilewatch.db"));
        Files.createDirectory(folder.resolve("tilewatch.db"));
        Files.writeString(folder.resolve("tilewatch.db/note"), "x");
        try (Store store = open()) {
            assertThat(store.salvaged().orElseThrow()).contains("folder");
            assertThat(store.outbox().enqueue(routine("new"))).isTrue();
        }
        assertThat(folder.resolve("damaged-20260301T021000Z/tilewatch.db/note")).exists();
    }

    @Test
    void peopleChangeNothingBeforeWhatIsDamagedWasSalvaged() throws IOException {
        Files.createFile(folder.resolve("tilewatch.lock"));
        flip(HEAD + frames() / 2L * FRAME + 1000);

        assertThatThrownBy(() -> QueueDesk.change(folder, InstantSource.fixed(NOW)))
                .hasMessageContainingAll("damaged", "start the agent once");
        assertThatAllIsCarriedOver();
    }

    @Test
    void whatAnEarlierLifeLeftInTheLogIsNotTakenForDamage() throws IOException {
        flip(HEAD + (frames() - 1L) * FRAME + 1000);
        open().close();
        assertThat(log())
                .satisfiesAnyOf(
                        log -> assertThat(log).doesNotExist(),
                        log -> assertThat(log).isEmptyFile());
    }
}
