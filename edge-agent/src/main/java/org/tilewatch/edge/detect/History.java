package org.tilewatch.edge.detect;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.tilewatch.edge.imagery.Natives;

/**
 * What is remembered of a window: up to six aligned clear looks, and their median and median absolute deviation.
 *
 * <p>A sample that is missing (cloud, no-data, an open event) must not move the median. Missing samples of a pixel are therefore set
 * to the two ends of the range in turn, so that they fall out evenly on both sides; where their number is odd the result lies half a
 * rank too high, which the noise floor covers. Sorting is done by a network of minimum and maximum over whole images, since that
 * is what OpenCV vectorises (12 comparisons for six looks; Knuth, The Art of Computer Programming 3, section 5.3.4), strip by strip.
 *
 * <p>A moving mean and variance that weigh the latest look most (EWMA; 0.25 and 0.4, over the same six looks) took the median's place for
 * a trial: what a veil or a van left in one look stayed in them, and on 24 sites 2.7 times as many false events were confirmed, beside
 * fewer true ones. So the six looks stay.
 *
 * <p>One owner, one thread; buffers are kept from look to look.
 */
public final class History implements AutoCloseable {

    /** Most looks that are remembered. */
    public static final int DEPTH = 6;

    /** Comparisons for each number of looks; those whose results cannot reach the middle are left out by {@link #compare}. */
    private static final int[][][] NETWORKS = {
        {},
        {},
        {{0, 1}},
        {{0, 2}, {0, 1}, {1, 2}},
        {{0, 2}, {1, 3}, {0, 1}, {2, 3}, {1, 2}},
        {{0, 3}, {1, 4}, {0, 2}, {1, 3}, {0, 1}, {2, 4}, {1, 2}, {3, 4}, {2, 3}},
        {{0, 5}, {1, 3}, {2, 4}, {1, 2}, {3, 4}, {0, 3}, {2, 5}, {0, 1}, {2, 3}, {4, 5}, {1, 2}, {3, 4}},
    };

    /** Rows that are worked on in one go: all samples of so many rows stay in the second-level cache. */
    private static final int STRIP_ROWS = 16;

    private static final Scalar ONE = Scalar.all(1);

    private final List<Mat> looks = new ArrayList<>();
    private final List<Mat> masks = new ArrayList<>();
    /** One strip of each look. */
    private final List<Mat> samples = new ArrayList<>();

    /** Where sorting writes: the samples are needed once more, and writing beside them costs less than copying them first. */
    private final Mat[] room = new Mat[DEPTH];

    /** In the order of their size: each either still the sample or already in its room. */
    private final Mat[] sorted = new Mat[DEPTH];

    /** For each look the strip of its mask's complement. */
    private final List<Mat> missing = new ArrayList<>();

    private final Mat median = new Mat();
    private final Mat deviation = new Mat();
    private final Mat seen = new Mat();
    private final Mat stripMedian = new Mat();
    private final Mat stripDeviation = new Mat();
    private final Mat bottom = new Mat();
    private final Mat top = new Mat();
    private final Mat turn = new Mat();
    private final Mat part = new Mat();
    private final Mat[] low = new Mat[DEPTH];
    private final Mat[] high = new Mat[DEPTH];
    /** For each look whether the strip in hand lacks nothing of it. */
    private final boolean[] whole = new boolean[DEPTH];

    private boolean windowWhole;
    private boolean allWhole;
    private Mat spare = new Mat();
    private int count;

    /** An empty history; needs OpenCV to be loaded. */
    public History() {
        for (int i = 0; i < DEPTH; i++) {
            looks.add(new Mat());
            masks.add(new Mat());
            samples.add(new Mat());
            room[i] = new Mat();
            low[i] = new Mat();
            high[i] = new Mat();
            missing.add(new Mat());
        }
    }

    /** Forgets everything and makes room for {@code count} looks of a window, all of them unseen; pixels are undefined. */
    public void reset(int looksCount, int width, int height, int bands) {
        if (looksCount < 0 || looksCount > DEPTH) {
            throw new IllegalArgumentException("0 to " + DEPTH + " looks, not " + looksCount);
        }
        count = looksCount;
        for (int i = 0; i < count; i++) {
            looks.get(i).create(height, width, CvType.CV_8UC(bands));
            masks.get(i).create(height, width, CvType.CV_8UC1);
            Natives.fill(masks.get(i), 0);
        }
        seen.create(height, width, CvType.CV_8UC1);
    }

    /** How many looks it holds. */
    public int count() {
        return count;
    }

    /** Pixels of one look, 8 bit, row by row, bands interleaved; the caller fills those that its mask names. */
    public MemorySegment look(int index) {
        return Natives.memory(looks.get(index));
    }

    /** 255 where that look saw the ground, else 0, row by row; to be filled by the caller after each {@link #reset}. */
    public MemorySegment mask(int index) {
        return Natives.memory(masks.get(index));
    }

    /** Median of the looks, per band; undefined where {@link #seen} is 0. */
    public Mat median() {
        return median;
    }

    /** Median absolute deviation from the median, per band, in DN. */
    Mat deviation() {
        return deviation;
    }

    /** How many looks saw each pixel. */
    public Mat seen() {
        return seen;
    }

    /** Works out median, deviation and count of looks. */
    public void summarise() {
        Natives.fill(seen, 0);
        windowWhole = true;
        for (int i = 0; i < count; i++) {
            windowWhole &= Core.countNonZero(masks.get(i)) == masks.get(i).total();
            Core.min(masks.get(i), ONE, part);
            Core.add(seen, part, seen);
        }
        if (count == 0) {
            return;
        }
        Mat first = looks.getFirst();
        median.create(first.size(), first.type());
        deviation.create(first.size(), first.type());
        for (int row = 0; row < first.rows(); row += STRIP_ROWS) {
            strip(row, Math.min(STRIP_ROWS, first.rows() - row));
        }
    }

    /** Brings strips into small buffers that stay in the cache, where sorting them costs half. */
    private void strip(int row, int rows) {
        allWhole = true;
        if (!windowWhole) {
            takeMissing(row, rows);
        }
        for (int i = 0; i < count; i++) {
            take(looks.get(i), row, rows, samples.get(i));
        }
        middle(stripMedian);
        for (int i = 0; i < count; i++) {
            Core.absdiff(samples.get(i), stripMedian, samples.get(i));
        }
        middle(stripDeviation);
        Natives.copyRows(stripMedian, 0, median, row, rows);
        Natives.copyRows(stripDeviation, 0, deviation, row, rows);
    }

    private void takeMissing(int row, int rows) {
        for (int i = 0; i < count; i++) {
            take(masks.get(i), row, rows, missing.get(i));
            Core.bitwise_not(missing.get(i), missing.get(i));
            whole[i] = Core.countNonZero(missing.get(i)) == 0;
            allWhole &= whole[i];
        }
        Mat first = missing.getFirst();
        int type = looks.getFirst().type();
        if (turn.rows() != first.rows() || turn.cols() != first.cols() || bottom.type() != type) {
            turn.create(first.size(), CvType.CV_8UC1);
            bottom.create(first.size(), type);
            top.create(first.size(), type);
            Natives.fill(bottom, 0);
            Natives.fill(top, 255);
        }
        if (!allWhole) {
            partMissing();
        }
    }

    private static void take(Mat from, int row, int rows, Mat strip) {
        strip.create(rows, from.cols(), from.type());
        Natives.copyRows(from, row, strip, 0, rows);
    }

    private void middle(Mat result) {
        if (!allWhole) {
            levelMissing();
        }
        for (int i = 0; i < count; i++) {
            sorted[i] = samples.get(i);
        }
        int[][] network = NETWORKS[count];
        int lower = (count - 1) / 2;
        int upper = count / 2;
        for (int i = 0; i < network.length; i++) {
            compare(
                    network[i][0],
                    network[i][1],
                    needed(network, i, network[i][0], lower, upper),
                    needed(network, i, network[i][1], lower, upper));
        }
        if (lower == upper) {
            sorted[lower].copyTo(result);
        } else {
            Core.addWeighted(sorted[lower], 0.5, sorted[upper], 0.5, 0, result);
        }
    }

    /** Whether what comparison {@code at} leaves at a place is looked at again. */
    private static boolean needed(int[][] network, int at, int place, int lower, int upper) {
        for (int i = at + 1; i < network.length; i++) {
            if (network[i][0] == place || network[i][1] == place) {
                return true;
            }
        }
        return place == lower || place == upper;
    }

    private void compare(int lower, int upper, boolean leastNeeded, boolean greatestNeeded) {
        Mat a = sorted[lower];
        Mat b = sorted[upper];
        if (!greatestNeeded) {
            Core.min(a, b, room[lower]);
            sorted[lower] = room[lower];
            return;
        }
        if (leastNeeded) {
            Core.min(a, b, spare);
        }
        Core.max(a, b, room[upper]);
        sorted[upper] = room[upper];
        if (leastNeeded) {
            sorted[lower] = spare;
            spare = room[lower];
            room[lower] = sorted[lower];
        }
    }

    /** Parts the pixels that a look lacks into those that become the least value and those that become the greatest. */
    private void partMissing() {
        Natives.fill(turn, 0);
        for (int i = 0; i < count; i++) {
            if (!whole[i]) {
                Core.bitwise_and(missing.get(i), turn, low[i]);
                Core.bitwise_xor(turn, missing.get(i), turn);
                Core.bitwise_and(missing.get(i), turn, high[i]);
            }
        }
    }

    private void levelMissing() {
        for (int i = 0; i < count; i++) {
            if (!whole[i]) {
                bottom.copyTo(samples.get(i), low[i]);
                top.copyTo(samples.get(i), high[i]);
            }
        }
    }

    @Override
    public void close() {
        looks.forEach(Mat::release);
        masks.forEach(Mat::release);
        samples.forEach(Mat::release);
        for (Mat[] mats : new Mat[][] {room, low, high}) {
            List.of(mats).forEach(Mat::release);
        }
        missing.forEach(Mat::release);
        for (Mat mat : List.of(median, deviation, seen, stripMedian, stripDeviation, bottom, top, turn, part, spare)) {
            mat.release();
        }
    }
}
