package org.tilewatch.edge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfInt;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;

/** Pictures whose few bytes promise many pixels. */
final class PromisedPixelsTest {

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
        raster.close();
        decoder.close();
    }

    /** What a header of so few bytes promises could fill memory with nothing for seconds. */
    @ParameterizedTest
    @CsvSource({".jpg, 10000, 9000", ".jp2, 10000, 9000", ".png, 10000, 9000"})
    void aHeaderThatPromisesMoreThanTheFileCanHoldIsTruncated(String ending, int width, int height) throws Exception {
        Path file = folder.resolve("a" + ending);
        Imgcodecs.imwrite(file.toString(), new Mat(32, 32, CvType.CV_8UC3, new Scalar(1, 2, 3)));
        Files.write(file, DrawnHeader.of(ending, Files.readAllBytes(file), width, height));

        assertThatThrownBy(() -> decoder.peek(file, Instant.EPOCH))
                .isInstanceOfSatisfying(
                        UnreadableTile.class, e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED))
                .hasMessageContaining("%d x %d".formatted(width, height));
    }

    @ParameterizedTest
    @ValueSource(strings = {".jpg", ".jp2", ".png"})
    void aSceneOfOneColourIsReadHoweverFewBytesItTakes(String ending) throws Exception {
        Path file = folder.resolve("a" + ending);
        MatOfInt smallest = new MatOfInt(
                Imgcodecs.IMWRITE_JPEG_PROGRESSIVE,
                1,
                Imgcodecs.IMWRITE_JPEG_OPTIMIZE,
                1,
                Imgcodecs.IMWRITE_JPEG_QUALITY,
                1);
        Mat black = new Mat(2000, 2000, CvType.CV_8UC3, new Scalar(0, 0, 0));
        Imgcodecs.imwrite(file.toString(), black, ending.equals(".jpg") ? smallest : new MatOfInt());

        assertThat(decoder.decode(file, Instant.EPOCH, raster).width()).isEqualTo(2000);
    }

    @Test
    void aJpegWithArithmeticCodingIsUnsupported() throws Exception {
        Path file = folder.resolve("a.jpg");
        Imgcodecs.imwrite(file.toString(), new Mat(32, 32, CvType.CV_8UC3, new Scalar(1, 2, 3)));
        byte[] jpeg = Files.readAllBytes(file);
        jpeg[DrawnHeader.find(jpeg, 0xff, 0xc0) + 1] = (byte) 0xc9;
        Files.write(file, jpeg);

        assertThatThrownBy(() -> decoder.peek(file, Instant.EPOCH))
                .isInstanceOfSatisfying(
                        UnreadableTile.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
    }

    /** Puts other sizes into the headers of pictures. */
    private static final class DrawnHeader {

        static byte[] of(String ending, byte[] picture, int width, int height) {
            ByteBuffer bytes = ByteBuffer.wrap(picture);
            switch (ending) {
                case ".png" -> bytes.putInt(16, width).putInt(20, height);
                case ".jpg" -> {
                    int frame = find(picture, 0xff, 0xc0);
                    bytes.putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
                }
                default -> {
                    int box = find(picture, 'i', 'h', 'd', 'r');
                    bytes.putInt(box + 4, height).putInt(box + 8, width);
                }
            }
            return picture;
        }

        static int find(byte[] bytes, int... wanted) {
            for (int at = 0; at + wanted.length <= bytes.length; at++) {
                int same = 0;
                while (same < wanted.length && bytes[at + same] == (byte) wanted[same]) {
                    same++;
                }
                if (same == wanted.length) {
                    return at;
                }
            }
            throw new AssertionError("not found");
        }
    }
}
