package org.tilewatch.edge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;

class BadInputTest {

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

    private Reason reasonFor(Path file) throws IOException {
        try {
            decoder.decode(file, Instant.EPOCH, raster);
        } catch (UnreadableTile e) {
            assertThat(e.getMessage()).isNotBlank();
            return e.reason();
        }
        throw new AssertionError(file + " was read");
    }

    @Test
    void anEmptyFileIsRefused() throws Exception {
        assertThat(reasonFor(Files.createFile(folder.resolve("a.tif")))).isEqualTo(Reason.EMPTY);
    }

    @Test
    void aTextNamedTifIsNoImage() throws Exception {
        assertThat(reasonFor(Files.writeString(folder.resolve("a.tif"), "hello, this is no picture")))
                .isEqualTo(Reason.NOT_AN_IMAGE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.3, 0.6, 0.95})
    void aTruncatedTiffIsTruncated(double share) throws Exception {
        byte[] whole = picture().deflated().bytes();
        Path file = folder.resolve("a.tif");
        Files.write(file, Arrays.copyOf(whole, (int) (whole.length * share)));

        assertThat(reasonFor(file)).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    @Timeout(1)
    void aHugeHeaderIsRefusedBeforeMemoryIsTaken() throws Exception {
        byte[] tiff = picture().bytes();
        Path file = folder.resolve("a.tif");
        Files.write(file, replaceShort(replaceShort(tiff, 256, 60_000), 257, 60_000));

        assertThat(reasonFor(file)).isEqualTo(Reason.TOO_LARGE);
        assertThat(raster.pixels().empty()).isTrue();
    }

    /** Sets the value of a one-short tag in a little-endian TIFF. */
    private static byte[] replaceShort(byte[] tiff, int tag, int value) {
        byte[] changed = tiff.clone();
        for (int i = 8; i + 12 < tiff.length; i++) {
            boolean field =
                    ((tiff[i] & 0xff) | ((tiff[i + 1] & 0xff) << 8)) == tag && tiff[i + 2] == 3 && tiff[i + 4] == 1;
            if (field) {
                changed[i + 8] = (byte) value;
                changed[i + 9] = (byte) (value >> 8);
            }
        }
        return changed;
    }

    @Test
    void aHugePngHeaderIsRefused() throws Exception {
        Path file = folder.resolve("a.png");
        Imgcodecs.imwrite(file.toString(), new Mat(8, 8, CvType.CV_8UC3, new Scalar(1, 2, 3)));
        byte[] png = Files.readAllBytes(file);
        png[17] = 1; // width 65,544
        png[21] = 1;
        Files.write(file, png);

        assertThat(reasonFor(file)).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void aTruncatedJpegIsTruncated() throws Exception {
        Path file = folder.resolve("a.jpg");
        Imgcodecs.imwrite(file.toString(), new Mat(64, 64, CvType.CV_8UC3, new Scalar(1, 2, 3)));
        byte[] jpeg = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(jpeg, jpeg.length - 20));

        assertThat(reasonFor(file)).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void kindsThatAreNotReadSayWhich() throws Exception {
        Path file = folder.resolve("a.tif");
        picture().shorts(339, 3).write(file);
        assertThatThrownBy(() -> decoder.decode(file, Instant.EPOCH, raster))
                .isInstanceOf(UnreadableTile.class)
                .hasMessageContaining("sample format 3");
        picture().shorts(259, 50_000).write(file);
        assertThatThrownBy(() -> decoder.decode(file, Instant.EPOCH, raster))
                .isInstanceOf(UnreadableTile.class)
                .hasMessageContaining("compression 50000");
    }

    @Test
    void aSymbolicLinkIsNotFollowed() throws Exception {
        Path real = picture().write(folder.resolve("real.tif"));

        assertThat(reasonFor(Files.createSymbolicLink(folder.resolve("a.tif"), real)))
                .isEqualTo(Reason.NOT_A_FILE);
    }

    @Test
    void aBrokenDateInTheStacItemNamesFileAndValue() throws Exception {
        Path file = picture().write(folder.resolve("a.tif"));
        Files.writeString(folder.resolve("a.json"), "{\"properties\": {\"datetime\": \"2026-13-41T99:00:00Z\"}}");

        assertThatThrownBy(() -> decoder.peek(file, Instant.EPOCH))
                .isInstanceOfSatisfying(
                        UnreadableTile.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_SIDECAR))
                .hasMessageContaining("a.json")
                .hasMessageContaining("2026-13-41T99:00:00Z");
    }

    @Test
    void aTimeThatNoSatelliteKnewIsABadSidecarAndNoTimeInATag() throws Exception {
        Path file = picture().text(306, "9999:12:31 23:59:59").write(folder.resolve("a.tif"));
        assertThat(decoder.peek(file, Instant.EPOCH).pass().acquiredFrom()).isEqualTo(AcquiredFrom.ARRIVAL);
        Files.writeString(folder.resolve("a.json"), "{\"properties\": {\"datetime\": \"+999999999-12-31T23:59:59Z\"}}");

        assertThat(reasonFor(file)).isEqualTo(Reason.BAD_SIDECAR);
    }

    @ParameterizedTest
    @CsvSource({"4326, 20, 139, 0.001", "32652, 1e300, 4400000, 0.5", "32652, 500000, 4400000, 1e-200"})
    void aPlaceThatIsNowhereIsNone(int epsg, double x, double y, double pixel) throws Exception {
        Path file = picture().place(epsg, x, y, pixel, pixel).write(folder.resolve("a.tif"));

        assertThat(decoder.peek(file, Instant.EPOCH).georeference()).isEmpty();
        assertThat(decoder.peek(file, Instant.EPOCH).gsdXMetres()).isNaN();
    }

    @Test
    void aStacItemWithoutEndOrWithTooMuchIsRefused() throws Exception {
        Path file = picture().write(folder.resolve("a.tif"));
        Files.writeString(folder.resolve("a.json"), "[".repeat(100_000));
        assertThat(reasonFor(file)).isEqualTo(Reason.BAD_SIDECAR);
        Files.writeString(folder.resolve("a.json"), "{\"links\": " + "[".repeat(1000));
        assertThat(reasonFor(file)).isEqualTo(Reason.BAD_SIDECAR);
        Files.writeString(folder.resolve("a.json"), "{\"id\": \"" + "x".repeat(2 << 20) + "\"}");
        assertThat(reasonFor(file)).isEqualTo(Reason.BAD_SIDECAR);
        Files.writeString(folder.resolve("a.json"), "{\"properties\": {\"datetime\": ");
        assertThat(reasonFor(file)).isEqualTo(Reason.BAD_SIDECAR);
    }

    @Test
    void aFileThatVanishedIsTroubleOutsideAndNotABadImage() {
        assertThatThrownBy(() -> decoder.decode(folder.resolve("gone.tif"), Instant.EPOCH, raster))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    @Timeout(120)
    void noFlippedByteEndsInAnythingButAPictureOrAReason() throws Exception {
        Random random = new Random(7);
        byte[][] whole = {
            picture()
                    .deflated()
                    .predictor()
                    .tiles(16)
                    .mask((x, y, s) -> x & 1)
                    .place(32652, 5, 5, 1, 1)
                    .bytes(),
            picture().bigTiff().bigEndian().strips(5).text(42113, "0").bytes()
        };
        Path file = folder.resolve("a.tif");
        int refused = 0;
        Caps small = new Caps(1 << 20, 1 << 20, 65_535, 16, 1 << 22);
        try (Decoder capped = new Decoder(small)) {
            for (int i = 0; i < 2000; i++) {
                byte[] broken = whole[i % 2].clone();
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    // the directories lie at the end: most flips go there
                    int tail = random.nextInt(4) > 0 ? Math.max(0, broken.length - 500) : 0;
                    broken[tail + random.nextInt(broken.length - tail)] = (byte) random.nextInt(256);
                }
                Files.write(file, broken);
                try {
                    capped.decode(file, Instant.EPOCH, raster);
                } catch (UnreadableTile e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isBetween(200, 1950);
    }

    @Test
    void theNextGoodFileIsReadAfterABadOne() throws Exception {
        Path bad = folder.resolve("bad.tif");
        Files.write(bad, "II*\0 but nothing follows".getBytes(StandardCharsets.ISO_8859_1));
        Path good = picture().deflated().write(folder.resolve("good.tif"));
        assertThat(reasonFor(bad)).isEqualTo(Reason.TRUNCATED);

        assertThat(decoder.decode(good, Instant.EPOCH, raster).width()).isEqualTo(40);
        assertThat(raster.pixels().get(10, 10)).containsExactly(20, 21, 22);
    }
}
