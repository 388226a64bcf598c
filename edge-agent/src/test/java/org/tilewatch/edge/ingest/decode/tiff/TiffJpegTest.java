package org.tilewatch.edge.ingest.decode.tiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

    private static final DrawnTiff.Ink INK = (x, y, s) -> 0;

    @TempDir
    Path folder;

    private PixelReader reader;
    private Raster raster;

    @BeforeEach
    void open() {
        Natives.load();
        reader = new PixelReader(Caps.DEFAULT);
        raster = new Raster();
    }

    @AfterEach
    void close() {
        reader.close();
        raster.close();
    }

    @Test
    void jpegTilesWithTablesOfTheirOwnComeOutRedFirst() throws Exception {
        byte[] jpeg = jpegOfOneColour();
        new DrawnTiff(64, 64, 3, INK)
                .tiles(64)
                .packed(7, chunk -> jpeg)
                .shorts(262, 6)
                .write(folder.resolve("a.tif"));

        reader.read(folder.resolve("a.tif"), raster);

        assertNear(raster.pixels().get(31, 31), 200, 100, 50);
    }

    @Test
    void jpegTilesFindTheirTablesInTheDirectory() throws Exception {
        ByteArrayOutputStream tables = new ByteArrayOutputStream();
        byte[] tile = Packing.splitTables(jpegOfOneColour(), tables);
        new DrawnTiff(64, 64, 3, INK)
                .tiles(64)
                .packed(7, chunk -> tile)
                .shorts(262, 6)
                .undefined(347, tables.toByteArray())
                .write(folder.resolve("a.tif"));

        reader.read(folder.resolve("a.tif"), raster);

        assertNear(raster.pixels().get(31, 31), 200, 100, 50);
    }

    @Test
    void jpegTilesOfPhotometricRgbAreNotTakenForYcbcr() throws Exception {
        ByteArrayOutputStream tables = new ByteArrayOutputStream();
        byte[] tile = Packing.splitTables(jpegOfOneColour(), tables);
        new DrawnTiff(64, 64, 3, INK)
                .tiles(64)
                .packed(7, chunk -> tile)
                .undefined(347, tables.toByteArray())
                .write(folder.resolve("a.tif"));

        reader.read(folder.resolve("a.tif"), raster);

        // 200, 100, 50 as Y, Cb, Cr (JFIF): 124.2, 86.1, 182.1; here those are taken as they are
        assertNear(raster.pixels().get(31, 31), 124, 86, 182);
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
