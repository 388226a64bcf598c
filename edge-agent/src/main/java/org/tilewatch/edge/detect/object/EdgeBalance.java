package org.tilewatch.edge.detect.object;

import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/** Which of two images has more edges at a place: tells what appeared from what vanished. Asked for at few pixels only. */
public final class EdgeBalance implements AutoCloseable {

    private final Mat grey = new Mat();
    private byte[] lookGrey = new byte[0];
    private byte[] baseGrey = new byte[0];
    private int width;
    private int height;

    /** Takes two images of the same size, 8 bit, in hand. */
    public void take(Mat look, Mat base) {
        width = look.cols();
        height = look.rows();
        if (lookGrey.length < width * height) {
            lookGrey = new byte[width * height];
            baseGrey = new byte[width * height];
        }
        toGrey(look, lookGrey);
        toGrey(base, baseGrey);
    }

    private void toGrey(Mat image, byte[] into) {
        if (image.channels() == 3) {
            Imgproc.cvtColor(image, grey, Imgproc.COLOR_RGB2GRAY);
            grey.get(0, 0, into);
        } else {
            image.get(0, 0, into);
        }
    }

    /** Edges of the look less edges of the baseline (Sobel, a quarter of each direction's magnitude). */
    public int at(int x, int y) {
        int left = x == 0 ? Math.min(1, width - 1) : x - 1;
        int right = x == width - 1 ? Math.max(0, width - 2) : x + 1;
        int above = (y == 0 ? Math.min(1, height - 1) : y - 1) * width;
        int below = (y == height - 1 ? Math.max(0, height - 2) : y + 1) * width;
        int here = y * width;
        return strength(lookGrey, left, x, right, above, here, below)
                - strength(baseGrey, left, x, right, above, here, below);
    }

    private static int strength(byte[] g, int left, int x, int right, int above, int here, int below) {
        int upperLeft = g[above + left] & 0xff;
        int upperRight = g[above + right] & 0xff;
        int lowerLeft = g[below + left] & 0xff;
        int lowerRight = g[below + right] & 0xff;
        int across = upperRight
                - upperLeft
                + 2 * ((g[here + right] & 0xff) - (g[here + left] & 0xff))
                + lowerRight
                - lowerLeft;
        int down =
                lowerLeft - upperLeft + 2 * ((g[below + x] & 0xff) - (g[above + x] & 0xff)) + lowerRight - upperRight;
        return quarter(Math.abs(across)) + quarter(Math.abs(down));
    }

    /** Rounded to the nearest, halves to even. */
    private static int quarter(int value) {
        int whole = value >> 2;
        int rest = value & 3;
        return rest == 3 || (rest == 2 && (whole & 1) == 1) ? whole + 1 : whole;
    }

    @Override
    public void close() {
        grey.release();
    }
}
