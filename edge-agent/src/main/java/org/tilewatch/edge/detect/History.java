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
 * is what OpenCV vectorises (12 comparisons for six looks; Knuth, The Art of Computer Programming 3, section 5.3.4).
 *
 * <p>One owner, one thread; buffers are kept from look to look.
 */
public final class History implements AutoCloseable {

    /** Most looks that are remembered. */
    public static final int DEPTH = 6;

    private static final int[][][] NETWORKS = {
        {},
        {},
        {{0, 1}},
        {{0, 2}, {0, 1}, {1, 2}},
        {{0, 2}, {1, 3}, {0, 1}, {2, 3}, {1, 2}},
        {{0, 3}, {1, 4}, {0, 2}, {1, 3}, {0, 1}, {2, 4}, {1, 2}, {3, 4}, {2, 3}},
        {{0, 5}, {1, 3}, {2, 4}, {1, 2}, {3, 4}, {0, 3}, {2, 5}, {0, 1}, {2, 3}, {4, 5}, {1, 2}, {3, 4}},
    };

    private static final Scalar ONE = Scalar.all(1);

    private final List<Mat> looks = new ArrayList<>();
    private final List<Mat> masks = new ArrayList<>();
    private final List<Mat> sorted = new ArrayList<>();
    private final Mat median = new Mat();
    private final Mat deviation = new Mat();
    private final Mat seen = new Mat();
    private final Mat bottom = new Mat();
    private final Mat top = new Mat();
    private final Mat turn = new Mat();
    private final Mat missing = new Mat();
    private final Mat part = new Mat();
    private Mat spare = new Mat();
    private int count;

    /** An empty history; needs OpenCV to be loaded. */
    public History() {
        for (int i = 0; i < DEPTH; i++) {
            looks.add(new Mat());
            masks.add(new Mat());
            sorted.add(new Mat());
        }
    }

    /** Forgets everything and makes room for {@code count} looks of a window, all of them unseen. */
    public void reset(int looksCount, int width, int height, int bands) {
        if (looksCount < 0 || looksCount > DEPTH) {
            throw new IllegalArgumentException("0 to " + DEPTH + " looks, not " + looksCount);
        }
        count = looksCount;
        for (int i = 0; i < count; i++) {
            looks.get(i).create(height, width, CvType.CV_8UC(bands));
            masks.get(i).create(height, width, CvType.CV_8UC1);
            Natives.fill(looks.get(i), 0);
            Natives.fill(masks.get(i), 0);
        }
        seen.create(height, width, CvType.CV_8UC1);
    }

    /** How many looks it holds. */
    public int count() {
        return count;
    }

    /** Pixels of one look, 8 bit, row by row, bands interleaved; to be filled by the caller after each {@link #reset}. */
    public MemorySegment look(int index) {
        return Natives.memory(looks.get(index));
    }

    /** 255 where that look saw the ground, else 0, row by row; to be filled by the caller after each {@link #reset}. */
    public MemorySegment mask(int index) {
        return Natives.memory(masks.get(index));
    }

    /** Median of the looks, per band; undefined where {@link #seen} is 0. */
    Mat median() {
        return median;
    }

    /** Median absolute deviation from the median, per band, in DN. */
    Mat deviation() {
        return deviation;
    }

    /** How many looks saw each pixel. */
    Mat seen() {
        return seen;
    }

    /** Works out median, deviation and count of looks. */
    void summarise() {
        Natives.fill(seen, 0);
        for (int i = 0; i < count; i++) {
            Core.min(masks.get(i), ONE, part);
            Core.add(seen, part, seen);
        }
        if (count == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            looks.get(i).copyTo(sorted.get(i));
        }
        middle(median);
        for (int i = 0; i < count; i++) {
            Core.absdiff(looks.get(i), median, sorted.get(i));
        }
        middle(deviation);
    }

    private void middle(Mat result) {
        levelMissing();
        for (int[] pair : NETWORKS[count]) {
            Mat a = sorted.get(pair[0]);
            Mat b = sorted.get(pair[1]);
            Core.min(a, b, spare);
            Core.max(a, b, b);
            sorted.set(pair[0], spare);
            spare = a;
        }
        if (count % 2 == 1) {
            sorted.get(count / 2).copyTo(result);
        } else {
            Core.addWeighted(sorted.get(count / 2 - 1), 0.5, sorted.get(count / 2), 0.5, 0, result);
        }
    }

    private void levelMissing() {
        turn.create(seen.size(), CvType.CV_8UC1);
        bottom.create(seen.size(), looks.getFirst().type());
        top.create(seen.size(), looks.getFirst().type());
        Natives.fill(bottom, 0);
        Natives.fill(top, 255);
        Natives.fill(turn, 0);
        for (int i = 0; i < count; i++) {
            Core.bitwise_not(masks.get(i), missing);
            if (Core.countNonZero(missing) == 0) {
                continue;
            }
            Core.bitwise_and(missing, turn, part);
            bottom.copyTo(sorted.get(i), part);
            Core.bitwise_xor(missing, part, part);
            top.copyTo(sorted.get(i), part);
            Core.bitwise_xor(turn, missing, turn);
        }
    }

    @Override
    public void close() {
        looks.forEach(Mat::release);
        masks.forEach(Mat::release);
        sorted.forEach(Mat::release);
        for (Mat mat : List.of(median, deviation, seen, bottom, top, turn, missing, part, spare)) {
            mat.release();
        }
    }
}
