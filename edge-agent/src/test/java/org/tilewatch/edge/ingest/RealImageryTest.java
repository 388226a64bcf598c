package org.tilewatch.edge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.file.Caps;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads every GeoTIFF of the development imagery as gdalinfo does; left out where either is absent. */
class RealImageryTest {

    private static final Path DATA = Path.of(System.getProperty("tilewatch.shared", "../../shared"), "data");

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everyFileHasTheMeansValidShareAndPlaceThatGdalinfoTells() throws Exception {
        assumeTrue(Files.isDirectory(DATA), "left out: no development imagery at " + DATA);
        assumeTrue(gdalIsThere(), "left out: no gdalinfo on this machine");
        Natives.load();
        List<Path> files;
        try (var walk = Files.walk(DATA)) {
            files = walk.filter(f -> f.toString().endsWith(".tif")).sorted().toList();
        }
        try (Decoder decoder = new Decoder(Caps.DEFAULT);
                Raster raster = new Raster()) {
            for (Path file : files) {
                JsonNode told = gdalinfo(file);
                Scene scene = decoder.decode(file, Instant.EPOCH, raster);
                comparePlace(file, told, scene);
                comparePixels(file, told, raster);
            }
        }
        System.out.println(
                files.size() + " GeoTIFFs: band means, valid shares, EPSG and geotransform as gdalinfo tells");
    }

    private static boolean gdalIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder("gdalinfo", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonNode gdalinfo(Path file) throws IOException {
        Process process = new ProcessBuilder(
                        "gdalinfo", "-json", "-stats", "--config", "GDAL_PAM_ENABLED", "NO", file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return JsonMapper.shared().readTree(process.getInputStream().readAllBytes());
    }

    private static void comparePlace(Path file, JsonNode told, Scene scene) {
        assertThat(scene.width())
                .as("%s width", file)
                .isEqualTo(told.at("/size/0").asInt());
        Affine map = scene.georeference().orElseThrow().toMap();
        double[] transform = {map.u0(), map.ux(), map.uy(), map.v0(), map.vx(), map.vy()};
        for (int i = 0; i < 6; i++) {
            assertThat(transform[i])
                    .as("%s geotransform %d", file, i)
                    .isEqualTo(told.at("/geoTransform/" + i).asDouble(), within(1e-9));
        }
        Matcher ids = Pattern.compile("ID\\[\"EPSG\",(\\d+)]]$")
                .matcher(told.at("/coordinateSystem/wkt").asString());
        assertThat(ids.find()).isTrue();
        assertThat(scene.georeference().get().epsg()).as("%s EPSG", file).isEqualTo(Integer.parseInt(ids.group(1)));
        if (map.ux() > 1e-3 && scene.georeference().get().epsg() > 32000) {
            assertThat(scene.gsdXMetres()).isEqualTo(told.at("/geoTransform/1").asDouble(), within(1e-9));
            assertThat(scene.gsdYMetres()).isEqualTo(-told.at("/geoTransform/5").asDouble(), within(1e-9));
        }
    }

    private static void comparePixels(Path file, JsonNode told, Raster raster)
            throws IOException, InterruptedException {
        boolean jpeg =
                told.at("/metadata/IMAGE_STRUCTURE/COMPRESSION").asString("").contains("JPEG");
        assertThat(raster.bands())
                .as("%s bands", file)
                .isEqualTo(told.at("/bands").size());
        Mat band = new Mat();
        Mat counted = new Mat();
        for (int b = 0; b < raster.bands(); b++) {
            JsonNode stats = told.at("/bands/" + b);
            Core.extractChannel(raster.pixels(), band, b);
            counted.create(band.size(), CvType.CV_8UC1);
            counted.setTo(new Scalar(255)); // this GDAL leaves an internal mask out of its statistics
            if (stats.has("noDataValue")) {
                // GDAL counts no-data band by band, a look where all bands have it
                Core.compare(band, new Scalar(stats.get("noDataValue").asDouble()), counted, Core.CMP_NE);
            }
            double share = 100.0 * Core.countNonZero(counted) / counted.total();
            assertThat(share)
                    .as("%s band %d valid share", file, b)
                    .isEqualTo(stats.at("/metadata//STATISTICS_VALID_PERCENT").asDouble(), within(0.006));
            assertThat(Core.mean(band, counted).val[0])
                    .as("%s band %d mean", file, b)
                    .isEqualTo(stats.at("/mean").asDouble(), within(jpeg ? 0.5 : 1e-3));
        }
        if (told.at("/bands/0/mask/flags/0").asString("").equals("PER_DATASET")) {
            assertThat(bytes(raster.valid())).as("%s mask", file).isEqualTo(gdalMask(file));
        }
        band.release();
        counted.release();
    }

    private static byte[] bytes(Mat mask) {
        byte[] bytes = new byte[(int) mask.total()];
        mask.get(0, 0, bytes);
        return bytes;
    }

    private static byte[] gdalMask(Path file) throws IOException, InterruptedException {
        Path raw = Files.createTempFile("mask", ".img");
        try {
            new ProcessBuilder("gdal_translate", "-q", "-b", "mask", "-of", "ENVI", file.toString(), raw.toString())
                    .start()
                    .waitFor();
            return Files.readAllBytes(raw);
        } finally {
            String base = raw.toString().replace(".img", "");
            Files.deleteIfExists(raw);
            Files.deleteIfExists(Path.of(base + ".hdr"));
            Files.deleteIfExists(Path.of(raw + ".aux.xml"));
        }
    }
}
