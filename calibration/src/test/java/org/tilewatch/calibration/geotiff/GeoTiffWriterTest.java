package org.tilewatch.calibration.geotiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tilewatch.calibration.geotiff.GeoTiff.Layout;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;

final class GeoTiffWriterTest {

    private static final GeoReference PLACE = new GeoReference(32652, new Affine(371_600, 0.5, 0, 4_406_400, 0, -0.5));

    @ParameterizedTest
    @EnumSource
    void anotherReaderSeesTheSamePixels(Layout layout) throws IOException {
        GeoTiff picture = picture(300, 270, layout, OptionalInt.empty());

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(GeoTiffWriter.encode(picture)));

        assertThat(read.getRaster().getPixels(0, 0, 300, 270, (int[]) null)).isEqualTo(unsigned(picture.rgb()));
    }

    @Test
    void theFileSaysWhereItLies() throws IOException {
        TIFFDirectory tags = tags(picture(20, 10, Layout.PLAIN_STRIPS, OptionalInt.empty()));

        assertThat(tags.getTIFFField(33550).getAsDoubles()).containsExactly(0.5, 0.5, 0);
        assertThat(tags.getTIFFField(33922).getAsDoubles()).containsExactly(0, 0, 0, 371_600, 4_406_400, 0);
        assertThat(tags.getTIFFField(34735).getAsChars())
                .containsExactly(
                        (char) 1,
                        (char) 1,
                        (char) 0,
                        (char) 3,
                        (char) 1024,
                        (char) 0,
                        (char) 1,
                        (char) 1,
                        (char) 1025,
                        (char) 0,
                        (char) 1,
                        (char) 1,
                        (char) 3072,
                        (char) 0,
                        (char) 1,
                        (char) 32652);
    }

    @Test
    void theFileSaysWhenItWasTakenInUtc() throws IOException {
        TIFFField time = tags(picture(20, 10, Layout.DEFLATED_STRIPS, OptionalInt.empty()))
                .getTIFFField(306);

        assertThat(time.getAsString(0)).isEqualTo("2026:03:14 02:10:00");
    }

    @Test
    void noDataIsNamedWhereThereIsSome() {
        assertThat(entry(42113, picture(20, 10, Layout.DEFLATED_TILES, OptionalInt.of(7))))
                .hasValueSatisfying(entry -> assertThat(entry.get(8)).isEqualTo((byte) '7'));
        assertThat(entry(42113, picture(20, 10, Layout.DEFLATED_TILES, OptionalInt.empty())))
                .isEmpty();
    }

    @Test
    void pixelsThatDoNotFillThePictureAreRefused() {
        assertThatThrownBy(() ->
                        new GeoTiff(2, 2, new byte[11], PLACE, Instant.EPOCH, OptionalInt.empty(), Layout.PLAIN_STRIPS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("11 bytes");
    }

    private static GeoTiff picture(int width, int height, Layout layout, OptionalInt noData) {
        byte[] rgb = new byte[3 * width * height];
        for (int k = 0; k < rgb.length; k++) {
            rgb[k] = (byte) (k * 31 + k / 7);
        }
        return new GeoTiff(width, height, rgb, PLACE, Instant.parse("2026-03-14T02:10:00Z"), noData, layout);
    }

    /** The directory entry of a tag that the JDK's reader drops. */
    private static Optional<ByteBuffer> entry(int tag, GeoTiff picture) {
        ByteBuffer file = ByteBuffer.wrap(GeoTiffWriter.encode(picture)).order(ByteOrder.LITTLE_ENDIAN);
        int directory = file.getInt(4);
        for (int k = 0; k < file.getShort(directory); k++) {
            ByteBuffer entry = file.slice(directory + 2 + 12 * k, 12).order(ByteOrder.LITTLE_ENDIAN);
            if ((entry.getShort(0) & 0xffff) == tag) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static int[] unsigned(byte[] bytes) {
        int[] values = new int[bytes.length];
        for (int k = 0; k < bytes.length; k++) {
            values[k] = bytes[k] & 0xff;
        }
        return values;
    }

    private static TIFFDirectory tags(GeoTiff picture) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
        try (ImageInputStream in =
                ImageIO.createImageInputStream(new ByteArrayInputStream(GeoTiffWriter.encode(picture)))) {
            reader.setInput(in);
            IIOMetadata metadata = reader.getImageMetadata(0);
            return TIFFDirectory.createFromMetadata(metadata);
        } finally {
            reader.dispose();
        }
    }
}
