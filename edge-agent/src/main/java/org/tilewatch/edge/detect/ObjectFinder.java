package org.tilewatch.edge.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;

/**
 * Turns a magnitude of change into objects.
 *
 * <p>Each look is measured by its own 99th percentile, so that a noisy look does not flood the list (constant false-alarm rate). An
 * object is the whole component above a low level, its holes filled.
 */
final class ObjectFinder implements AutoCloseable {

    private static final int BINS = 256;
    /** Magnitudes are binned in steps of this many units of noise. */
    private static final double BIN = 1 / 12.0;

    /** A pixel this many units of noise away from its history is changed whatever else the look shows. */
    private static final double LOUD = 2;

    private static final int MOST_OBJECTS = 64;
    private static final int BLOCK = 64;
    private static final int MOST_BLOCKS = 4096;
    private static final int MOST_LABELS = 4096;

    private final DetectorSettings settings;
    private final Mat quantised = new Mat();
    private final Mat changed = new Mat();
    private final Mat padded = new Mat();
    private final Mat fillMask = new Mat();
    private final Mat labels = new Mat();
    private final Mat stats = new Mat();
    private final Mat centroids = new Mat();
    private final int[] histogram = new int[BINS];
    private final int[] perLabel = new int[MOST_OBJECTS * 4 * BINS];
    private final int[] slotOf = new int[MOST_LABELS];
    private final double[] perBlock = new double[MOST_BLOCKS];
    private byte[] levels = new byte[0];
    private byte[] mask = new byte[0];
    private int[] ids = new int[0];
    private short[] balance = new short[0];
    private final RingTracer tracer = new RingTracer();
    private double percentile;
    private double changedFraction;

    ObjectFinder(DetectorSettings settings) {
        this.settings = settings;
    }

    /** The look's own 99th percentile of magnitude, in units of noise, as of the last call of {@link #find}. */
    double percentile() {
        return percentile;
    }

    /** Share of the usable pixels that stand out of the noise by far; as of the last call of {@link #find}. */
    double changedFraction() {
        return changedFraction;
    }

    /**
     * Lists the objects, the strongest first.
     *
     * @param magnitude 32 bit, 0 where not usable
     * @param usable 255 where a comparison was possible
     * @param edgeBalance 16 bit: edges of the look less edges of the baseline
     * @param on the window that the images cover
     */
    List<Candidate> find(Mat magnitude, Mat usable, Mat edgeBalance, Window on) {
        magnitude.convertTo(quantised, CvType.CV_8U, 1 / BIN);
        percentile = Math.max(settings.leastPercentile(), ownPercentile(usable));
        Imgproc.threshold(quantised, changed, settings.lowLevel() * percentile / BIN, 255, Imgproc.THRESH_BINARY);
        fillHoles();
        int count = Imgproc.connectedComponentsWithStats(changed, labels, stats, centroids, 8, CvType.CV_32S);
        return count <= 1 ? List.of() : measured(Math.min(count, MOST_LABELS), edgeBalance, on);
    }

    private double ownPercentile(Mat usable) {
        Arrays.fill(histogram, 0);
        int size = quantised.rows() * quantised.cols();
        if (levels.length < size) {
            levels = new byte[size];
            mask = new byte[size];
            ids = new int[size];
            balance = new short[size];
        }
        quantised.get(0, 0, levels);
        usable.get(0, 0, mask);
        int seen = 0;
        for (int i = 0; i < size; i++) {
            int seenHere = mask[i] & 1;
            histogram[levels[i] & 0xff] += seenHere;
            seen += seenHere;
        }
        int loud = 0;
        for (int bin = (int) (LOUD / BIN); bin < BINS; bin++) {
            loud += histogram[bin];
        }
        changedFraction = loud / (double) Math.max(1, seen);
        double overall = percentile(seen);
        return Math.sqrt(overall * usualBlock(quantised.cols(), quantised.rows(), overall));
    }

    /** The 99th percentile that four of five blocks of 64 pixels stay below: what one large change does not move. */
    private double usualBlock(int width, int height, double otherwise) {
        int blocks = 0;
        for (int top = 0; top < height; top += BLOCK) {
            for (int left = 0; left < width && blocks < perBlock.length; left += BLOCK) {
                int seen = countBlock(left, top, Math.min(width, left + BLOCK), Math.min(height, top + BLOCK), width);
                if (seen >= BLOCK * BLOCK / 4) {
                    perBlock[blocks++] = percentile(seen);
                }
            }
        }
        Arrays.sort(perBlock, 0, blocks);
        return blocks == 0 ? otherwise : perBlock[(blocks - 1) * 4 / 5];
    }

    private int countBlock(int left, int top, int right, int bottom, int width) {
        Arrays.fill(histogram, 0);
        int seen = 0;
        for (int y = top; y < bottom; y++) {
            for (int i = y * width + left; i < y * width + right; i++) {
                int seenHere = mask[i] & 1;
                histogram[levels[i] & 0xff] += seenHere;
                seen += seenHere;
            }
        }
        return seen;
    }

    /** Of what {@link #histogram} holds, in units of noise. */
    private double percentile(int seen) {
        int above = seen / 100;
        int bin = BINS - 1;
        for (int sum = histogram[bin]; bin > 0 && sum < above; sum += histogram[bin]) {
            bin--;
        }
        return bin * BIN;
    }

    /** Background that cannot be reached from outside belongs to the object around it. */
    private void fillHoles() {
        Core.copyMakeBorder(changed, padded, 1, 1, 1, 1, Core.BORDER_CONSTANT, Scalar.all(0));
        fillMask.create(padded.rows() + 2, padded.cols() + 2, CvType.CV_8UC1);
        Natives.fill(fillMask, 0);
        Imgproc.floodFill(padded, fillMask, new Point(0, 0), Scalar.all(128));
        Mat inner = padded.submat(1, padded.rows() - 1, 1, padded.cols() - 1);
        Core.compare(inner, Scalar.all(128), changed, Core.CMP_NE);
        inner.release();
    }

    private List<Candidate> measured(int count, Mat edgeBalance, Window on) {
        int[] numbers = new int[count * 5];
        stats.get(0, 0, numbers);
        int[] chosen = chosen(numbers, count);
        Arrays.fill(slotOf, 0, count, -1);
        for (int slot = 0; slot < chosen.length; slot++) {
            slotOf[chosen[slot]] = slot;
        }
        Arrays.fill(perLabel, 0, chosen.length * BINS, 0);
        long[] edges = new long[chosen.length * 2];
        scan(count, edgeBalance, edges);
        List<Candidate> found = new ArrayList<>(chosen.length);
        for (int slot = 0; slot < chosen.length; slot++) {
            int label = chosen[slot];
            found.add(candidate(slot, label, numbers, edges, on));
        }
        found.sort((a, b) -> Double.compare(b.strength(), a.strength()));
        return found;
    }

    /** The largest components, if there are more than are worth listing. */
    private int[] chosen(int[] numbers, int count) {
        List<Integer> large = new ArrayList<>();
        for (int label = 1; label < count; label++) {
            if (numbers[label * 5 + Imgproc.CC_STAT_AREA] >= settings.leastPixels()) {
                large.add(label);
            }
        }
        large.sort((a, b) -> numbers[b * 5 + Imgproc.CC_STAT_AREA] - numbers[a * 5 + Imgproc.CC_STAT_AREA]);
        return large.stream()
                .limit(MOST_OBJECTS * 4L)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void scan(int count, Mat edgeBalance, long[] edges) {
        labels.get(0, 0, ids);
        edgeBalance.get(0, 0, balance);
        int size = labels.rows() * labels.cols();
        for (int i = 0; i < size; i++) {
            int label = ids[i];
            if (label == 0 || label >= count || slotOf[label] < 0) {
                continue;
            }
            int slot = slotOf[label];
            perLabel[slot * BINS + (levels[i] & 0xff)]++;
            int edge = balance[i];
            edges[2 * slot + (edge > 0 ? 0 : 1)] += Math.abs(edge);
        }
    }

    private Candidate candidate(int slot, int label, int[] numbers, long[] edges, Window on) {
        int area = numbers[label * 5 + Imgproc.CC_STAT_AREA];
        double upper = upperHalf(slot, area);
        double gain =
                (edges[2 * slot] - edges[2 * slot + 1]) / (double) Math.max(1, edges[2 * slot] + edges[2 * slot + 1]);
        double[] ring = tracer.trace(
                labels,
                label,
                numbers[label * 5 + Imgproc.CC_STAT_LEFT],
                numbers[label * 5 + Imgproc.CC_STAT_TOP],
                on.x() + 0.5,
                on.y() + 0.5);
        return new Candidate(
                new Outline(List.of(ring)),
                gain < -0.2 ? Polarity.VANISHED : gain > 0.0 ? Polarity.APPEARED : Polarity.ALTERED,
                area,
                upper / percentile * Math.sqrt(area),
                upper,
                gain);
    }

    /** Mean of the larger half of an object's magnitudes. */
    private double upperHalf(int slot, int area) {
        int wanted = Math.max(1, area / 2);
        long sum = 0;
        int taken = 0;
        for (int bin = BINS - 1; bin >= 0 && taken < wanted; bin--) {
            int n = Math.min(perLabel[slot * BINS + bin], wanted - taken);
            sum += (long) n * bin;
            taken += n;
        }
        return sum * BIN / Math.max(1, taken);
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {quantised, changed, padded, fillMask, labels, stats, centroids}) {
            mat.release();
        }
    }
}
