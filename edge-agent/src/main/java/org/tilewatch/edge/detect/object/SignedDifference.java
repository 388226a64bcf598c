package org.tilewatch.edge.detect.object;

import org.opencv.core.Mat;
import org.opencv.core.Rect;

/** How a part of a look differs from its baseline, with sign, and what of that is but shadow or edge. */
final class SignedDifference {

    /** A shadow lowers all bands by about the same share, at least to this one. */
    private static final double SHADOW_RATIO = 0.72;

    private static final double SHADOW_SPREAD = 0.16;
    private static final int COLOUR_GAIN = 2;
    /** DN that keep dark ground from making large ratios out of noise, and flat ground from making edges out of it. */
    private static final double FLOOR = 4;

    private final int width;
    /** Change of brightness, change of colour, brightness: three bytes to the pixel. */
    final byte[] picture;

    final boolean[] shadow;
    private final float[] edge;

    /**
     * Compares.
     *
     * @param look 8 bit, one band or more; of three or more the first and the third tell colour
     * @param median of the looks before, of the same type
     */
    SignedDifference(Mat look, Mat median, Rect part) {
        width = part.width;
        int size = part.width * part.height;
        picture = new byte[3 * size];
        shadow = new boolean[size];
        int bands = look.channels();
        byte[] now = pixels(look, part);
        byte[] before = pixels(median, part);
        for (int i = 0; i < size; i++) {
            pixel(i, bands, now, before);
        }
        edge = edges(bands, now, before, part);
    }

    private static byte[] pixels(Mat mat, Rect part) {
        Mat there = mat.submat(part);
        Mat copy = there.clone();
        byte[] bytes = new byte[part.width * part.height * mat.channels()];
        copy.get(0, 0, bytes);
        there.release();
        copy.release();
        return bytes;
    }

    private void pixel(int i, int bands, byte[] now, byte[] before) {
        double sum = 0;
        double change = 0;
        double least = Double.MAX_VALUE;
        double most = 0;
        double ratios = 0;
        for (int band = 0; band < bands; band++) {
            int a = now[i * bands + band] & 0xff;
            int b = before[i * bands + band] & 0xff;
            double ratio = (a + FLOOR) / (b + FLOOR);
            sum += a;
            change += a - b;
            ratios += ratio;
            least = Math.min(least, ratio);
            most = Math.max(most, ratio);
        }
        shadow[i] = ratios / bands < SHADOW_RATIO && most - least < SHADOW_SPREAD;
        int colour = 0;
        if (bands >= 3) {
            int at = i * bands;
            colour = (now[at] & 0xff) - (now[at + 2] & 0xff) - (before[at] & 0xff) + (before[at + 2] & 0xff);
        }
        picture[3 * i] = clamped(128 + change / bands);
        picture[3 * i + 1] = clamped(128 + COLOUR_GAIN * colour);
        picture[3 * i + 2] = clamped(sum / bands);
    }

    private static byte clamped(double value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }

    /** Strength of the difference's gradient, mean over the bands. */
    private static float[] edges(int bands, byte[] now, byte[] before, Rect part) {
        float[] edge = new float[part.width * part.height];
        int row = part.width * bands;
        for (int y = 1; y < part.height - 1; y++) {
            for (int x = 1; x < part.width - 1; x++) {
                double sum = 0;
                for (int band = 0; band < bands; band++) {
                    int at = y * row + x * bands + band;
                    sum += Math.hypot(
                            change(now, before, at + bands) - change(now, before, at - bands),
                            change(now, before, at + row) - change(now, before, at - row));
                }
                edge[y * part.width + x] = (float) (sum / bands);
            }
        }
        return edge;
    }

    private static int change(byte[] now, byte[] before, int at) {
        return (now[at] & 0xff) - (before[at] & 0xff);
    }

    /**
     * How much stronger the difference's edges are along a mask's rim than elsewhere; 0 where some of it could not be seen.
     *
     * @param mask 1 within
     * @param usable 0 where nothing can be said
     */
    double support(byte[] mask, byte[] usable) {
        double along = 0;
        double elsewhere = 0;
        int rim = 0;
        int rest = 0;
        int hidden = 0;
        int inside = 0;
        for (int i = width + 1; i < mask.length - width - 1; i++) {
            int around = mask[i] + mask[i - 1] + mask[i + 1] + mask[i - width] + mask[i + width];
            if (around > 0 && around < 5) {
                along += edge[i];
                rim++;
            } else {
                elsewhere += edge[i];
                rest++;
            }
            inside += around > 0 ? 1 : 0;
            hidden += around > 0 && usable[i] == 0 ? 1 : 0;
        }
        boolean seen = hidden <= 0.03 * inside;
        return seen && rim > 0 ? along / rim / (elsewhere / Math.max(1, rest) + FLOOR) : 0;
    }
}
