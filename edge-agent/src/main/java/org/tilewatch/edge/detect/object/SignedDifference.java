package org.tilewatch.edge.detect.object;

import java.util.Arrays;
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

    private static final byte OUTSIDE = 0;
    private static final byte INSIDE = 1;
    private static final byte RIM = 2;
    /** How far from a pixel of the rim those may lie whose difference tells what is outside and inside of it, pixels. */
    private static final int NEAR = 3;

    private static final int LEAST_PURE = 3;
    /** DN: where outside and inside differ less, a pixel of the rim is on the side that the cut gave it to. */
    private static final double LEAST_STEP = 12;

    private final int width;
    /** Change of brightness, change of colour, brightness: three bytes to the pixel. */
    final byte[] picture;

    final boolean[] shadow;
    private final float[] edge;
    /** Of the pixels outside and inside of the thing near a pixel of its rim. */
    private final int[] count = new int[2];

    private final double[] weights = new double[2];
    private final double[] change = new double[2];
    private final double[] colour = new double[2];

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

    /**
     * How many pixels a thing covers. Those at its rim count by the share of them that it covers: blurred, they lie as far between the
     * pixels outside and inside (linear mixing), whichever side the cut gave them to. Counted whole they made halls 4 % too large.
     *
     * @param mask 1 within
     */
    double covered(byte[] mask) {
        int height = mask.length / width;
        byte[] side = new byte[mask.length];
        for (int i = 0; i < mask.length; i++) {
            side[i] = side(mask, i, height);
        }
        double covered = 0;
        for (int i = 0; i < mask.length; i++) {
            covered += side[i] == RIM ? share(side, i, mask[i], height) : mask[i];
        }
        return covered;
    }

    private byte side(byte[] mask, int at, int height) {
        int within = 0;
        int all = 0;
        for (int y = Math.max(0, at / width - 1); y <= Math.min(height - 1, at / width + 1); y++) {
            for (int x = Math.max(0, at % width - 1); x <= Math.min(width - 1, at % width + 1); x++) {
                within += mask[y * width + x];
                all++;
            }
        }
        return within == 0 ? OUTSIDE : within == all ? INSIDE : RIM;
    }

    private double share(byte[] side, int at, double uncertain, int height) {
        Arrays.fill(count, 0);
        Arrays.fill(weights, 0);
        Arrays.fill(change, 0);
        Arrays.fill(colour, 0);
        for (int y = Math.max(0, at / width - NEAR); y <= Math.min(height - 1, at / width + NEAR); y++) {
            for (int x = Math.max(0, at % width - NEAR); x <= Math.min(width - 1, at % width + NEAR); x++) {
                int i = y * width + x;
                if (side[i] != RIM) {
                    double squared = Math.pow(x - at % width, 2) + Math.pow(y - at / width, 2);
                    double weight =
                            1 / (squared * squared); // a pit grows darker inwards: what lies next to the rim counts
                    count[side[i]]++;
                    weights[side[i]] += weight;
                    change[side[i]] += weight * (picture[3 * i] & 0xff);
                    colour[side[i]] += weight * (picture[3 * i + 1] & 0xff);
                }
            }
        }
        if (count[OUTSIDE] < LEAST_PURE || count[INSIDE] < LEAST_PURE) {
            return uncertain;
        }
        double ground = change[OUTSIDE] / weights[OUTSIDE];
        double hue = colour[OUTSIDE] / weights[OUTSIDE];
        double stepChange = change[INSIDE] / weights[INSIDE] - ground;
        double stepColour = colour[INSIDE] / weights[INSIDE] - hue;
        double step = stepChange * stepChange + stepColour * stepColour;
        if (step < LEAST_STEP * LEAST_STEP) {
            return uncertain;
        }
        double here =
                ((picture[3 * at] & 0xff) - ground) * stepChange + ((picture[3 * at + 1] & 0xff) - hue) * stepColour;
        return Math.clamp(here / step, 0, 1);
    }
}
