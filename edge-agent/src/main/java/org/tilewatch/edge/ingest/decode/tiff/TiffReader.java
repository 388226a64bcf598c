package org.tilewatch.edge.ingest.decode.tiff;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.FileWindow;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/**
 * TIFF and BigTIFF as satellite imagery uses them: the first full image of the file and its internal mask; overviews and further
 * pages are skipped. Own code, since no single library read all of the variants right (see the formats in the README).
 */
public final class TiffReader implements AutoCloseable {

    private static final int MAX_DIRECTORIES = 64;
    private static final int REDUCED = 1;
    private static final int TRANSPARENCY = 4;

    private final Caps caps;
    private final ByteBuffer tableBuffer = ByteBuffer.allocateDirect(1 << 13);
    private final ByteBuffer dataBuffer = ByteBuffer.allocateDirect(1 << 17);
    private final TiffPixels pixels = new TiffPixels();
    private final Mat measured = new Mat();

    private record Image(TiffDirectory tags, TiffLayout layout) {
        ImageHeader header() throws IOException, UnreadableTile {
            return new ImageHeader(
                    layout.width(),
                    layout.height(),
                    layout.bands(),
                    layout.bits(),
                    GeoTags.georeference(tags),
                    GeoTags.dateTime(tags),
                    "",
                    List.of(),
                    true);
        }
    }

    public TiffReader(Caps caps) {
        this.caps = caps;
    }

    /** Whether a file that begins with these 4 bytes is a TIFF. */
    public static boolean recognises(int firstFour) {
        return firstFour == 0x49492a00 || firstFour == 0x4d4d002a || firstFour == 0x49492b00 || firstFour == 0x4d4d002b;
    }

    public ImageHeader header(FileChannel file) throws IOException, UnreadableTile {
        Directories directories = new Directories(new FileWindow(file, tableBuffer));
        return imageOf(directories).header();
    }

    /** Reads the whole image, if it is no larger than other formats may be. */
    public ImageHeader read(FileChannel file, Raster into) throws IOException, UnreadableTile {
        FileWindow table = new FileWindow(file, tableBuffer);
        Directories directories = new Directories(table);
        Image image = imageOf(directories);
        TiffLayout layout = image.layout();
        caps.checkShape(layout.width(), layout.height(), layout.samples(), layout.bits());
        read(file, directories, image, new Window(0, 0, layout.width(), layout.height()), into);
        return image.header();
    }

    /** Reads a part of the image: of its tiles or strips only those that hold anything of it. */
    public void read(FileChannel file, Window part, Raster into) throws IOException, UnreadableTile {
        FileWindow table = new FileWindow(file, tableBuffer);
        Directories directories = new Directories(table);
        Image image = imageOf(directories);
        TiffLayout layout = image.layout();
        caps.checkShape(part.width(), part.height(), layout.samples(), layout.bits());
        if (part.x() < 0 || part.y() < 0 || part.right() > layout.width() || part.bottom() > layout.height()) {
            throw UnreadableTile.corrupt("%s is wanted of an image of %d x %d pixels: the file has changed"
                    .formatted(part, layout.width(), layout.height()));
        }
        read(file, directories, image, part, into);
    }

    private void read(FileChannel file, Directories directories, Image image, Window part, Raster into)
            throws IOException, UnreadableTile {
        TiffLayout layout = image.layout();
        FileWindow data = new FileWindow(file, dataBuffer);
        data.order(directories.in.order());
        into.reshape(part.width(), part.height(), layout.bands(), layout.bits());
        if (layout.alpha() < 0) {
            Natives.fill(into.valid(), 255);
        }
        pixels.image(data, image.tags(), layout, part, into);
        Image mask = maskOf(directories, layout);
        if (mask != null) {
            pixels.mask(data, mask.tags(), mask.layout(), part, into.valid());
        } else {
            takeOutNoData(layout.noData(), into);
        }
    }

    /** The chain of directories from the file's head, at most {@link #MAX_DIRECTORIES} long. */
    private static final class Directories {
        private final FileWindow in;
        private final boolean big;
        private long next;
        private int left = MAX_DIRECTORIES;

        Directories(FileWindow in) throws IOException, UnreadableTile {
            this.in = in;
            in.order(in.u8(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            big = in.u16(2) == 43;
            next = big ? in.i64(8) : in.u32(4);
        }

        @Nullable
        TiffDirectory next() throws IOException, UnreadableTile {
            if (next == 0 || left-- == 0) {
                return null;
            }
            TiffDirectory directory = new TiffDirectory(in, next, big);
            next = directory.next();
            return directory;
        }
    }

    private Image imageOf(Directories directories) throws IOException, UnreadableTile {
        for (TiffDirectory tags = directories.next(); tags != null; tags = directories.next()) {
            if ((tags.value(254, 0) & (REDUCED | TRANSPARENCY)) == 0) {
                TiffLayout layout = TiffLayout.of(tags, caps.inParts());
                if (layout.photometric() == TiffLayout.MASK) {
                    continue;
                }
                return new Image(tags, layout);
            }
        }
        throw UnreadableTile.corrupt("no full image among the TIFF's directories");
    }

    private @Nullable Image maskOf(Directories directories, TiffLayout image) throws IOException, UnreadableTile {
        for (TiffDirectory tags = directories.next(); tags != null; tags = directories.next()) {
            long kind = tags.value(254, 0);
            boolean sameSize = tags.value(256, 0) == image.width() && tags.value(257, 0) == image.height();
            if ((kind & TRANSPARENCY) != 0 && (kind & REDUCED) == 0 && sameSize) {
                return new Image(tags, TiffLayout.of(tags, caps.inParts()));
            }
        }
        return null;
    }

    /** A pixel is no-data where every band has the value; one band at that value alone is a dark or saturated measurement. */
    private void takeOutNoData(double noData, Raster raster) {
        int max = raster.bitsPerSample() == 8 ? 255 : 65_535;
        if (!(noData >= 0 && noData <= max) || noData != Math.rint(noData)) {
            return;
        }
        if (raster.bands() <= 4) {
            Core.inRange(raster.pixels(), Scalar.all(noData), Scalar.all(noData), measured);
            Core.bitwise_not(measured, measured);
            Core.bitwise_and(raster.valid(), measured, raster.valid());
            return;
        }
        takeOutOfMany((int) noData, raster);
    }

    private static void takeOutOfMany(int noData, Raster raster) {
        int bytes = raster.bitsPerSample() / 8;
        int pixelBytes = raster.bands() * bytes;
        long count = raster.pixels().total();
        MemorySegment samples =
                MemorySegment.ofAddress(raster.pixels().dataAddr()).reinterpret(count * pixelBytes);
        MemorySegment valid = MemorySegment.ofAddress(raster.valid().dataAddr()).reinterpret(count);
        for (long pixel = 0; pixel < count; pixel++) {
            int band = 0;
            while (band < raster.bands()
                    && sample(samples, pixel * pixelBytes + (long) band * bytes, bytes) == noData) {
                band++;
            }
            if (band == raster.bands()) {
                valid.set(ValueLayout.JAVA_BYTE, pixel, (byte) 0);
            }
        }
    }

    private static int sample(MemorySegment samples, long at, int bytes) {
        return bytes == 1
                ? samples.get(ValueLayout.JAVA_BYTE, at) & 0xff
                : samples.get(ValueLayout.JAVA_SHORT_UNALIGNED, at) & 0xffff;
    }

    @Override
    public void close() {
        pixels.close();
        measured.release();
    }
}
