package org.tilewatch.edge.ingest.decode.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.decode.PixelReader;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.ingest.file.UnreadableTile;

class TiffVariantsTest {

    private static final DrawnTiff.Ink INK = (x, y, s) -> (x * 7 + y * 13 + s * 50 + (x * y) % 5) & 0xff;
    private static final DrawnTiff.Ink INK16 = (x, y, s) -> (x * 701 + y * 1301 + s * 5000) & 0xffff;

    @TempDir
    Path folder;

    private PixelReader reader;
    private Raster raster;

    @BeforeAll
    static void loadNatives() {
        Natives.load();
    }

    @BeforeEach
    void open() {
        reader = new PixelReader(Caps.DEFAULT);
        raster = new Raster();
    }

    @AfterEach
    void close() {
        reader.close();
        raster.close();
    }

    static Stream<DrawnTiff> layoutsOfEightBit() {
        return Stream.of(
                rgb(),
                rgb().bigEndian(),
                rgb().bigTiff(),
                rgb().bigTiff().bigEndian().deflated(),
                rgb().strips(7),
                rgb().tiles(16),
                rgb().tiles(64),
                rgb().deflated().predictor().tiles(32),
                rgb().packed(32946, Packing::deflate).strips(5),
                rgb().packed(5, Packing::lzw),
                rgb().packed(5, Packing::lzw).predictor().tiles(16),
                rgb().packed(32773, Packing::packBits).strips(3),
                rgb().planar().tiles(16).deflated().predictor(),
                rgb().planar().strips(9));
    }

    private static DrawnTiff rgb() {
        return new DrawnTiff(53, 37, 3, INK);
    }

    @ParameterizedTest
    @MethodSource("layoutsOfEightBit")
    void everyLayoutGivesBackThePixelsThatWereDrawn(DrawnTiff tiff) throws Exception {
        ImageHeader header = reader.read(tiff.write(folder.resolve("a.tif")), raster);

        assertThat(header.bands()).isEqualTo(3);
        assertThat(samples()).isEqualTo(drawn(53, 37, 3, INK));
        assertThat(Core.countNonZero(raster.valid())).isEqualTo(53 * 37);
    }

    static Stream<DrawnTiff> layoutsOfSixteenBit() {
        return Stream.of(
                fourBands(),
                fourBands().bigEndian(),
                fourBands().deflated().predictor().strips(4),
                fourBands().bigEndian().deflated().predictor().tiles(16),
                fourBands().planar().packed(5, Packing::lzw).predictor());
    }

    private static DrawnTiff fourBands() {
        return new DrawnTiff(41, 23, 4, INK16).bits(16).shorts(338, 0, 0, 0);
    }

    @ParameterizedTest
    @MethodSource("layoutsOfSixteenBit")
    void sixteenBitBandsKeepTheirValuesInBothByteOrders(DrawnTiff tiff) throws Exception {
        reader.read(tiff.write(folder.resolve("a.tif")), raster);

        assertThat(raster.bitsPerSample()).isEqualTo(16);
        assertThat(samples()).isEqualTo(drawn(41, 23, 4, INK16));
    }

    static Stream<DrawnTiff> layoutsWithMasks() {
        return Stream.concat(
                Stream.concat(layoutsOfEightBit(), layoutsOfSixteenBit()),
                Stream.of(
                        rgb().tiles(16).deflated().mask((x, y, s) -> (x + y) % 3),
                        rgb().strips(4).text(42113, "7"),
                        new DrawnTiff(53, 37, 4, INK).shorts(338, 2).tiles(32),
                        rgb().tiles(16).without(4)));
    }

    @ParameterizedTest
    @MethodSource("layoutsWithMasks")
    void aPartHasThePixelsThatTheWholeHasThere(DrawnTiff tiff) throws Exception {
        Path file = tiff.write(folder.resolve("a.tif"));
        reader.read(file, raster);

        try (Raster part = new Raster()) {
            for (Window on : List.of(
                    new Window(0, 0, 1, 1),
                    new Window(17, 9, 20, 14),
                    new Window(0, 8, raster.width(), 3),
                    new Window(raster.width() - 5, 0, 5, raster.height()))) {
                reader.read(file, on, part);

                Rect cut = new Rect(on.x(), on.y(), on.width(), on.height());
                assertThat(difference(part.pixels(), raster.pixels().submat(cut)))
                        .isZero();
                assertThat(difference(part.valid(), raster.valid().submat(cut))).isZero();
            }
        }
    }

    private static double difference(Mat one, Mat other) {
        return Core.norm(one, other, Core.NORM_INF);
    }

    @Test
    void aPartThatTheFileNoLongerHasIsRefused() throws Exception {
        Path file = rgb().write(folder.resolve("a.tif"));

        assertThatThrownBy(() -> reader.read(file, new Window(40, 0, 14, 5), raster))
                .isInstanceOf(UnreadableTile.class)
                .hasMessageContaining("53 x 37");
    }

    @Test
    void longLzwStreamsFillTheCodeTableAndStartAgain() throws Exception {
        DrawnTiff.Ink noise = (x, y, s) -> (x * x * 31 + y * y * y * 17 + x * y * 7) >> 3 & 0xff;
        new DrawnTiff(200, 150, 1, noise).packed(5, Packing::lzw).write(folder.resolve("a.tif"));

        reader.read(folder.resolve("a.tif"), raster);

        assertThat(samples()).isEqualTo(drawn(200, 150, 1, noise));
    }

    @Test
    void theInternalMaskTellsWhichPixelsAreValid() throws Exception {
        rgb().mask((x, y, s) -> x < 10 || y == 36 ? 0 : 1).write(folder.resolve("a.tif"));

        reader.read(folder.resolve("a.tif"), raster);

        assertThat(Core.countNonZero(raster.valid())).isEqualTo(43 * 36);
        assertThat(raster.valid().get(0, 9)[0]).isEqualTo(0);
        assertThat(raster.valid().get(0, 10)[0]).isEqualTo(255);
    }

    @Test
    void aPixelIsNoDataWhereEveryBandHasTheValue() throws Exception {
        DrawnTiff.Ink zeros = (x, y, s) -> x < 20 && (s < 2 || y < 5) ? 0 : 9;
        new DrawnTiff(53, 37, 3, zeros).text(42113, "0.0").write(folder.resolve("rgb.tif"));
        new DrawnTiff(53, 37, 6, (x, y, s) -> zeros.at(x, y, Math.min(s, 2)))
                .text(42113, "0")
                .write(folder.resolve("six.tif"));

        for (String name : List.of("rgb.tif", "six.tif")) {
            reader.read(folder.resolve(name), raster);
            assertThat(Core.countNonZero(raster.valid())).as(name).isEqualTo(53 * 37 - 20 * 5);
        }
    }

    @Test
    void aNoDataValueThatNoSampleCanHaveTakesNothingOut() throws Exception {
        for (String value : List.of("-9999", "nan", "0.5", "256")) {
            new DrawnTiff(4, 4, 1, (x, y, s) -> 0).text(42113, value).write(folder.resolve("a.tif"));
            reader.read(folder.resolve("a.tif"), raster);
            assertThat(Core.countNonZero(raster.valid())).as(value).isEqualTo(16);
        }
    }

    @Test
    void alphaBecomesTheMaskAndIsNoBand() throws Exception {
        new DrawnTiff(8, 8, 4, (x, y, s) -> s == 3 ? (x < 3 ? 0 : 200) : 10 * s + 1)
                .shorts(262, 2)
                .shorts(338, 2)
                .write(folder.resolve("a.tif"));

        ImageHeader header = reader.read(folder.resolve("a.tif"), raster);

        assertThat(header.bands()).isEqualTo(3);
        assertThat(raster.pixels().get(2, 5)).containsExactly(1, 11, 21);
        assertThat(Core.countNonZero(raster.valid())).isEqualTo(5 * 8);
    }

    @Test
    void aTileThatWasNeverWrittenHoldsNoData() throws Exception {
        new DrawnTiff(32, 16, 1, (x, y, s) -> 5)
                .tiles(16)
                .text(42113, "7")
                .without(1)
                .write(folder.resolve("a.tif"));

        reader.read(folder.resolve("a.tif"), raster);

        assertThat(Core.countNonZero(raster.valid())).isEqualTo(16 * 16);
        assertThat(raster.pixels().get(0, 20)[0]).isEqualTo(7);
    }

    @Test
    void aSecondFileOfTheSameShapeReusesTheNativeMemory() throws Exception {
        rgb().deflated().write(folder.resolve("a.tif"));
        reader.read(folder.resolve("a.tif"), raster);
        Map<Mat, Long> before = Map.of(raster.pixels(), raster.pixels().dataAddr());

        reader.read(folder.resolve("a.tif"), raster);

        assertThat(raster.pixels().dataAddr()).isEqualTo(before.get(raster.pixels()));
    }

    private int[] samples() {
        int[] samples = new int[(int) raster.pixels().total() * raster.bands()];
        if (raster.bitsPerSample() == 8) {
            byte[] bytes = new byte[samples.length];
            raster.pixels().get(0, 0, bytes);
            for (int i = 0; i < samples.length; i++) {
                samples[i] = bytes[i] & 0xff;
            }
        } else {
            short[] shorts = new short[samples.length];
            raster.pixels().get(0, 0, shorts);
            for (int i = 0; i < samples.length; i++) {
                samples[i] = shorts[i] & 0xffff;
            }
        }
        return samples;
    }

    private static int[] drawn(int width, int height, int samples, DrawnTiff.Ink ink) {
        int[] all = new int[width * height * samples];
        for (int i = 0; i < all.length; i++) {
            int pixel = i / samples;
            all[i] = ink.at(pixel % width, pixel / width, i % samples);
        }
        return all;
    }
}
