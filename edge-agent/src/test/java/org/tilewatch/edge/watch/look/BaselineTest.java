package org.tilewatch.edge.watch.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.detect.History;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.store.Settlement;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.HistoryTile;
import org.tilewatch.edge.store.file.LearnedTiles;

class BaselineTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T02:10:00Z");
    private static final int BANDS = 3;
    /** Three tiles by two, most of them cut; columns and rows on both sides of the origin. */
    private static final Window WINDOW = new Window(-300, -40, 640, 256);

    @TempDir
    private Path folder;

    private Store store;
    private Baseline baseline;
    private History history;
    private MemorySegment pixels;
    private MemorySegment mask;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @BeforeEach
    void open() throws IOException {
        store = Store.open(folder, Store.Durability.TEMPORARY, Clock.systemUTC());
        baseline = new Baseline(store);
        history = new History();
        Arena arena = Arena.ofAuto();
        pixels = arena.allocate((long) WINDOW.width() * WINDOW.height() * BANDS);
        mask = arena.allocate((long) WINDOW.width() * WINDOW.height());
        mask.fill((byte) 255);
    }

    @AfterEach
    void close() throws IOException {
        history.close();
        store.close();
    }

    @Test
    void whatWasLearnedIsRecalledOnTheSameWindow() throws IOException {
        draw(1);
        hide(new Window(-10, 0, 30, 30));
        learn(0, WINDOW);

        recall(1, WINDOW);

        assertThat(history.count()).isEqualTo(1);
        assertThat(history.mask(0).mismatch(mask)).isEqualTo(-1);
        assertThat(history.look(0).mismatch(pixels)).isEqualTo(-1);
    }

    @Test
    void anotherWindowShowsItsPartAndNothingBeyond() throws IOException {
        draw(1);
        learn(0, WINDOW);
        Window other = new Window(-330, -64, 96, 96);

        recall(1, other);

        for (int y = other.y(); y < other.bottom(); y += 3) {
            for (int x = other.x(); x < other.right(); x += 3) {
                boolean inside = x >= WINDOW.x() && y >= WINDOW.y();
                long at = (long) (y - other.y()) * other.width() + x - other.x();
                assertThat(history.mask(0).get(ValueLayout.JAVA_BYTE, at))
                        .as("mask at %d, %d", x, y)
                        .isEqualTo((byte) (inside ? 255 : 0));
                if (inside) {
                    assertThat(history.look(0).get(ValueLayout.JAVA_BYTE, at * BANDS + 2))
                            .as("third band at %d, %d", x, y)
                            .isEqualTo(value(1, x, y, 2));
                }
            }
        }
    }

    @Test
    void onlyLooksBeforeTheAskedTimeAreRecalled() throws IOException {
        for (int day = 0; day < 3; day++) {
            draw(day + 1);
            learn(day, WINDOW);
        }

        recall(2, WINDOW);

        assertThat(history.count()).isEqualTo(2);
        assertThat(history.look(0).get(ValueLayout.JAVA_BYTE, 0)).isEqualTo(value(2, WINDOW.x(), WINDOW.y(), 0));
        assertThat(history.look(1).get(ValueLayout.JAVA_BYTE, 0)).isEqualTo(value(1, WINDOW.x(), WINDOW.y(), 0));
    }

    @Test
    void aTileThatWasHardlySeenIsNotLearned() throws IOException {
        draw(1);
        // All of column 0, row 0 but a quarter of its width.
        hide(new Window(0, 0, 192, 216));
        learn(0, WINDOW);

        assertThat(store.history("port"))
                .extracting(HistoryTile::tileId)
                .contains("c-1r0", "c1r0", "c0r-1")
                .doesNotContain("c0r0");
    }

    @Test
    void onlyTheCoresTilesAreLearned() throws IOException {
        draw(1);
        learn(0, new Window(0, 0, 256, 216));

        assertThat(store.history("port")).extracting(HistoryTile::tileId).containsExactly("c0r0");
    }

    @Test
    void anOpenEventAndItsSurroundingsAreLeftOut() {
        Patch patch = patch(-290, -38, 10, 5);

        Baseline.leaveOut(patch, true, WINDOW, BANDS, history, pixels, mask);

        // 10 by 5 with 4 all round, cut by the window's upper rim, which is 2 above.
        assertThat(hidden()).isEqualTo((10 + 8) * (5 + 4 + 2));
    }

    @Test
    void theGroundBelowAnOpenEventIsCarriedOnFromTheOldestLook() throws IOException {
        for (int day = 0; day < History.DEPTH; day++) {
            draw(day + 1);
            learn(day, WINDOW);
        }
        recall(10, WINDOW);
        draw(50);

        Baseline.leaveOut(patch(-290, -38, 10, 5), true, WINDOW, BANDS, history, pixels, mask);

        assertThat(hidden()).isZero();
        assertThat(pixels.get(ValueLayout.JAVA_BYTE, at(-290, -38) * BANDS)).isEqualTo(value(1, -290, -38, 0));
        assertThat(pixels.get(ValueLayout.JAVA_BYTE, at(-277, -30) * BANDS + 2)).isEqualTo(value(1, -277, -30, 2));
        assertThat(pixels.get(ValueLayout.JAVA_BYTE, at(-276, -30) * BANDS + 2)).isEqualTo(value(50, -276, -30, 2));
    }

    @Test
    void theGroundFromBeforeAnAbsorbedEventIsForgottenThereAlone() throws IOException {
        for (int day = 0; day < 2; day++) {
            draw(day + 1);
            learn(day, WINDOW);
        }
        Event absorbed = new Event(
                "port-1",
                "port",
                "c-2r-1",
                1,
                EventStatus.ABSORBED,
                Polarity.APPEARED,
                Kind.OTHER,
                day(-9),
                day(1),
                12,
                0,
                50,
                0.9,
                outline(-290, -38, 10, 5));

        baseline.recall(store.history("port"), List.of(absorbed), day(2), WINDOW, BANDS, history);

        assertThat(history.mask(0).mismatch(mask)).isEqualTo(-1);
        assertThat(history.mask(1).get(ValueLayout.JAVA_BYTE, at(-290, -38))).isZero();
        assertThat(history.mask(1).get(ValueLayout.JAVA_BYTE, at(-281, -34))).isZero();
        assertThat(history.mask(1).get(ValueLayout.JAVA_BYTE, at(-270, -34))).isEqualTo((byte) 255);
        assertThat(history.mask(1).get(ValueLayout.JAVA_BYTE, at(-290, -20))).isEqualTo((byte) 255);
    }

    @Test
    void anEventBeyondTheWindowLeavesNothingOut() {
        Baseline.leaveOut(patch(500, 500, 10, 5), true, WINDOW, BANDS, history, pixels, mask);

        assertThat(hidden()).isZero();
    }

    @Test
    void whatWasSeenOfAPatchIsItsClearShare() {
        hide(new Window(-290, -38, 5, 5));

        assertThat(Baseline.observed(patch(-290, -38, 10, 5), WINDOW, mask)).isEqualTo(0.5, within(1e-9));
        assertThat(Baseline.observed(patch(-305, -38, 10, 5), WINDOW, mask)).isEqualTo(0.5, within(1e-9));
        assertThat(Baseline.observed(patch(900, 900, 10, 5), WINDOW, mask)).isZero();
    }

    private void learn(int day, Window core) throws IOException {
        try (LearnedTiles learned = store.learn(Baseline.bytesPerTile(BANDS))) {
            baseline.learn(WINDOW, core, BANDS, pixels, mask, learned);
            store.settle(new Settlement(
                    "sha" + day,
                    day + ".tif",
                    Optional.empty(),
                    "port",
                    Pass.at(day(day), AcquiredFrom.STAC),
                    "learning",
                    "",
                    Double.NaN,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(learned),
                    List.of(),
                    List.of()));
        }
    }

    private void recall(int day, Window on) throws IOException {
        baseline.recall(store.history("port"), List.of(), day(day), on, BANDS, history);
    }

    private static Instant day(int day) {
        return FIRST.plus(Duration.ofDays(day));
    }

    private void draw(int seed) {
        long at = 0;
        for (int y = WINDOW.y(); y < WINDOW.bottom(); y++) {
            for (int x = WINDOW.x(); x < WINDOW.right(); x++) {
                for (int band = 0; band < BANDS; band++) {
                    pixels.set(ValueLayout.JAVA_BYTE, at++, value(seed, x, y, band));
                }
            }
        }
    }

    private static byte value(int seed, int x, int y, int band) {
        return (byte) (7 * seed + 3 * x + 5 * y + 11 * band);
    }

    private void hide(Window part) {
        for (int y = part.y(); y < part.bottom(); y++) {
            long from = (long) (y - WINDOW.y()) * WINDOW.width() + part.x() - WINDOW.x();
            mask.asSlice(from, part.width()).fill((byte) 0);
        }
    }

    private static long at(int x, int y) {
        return (long) (y - WINDOW.y()) * WINDOW.width() + x - WINDOW.x();
    }

    private int hidden() {
        int hidden = 0;
        for (byte each : mask.toArray(ValueLayout.JAVA_BYTE)) {
            hidden += each == 0 ? 1 : 0;
        }
        return hidden;
    }

    private static Patch patch(int x, int y, int width, int height) {
        return Patch.of(outline(x, y, width, height));
    }

    private static Outline outline(int x, int y, int width, int height) {
        double[] ring = {
            x + 0.5, y + 0.5, x + width - 0.5, y + 0.5, x + width - 0.5, y + height - 0.5, x + 0.5, y + height - 0.5
        };
        return new Outline(List.of(ring));
    }
}
