package org.tilewatch.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.detect.DrawnSite;
import org.tilewatch.edge.detect.DrawnSite.Building;
import org.tilewatch.edge.detect.DrawnSite.Light;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.decode.PixelReader;
import org.tilewatch.edge.ingest.decode.PixelSource;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;
import org.tilewatch.edge.ingest.decode.tiff.Packing;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.store.Archive.Archived;
import org.tilewatch.edge.store.Ledger.PastLook;
import org.tilewatch.edge.watch.Screening.Result;
import org.tilewatch.edge.watch.look.Judgement;

/** Scenes of 800 x 280 pixels with a port on the left and a yard on the right. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class SeveralSitesTest {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 280;
    /** So little that a scene is read in parts: one for each site. */
    private static final long MOST_BYTES = 700_000;

    private static final DrawnSite GROUND = new DrawnSite(7);
    private static final DrawnSite BUILT =
            GROUND.with(new Building(100, 100, 24, 16, 170)).with(new Building(640, 100, 24, 16, 170));
    private static final List<WatchedSite> SITES =
            List.of(DrawnLooks.site("port", 20, 40, 180, 220), DrawnLooks.site("yard", 560, 40, 740, 220));

    @TempDir
    static Path drawn;

    @TempDir
    Path folder;

    /** Six looks of the ground, then two with a building on either site. */
    @BeforeAll
    static void draw() throws IOException {
        Natives.load();
        for (int day = 0; day < 8; day++) {
            tiff(WIDTH, day, day < 6 ? GROUND : BUILT).tiles(128).write(file(day));
        }
    }

    private static DrawnTiff tiff(int width, int day, DrawnSite ground) {
        Light light = DrawnSite.day(day);
        return new DrawnTiff(width, HEIGHT, DrawnSite.BANDS, (x, y, band) -> ground.sample(light, x, y, band))
                .place(32652, DrawnLooks.LEFT, DrawnLooks.TOP, 0.5, 0.5);
    }

    private static Path file(int day) {
        return drawn.resolve(DrawnLooks.name("pass", day));
    }

    /** Reads in parts, and dies at one of them if it is told to. */
    private static final class Parts implements PixelSource {

        private final PixelReader reader = new PixelReader(Caps.DEFAULT);
        private final List<Window> read = new ArrayList<>();
        private int diesAfter = Integer.MAX_VALUE;

        @Override
        public ImageHeader header(Path file) throws IOException, UnreadableTile {
            return reader.header(file);
        }

        @Override
        public ImageHeader read(Path file, Raster into) {
            throw new IllegalStateException("the whole of " + file + " is read");
        }

        @Override
        public void read(Path file, Window part, Raster into) throws IOException, UnreadableTile {
            if (read.size() >= diesAfter) {
                throw new PowerCut();
            }
            read.add(part);
            reader.read(file, part, into);
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    /** Nobody catches it. */
    @SuppressWarnings("serial")
    private static final class PowerCut extends Error {}

    private static ScreenedSite station(Path folder, Parts parts) throws IOException {
        return new ScreenedSite(folder, SITES, new Decoder(parts, MOST_BYTES));
    }

    private static List<String> alerts(ScreenedSite station) throws IOException {
        return station.store().archive().newest(100).stream()
                .map(Archived::alertId)
                .toList();
    }

    private static List<String> looks(ScreenedSite station, String site) throws IOException {
        return station.store().ledger().looks(site, 100).stream()
                .map(PastLook::name)
                .toList();
    }

    @Test
    void aChangeOnEachSiteOfASceneIsAlertedForEach() throws Exception {
        try (ScreenedSite station = new ScreenedSite(folder, SITES)) {
            List<Judgement> last = List.of();
            for (int day = 0; day < 8; day++) {
                last = station.looks(file(day));
            }

            assertThat(last).extracting(Judgement::site).containsExactly("yard", "port");
            assertThat(last).extracting(Judgement::verdict).containsOnly("changed");
            // It is small enough to be read once, for both.
            assertThat(last.getFirst().timing().decode()).isPositive();
            assertThat(last.getLast().timing().decode()).isZero();
            assertThat(last)
                    .allSatisfy(look -> assertThat(look.settlement().reports())
                            .isNotEmpty()
                            .allSatisfy(report -> assertThat(report.site()).isEqualTo(look.site())));
            assertThat(new TreeSet<>(station.store().archive().newest(100).stream()
                            .map(Archived::site)
                            .toList()))
                    .containsExactly("port", "yard");
            for (String site : List.of("port", "yard")) {
                assertThat(looks(station, site)).hasSize(8).doesNotHaveDuplicates();
                assertThat(station.store().leastHistory(site)).isEqualTo(6);
                assertThat(station.store().coverage(site).getFirst().looks()).isEqualTo(8);
            }
        }
    }

    @Test
    void aSiteThatASceneShowsInPartIsReportedAsPartlyObserved() throws Exception {
        try (ScreenedSite station = new ScreenedSite(folder, SITES)) {
            station.looks(file(0));
            List<Judgement> looks =
                    station.looks(tiff(650, 1, GROUND).write(folder.resolve(DrawnLooks.name("half", 1))));

            assertThat(looks).extracting(Judgement::site).containsExactly("port", "yard");
            assertThat(station.store().coverage("port").getFirst().observedFraction())
                    .isGreaterThan(0.95);
            // Columns 560 to 650 of 560 to 740.
            assertThat(station.store().coverage("yard").getFirst().observedFraction())
                    .isBetween(0.4, 0.5);
        }
    }

    /** The strips end at column 650, in the midst of a tile of the yard. */
    @Test
    void stripsOfASiteDoNotPushOutWhatIsKnownOfItsRest() throws Exception {
        DrawnSite built = GROUND.with(new Building(690, 100, 24, 16, 170));
        try (ScreenedSite station = new ScreenedSite(folder, SITES)) {
            for (int day = 0; day < 6; day++) {
                station.looks(file(day));
            }
            for (int day = 6; day < 13; day++) {
                station.looks(tiff(650, day, GROUND).write(folder.resolve(DrawnLooks.name("strip", day))));
            }
            Path whole = tiff(WIDTH, 13, built).write(folder.resolve(DrawnLooks.name("pass", 13)));

            assertThat(station.looks(whole))
                    .filteredOn(look -> look.site().equals("yard"))
                    .singleElement()
                    .satisfies(look -> assertThat(look.objects())
                            .anySatisfy(seen -> assertThat(seen.pixels()[0]).isBetween(680.0, 720.0)));
        }
    }

    @Test
    void aSiteOfWhichASceneHoldsNoDataHasNoLook() throws Exception {
        Light light = DrawnSite.day(0);
        Path rim = new DrawnTiff(WIDTH, HEIGHT, 3, (x, y, band) -> x < 200 ? 1 + GROUND.sample(light, x, y, band) : 0)
                .place(32652, DrawnLooks.LEFT, DrawnLooks.TOP, 0.5, 0.5)
                .text(42113, "0")
                .write(folder.resolve(DrawnLooks.name("rim", 0)));
        Path empty = new DrawnTiff(WIDTH, HEIGHT, 3, (x, y, band) -> 0)
                .place(32652, DrawnLooks.LEFT, DrawnLooks.TOP, 0.5, 0.5)
                .text(42113, "0")
                .write(folder.resolve(DrawnLooks.name("rim", 1)));

        try (ScreenedSite station = new ScreenedSite(folder, SITES)) {
            assertThat(station.looks(rim)).extracting(Judgement::site).containsExactly("port");
            assertThat(station.store().coverage("yard")).isEmpty();
            assertThat(station.looks(empty)).extracting(Judgement::reason).containsExactly("no-data");
        }
    }

    @Test
    void aSiteWhosePassIsKnownFromAnotherFileIsLeftOut() throws Exception {
        Path narrow = tiff(300, 0, GROUND).write(folder.resolve(DrawnLooks.name("narrow", 0)));
        Path again = Files.copy(file(0), folder.resolve(DrawnLooks.name("again", 0)));

        try (ScreenedSite station = new ScreenedSite(folder, SITES)) {
            assertThat(station.looks(narrow)).extracting(Judgement::site).containsExactly("port");
            assertThat(station.looks(file(0))).extracting(Judgement::site).containsExactly("yard");
            assertThat(station.screen(again, "again")).isInstanceOf(Result.Repeated.class);
            assertThat(looks(station, "port")).containsExactly(String.valueOf(narrow.getFileName()));
            assertThat(looks(station, "yard")).containsExactly(String.valueOf(file(0).getFileName()));
        }
    }

    @Test
    void aCrashBetweenTwoSitesOfASceneLosesNothingAndDoublesNothing() throws Exception {
        List<String> undisturbed;
        try (ScreenedSite station = station(folder.resolve("other"), new Parts())) {
            for (int day = 0; day < 8; day++) {
                station.looks(file(day));
            }
            undisturbed = alerts(station);
        }
        Parts parts = new Parts();
        try (ScreenedSite station = station(folder, parts)) {
            for (int day = 0; day < 7; day++) {
                station.screen(file(day), "sha" + day);
            }
            parts.diesAfter = parts.read.size() + 1;
            assertThatThrownBy(() -> station.screen(file(7), "sha7")).isInstanceOf(PowerCut.class);
        }
        try (ScreenedSite station = station(folder, new Parts())) {
            assertThat(looks(station, "yard")).hasSize(7);
            assertThat(station.screen(file(7), "sha7"))
                    .isInstanceOfSatisfying(
                            Result.Settled.class,
                            settled -> assertThat(settled.judgements()).hasSize(2));

            assertThat(alerts(station)).isNotEmpty().isEqualTo(undisturbed);
            assertThat(looks(station, "port")).hasSize(8).doesNotHaveDuplicates();
            assertThat(looks(station, "yard")).hasSize(8).doesNotHaveDuplicates();
        }
    }

    @Test
    void ofALargeSceneEachSiteIsReadByItself() throws Exception {
        Parts parts = new Parts();
        try (ScreenedSite station = station(folder, parts)) {
            station.looks(file(0));
        }

        assertThat(parts.read)
                .hasSize(2)
                .allSatisfy(
                        part -> assertThat(4L * part.width() * part.height()).isLessThanOrEqualTo(MOST_BYTES));
    }

    /** The first tile is of the port alone, which comes after the yard. */
    @Test
    void aSceneOfWhichOneSiteCannotBeReadIsRefusedOnceAndLeavesNothingBehind() throws Exception {
        AtomicInteger tiles = new AtomicInteger();
        Path cut = tiff(WIDTH, 0, GROUND)
                .tiles(128)
                .packed(8, tile -> tiles.getAndIncrement() > 0 ? Packing.deflate(tile) : new byte[] {1, 2, 3})
                .write(folder.resolve(DrawnLooks.name("cut", 0)));

        Parts parts = new Parts();
        try (ScreenedSite station = station(folder, parts)) {
            assertThat(station.screen(cut, "cut"))
                    .isInstanceOfSatisfying(
                            Result.Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo("corrupt"));
            assertThat(parts.read).hasSize(2);
            assertThat(station.store().ledger().outcomes()).containsOnlyKeys("refused");
            for (String site : List.of("port", "yard")) {
                assertThat(looks(station, site)).isEmpty();
                assertThat(station.store().history(site)).isEmpty();
                assertThat(station.store().coverage(site)).isEmpty();
            }
        }
    }
}
