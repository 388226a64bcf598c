package org.tilewatch.edge.imagery;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;

/**
 * Native pixels of one image and the mask of those that hold a measurement. One owner, one thread; made once per loop and
 * refilled for each look, so that the steady state allocates nothing.
 *
 * <p>Bands are interleaved in the file's own order (red first for RGB), 8 or 16 bit unsigned.
 */
public final class Raster implements AutoCloseable {

    private final Mat pixels;
    private final Mat valid;

    /** An empty raster; {@link #reshape} gives it a size. Needs {@link Natives#load()} before. */
    public Raster() {
        pixels = new Mat();
        valid = new Mat();
    }

    /** Makes room for an image; keeps its native memory where the shape stays. Contents are undefined afterwards. */
    public void reshape(int width, int height, int bands, int bitsPerSample) {
        if (width < 1 || height < 1 || bands < 1 || (bitsPerSample != 8 && bitsPerSample != 16)) {
            throw new IllegalArgumentException(
                    "no such raster: %d x %d, %d bands of %d bit".formatted(width, height, bands, bitsPerSample));
        }
        pixels.create(height, width, CvType.makeType(bitsPerSample == 8 ? CvType.CV_8U : CvType.CV_16U, bands));
        valid.create(height, width, CvType.CV_8UC1);
    }

    /** The samples: rows x cols of 8 or 16 bit, as many channels as bands. Owned by this raster. */
    public Mat pixels() {
        return pixels;
    }

    /** 255 where the pixel was measured, 0 where it is no-data. Owned by this raster. */
    public Mat valid() {
        return valid;
    }

    /** Whether a pixel was measured; false beyond the rim. */
    public boolean measured(int x, int y) {
        return x >= 0 && y >= 0 && x < width() && y < height() && valid.get(y, x)[0] > 0;
    }

    public int width() {
        return pixels.cols();
    }

    public int height() {
        return pixels.rows();
    }

    public int bands() {
        return pixels.channels();
    }

    /** 8 or 16. */
    public int bitsPerSample() {
        return pixels.depth() == CvType.CV_16U ? 16 : 8;
    }

    /** Mean plus three standard deviations of each band, at most four, over the measured pixels, in DN. */
    public double[] brightLevels() {
        MatOfDouble mean = new MatOfDouble();
        MatOfDouble deviation = new MatOfDouble();
        Core.meanStdDev(pixels, mean, deviation, valid);
        double[] levels = new double[Math.min(4, bands())];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = mean.get(i, 0)[0] + 3 * deviation.get(i, 0)[0];
        }
        mean.release();
        deviation.release();
        return levels;
    }

    @Override
    public void close() {
        pixels.release();
        valid.release();
    }
}
