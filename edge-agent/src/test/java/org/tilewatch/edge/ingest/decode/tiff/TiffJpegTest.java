package org.tilewatch.edge.ingest.decode.tiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.decode.PixelReader;
import org.tilewatch.edge.ingest.file.Caps;

class TiffJpegTest {

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @Test
    void jpegTilesWithTablesOfTheirOwnComeOutRedFirst() throws Exception {
        byte[] jpeg = jpegOfOneColour();

        assertNear(middle(tile().packed(7, chunk -> jpeg).shorts(262, 6)), 200, 100, 50);
    }

    @Test
    void jpegTilesFindTheirTablesInTheDirectory() throws Exception {
        assertNear(middle(tablesApart().shorts(262, 6)), 200, 100, 50);
    }

    @Test
    void jpegTilesOfPhotometricRgbAreNotTakenForYcbcr() throws Exception {
        // 200, 100, 50 as Y, Cb, Cr (JFIF): 124.2, 86.1, 182.1; here those are taken as they are
        assertNear(middle(tablesApart()), 124, 86, 182);
    }

    private static DrawnTiff tablesApart() throws Exception {
        ByteArrayOutputStream tables = new ByteArrayOutputStream();
        byte[] tile = Packing.splitTables(jpegOfOneColour(), tables);
        return tile().packed(7, chunk -> tile).undefined(347, tables.toByteArray());
    }

    private static DrawnTiff tile() {
        return new DrawnTiff(64, 64, 3, (x, y, s) -> 0).tiles(64);
    }

    private double[] middle(DrawnTiff tiff) throws Exception {
        Path file = tiff.write(folder.resolve("a.tif"));
        try (PixelReader reader = new PixelReader(Caps.DEFAULT);
                Raster raster = new Raster()) {
            reader.read(file, raster);
            return raster.pixels().get(31, 31);
        }
    }

    private static void assertNear(double[] pixel, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(pixel[i] - expected[i]))
                    .as("sample %d is %s", i, pixel[i])
                    .isLessThanOrEqualTo(2);
        }
    }

    private static byte[] jpegOfOneColour() {
        Mat picture = new Mat(64, 64, CvType.CV_8UC3, new Scalar(50, 100, 200)); // blue first
        MatOfByte jpeg = new MatOfByte();
        Imgcodecs.imencode(".jpg", picture, jpeg);
        return jpeg.toArray();
    }
}
