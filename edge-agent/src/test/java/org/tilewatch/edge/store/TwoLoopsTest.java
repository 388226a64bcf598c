package org.tilewatch.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tilewatch.edge.store.StoreFixture.NOW;
import static org.tilewatch.edge.store.StoreFixture.TILE_BYTES;
import static org.tilewatch.edge.store.StoreFixture.look;
import static org.tilewatch.edge.store.StoreFixture.pixels;
import static org.tilewatch.edge.store.StoreFixture.routine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.store.Outbox.Queued;
import org.tilewatch.edge.store.file.HistoryTile;
import org.tilewatch.edge.store.file.LearnedTiles;

@Timeout(60)
class TwoLoopsTest {

    private static final int LOOKS = 150;

    @TempDir
    Path folder;

    @Test
    void detectionAndPublishingShareTheStoreAndLoseNothing() throws Exception {
        try (Store store = Store.open(folder, Store.Durability.TEMPORARY, InstantSource.fixed(NOW));
                ExecutorService loops = Executors.newFixedThreadPool(3)) {
            Future<Integer> harbour = loops.submit(() -> detect(store, "harbour"));
            Future<Integer> airfield = loops.submit(() -> detect(store, "airfield"));
            Future<List<String>> published = loops.submit(() -> publish(store, 2 * LOOKS));

            assertThat(harbour.get() + airfield.get()).isEqualTo(2 * LOOKS);
            List<String> ids = published.get();
            for (String site : List.of("harbour", "airfield")) {
                assertThat(ids.stream().filter(id -> id.startsWith(site)))
                        .isEqualTo(IntStream.range(0, LOOKS)
                                .mapToObj(i -> site + i)
                                .toList());
            }
            assertThat(store.outbox().queued()).isZero();
            try (var chips = Files.list(folder.resolve("chips"))) {
                assertThat(chips).hasSize(2 * LOOKS); // in the archive now
            }
        }
    }

    /** Settles looks whose tiles hold the look's number, and checks what it reads back. */
    private static int detect(Store store, String site) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(TILE_BYTES);
        int settled = 0;
        for (int i = 0; i < LOOKS; i++) {
            String sha256 = site + i;
            store.ledger().beginAttempt(sha256, sha256);
            try (LearnedTiles learned = store.learn(TILE_BYTES)) {
                learned.add("c0r0", pixels(i));
                settled += store.settle(look(sha256, site, i, Optional.of(learned), List.of(routine(sha256)))) ? 1 : 0;
            }
            HistoryTile newest = store.history(site).getFirst();
            assertThat(store.read(newest, into.clear())).isTrue();
            assertThat(into.get(TILE_BYTES - 1)).isEqualTo((byte) i);
        }
        return settled;
    }

    private static List<String> publish(Store store, int count) throws IOException {
        List<String> ids = new ArrayList<>();
        while (ids.size() < count && !Thread.currentThread().isInterrupted()) {
            Optional<Queued> next = store.outbox().next();
            if (next.isEmpty()) {
                Thread.onSpinWait();
                continue;
            }
            assertThat(next.get().missingChips()).isEmpty();
            ids.add(next.get().report().alertId());
            store.outbox().acknowledged(ids.getLast());
        }
        return ids;
    }
}
