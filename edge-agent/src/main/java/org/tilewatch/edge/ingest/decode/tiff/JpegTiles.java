package org.tilewatch.edge.ingest.decode.tiff;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.ingest.file.FileWindow;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/**
 * JPEG inside TIFF (compression 7): each tile is a JPEG stream without its tables, which tag 347 holds for all. They are joined in
 * one reused native buffer and decoded by OpenCV, which is 1.2 to 2 times as fast as the JDK's reader with a reused destination
 * (7.0 against 8.4 - 15 ns per pixel on 256 px tiles).
 *
 * <p>A JPEG stream without JFIF or Adobe marker does not say whether it holds YCbCr or RGB; TIFF says it in its photometric tag.
 * So an Adobe marker is put before the tables.
 */
final class JpegTiles implements AutoCloseable {

    private static final int TABLES_TAG = 347;
    private static final int MAX_TABLES = 65_536;
    private static final int MAX_TILE = 64 << 20;
    /** Each block of 8 by 8 pixels takes a bit at least. */
    private static final long PIXELS_PER_BYTE = 512;

    private static final byte[] SOI = {(byte) 0xff, (byte) 0xd8};
    private static final byte[] ADOBE = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0};

    private final Mat encoded = new Mat();
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private int prefixLength;

    /** Lays down what precedes every tile of this directory. */
    void begin(FileWindow in, TiffDirectory tags, TiffLayout layout) throws IOException, UnreadableTile {
        long tables = tags.count(TABLES_TAG);
        if (tables > MAX_TABLES) {
            throw UnreadableTile.corrupt("JPEG tables of %d bytes".formatted(tables));
        }
        reserve(MAX_TABLES + 64);
        bytes.clear().put(SOI);
        if (layout.chunkSamples() == 3) {
            bytes.put(ADOBE).put((byte) (layout.photometric() == TiffLayout.YCBCR ? 1 : 0));
        }
        if (tables > 4) {
            bytes.limit(bytes.position() + (int) tables - 4);
            in.copy(tags.position(TABLES_TAG) + 2, bytes);
        }
        prefixLength = bytes.position();
    }

    /** Decodes one tile into 8 bit samples, red first. The caller releases the result. */
    Mat decode(FileWindow in, long offset, long length, TiffLayout layout) throws IOException, UnreadableTile {
        if (length < 4 || length > MAX_TILE) {
            throw UnreadableTile.corrupt("a JPEG tile of %d bytes".formatted(length));
        }
        reserve(prefixLength + (int) length);
        bytes.clear().position(prefixLength).limit(prefixLength + (int) length - 2);
        in.copy(offset + 2, bytes);
        checkFrame(layout);
        Mat tile = decoded();
        if (tile.empty() || tile.channels() != layout.chunkSamples() || tile.depth() != CvType.CV_8U) {
            tile.release();
            throw UnreadableTile.corrupt("a JPEG tile cannot be decoded");
        }
        if (tile.channels() == 3) {
            Imgproc.cvtColor(tile, tile, Imgproc.COLOR_BGR2RGB);
        }
        return tile;
    }

    private Mat decoded() throws UnreadableTile {
        try {
            return Imgcodecs.imdecode(encoded, Imgcodecs.IMREAD_UNCHANGED);
        } catch (CvException e) {
            throw UnreadableTile.corrupt("a JPEG tile cannot be decoded: %s".formatted(e.getMessage()));
        }
    }

    /** The stream's own size must be the tile's, else it could ask for any memory; and it must have its end. */
    private void checkFrame(TiffLayout layout) throws UnreadableTile {
        int limit = bytes.limit();
        if (!endsInMarker(limit)) {
            throw UnreadableTile.truncated("a JPEG tile has no end");
        }
        int at = 2;
        while (at + 9 < limit && (bytes.get(at) & 0xff) == 0xff) {
            int marker = bytes.get(at + 1) & 0xff;
            if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                int height = bytes.getShort(at + 5) & 0xffff;
                int width = bytes.getShort(at + 7) & 0xffff;
                if (marker > 0xc2) {
                    throw UnreadableTile.unsupported("a JPEG tile of kind %x".formatted(marker));
                }
                if ((long) width * height > PIXELS_PER_BYTE * (limit - prefixLength + 2L)) {
                    throw UnreadableTile.truncated("a JPEG tile of %d x %d pixels in %d bytes"
                            .formatted(width, height, limit - prefixLength + 2));
                }
                if (width != layout.chunkWidth() || height < 1 || height > layout.chunkHeight()) {
                    throw UnreadableTile.corrupt("a JPEG tile of %d x %d pixels where %d x %d belong"
                            .formatted(width, height, layout.chunkWidth(), layout.chunkHeight()));
                }
                return;
            }
            at += marker == 0xff ? 1 : 2 + (bytes.getShort(at + 2) & 0xffff);
        }
        throw UnreadableTile.corrupt("a JPEG tile has no frame header");
    }

    private boolean endsInMarker(int limit) {
        for (int i = limit - 2; i >= Math.max(prefixLength, limit - 64); i--) {
            if (bytes.get(i) == (byte) 0xff && bytes.get(i + 1) == (byte) 0xd9) {
                return true;
            }
        }
        return false;
    }

    private void reserve(int length) {
        if (encoded.cols() >= length) {
            return;
        }
        byte[] kept = new byte[prefixLength];
        bytes.clear().get(kept);
        encoded.create(1, Math.max(length, 1 << 18) * 5 / 4, CvType.CV_8UC1);
        bytes = MemorySegment.ofAddress(encoded.dataAddr())
                .reinterpret(encoded.cols() * ValueLayout.JAVA_BYTE.byteSize())
                .asByteBuffer();
        bytes.put(kept);
    }

    @Override
    public void close() {
        encoded.release();
        bytes = ByteBuffer.allocate(0);
        prefixLength = 0;
    }
}
