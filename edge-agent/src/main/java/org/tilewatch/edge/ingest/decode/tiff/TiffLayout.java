package org.tilewatch.edge.ingest.decode.tiff;

import java.io.IOException;
import java.util.stream.IntStream;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/**
 * How the pixels of one directory are laid out, checked against caps and against itself.
 *
 * @param bits per sample: 1, 8 or 16
 * @param planar each sample in chunks of its own
 * @param chunkWidth width of a tile, or of the image where it is in strips
 * @param chunkHeight height of a tile or strip
 * @param alpha index of the alpha sample, -1 without
 * @param noData value of GDAL's no-data tag, NaN without
 */
record TiffLayout(
        int width,
        int height,
        int samples,
        int bits,
        int compression,
        int photometric,
        boolean planar,
        int predictor,
        boolean tiled,
        int chunkWidth,
        int chunkHeight,
        int alpha,
        double noData) {

    /** A cap on time: each takes microseconds, however small it is. */
    private static final int MAX_CHUNKS = 1 << 20;

    /** A JPEG tile is unpacked as a whole, whatever is wanted of it. */
    private static final int MOST_JPEG_PIXELS = 1 << 24;

    static final int JPEG = 7;
    static final int RGB = 2;
    static final int MASK = 4;
    static final int YCBCR = 6;

    static TiffLayout of(TiffDirectory tags, Caps caps) throws IOException, UnreadableTile {
        long width = tags.value(256, 0);
        long height = tags.value(257, 0);
        long samples = tags.value(277, 1);
        int bits = bitsPerSample(tags, samples);
        caps.checkShape(width, height, samples, bits);
        boolean tiled = tags.count(322) > 0;
        long chunkWidth = tiled ? tags.value(322, 0) : width;
        long chunkHeight = tiled ? tags.value(323, 0) : Math.min(height, tags.value(278, height));
        if (chunkWidth < 1 || chunkHeight < 1 || chunkWidth > 65_536 || chunkHeight > 65_536) {
            throw UnreadableTile.corrupt("tiles or strips of %d x %d pixels".formatted(chunkWidth, chunkHeight));
        }
        TiffLayout layout = new TiffLayout(
                (int) width,
                (int) height,
                (int) samples,
                bits,
                (int) tags.value(259, 1),
                (int) tags.value(262, 1),
                tags.value(284, 1) == 2 && samples > 1,
                (int) tags.value(317, 1),
                tiled,
                (int) chunkWidth,
                (int) chunkHeight,
                alphaOf(tags, samples),
                noDataOf(tags.text(42113)));
        layout.check(tags);
        return layout;
    }

    private static int bitsPerSample(TiffDirectory tags, long samples) throws IOException, UnreadableTile {
        long bits = tags.value(258, 1);
        long told = Math.min(samples, tags.count(258));
        for (int i = 1; i < told && i < 1024; i++) {
            if (tags.valueAt(258, i) != bits) {
                throw UnreadableTile.unsupported(
                        "bands of %d and %d bit in one file".formatted(bits, tags.valueAt(258, i)));
            }
        }
        if (bits != 1 && bits != 8 && bits != 16) {
            throw UnreadableTile.unsupported("samples of %d bit, read are 8 and 16".formatted(bits));
        }
        return (int) bits;
    }

    private static int alphaOf(TiffDirectory tags, long samples) throws IOException, UnreadableTile {
        long extra = Math.min(tags.count(338), samples - 1);
        for (long i = 0; i < extra; i++) {
            long kind = tags.valueAt(338, i);
            if (kind == 1 || kind == 2) {
                return (int) (samples - extra + i);
            }
        }
        return -1;
    }

    private static double noDataOf(String text) {
        try {
            return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN; // 'nan' in every spelling: no unsigned sample equals it
        }
    }

    private void check(TiffDirectory tags) throws IOException, UnreadableTile {
        checkKind(tags);
        boolean lossless = compression != JPEG;
        if (predictor != 1 && (predictor != 2 || !lossless || bits == 1)) {
            throw UnreadableTile.unsupported(
                    "predictor %d with compression %d and %d bit".formatted(predictor, compression, bits));
        }
        if (!lossless && (bits != 8 || (samples != 1 && samples != 3 && !planar))) {
            throw UnreadableTile.unsupported("JPEG compression with %d samples of %d bit".formatted(samples, bits));
        }
        if (!lossless && (long) chunkWidth * chunkHeight > MOST_JPEG_PIXELS) {
            throw UnreadableTile.tooLarge("JPEG tiles or strips of %d x %d pixels, at most %d are read"
                    .formatted(chunkWidth, chunkHeight, MOST_JPEG_PIXELS));
        }
        long needed = (long) chunksPerPlane() * (planar ? samples : 1);
        if (needed > MAX_CHUNKS) {
            throw UnreadableTile.tooLarge("%d tiles or strips, at most %d are read".formatted(needed, MAX_CHUNKS));
        }
        if (tags.count(offsetsTag()) < needed || tags.count(countsTag()) < needed) {
            throw UnreadableTile.corrupt("%d tiles or strips are needed, %d offsets and %d lengths are there"
                    .formatted(needed, tags.count(offsetsTag()), tags.count(countsTag())));
        }
    }

    private void checkKind(TiffDirectory tags) throws IOException, UnreadableTile {
        long format = tags.value(339, 1);
        if (format != 1 && format != 4) {
            throw UnreadableTile.unsupported(
                    "sample format %d with %d bit, read are unsigned integers (1)".formatted(format, bits));
        }
        if (tags.value(266, 1) != 1) {
            throw UnreadableTile.unsupported("fill order %d".formatted(tags.value(266, 1)));
        }
        boolean read = switch (photometric) {
            case 0, 1, RGB -> bits != 1;
            case MASK -> bits == 1 && samples == 1;
            case YCBCR -> compression == JPEG && samples == 3 && !planar;
            default -> false;
        };
        if (!read) {
            throw UnreadableTile.unsupported("photometric %d with %d samples of %d bit and compression %d"
                    .formatted(photometric, samples, bits, compression));
        }
    }

    int bands() {
        return alpha < 0 ? samples : samples - 1;
    }

    int chunksAcross() {
        return (width + chunkWidth - 1) / chunkWidth;
    }

    int chunksPerPlane() {
        return chunksAcross() * ((height + chunkHeight - 1) / chunkHeight);
    }

    /** Numbers of the chunks of one plane that hold anything of a part of the image, in the order of the file. */
    IntStream chunksOf(Window part) {
        int firstColumn = part.x() / chunkWidth;
        int lastColumn = (part.right() - 1) / chunkWidth;
        return IntStream.rangeClosed(part.y() / chunkHeight, (part.bottom() - 1) / chunkHeight)
                .flatMap(row ->
                        IntStream.rangeClosed(firstColumn, lastColumn).map(column -> row * chunksAcross() + column));
    }

    /** Samples that a pixel has inside one chunk. */
    int chunkSamples() {
        return planar ? 1 : samples;
    }

    /** Bytes of one row of a chunk once unpacked. */
    int chunkRowBytes() {
        return (chunkWidth * chunkSamples() * bits + 7) / 8;
    }

    int offsetsTag() {
        return tiled ? 324 : 273;
    }

    int countsTag() {
        return tiled ? 325 : 279;
    }
}
