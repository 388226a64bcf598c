package org.tilewatch.edge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;
import org.tilewatch.edge.ingest.file.Caps;

class DecoderTest {

    private static final Instant ARRIVAL = Instant.parse("2026-06-01T00:00:00Z");
    private static final String STAC = """
        {"type": "Feature", "collection": "harbour", "geometry": {"coordinates": [[[1, 2], [3, 4]]]}, "properties":
        {"datetime": "2026-01-10T02:48:00Z", "platform": "sim-A", "view:off_nadir": 6.6, "view:sun_elevation": 30.0,
         "view:sun_azimuth": 144.3, "gsd": 0.7, "proj:epsg": 32652 %s}, "assets": {"visual": {"href": "x"}}}
        """;

    @TempDir
    Path folder;

    private Decoder decoder;
    private Raster raster;

    @BeforeEach
    void open() {
        Natives.load();
        decoder = new Decoder(Caps.DEFAULT);
        raster = new Raster();
    }

    @AfterEach
    void close() {
        decoder.close();
        raster.close();
    }

    private static DrawnTiff picture() {
        return new DrawnTiff(40, 30, 3, (x, y, s) -> x + y + s);
    }

    @Test
    void theStacItemsTimeGoesBeforeTagAndName() throws Exception {
        Path file = picture().text(306, "2025:02:03 04:05:06").write(folder.resolve("s_20240101.tif"));
        assertThat(decoder.peek(file, ARRIVAL).pass().acquired()).isEqualTo("2025-02-03T04:05:06Z");
        assertThat(decoder.peek(file, ARRIVAL).pass().acquiredFrom()).isEqualTo(AcquiredFrom.TAG);
        Files.writeString(folder.resolve("s_20240101.json"), STAC.formatted(""));

        Scene scene = decoder.peek(file, ARRIVAL);

        assertThat(scene.pass().acquired()).isEqualTo("2026-01-10T02:48:00Z");
        assertThat(scene.pass().acquiredFrom()).isEqualTo(AcquiredFrom.STAC);
        assertThat(scene.pass().platform()).isEqualTo("sim-A");
        assertThat(scene.pass().sunAzimuthDegrees()).isEqualTo(144.3);
        assertThat(scene.pass().sunElevationDegrees()).isEqualTo(30);
        assertThat(scene.pass().offNadirDegrees()).isEqualTo(6.6);
        assertThat(scene.collection()).isEqualTo("harbour");
        assertThat(scene.namePart()).isEqualTo("s");
    }

    @Test
    void anItemWithoutDatetimeIsTimedByItsStart() throws Exception {
        Path file = picture().write(folder.resolve("a.tif"));
        Files.writeString(
                folder.resolve("a.json"),
                "{\"properties\": {\"datetime\": null, \"start_datetime\": \"2020-05-06T07:08:09.5+02:00\"}}");

        assertThat(decoder.peek(file, ARRIVAL).pass().acquired()).isEqualTo("2020-05-06T05:08:09.5Z");
    }

    @ParameterizedTest
    @CsvSource({
        "site_20260301T021000Z_v2.tif, 2026-03-01T02:10:00Z, site",
        "naip-20190904.tif, 2019-09-04T00:00:00Z, naip",
        "yard_2026-03-11.tif, 2026-03-11T00:00:00Z, yard",
        "yard_2026_03_11_b.tif, 2026-03-11T00:00:00Z, yard",
        "yard 2026-03-11T02-10-59Z.tif, 2026-03-11T02:10:59Z, yard",
        "yard-2026-03-11_021059.tif, 2026-03-11T02:10:59Z, yard",
        "yard_2026-13-11.tif, 2026-01-01T00:00:00Z, yard",
        "1985.tif, 1985-01-01T00:00:00Z, ''",
        "tile_0001_20200230_1999.tif, 1999-01-01T00:00:00Z, tile_0001_20200230",
        "orbit123456789_20240101.tif, 2024-01-01T00:00:00Z, orbit123456789"
    })
    void aNameTellsTimeAndSite(String name, Instant time, String site) throws Exception {
        Scene scene = decoder.peek(picture().write(folder.resolve(name)), ARRIVAL);

        assertThat(scene.pass().acquired()).isEqualTo(time);
        assertThat(scene.pass().acquiredFrom()).isEqualTo(AcquiredFrom.NAME);
        assertThat(scene.namePart()).isEqualTo(site);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0_post.tif", "a_1969.tif", "b_20261399.tif", "c_123456.tif"})
    void aFileThatTellsNoTimeIsTimedByItsArrivalAndNeverByItsModification(String name) throws Exception {
        Path file = picture().write(folder.resolve(name));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));

        Scene scene = decoder.peek(file, ARRIVAL);

        assertThat(scene.pass().acquired()).isEqualTo(ARRIVAL);
        assertThat(scene.pass().acquiredFrom()).isEqualTo(AcquiredFrom.ARRIVAL);
    }

    @Test
    void scaleAndTiePointGivePlaceAndGroundSampleDistance() throws Exception {
        Path file = picture().place(32652, 520_000, 4_410_000, 0.5, 0.6).write(folder.resolve("a.tif"));

        Scene scene = decoder.peek(file, ARRIVAL);

        assertThat(scene.georeference())
                .contains(new GeoReference(32652, new Affine(520_000, 0.5, 0, 4_410_000, 0, -0.6)));
        assertThat(scene.gsdXMetres()).isEqualTo(0.5, within(1e-12));
        assertThat(scene.gsdYMetres()).isEqualTo(0.6, within(1e-12));
        // EPSG:32652 has its central meridian at 129 degrees east, easting 500,000: 20 km east at 39.8 north
        double[] lonLat = scene.footprint().orElseThrow().lonLat();
        assertThat(lonLat[0]).isEqualTo(129.2338, within(1e-3));
        assertThat(lonLat[1]).isEqualTo(39.8400, within(1e-3));
    }

    @Test
    void aMatrixAndPixelIsPointPlaceTheCornerHalfAPixelAway() throws Exception {
        Path file = picture()
                .reals(33550, 0, 0, 0) // none, as GDAL reads it
                .reals(33922, 0, 0, 0, 5, 5, 0)
                .reals(34264, 2, 0, 0, 100, 0, -4, 0, 900, 0, 0, 0, 0, 0, 0, 0, 1)
                .shorts(34735, 1, 1, 0, 2, 1025, 0, 1, 2, 3072, 0, 1, 32633)
                .write(folder.resolve("a.tif"));

        assertThat(decoder.peek(file, ARRIVAL).georeference())
                .contains(new GeoReference(32633, new Affine(99, 2, 0, 902, 0, -4)));
    }

    @Test
    void degreesBecomeMetresAtTheScenesLatitude() throws Exception {
        // 0.001 degree: 110.9 m along the meridian and 111.32 m * cos(60) = 55.8 m along the parallel (WGS 84)
        Path file = picture().place(4326, 10, 60.015, 0.001, 0.001).write(folder.resolve("a.tif"));

        Scene scene = decoder.peek(file, ARRIVAL);

        assertThat(scene.gsdXMetres()).isEqualTo(55.80, within(0.01));
        assertThat(scene.gsdYMetres()).isEqualTo(111.41, within(0.01));
    }

    @Test
    void aWorldFileCountsFromPixelCentresAndNeedsTheItemsEpsgCode() throws Exception {
        Path file = folder.resolve("a.png");
        Imgcodecs.imwrite(file.toString(), new Mat(8, 8, CvType.CV_8UC3, new Scalar(3, 2, 1)));
        Files.writeString(folder.resolve("a.pgw"), "2\n0\n0\n-2\n1001\n1999\n");
        assertThat(decoder.peek(file, ARRIVAL).georeference()).isEmpty();
        Files.writeString(folder.resolve("a.json"), STAC.formatted(""));

        assertThat(decoder.peek(file, ARRIVAL).georeference())
                .contains(new GeoReference(32652, new Affine(1000, 2, 0, 2000, 0, -2)));
    }

    @Test
    void theItemsTransformPlacesAPictureThatHasNoPlace() throws Exception {
        Path file = folder.resolve("a.png");
        Imgcodecs.imwrite(file.toString(), new Mat(8, 8, CvType.CV_8UC3, new Scalar(3, 2, 1)));
        Files.writeString(
                folder.resolve("a.json"), STAC.formatted(", \"proj:transform\": [0.5, 0, 7, 0, -0.5, 9, 0, 0, 1]"));

        Scene scene = decoder.decode(file, ARRIVAL, raster);

        assertThat(scene.georeference()).contains(new GeoReference(32652, new Affine(7, 0.5, 0, 9, 0, -0.5)));
        assertThat(raster.pixels().get(4, 4)).containsExactly(1, 2, 3);
    }

    @Test
    void whatTheItemTellsOfTheImageItselfCountsMore() throws Exception {
        Path file = folder.resolve("a.png");
        Imgcodecs.imwrite(file.toString(), new Mat(8, 8, CvType.CV_8UC3, new Scalar(3, 2, 1)));
        String place = "\"proj:transform\": [%s, 0, 7, 0, -%1$s, 9], \"proj:code\": \"EPSG:%s\"";
        Files.writeString(
                folder.resolve("a.json"),
                "{\"properties\": {%s, \"proj:epsg\": null}, \"assets\": {\"x\": {%s, \"href\": \"./p/a.png\"}, \"y\": {%s}}}"
                        .formatted(place.formatted(1, 32601), place.formatted(2, 32602), place.formatted(3, 32603)));
        assertThat(decoder.peek(file, ARRIVAL).georeference())
                .contains(new GeoReference(32602, new Affine(7, 2, 0, 9, 0, -2)));

        Files.writeString(
                folder.resolve("a.json"),
                "{\"properties\": {%s, \"proj:epsg\": null}}".formatted(place.formatted(1, 32601)));
        assertThat(decoder.peek(file, ARRIVAL).georeference())
                .contains(new GeoReference(32601, new Affine(7, 1, 0, 9, 0, -1)));
    }

    @Test
    void withoutAPlaceTheItemTellsTheGroundSampleDistance() throws Exception {
        Path file = picture().write(folder.resolve("a.tif"));
        Files.writeString(folder.resolve("a.json"), STAC.formatted(""));

        assertThat(decoder.peek(file, ARRIVAL).gsdXMetres()).isEqualTo(0.7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.jpg", "a.jp2"})
    void picturesComeRedFirst(String name) throws Exception {
        Path file = folder.resolve(name);
        Imgcodecs.imwrite(file.toString(), new Mat(32, 48, CvType.CV_8UC3, new Scalar(50, 100, 200)));

        Scene scene = decoder.decode(file, ARRIVAL, raster);

        assertThat(scene.width()).isEqualTo(48);
        assertThat(scene.bands()).isEqualTo(3);
        assertThat(decoder.peek(file, ARRIVAL)).isEqualTo(scene);
        double[] pixel = raster.pixels().get(16, 16);
        assertThat(pixel[0]).isEqualTo(200, within(3.0));
        assertThat(pixel[1]).isEqualTo(100, within(3.0));
        assertThat(pixel[2]).isEqualTo(50, within(3.0));
    }

    @Test
    void aPngOfSixteenBitWithAlphaKeepsValuesAndMask() throws Exception {
        Path file = folder.resolve("a.png");
        Mat picture = new Mat(10, 10, CvType.CV_16UC4, new Scalar(1000, 2000, 3000, 65_535));
        picture.rowRange(0, 4).setTo(new Scalar(0, 0, 0, 0));
        Imgcodecs.imwrite(file.toString(), picture);

        decoder.decode(file, ARRIVAL, raster);

        assertThat(raster.bitsPerSample()).isEqualTo(16);
        assertThat(raster.pixels().get(9, 9)).containsExactly(3000, 2000, 1000);
        assertThat(Core.countNonZero(raster.valid())).isEqualTo(60);
    }

    @Test
    void aLookInTheSteadyStateTakesLittleHeap() throws Exception {
        Path file = new DrawnTiff(512, 512, 3, (x, y, s) -> x * y + s)
                .deflated()
                .predictor()
                .tiles(256)
                .text(42113, "0")
                .place(32652, 520_000, 4_410_000, 0.5, 0.5)
                .write(folder.resolve("a.tif"));
        Files.writeString(folder.resolve("a.json"), STAC.formatted(""));
        for (int i = 0; i < 50; i++) {
            decoder.decode(file, ARRIVAL, raster);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20; i++) {
            decoder.decode(file, ARRIVAL, raster);
        }

        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 20).isLessThan(32 << 10);
    }
}
