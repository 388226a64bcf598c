package org.tilewatch.edge.ingest.decode.tiff;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.tilewatch.edge.imagery.Window;

/** Lays the rows of chunk after chunk where they belong in a part of an image, and parts the samples of a pixel if need be. */
final class RowSink {

    private final TiffLayout layout;
    private final Window part;
    private final MemorySegment pixels;
    private final MemorySegment valid;
    private final boolean straight;
    private int plane;
    private int x0;
    private int width;
    private int skippedColumns;
    private int skippedRows;
    private int y;
    private int endY;

    /**
     * @param part of the image that is wanted, within it
     * @param pixels bands interleaved, native byte order; for a mask unused
     * @param valid one byte per pixel; written where the layout has alpha or is a mask
     */
    RowSink(TiffLayout layout, Window part, MemorySegment pixels, MemorySegment valid) {
        this.layout = layout;
        this.part = part;
        this.pixels = pixels;
        this.valid = valid;
        this.straight = !layout.planar() && layout.alpha() < 0;
    }

    void begin(int chunk) {
        int inPlane = chunk % layout.chunksPerPlane();
        plane = chunk / layout.chunksPerPlane();
        int left = inPlane % layout.chunksAcross() * layout.chunkWidth();
        int top = inPlane / layout.chunksAcross() * layout.chunkHeight();
        x0 = Math.max(left, part.x());
        y = Math.max(top, part.y());
        skippedColumns = x0 - left;
        skippedRows = y - top;
        width = Math.min(left + layout.chunkWidth(), part.right()) - x0;
        endY = Math.min(top + layout.chunkHeight(), part.bottom());
    }

    /** Rows at the chunk's head that lie above the part. */
    int skipped() {
        return skippedRows;
    }

    /** Rows of the chunk that the part still needs, after those that are skipped. */
    int wanted() {
        return endY - y;
    }

    /** Takes the chunk's next row that is not skipped, unpacked, from {@code at} on. */
    void row(byte[] row, int at) {
        long first = (long) (y - part.y()) * part.width() + x0 - part.x();
        if (layout.bits() == 1) {
            bits(row, at, first);
        } else if (straight) {
            int pixelBytes = layout.samples() * layout.bits() / 8;
            int from = at + skippedColumns * pixelBytes;
            MemorySegment.copy(row, from, pixels, ValueLayout.JAVA_BYTE, first * pixelBytes, width * pixelBytes);
        } else {
            for (int s = 0; s < layout.chunkSamples(); s++) {
                sample(row, at, first, s);
            }
        }
        y++;
    }

    private void bits(byte[] row, int at, long first) {
        for (int x = 0; x < width; x++) {
            int column = skippedColumns + x;
            int bit = row[at + (column >> 3)] >> (7 - (column & 7)) & 1;
            valid.set(ValueLayout.JAVA_BYTE, first + x, (byte) -bit);
        }
    }

    private void sample(byte[] row, int at, long first, int inChunk) {
        int sample = layout.planar() ? plane : inChunk;
        int bytes = layout.bits() / 8;
        int step = layout.chunkSamples() * bytes;
        int from = at + skippedColumns * step + inChunk * bytes;
        if (sample == layout.alpha()) {
            for (int x = 0; x < width; x++, from += step) {
                boolean opaque = row[from] != 0 || row[from + bytes - 1] != 0;
                valid.set(ValueLayout.JAVA_BYTE, first + x, (byte) (opaque ? 255 : 0));
            }
            return;
        }
        int band = layout.alpha() >= 0 && sample > layout.alpha() ? sample - 1 : sample;
        for (int x = 0; x < width; x++, from += step) {
            long to = ((first + x) * layout.bands() + band) * bytes;
            pixels.set(ValueLayout.JAVA_BYTE, to, row[from]);
            if (bytes == 2) {
                pixels.set(ValueLayout.JAVA_BYTE, to + 1, row[from + 1]);
            }
        }
    }
}
