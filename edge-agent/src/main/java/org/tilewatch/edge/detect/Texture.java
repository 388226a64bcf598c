package org.tilewatch.edge.detect;

import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** How much of a picture stands out from its surroundings: without that it cannot be registered, nor anything be found in it. */
final class Texture implements AutoCloseable {

    /** Less than this, in DN over three pixels at an eighth of the scale, is noise and compression. */
    private static final double STANDS_OUT = 5;

    private final Mat square = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(3, 3));
    private final Mat small = new Mat();
    private final Mat mask = new Mat();
    private final Mat band = new Mat();
    private final Mat steps = new Mat();
    private final Mat greatest = new Mat();

    /**
     * Measures a picture.
     *
     * @param half half-scale pixels
     * @param valid half-scale mask
     * @return share of the measured pixels, at an eighth of the scale, that stand out
     */
    double fraction(Mat half, Mat valid) {
        Size size = new Size(Math.max(1, half.cols() / 4), Math.max(1, half.rows() / 4));
        Imgproc.resize(half, small, size, 0, 0, Imgproc.INTER_AREA);
        Imgproc.resize(valid, mask, size, 0, 0, Imgproc.INTER_NEAREST);
        // What lies beyond the rim is made up or no-data: its border is no texture.
        Imgproc.erode(mask, mask, square);
        Imgproc.morphologyEx(small, steps, Imgproc.MORPH_GRADIENT, square);
        Core.extractChannel(steps, greatest, 0);
        for (int i = 1; i < steps.channels(); i++) {
            Core.extractChannel(steps, band, i);
            Core.max(greatest, band, greatest);
        }
        Imgproc.threshold(greatest, greatest, STANDS_OUT, 255, Imgproc.THRESH_BINARY);
        Core.bitwise_and(greatest, mask, greatest);
        return Core.countNonZero(greatest) / (double) Math.max(1, Core.countNonZero(mask));
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {square, small, mask, band, steps, greatest}) {
            mat.release();
        }
    }
}
