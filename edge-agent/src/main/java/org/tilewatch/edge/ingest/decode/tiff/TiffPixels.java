package org.tilewatch.edge.ingest.decode.tiff;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.opencv.core.Mat;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.file.FileWindow;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/**
 * Unpacks the tiles or strips of one directory into native memory, a few rows at a time through one reused array: reading a strip
 * of any size takes the heap of its longest row.
 */
final class TiffPixels implements AutoCloseable {

    private static final int BLOCK_BYTES = 1 << 16;
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

    private final Unpacker.Stored stored = new Unpacker.Stored();
    private final Unpacker.PackBits packBits = new Unpacker.PackBits();
    private final Unpacker.Deflate deflate = new Unpacker.Deflate();
    private final LzwUnpacker lzw = new LzwUnpacker();
    private final JpegTiles jpeg = new JpegTiles();
    private byte[] rows = new byte[BLOCK_BYTES];

    /** Brings a part of the image into {@code into}, which has its shape; an alpha sample goes into the valid mask. */
    void image(FileWindow in, TiffDirectory tags, TiffLayout layout, Window part, Raster into)
            throws IOException, UnreadableTile {
        RowSink sink = new RowSink(layout, part, memory(into.pixels()), memory(into.valid()));
        if (layout.compression() == TiffLayout.JPEG) {
            jpeg.begin(in, tags, layout);
        }
        int planes = layout.planar() ? layout.samples() : 1;
        int[] wanted = layout.chunksOf(part).toArray();
        for (int plane = 0; plane < planes; plane++) {
            for (int chunk : wanted) {
                chunk(in, tags, layout, sink, plane * layout.chunksPerPlane() + chunk);
            }
        }
    }

    /** Brings a part of a mask directory of one bit per pixel into {@code valid}, 255 where the bit is set. */
    void mask(FileWindow in, TiffDirectory tags, TiffLayout layout, Window part, Mat valid)
            throws IOException, UnreadableTile {
        RowSink sink = new RowSink(layout, part, memory(valid), memory(valid));
        for (int chunk : layout.chunksOf(part).toArray()) {
            chunk(in, tags, layout, sink, chunk);
        }
    }

    private static MemorySegment memory(Mat mat) {
        return MemorySegment.ofAddress(mat.dataAddr()).reinterpret(mat.total() * mat.elemSize());
    }

    private void chunk(FileWindow in, TiffDirectory tags, TiffLayout layout, RowSink sink, int chunk)
            throws IOException, UnreadableTile {
        long offset = tags.valueAt(layout.offsetsTag(), chunk);
        long length = tags.valueAt(layout.countsTag(), chunk);
        sink.begin(chunk);
        if (length == 0) {
            sparse(layout, sink);
        } else if (layout.compression() == TiffLayout.JPEG) {
            jpegChunk(in, layout, sink, offset, length);
        } else {
            in.range(offset, length);
            packedChunk(in, layout, sink);
        }
    }

    /** A chunk that was never written holds no-data, or zeros where no value for that is named. */
    private void sparse(TiffLayout layout, RowSink sink) {
        reserve(layout.chunkRowBytes());
        int fill = layout.noData() > 0 && layout.noData() <= 65_535 ? (int) layout.noData() : 0;
        if (layout.bits() == 16) {
            for (int i = 0; i < layout.chunkRowBytes(); i += 2) {
                SHORTS.set(rows, i, (short) fill);
            }
        } else {
            Arrays.fill(rows, 0, layout.chunkRowBytes(), (byte) fill);
        }
        while (sink.wanted() > 0) {
            sink.row(rows, 0);
        }
    }

    private void jpegChunk(FileWindow in, TiffLayout layout, RowSink sink, long offset, long length)
            throws IOException, UnreadableTile {
        Mat tile = jpeg.decode(in, offset, length, layout);
        try {
            int rowBytes = layout.chunkRowBytes();
            int needed = sink.skipped() + sink.wanted();
            if (tile.rows() < needed) {
                throw UnreadableTile.corrupt("a JPEG tile of %d rows where %d belong".formatted(tile.rows(), needed));
            }
            reserve(rowBytes);
            MemorySegment from = memory(tile);
            for (long at = (long) sink.skipped() * rowBytes; sink.wanted() > 0; at += rowBytes) {
                MemorySegment.copy(from, ValueLayout.JAVA_BYTE, at, rows, 0, rowBytes);
                sink.row(rows, 0);
            }
        } finally {
            tile.release();
        }
    }

    private void packedChunk(FileWindow in, TiffLayout layout, RowSink sink) throws IOException, UnreadableTile {
        Unpacker unpacker = unpackerOf(layout);
        unpacker.start();
        int rowBytes = layout.chunkRowBytes();
        int rowsAtOnce = Math.max(1, BLOCK_BYTES / rowBytes);
        reserve(rowBytes);
        boolean swap = layout.bits() == 16 && in.order() != ByteOrder.nativeOrder();
        int skipped = sink.skipped();
        while (sink.wanted() > 0) {
            int left = skipped + sink.wanted();
            int count = Math.min(rowsAtOnce, left);
            int read = unpacker.read(in, rows, 0, count * rowBytes);
            if (read < count * rowBytes) {
                throw UnreadableTile.truncated(
                        "a tile or strip holds %d rows less than it should".formatted(left - read / rowBytes));
            }
            // The predictor begins anew with each row: those above the part need not be unfolded.
            int first = Math.min(skipped, count);
            skipped -= first;
            for (int row = first; row < count; row++) {
                unfold(layout, row * rowBytes, swap);
                sink.row(rows, row * rowBytes);
            }
        }
    }

    private Unpacker unpackerOf(TiffLayout layout) throws UnreadableTile {
        return switch (layout.compression()) {
            case 1 -> stored;
            case 5 -> lzw;
            case 8, 32946 -> deflate;
            case 32773 -> packBits;
            default ->
                throw UnreadableTile.unsupported(
                        "compression %d, read are none (1), LZW (5), JPEG (7), deflate (8, 32946) and PackBits (32773)"
                                .formatted(layout.compression()));
        };
    }

    /** Brings one row to native byte order and undoes the predictor. */
    private void unfold(TiffLayout layout, int from, boolean swap) {
        int end = from + layout.chunkRowBytes();
        if (swap) {
            for (int i = from; i < end; i += 2) {
                byte first = rows[i];
                rows[i] = rows[i + 1];
                rows[i + 1] = first;
            }
        }
        if (layout.predictor() == 1) {
            return;
        }
        int step = layout.chunkSamples();
        if (layout.bits() == 16) {
            for (int i = from + 2 * step; i < end; i += 2) {
                SHORTS.set(rows, i, (short) ((short) SHORTS.get(rows, i) + (short) SHORTS.get(rows, i - 2 * step)));
            }
        } else if (step == 3) {
            sumOfThree(from, end);
        } else {
            for (int i = from + step; i < end; i++) {
                rows[i] += rows[i - step];
            }
        }
    }

    /** Three sums in registers: twice as fast as reading each one's last value back from memory. */
    private void sumOfThree(int from, int end) {
        byte red = 0;
        byte green = 0;
        byte blue = 0;
        for (int i = from; i + 2 < end; i += 3) {
            red += rows[i];
            green += rows[i + 1];
            blue += rows[i + 2];
            rows[i] = red;
            rows[i + 1] = green;
            rows[i + 2] = blue;
        }
    }

    private void reserve(int bytes) {
        if (rows.length < bytes) {
            rows = new byte[bytes];
        }
    }

    @Override
    public void close() {
        deflate.end();
        jpeg.close();
    }
}
