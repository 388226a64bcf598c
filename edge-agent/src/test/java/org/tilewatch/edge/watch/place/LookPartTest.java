package org.tilewatch.edge.watch.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.ScenePixels;
import org.tilewatch.edge.ingest.decode.PixelSource;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.site.SiteGrid;

final class LookPartTest {

    private static final int UTM_52 = 32652;
    private static final Affine HALF_METRE = new Affine(520_000, 0.5, 0, 4_410_000, 0, -0.5);
    private static final long MOST_BYTES = 24L << 20;

    private final Projections projections = new Projections();

    /** Tells of an image of three bands that nobody reads. */
    private record Told(int edge, GeoReference place) implements PixelSource {

        @Override
        public ImageHeader header(Path file) {
            return new ImageHeader(edge, edge, 3, 8, Optional.of(place), Optional.empty(), "", List.of(), true);
        }

        @Override
        public ImageHeader read(Path file, Raster into) {
            throw new IllegalStateException("the whole is read");
        }

        @Override
        public void read(Path file, Window part, Raster into) {
            throw new IllegalStateException("a part is read");
        }

        @Override
        public void close() {}
    }

    private static ScenePixels scene(int edge, GeoReference place) throws Exception {
        Natives.load();
        try (Decoder decoder = new Decoder(new Told(edge, place));
                Raster none = new Raster()) {
            return decoder.open(Path.of("a.tif"), Instant.EPOCH, none);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12_000, 14_000, 16_000})
    void whatIsReadAtATimeDoesNotGrowWithTheScene(int edge) throws Exception {
        ScenePixels pixels = scene(edge, new GeoReference(UTM_52, HALF_METRE));
        Placement placement = place(pixels, Optional.empty());

        List<LookPart> parts = LookPart.of(placement, pixels, projections);

        long read = 0;
        for (LookPart part : parts) {
            long held = (long) part.inFile().width() * part.inFile().height();
            assertThat(4 * held).isLessThanOrEqualTo(MOST_BYTES);
            read += held;
        }
        assertThat(parts.stream().flatMap(part -> part.blocks().stream()).toList())
                .isEqualTo(placement.blocks());
        // Margins are read twice, and where a row of blocks is cut in two its strips are.
        assertThat(read).isLessThan((long) (1.5 * edge * edge));
    }

    /** 268 million pixels of the grid are judged at most; of a larger scene a site within it. */
    @Test
    void aLargerSceneIsJudgedWhereASiteIsWatched() throws Exception {
        ScenePixels pixels = scene(30_000, new GeoReference(UTM_52, HALF_METRE));
        SiteGrid grid = Placement.gridOf("port", pixels.scene());

        assertThat(Placement.of(grid, pixels.scene(), projections)).isEmpty();
        assertThat(Placement.whyNot(pixels.scene())).isEqualTo("site-too-large");
        assertThat(place(pixels, Optional.of(new Window(20_480, 20_480, 512, 512)))
                        .cover())
                .isEqualTo(new Window(20_480, 20_480, 512, 512));
    }

    @Test
    void ofASceneOnlyTheTilesOfTheSiteAreRead() throws Exception {
        ScenePixels pixels = scene(12_000, new GeoReference(UTM_52, HALF_METRE));
        Window site = new Window(5_120, 5_120, 768, 512);

        List<LookPart> parts = LookPart.of(place(pixels, Optional.of(site)), pixels, projections);

        assertThat(parts).singleElement().satisfies(part -> {
            assertThat(part.inFile()).isEqualTo(new Window(5_088, 5_088, 832, 576));
            assertThat(part.blocks())
                    .singleElement()
                    .satisfies(block -> assertThat(block.core()).isEqualTo(site));
            Affine map = part.gridToHeld(part.inFile());
            assertThat(map.u(5_120, 5_120)).isEqualTo(32, within(1e-6));
        });
    }

    /** One linear map over 6 km would be off by ten pixels at its rims. */
    @Test
    void inAnotherReferenceSystemEachBlockHasAMapOfItsOwn() throws Exception {
        double degree = 0.5 / 111_132;
        double[] corner = {129.7, 60.3};
        ScenePixels pixels = scene(12_000, new GeoReference(4326, new Affine(129.7, 2 * degree, 0, 60.3, 0, -degree)));
        projections.of(UTM_52).orElseThrow().toMap(corner);
        SiteGrid grid = new SiteGrid(
                "port",
                Optional.of(new GeoReference(UTM_52, new Affine(corner[0], 0.5, 0, corner[1], 0, -0.5))),
                0.5,
                0.5);
        Placement placement = Placement.of(grid, pixels.scene(), projections).orElseThrow();

        for (LookPart part : LookPart.of(placement, pixels, projections)) {
            Window on = part.blocks().getFirst().window();
            for (int[] at : new int[][] {{on.x(), on.y()}, {on.right(), on.y()}, {on.x(), on.bottom()}}) {
                double[] there = {corner[0] + 0.5 * at[0], corner[1] - 0.5 * at[1]};
                projections.of(UTM_52).orElseThrow().toLonLat(there);
                double x = (there[0] - 129.7) / (2 * degree);
                double y = (60.3 - there[1]) / degree;
                assertThat(part.placement().gridToFile().u(at[0], at[1])).isEqualTo(x, within(0.5));
                assertThat(part.placement().gridToFile().v(at[0], at[1])).isEqualTo(y, within(0.5));
            }
        }
    }

    private Placement place(ScenePixels pixels, Optional<Window> wanted) {
        SiteGrid grid = Placement.gridOf("port", pixels.scene());
        return Placement.of(grid, pixels.scene(), projections, wanted).orElseThrow();
    }
}
