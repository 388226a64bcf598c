package org.tilewatch.edge.watch.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.watch.place.Placement.Block;

class PlacementTest {

    private static final int UTM_52 = 32652;
    private static final Affine HALF_METRE = new Affine(520_000, 0.5, 0, 4_410_000, 0, -0.5);
    private static final SiteGrid GRID =
            new SiteGrid("port", Optional.of(new GeoReference(UTM_52, HALF_METRE)), 0.5, 0.5);

    private final Projections projections = new Projections();

    @Test
    void theFirstLookLaysDownTheGridAndLiesOnIt() {
        Scene scene = scene(512, 256, UTM_52, HALF_METRE);

        Placement placement = Placement.of(Placement.gridOf("port", scene), scene, projections)
                .orElseThrow();

        assertThat(placement.cover()).isEqualTo(new Window(0, 0, 512, 256));
        assertThat(placement.gridToFile().u(100, 40)).isEqualTo(100, within(1e-6));
        assertThat(placement.gridToFile().v(100, 40)).isEqualTo(40, within(1e-6));
        assertThat(placement.squareMetresPerPixel()).isEqualTo(0.25);
    }

    @Test
    void aSmallFileThatClaimsToShowACountryIsMisplaced() {
        Scene country = scene(64, 64, UTM_52, new Affine(520_000, 500, 0, 4_410_000, 0, -500));
        Scene coarse = scene(64, 64, UTM_52, new Affine(520_000, 3, 0, 4_410_000, 0, -3));

        assertThat(Placement.of(GRID, country, projections)).isEmpty();
        assertThat(Placement.of(GRID, coarse, projections)).isPresent();
    }

    @Test
    void finerPixelsCoverLessOfTheGrid() {
        Placement placement = place(scene(512, 512, UTM_52, new Affine(520_000, 0.25, 0, 4_410_000, 0, -0.25)));

        assertThat(placement.cover()).isEqualTo(new Window(0, 0, 256, 256));
        assertThat(placement.gridToFile().u(100, 0)).isEqualTo(200, within(1e-6));
    }

    @Test
    void anotherExtentIsCoveredRoundedOutwards() {
        // 20 m west and 10 m north of the origin: 40 pixels left of it and 20 above.
        Placement placement = place(scene(256, 256, UTM_52, new Affine(519_980, 0.5, 0, 4_410_010, 0, -0.5)));

        assertThat(placement.cover()).isEqualTo(new Window(-64, -32, 288, 288));
        assertThat(placement.gridToFile().u(-40, -20)).isEqualTo(0, within(1e-6));
        assertThat(placement.gridToFile().v(-40, -20)).isEqualTo(0, within(1e-6));
    }

    @Test
    void aLookInTheNeighbouringZoneLiesWhereItsCornersAre() {
        int edge = 2000;
        // 129 degrees east is the middle of zone 52, 3 degrees off the rim of zone 51.
        double[] origin = {125.9, 39.8};
        projections.of(UTM_52).orElseThrow().toMap(origin);
        SiteGrid grid = new SiteGrid(
                "port",
                Optional.of(new GeoReference(UTM_52, new Affine(origin[0], 0.5, 0, origin[1], 0, -0.5))),
                0.5,
                0.5);
        double[] corner = {125.9, 39.8};
        projections.of(32651).orElseThrow().toMap(corner);
        Affine toMap = new Affine(corner[0], 0.5, 0, corner[1], 0, -0.5);

        Placement placement =
                Placement.of(grid, scene(edge, edge, 32651, toMap), projections).orElseThrow();

        for (int[] pixel : new int[][] {{0, 0}, {edge, 0}, {edge, edge}, {0, edge}, {edge / 2, edge / 2}}) {
            double[] point = {toMap.u(pixel[0], pixel[1]), toMap.v(pixel[0], pixel[1])};
            projections.of(32651).orElseThrow().toLonLat(point);
            projections.of(UTM_52).orElseThrow().toMap(point);
            Affine toGrid = grid.georeference().orElseThrow().toMap().inverse();
            double gridX = toGrid.u(point[0], point[1]);
            double gridY = toGrid.v(point[0], point[1]);
            assertThat(placement.gridToFile().u(gridX, gridY)).isEqualTo(pixel[0], within(0.5));
            assertThat(placement.gridToFile().v(gridX, gridY)).isEqualTo(pixel[1], within(0.5));
        }
    }

    @Test
    void withoutAnyGeoreferencePixelsAreTakenAsTheyCome() {
        Scene scene = scene(300, 200, 0, HALF_METRE);

        Placement placement = Placement.of(Placement.gridOf("port", scene), scene, projections)
                .orElseThrow();

        assertThat(placement.inFile(new double[] {10, 20}, new float[2])).containsExactly(9.5, 19.5);
        assertThat(placement.cover()).isEqualTo(new Window(0, 0, 320, 224));
        assertThat(placement.squareMetresPerPixel()).isEqualTo(1);
        assertThat(placement.inLonLat(new Outline(List.of(new double[6])), projections))
                .isEmpty();
    }

    @Test
    void aLookThatCannotBePlacedIsToldSo() {
        assertThat(Placement.of(GRID, scene(256, 256, 0, HALF_METRE), projections))
                .isEmpty();
        assertThat(Placement.of(GRID, scene(256, 256, 61_234, HALF_METRE), projections))
                .isEmpty();
        Affine faraway = new Affine(520_000 + 3e6, 0.5, 0, 4_410_000, 0, -0.5);
        assertThat(Placement.of(GRID, scene(256, 256, UTM_52, faraway), projections))
                .isEmpty();
    }

    @Test
    void outlinesComeBackInTheFilesPixelsWhereTheLookShowsThem() {
        Placement placement = place(scene(512, 512, UTM_52, new Affine(520_000, 0.25, 0, 4_410_000, 0, -0.25)));

        // The middle of grid pixel (10, 20) is the corner of four file pixels; the look lies half a grid pixel to the
        // right.
        assertThat(placement.inFile(new double[] {10.5, 20.5}, new float[] {0.5f, 0}))
                .containsExactly(new double[] {21.5, 40.5}, within(1e-6));
    }

    @Test
    void outlinesAreToldInLongitudeAndLatitude() {
        Placement placement = place(scene(512, 512, UTM_52, HALF_METRE));
        double[] expected = {520_010, 4_409_990};
        projections.of(UTM_52).orElseThrow().toLonLat(expected);

        double[] ring = placement
                .inLonLat(new Outline(List.of(new double[] {20, 20, 30, 20, 30, 30})), projections)
                .orElseThrow()
                .outer();

        assertThat(ring[0]).isEqualTo(expected[0], within(1e-9));
        assertThat(ring[1]).isEqualTo(expected[1], within(1e-9));
    }

    @Test
    void aSmallLookIsOneBlock() {
        assertThat(place(scene(1024, 700, UTM_52, HALF_METRE)).blocks()).hasSize(1);
    }

    @Test
    void aLookOfTwoMegapixelsIsNeverInHandAsAWhole() {
        assertThat(place(scene(1448, 1448, UTM_52, HALF_METRE)).blocks())
                .allSatisfy(block -> assertThat(
                                block.window().width() * block.window().height())
                        .isLessThanOrEqualTo(900 * 900));
    }

    @Test
    void theWindowsOfALargeLookAreOfOneSize() {
        Placement placement = place(scene(5000, 3000, UTM_52, new Affine(519_700, 0.5, 0, 4_410_150, 0, -0.5)));
        Window first = placement.blocks().getFirst().window();

        assertThat(placement.blocks()).allSatisfy(block -> {
            assertThat(block.window().width()).isEqualTo(first.width());
            assertThat(block.window().height()).isEqualTo(first.height());
            assertThat(block.core().x() - block.window().x())
                    .isGreaterThanOrEqualTo(
                            block.core().x() == placement.cover().x() ? 0 : 64);
            assertThat(block.window().right() - block.core().right())
                    .isGreaterThanOrEqualTo(
                            block.core().right() == placement.cover().right() ? 0 : 64);
        });
    }

    @Test
    void noBlockIsASliver() {
        for (int begin = -1000; begin < 1000; begin += 37) {
            Affine toMap = new Affine(520_000 + 0.5 * begin, 0.5, 0, 4_410_000, 0, -0.5);
            for (int width : new int[] {1100, 1448, 2000, 5000}) {
                assertThat(place(scene(width, 500, UTM_52, toMap)).blocks())
                        .allSatisfy(block -> assertThat(block.core().width()).isBetween(256, 1024));
            }
        }
    }

    @Test
    void theBlocksOfALargeLookCoverItWithoutOverlap() {
        // Begins left of and above the grid's origin, so that tiles count both ways.
        Placement placement = place(scene(5000, 3000, UTM_52, new Affine(519_700, 0.5, 0, 4_410_150, 0, -0.5)));
        Window cover = placement.cover();
        byte[] times = new byte[cover.width() * cover.height()];

        for (Block block : placement.blocks()) {
            Window core = block.core();
            Window window = block.window();
            assertThat(Math.max(window.width(), window.height())).isLessThanOrEqualTo(1024 + 2 * 64);
            assertThat(window.x()).isBetween(cover.x(), core.x());
            assertThat(window.right()).isBetween(core.right(), cover.right());
            assertThat(window.y()).isBetween(cover.y(), core.y());
            assertThat(window.bottom()).isBetween(core.bottom(), cover.bottom());
            for (int y = core.y(); y < core.bottom(); y++) {
                for (int x = core.x(); x < core.right(); x++) {
                    times[(y - cover.y()) * cover.width() + x - cover.x()]++;
                }
            }
        }

        for (byte each : times) {
            if (each != 1) {
                assertThat(each).isEqualTo((byte) 1);
            }
        }
    }

    @Test
    void noTileIsCutInTwoByBlocks() {
        Placement placement = place(scene(5000, 3000, UTM_52, new Affine(519_700, 0.5, 0, 4_410_150, 0, -0.5)));

        for (Block block : placement.blocks()) {
            assertThat(whole(block.core().x(), placement.cover().x())).isTrue();
            assertThat(whole(block.core().y(), placement.cover().y())).isTrue();
            assertThat(whole(block.core().right(), placement.cover().right())).isTrue();
            assertThat(whole(block.core().bottom(), placement.cover().bottom())).isTrue();
        }
    }

    private static boolean whole(int edge, int end) {
        return edge == end || Math.floorMod(edge, SiteGrid.TILE) == 0;
    }

    private Placement place(Scene scene) {
        return Placement.of(GRID, scene, projections).orElseThrow();
    }

    /** Without a georeference where the code is 0. */
    private static Scene scene(int width, int height, int epsg, Affine toMap) {
        Optional<GeoReference> place = epsg == 0 ? Optional.empty() : Optional.of(new GeoReference(epsg, toMap));
        double gsd = epsg == 0 ? Double.NaN : toMap.ux();
        return new Scene(
                width,
                height,
                3,
                8,
                place,
                Optional.empty(),
                gsd,
                gsd,
                Pass.at(Instant.EPOCH, AcquiredFrom.NAME),
                "",
                "port");
    }
}
