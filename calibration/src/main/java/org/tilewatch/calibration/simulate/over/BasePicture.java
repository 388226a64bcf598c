package org.tilewatch.calibration.simulate.over;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.decode.PixelReader;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/** A picture that a site is made of. What cannot be one is an {@link IllegalArgumentException} that names file and value. */
final class BasePicture {

    private static final int SMALLEST = 256;
    private static final int LARGEST = 1024;
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".tif", ".tiff");

    private BasePicture() {}

    /** The picture itself, or those right in a folder by their names; each is checked by its header. */
    static List<Path> in(Path where) throws IOException {
        if (!Files.exists(where)) {
            throw new IllegalArgumentException(where + ": no such picture or folder");
        }
        List<Path> pictures = List.of(where);
        if (Files.isDirectory(where)) {
            try (Stream<Path> inside = Files.list(where)) {
                pictures = inside.filter(BasePicture::isPicture).sorted().toList();
            }
        }
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException(where + ": no picture in it; needed: " + String.join(" ", ENDINGS));
        }
        for (Path picture : pictures) {
            check(picture);
        }
        return pictures;
    }

    private static boolean isPicture(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static void check(Path file) throws IOException {
        try (PixelReader reader = new PixelReader(Caps.DEFAULT)) {
            ImageHeader header = reader.header(file);
            if (header.bitsPerSample() != 8) {
                throw wrong(file, header.bitsPerSample() + " bits per sample; needed: 8");
            }
            if (header.bands() != 1 && header.bands() != 3) {
                throw wrong(file, header.bands() + " bands; needed: 1 (grey) or 3 (RGB)");
            }
            if (Math.min(header.width(), header.height()) < SMALLEST) {
                throw wrong(
                        file,
                        "%d x %d pixels; needed: at least %d x %d"
                                .formatted(header.width(), header.height(), SMALLEST, SMALLEST));
            }
        } catch (UnreadableTile e) {
            throw wrong(file, String.valueOf(e.getMessage()));
        }
    }

    /** RGB, 8 bit: the largest square in the picture's middle, at most {@value #LARGEST} pixels wide. */
    static Mat read(Path file) throws IOException {
        try (PixelReader reader = new PixelReader(Caps.DEFAULT);
                Raster raster = new Raster()) {
            reader.read(file, raster);
            int edge = Math.min(LARGEST, Math.min(raster.width(), raster.height()));
            Rect middle = new Rect((raster.width() - edge) / 2, (raster.height() - edge) / 2, edge, edge);
            Mat part = raster.pixels().submat(middle);
            Mat picture = part.clone();
            part.release();
            if (picture.channels() == 1) {
                Imgproc.cvtColor(picture, picture, Imgproc.COLOR_GRAY2RGB);
            }
            return picture;
        } catch (UnreadableTile e) {
            throw wrong(file, String.valueOf(e.getMessage()));
        }
    }

    private static IllegalArgumentException wrong(Path file, String what) {
        return new IllegalArgumentException(file + ": " + what);
    }
}
