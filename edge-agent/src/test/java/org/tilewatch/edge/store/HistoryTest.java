package org.tilewatch.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tilewatch.edge.store.StoreFixture.NOW;
import static org.tilewatch.edge.store.StoreFixture.TILE_BYTES;
import static org.tilewatch.edge.store.StoreFixture.day;
import static org.tilewatch.edge.store.StoreFixture.learn;
import static org.tilewatch.edge.store.StoreFixture.look;
import static org.tilewatch.edge.store.StoreFixture.pass;
import static org.tilewatch.edge.store.StoreFixture.pixels;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.store.file.HistoryTile;
import org.tilewatch.edge.store.file.LearnedTiles;

class HistoryTest {

    @TempDir
    Path folder;

    private Store open() throws IOException {
        return Store.open(folder, Store.Durability.FULL, InstantSource.fixed(NOW));
    }

    private static List<String> looks(Store store, String tileId) throws IOException {
        return store.history("harbour").stream()
                .filter(tile -> tile.tileId().equals(tileId))
                .map(tile -> "day " + (tile.pass().acquired().getEpochSecond() - NOW.getEpochSecond()) / 86_400)
                .toList();
    }

    private static void assertHolds(Store store, HistoryTile tile, int value) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(TILE_BYTES + 7).position(5);
        assertThat(store.read(tile, into)).isTrue();
        assertThat(into.position()).isEqualTo(5 + TILE_BYTES);
        for (int i = 5; i < 5 + TILE_BYTES; i++) {
            assertThat(into.get(i)).isEqualTo((byte) value);
        }
    }

    private List<Path> tileFiles() throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve("baselines"))) {
            return found.filter(file -> file.toFile().length() > 0).toList();
        }
    }

    private static HistoryTile of(Store store, int day) throws IOException {
        return store.history("harbour").stream()
                .filter(tile -> tile.pass().acquired().equals(day(day)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void learnedPixelsAndTheirPassComeBackAfterARestart() throws IOException {
        try (Store store = open()) {
            learn(store, "harbour", 1, "c0r0", "c1r0");
            learn(store, "harbour", 2, "c0r0", "c1r0");
        }
        try (Store store = open()) {
            List<HistoryTile> history = store.history("harbour");
            assertThat(history).extracting(HistoryTile::tileId).containsExactly("c0r0", "c1r0", "c0r0", "c1r0");
            assertThat(history.getFirst().pass()).isEqualTo(pass(2));
            assertHolds(store, history.get(1), 2);
            assertHolds(store, history.get(3), 1);
        }
    }

    @Test
    void theNewestSixByAcquisitionStayAndALateLookTakesItsPlace() throws IOException {
        try (Store store = open()) {
            for (int day : new int[] {1, 2, 3, 5, 6, 7, 8}) {
                learn(store, "harbour", day, "c0r0");
            }
            assertThat(looks(store, "c0r0")).containsExactly("day 8", "day 7", "day 6", "day 5", "day 3", "day 2");
            learn(store, "harbour", 4, "c0r0");
            learn(store, "harbour", 0, "c0r0"); // too late to be of use
        }
        try (Store store = open()) {
            assertThat(looks(store, "c0r0")).containsExactly("day 8", "day 7", "day 6", "day 5", "day 4", "day 3");
            for (int day = 3; day <= 8; day++) {
                assertHolds(store, of(store, day), day);
            }
        }
    }

    @Test
    void tilesOfOneLookAgeEachForItself() throws IOException {
        try (Store store = open()) {
            learn(store, "harbour", 1, "c0r0", "c1r0");
            for (int day = 2; day <= 7; day++) {
                learn(store, "harbour", day, "c0r0");
            }
        }
        try (Store store = open()) {
            assertThat(looks(store, "c0r0")).hasSize(6).doesNotContain("day 1");
            assertThat(looks(store, "c1r0")).containsExactly("day 1");
            assertHolds(store, of(store, 1), 1);
            assertThat(store.leastHistory()).isEqualTo(1);
        }
    }

    @Test
    void leastHistoryIsThatOfThePoorestTileOfThePoorestSite() throws IOException {
        try (Store store = open()) {
            assertThat(store.leastHistory()).isZero();
            learn(store, "harbour", 1, "c0r0", "c1r0");
            learn(store, "harbour", 2, "c0r0", "c1r0");
            learn(store, "airfield", 1, "c0r0");
            assertThat(store.leastHistory("harbour")).isEqualTo(2);
            assertThat(store.leastHistory()).isEqualTo(1);
        }
    }

    @Test
    void filesThatNoRowNamesAreWrittenOverOrRemoved() throws IOException {
        try (Store store = open()) {
            for (int day = 1; day <= 40; day++) {
                learn(store, "harbour", day, "c0r0", "c1r0");
            }
            assertThat(tileFiles()).hasSizeLessThanOrEqualTo(16);
        }
        try (Store store = open()) {
            assertThat(tileFiles()).hasSize(6);
            assertHolds(store, of(store, 40), 40);
            assertHolds(store, of(store, 35), 35);
        }
    }

    @Test
    void tilesThatWereNeverSettledLeaveNothing() throws IOException {
        try (Store store = open()) {
            learn(store, "harbour", 1, "c0r0");
            try (LearnedTiles learned = store.learn(TILE_BYTES)) {
                learned.add("c0r0", pixels(2));
            }
            LearnedTiles crashed = store.learn(TILE_BYTES);
            crashed.add("c0r0", pixels(3));
        }
        try (Store store = open()) {
            assertThat(looks(store, "c0r0")).containsExactly("day 1");
            assertThat(tileFiles()).hasSize(1);
            assertHolds(store, of(store, 1), 1);
        }
    }

    @Test
    void aSettlementThatIsNoNewsLeavesTheHistoryAlone() throws IOException {
        try (Store store = open()) {
            learn(store, "harbour", 1, "c0r0");
            try (LearnedTiles learned = store.learn(TILE_BYTES)) {
                learned.add("c0r0", pixels(9));
                assertThat(store.settle(look("harbour1", "harbour", 2, Optional.of(learned), List.of())))
                        .isFalse();
            }
            learn(store, "harbour", 3, "c0r0");
            assertThat(looks(store, "c0r0")).containsExactly("day 3", "day 1");
            assertHolds(store, of(store, 3), 3);
        }
    }

    @Test
    void aFailedSettlementLeavesNothingBehind() throws IOException {
        try (Store store = open()) {
            learn(store, "harbour", 1, "c0r0");
            Files.delete(folder.resolve("chips")); // no report can be written
            assertThatThrownBy(() -> settleWithReport(store)).isInstanceOf(IOException.class);
            assertThat(store.ledger().settled("doomed")).isFalse();
            assertThat(looks(store, "c0r0")).containsExactly("day 1");
            Files.createDirectory(folder.resolve("chips"));
            settleWithReport(store);
            assertThat(looks(store, "c0r0")).containsExactly("day 2", "day 1");
            assertHolds(store, of(store, 2), 2);
        }
    }

    private static void settleWithReport(Store store) throws IOException {
        try (LearnedTiles learned = store.learn(TILE_BYTES)) {
            learned.add("c0r0", pixels(2));
            store.settle(look("doomed", "harbour", 2, Optional.of(learned), List.of(StoreFixture.routine("r1"))));
        }
    }

    @Test
    void aLookWhoseFileIsGoneCutShortOrAnotherIsLeftOut() throws IOException {
        try (Store store = open()) {
            for (int day = 1; day <= 4; day++) {
                learn(store, "harbour", day, "c0r0");
            }
        }
        List<HistoryTile> history;
        try (Store store = open()) {
            history = store.history("harbour");
        }
        Path another = folder.resolve("baselines/" + history.get(2).file() + ".tiles");
        Files.copy(
                folder.resolve("baselines/" + history.get(3).file() + ".tiles"),
                another,
                StandardCopyOption.REPLACE_EXISTING);
        Files.delete(folder.resolve("baselines/" + history.get(0).file() + ".tiles"));
        try (RandomAccessFile file = new RandomAccessFile(
                folder.resolve("baselines/" + history.get(1).file() + ".tiles").toFile(), "rw")) {
            file.setLength(TILE_BYTES);
        }
        try (Store store = open()) {
            assertThat(looks(store, "c0r0")).containsExactly("day 1");
        }
    }

    @Test
    void aFileLostWhileRunningIsForgotten() throws IOException {
        try (Store store = open()) {
            learn(store, "harbour", 1, "c0r0");
            learn(store, "harbour", 2, "c0r0");
            HistoryTile tile = of(store, 2);
            Files.delete(folder.resolve("baselines/" + tile.file() + ".tiles"));
            assertThat(store.read(tile, ByteBuffer.allocateDirect(TILE_BYTES))).isFalse();
            assertThat(looks(store, "c0r0")).containsExactly("day 1");
        }
    }

    @Test
    void tilesOfOneLookAreOfOneLength() throws IOException {
        try (Store store = open();
                LearnedTiles learned = store.learn(TILE_BYTES + 1)) {
            assertThatThrownBy(() -> learned.add("c0r0", pixels(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("c0r0");
        }
    }
}
