package org.tilewatch.edge.ingest.file;

/**
 * What an image may ask of this machine. All are checked from the header, before memory is taken.
 *
 * @param maxFileBytes length of the file
 * @param maxPixels width times height
 * @param maxEdgePixels width, and height
 * @param maxBands samples per pixel, alpha included
 * @param maxDecodedBytes pixels times samples times bytes per sample
 */
public record Caps(long maxFileBytes, long maxPixels, int maxEdgePixels, int maxBands, long maxDecodedBytes) {

    /** 512 MiB in the file, 120 megapixels, edges of 32,766 pixels (OpenCV warps no longer ones), 16 bands, 512 MiB decoded. */
    public static final Caps DEFAULT = new Caps(512L << 20, 120_000_000L, 32_766, 16, 512L << 20);

    public Caps {
        if (maxFileBytes < 1 || maxPixels < 1 || maxEdgePixels < 1 || maxBands < 1 || maxDecodedBytes < 1) {
            throw new IllegalArgumentException("caps must be positive: %d, %d, %d, %d, %d"
                    .formatted(maxFileBytes, maxPixels, maxEdgePixels, maxBands, maxDecodedBytes));
        }
    }

    /** Of an image that is read part by part: sixteen times as much in all, four times as long edges. */
    public Caps inParts() {
        return new Caps(16 * maxFileBytes, 16 * maxPixels, 4 * maxEdgePixels, maxBands, 16 * maxDecodedBytes);
    }

    public void checkFile(long bytes) throws UnreadableTile {
        if (bytes > maxFileBytes) {
            throw UnreadableTile.tooLarge("the file has %d bytes, at most %d are read".formatted(bytes, maxFileBytes));
        }
    }

    public void checkShape(long width, long height, long samples, int bits) throws UnreadableTile {
        if (width < 1 || height < 1 || samples < 1) {
            throw new UnreadableTile(
                    UnreadableTile.Reason.CORRUPT,
                    "the header tells of %d x %d pixels with %d samples".formatted(width, height, samples));
        }
        if (width > maxEdgePixels || height > maxEdgePixels) {
            throw UnreadableTile.tooLarge(
                    "the header tells of %d x %d pixels, edges are at most %d".formatted(width, height, maxEdgePixels));
        }
        if (width * height > maxPixels) {
            throw UnreadableTile.tooLarge(
                    "the header tells of %d x %d pixels, at most %d are read".formatted(width, height, maxPixels));
        }
        if (samples > maxBands) {
            throw UnreadableTile.tooLarge(
                    "the header tells of %d bands, at most %d are read".formatted(samples, maxBands));
        }
        if (width * height * samples * ((bits + 7) / 8) > maxDecodedBytes) {
            throw UnreadableTile.tooLarge("%d x %d pixels with %d samples of %d bit take more than %d bytes"
                    .formatted(width, height, samples, bits, maxDecodedBytes));
        }
    }
}
