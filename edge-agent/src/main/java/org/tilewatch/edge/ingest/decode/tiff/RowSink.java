package org.tilewatch.edge.ingest.decode.tiff;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Lays the rows of chunk after chunk where they belong in an image, and parts the samples of a pixel if need be. */
final class RowSink {

    private final TiffLayout layout;
    private final MemorySegment pixels;
    private final MemorySegment valid;
    private final boolean straight;
    private int plane;
    private int x0;
    private int width;
    private int y;
    private int endY;

    /**
     * @param pixels bands interleaved, native byte order; for a mask unused
     * @param valid one byte per pixel; written where the layout has alpha or is a mask
     */
    RowSink(TiffLayout layout, MemorySegment pixels, MemorySegment valid) {
        this.layout = layout;
        this.pixels = pixels;
        this.valid = valid;
        this.straight = !layout.planar() && layout.alpha() < 0;
    }

    void begin(int chunk) {
        int inPlane = chunk % layout.chunksPerPlane();
        plane = chunk / layout.chunksPerPlane();
        x0 = inPlane % layout.chunksAcross() * layout.chunkWidth();
        y = inPlane / layout.chunksAcross() * layout.chunkHeight();
        width = Math.min(layout.chunkWidth(), layout.width() - x0);
        endY = Math.min(layout.height(), y + layout.chunkHeight());
    }

    /** Rows of the chunk that the image still needs. */
    int wanted() {
        return endY - y;
    }

    /** Takes the chunk's next row, unpacked, from {@code at} on. */
    void row(byte[] row, int at) {
        long first = (long) y * layout.width() + x0;
        if (layout.bits() == 1) {
            bits(row, at, first);
        } else if (straight) {
            int pixelBytes = layout.samples() * layout.bits() / 8;
            MemorySegment.copy(row, at, pixels, ValueLayout.JAVA_BYTE, first * pixelBytes, width * pixelBytes);
        } else {
            for (int s = 0; s < layout.chunkSamples(); s++) {
                sample(row, at, first, s);
            }
        }
        y++;
    }

    private void bits(byte[] row, int at, long first) {
        for (int x = 0; x < width; x++) {
            int bit = row[at + (x >> 3)] >> (7 - (x & 7)) & 1;
            valid.set(ValueLayout.JAVA_BYTE, first + x, (byte) -bit);
        }
    }

    private void sample(byte[] row, int at, long first, int inChunk) {
        int sample = layout.planar() ? plane : inChunk;
        int bytes = layout.bits() / 8;
        int step = layout.chunkSamples() * bytes;
        int from = at + inChunk * bytes;
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
