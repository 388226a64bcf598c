package org.tilewatch.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.tilewatch.edge.watch.Screening.Result;
import org.tilewatch.edge.watch.look.Judgement;

/** Scenes of 1,400 x 1,200 pixels through a station that holds 3 MB of a scene at a time. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class LargeSceneTest {

    private static final int WIDTH = 1400;
    private static final int HEIGHT = 1200;
    private static final long MOST_BYTES = 3 << 20;
    private static final DrawnSite GROUND = new DrawnSite(7);
    /** In the lower right of the scene, in no other block than the last one. */
    private static final DrawnSite BUILT = GROUND.with(new Building(1100, 900, 24, 16, 170));

    @TempDir
    static Path drawn;

    @TempDir
    Path folder;

    private final Parts parts = new Parts(new PixelReader(Caps.DEFAULT));

    /** Remembers what was read, and refuses to read a whole scene. */
    private record Parts(PixelReader reader, List<Window> read) implements PixelSource {

        Parts(PixelReader reader) {
            this(reader, new ArrayList<>());
        }

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
            read.add(part);
            reader.read(file, part, into);
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    /** Three looks of the ground and one of the building, tiled. */
    @BeforeAll
    static void draw() throws IOException {
        Natives.load();
        for (int day = 0; day < 4; day++) {
            DrawnSite ground = day == 3 ? BUILT : GROUND;
            Light light = DrawnSite.day(day);
            new DrawnTiff(WIDTH, HEIGHT, 3, (x, y, band) -> ground.sample(light, x, y, band))
                    .tiles(128)
                    .place(32652, DrawnLooks.LEFT, DrawnLooks.TOP, 0.5, 0.5)
                    .write(drawn.resolve(DrawnLooks.name("port", day)));
        }
    }

    private List<Judgement> looks(List<WatchedSite> watched) throws IOException {
        List<Judgement> looks = new ArrayList<>();
        try (ScreenedSite site = new ScreenedSite(folder, watched, new Decoder(parts, MOST_BYTES))) {
            for (int day = 0; day < 4; day++) {
                looks.add(site.settled(drawn.resolve(DrawnLooks.name("port", day))));
            }
        }
        return looks;
    }

    @Test
    void aChangeIsFoundInItsPlaceAndNeverIsMoreThanAPartInMemory() throws Exception {
        Judgement last = looks(List.of()).getLast();

        assertThat(parts.read())
                .hasSize(4 * 4)
                .allSatisfy(
                        part -> assertThat(4L * part.width() * part.height()).isLessThanOrEqualTo(MOST_BYTES));
        assertThat(last.objects()).anySatisfy(object -> {
            assertThat(object.event().score()).isGreaterThan(0.5);
            // (0, 0) is the centre of the first pixel.
            assertThat(object.pixels()[0]).isBetween(1095.0, 1128.0);
            assertThat(object.pixels()[1]).isBetween(895.0, 920.0);
        });
    }

    @Test
    void ofASceneAroundASmallSiteOnlyItsTilesAreRead() throws Exception {
        Judgement last =
                looks(List.of(DrawnLooks.site("port", 1050, 850, 1200, 1000))).getLast();

        // From 986 to 1264 and from 786 to 1064 with the margin, so columns 3 and 4 and rows 3 and 4 of tiles, and what
        // registration needs.
        assertThat(parts.read()).hasSize(4).containsOnly(new Window(736, 736, 576, 464));
        assertThat(last.objects())
                .anySatisfy(object -> assertThat(object.event().score()).isGreaterThan(0.5));
    }

    /** All but its last tile can be unpacked, and was judged when that is met. */
    @Test
    void aSceneThatIsCorruptAtItsEndIsRefusedAndLeavesNothingBehind() throws Exception {
        AtomicInteger tiles = new AtomicInteger();
        int last = Math.ceilDiv(WIDTH, 128) * Math.ceilDiv(HEIGHT, 128);
        Path file = new DrawnTiff(WIDTH, HEIGHT, 3, (x, y, band) -> x * y % 251)
                .tiles(128)
                .packed(8, tile -> tiles.incrementAndGet() < last ? Packing.deflate(tile) : new byte[] {1, 2, 3})
                .place(32652, DrawnLooks.LEFT, DrawnLooks.TOP, 0.5, 0.5)
                .write(folder.resolve(DrawnLooks.name("port", 9)));

        try (ScreenedSite site = new ScreenedSite(folder, List.of(), new Decoder(parts, MOST_BYTES))) {
            Result result = site.screen(file, "cut");

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Result.Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo("corrupt"));
            assertThat(parts.read()).hasSize(4);
            assertThat(site.store().history("port")).isEmpty();
        }
    }
}
