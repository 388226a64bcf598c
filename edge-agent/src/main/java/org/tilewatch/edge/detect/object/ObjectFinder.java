package org.tilewatch.edge.detect.object;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;

/**
 * Turns a magnitude of change into objects.
 *
 * <p>Each look is measured by its own 99th percentile, so that a noisy look does not flood the list (constant false-alarm rate). An
 * object is the whole component above a low level, its holes filled.
 */
public final class ObjectFinder implements AutoCloseable {

    private static final int BINS = 256;
    /** Magnitudes are binned in steps of this many units of noise. */
    private static final double BIN = 1 / 12.0;

    /** A pixel this many units of noise away from its history is changed whatever else the look shows. */
    private static final double LOUD = 2;

    private static final int MOST_OBJECTS = 256;
    private static final int BLOCK = 64;
    private static final int MOST_BLOCKS = 4096;

    private final double leastPercentile;
    private final double lowLevel;
    private final int leastPixels;
    private final Mat quantised = new Mat();
    private final Components components = new Components();
    private final RingTracer tracer = new RingTracer();
    private final int[] histogram = new int[BINS];
    private final int[] ofBlock = new int[BINS];
    private final int[] ofEvenPixels = new int[BINS];
    private final double[] perBlock = new double[MOST_BLOCKS];
    private final int[] perObject = new int[MOST_OBJECTS * BINS];
    private final long[] gained = new long[MOST_OBJECTS];
    private final long[] lost = new long[MOST_OBJECTS];
    private final int[] firstRuns = new int[MOST_OBJECTS];
    private final int[] firstRows = new int[MOST_OBJECTS];
    private int[] chosen = new int[MOST_OBJECTS];
    private int[] slotOf = new int[MOST_OBJECTS];
    private byte[] levels = new byte[0];
    private byte[] mask = new byte[0];
    private short[] slots = new short[0];
    private double percentile;
    private double changedFraction;

    /**
     * @param leastPercentile a look's 99th percentile of magnitude is taken as at least this, in units of noise
     * @param lowLevel an object is all that is connected above this multiple of that percentile
     * @param leastPixels smallest object
     */
    public ObjectFinder(double leastPercentile, double lowLevel, int leastPixels) {
        this.leastPercentile = leastPercentile;
        this.lowLevel = lowLevel;
        this.leastPixels = leastPixels;
    }

    /** The look's own 99th percentile of magnitude, in units of noise, as of the last call of {@link #find}. */
    public double percentile() {
        return percentile;
    }

    /** Share of the usable pixels that stand out of the noise by far; as of the last call of {@link #find}. */
    public double changedFraction() {
        return changedFraction;
    }

    /**
     * Lists the objects, the strongest first.
     *
     * @param magnitude 32 bit, 0 where not usable
     * @param usable 255 where a comparison was possible
     * @param edges of a column and row of the window: edges of the look less edges of the baseline
     * @param on the window that the images cover
     */
    public List<Candidate> find(Mat magnitude, Mat usable, IntBinaryOperator edges, Window on) {
        magnitude.convertTo(quantised, CvType.CV_8U, 1 / BIN);
        int size = on.width() * on.height();
        if (levels.length < size) {
            levels = new byte[size];
            mask = new byte[size];
            slots = new short[size];
        }
        quantised.get(0, 0, levels);
        percentile = Math.max(leastPercentile, ownPercentile(usable, on.width(), on.height()));
        int least = (int) Math.floor(lowLevel * percentile / BIN);
        components.find(levels, on.width(), on.height(), least);
        int count = choose();
        if (count == 0) {
            return List.of();
        }
        scan(count, edges, on);
        List<Candidate> found = new ArrayList<>(count);
        for (int slot = 0; slot < count; slot++) {
            found.add(candidate(slot, on));
        }
        wipe(on);
        found.sort((a, b) -> Double.compare(b.strength(), a.strength()));
        return found;
    }

    private double ownPercentile(Mat usable, int width, int height) {
        usable.get(0, 0, mask);
        Arrays.fill(histogram, 0);
        int seen = 0;
        int blocks = 0;
        for (int top = 0; top < height; top += BLOCK) {
            for (int left = 0; left < width; left += BLOCK) {
                int here = countBlock(left, top, Math.min(width, left + BLOCK), Math.min(height, top + BLOCK), width);
                if (here >= BLOCK * BLOCK / 4 && blocks < perBlock.length) {
                    perBlock[blocks++] = percentile(ofBlock, here);
                }
                seen += here;
            }
        }
        int loud = 0;
        for (int bin = (int) (LOUD / BIN); bin < BINS; bin++) {
            loud += histogram[bin];
        }
        changedFraction = loud / (double) Math.max(1, seen);
        double overall = percentile(histogram, seen);
        return Math.sqrt(overall * usualBlock(blocks, overall));
    }

    /** The 99th percentile that four of five blocks of 64 pixels stay below: what one large change does not move. */
    private double usualBlock(int blocks, double otherwise) {
        Arrays.sort(perBlock, 0, blocks);
        return blocks == 0 ? otherwise : perBlock[(blocks - 1) * 4 / 5];
    }

    /** Counts in two histograms in turn: most pixels are alike, and a single counter would wait for itself. */
    private int countBlock(int left, int top, int right, int bottom, int width) {
        Arrays.fill(ofBlock, 0);
        Arrays.fill(ofEvenPixels, 0);
        int seen = 0;
        for (int y = top; y < bottom; y++) {
            int end = y * width + right;
            int i = y * width + left;
            for (; i + 1 < end; i += 2) {
                int first = mask[i] & 1;
                int second = mask[i + 1] & 1;
                ofEvenPixels[levels[i] & 0xff] += first;
                ofBlock[levels[i + 1] & 0xff] += second;
                seen += first + second;
            }
            if (i < end) {
                ofBlock[levels[i] & 0xff] += mask[i] & 1;
                seen += mask[i] & 1;
            }
        }
        for (int bin = 0; bin < BINS; bin++) {
            ofBlock[bin] += ofEvenPixels[bin];
            histogram[bin] += ofBlock[bin];
        }
        return seen;
    }

    /** In units of noise. */
    private static double percentile(int[] counts, int seen) {
        int above = seen / 100;
        int bin = BINS - 1;
        for (int sum = counts[bin]; bin > 0 && sum < above; sum += counts[bin]) {
            bin--;
        }
        return bin * BIN;
    }

    /** Gives a slot to each component that is large enough; to the largest, if there are more than are worth listing. */
    private int choose() {
        int all = components.count();
        if (slotOf.length < all) {
            slotOf = new int[2 * all];
            chosen = new int[2 * all];
        }
        Arrays.fill(slotOf, 0, all, -1);
        int count = 0;
        for (int component = 0; component < all; component++) {
            if (components.area(component) >= leastPixels) {
                chosen[count++] = component;
            }
        }
        if (count > MOST_OBJECTS) {
            int[] largest = IntStream.of(Arrays.copyOf(chosen, count))
                    .boxed()
                    .sorted(Comparator.comparingInt(c -> -components.area(c)))
                    .limit(MOST_OBJECTS)
                    .mapToInt(Integer::intValue)
                    .toArray();
            count = largest.length;
            System.arraycopy(largest, 0, chosen, 0, count);
        }
        for (int slot = 0; slot < count; slot++) {
            slotOf[chosen[slot]] = slot;
        }
        return count;
    }

    private void scan(int count, IntBinaryOperator edges, Window on) {
        Arrays.fill(perObject, 0, count * BINS, 0);
        Arrays.fill(gained, 0, count, 0);
        Arrays.fill(lost, 0, count, 0);
        Arrays.fill(firstRuns, 0, count, -1);
        for (int row = 0; row < on.height(); row++) {
            for (int run = components.firstRun(row); run < components.firstRun(row + 1); run++) {
                int slot = slotOf[components.component(run)];
                if (slot >= 0) {
                    if (firstRuns[slot] < 0) {
                        firstRuns[slot] = run;
                        firstRows[slot] = row;
                    }
                    scanRun(run, row, slot, edges, on.width());
                }
            }
        }
    }

    private void scanRun(int run, int row, int slot, IntBinaryOperator edges, int width) {
        for (int x = components.start(run); x < components.end(run); x++) {
            int edge = edges.applyAsInt(x, row);
            gained[slot] += Math.max(0, edge);
            lost[slot] += Math.max(0, -edge);
            perObject[slot * BINS + (levels[row * width + x] & 0xff)]++;
            slots[row * width + x] = (short) (slot + 1);
        }
    }

    /** Leaves {@code slots} empty again. */
    private void wipe(Window on) {
        for (int row = 0; row < on.height(); row++) {
            for (int run = components.firstRun(row); run < components.firstRun(row + 1); run++) {
                int at = row * on.width();
                Arrays.fill(slots, at + components.start(run), at + components.end(run), (short) 0);
            }
        }
    }

    private Candidate candidate(int slot, Window on) {
        int area = components.area(chosen[slot]);
        double upper = upperHalf(slot, area);
        double gain = (gained[slot] - lost[slot]) / (double) Math.max(1, gained[slot] + lost[slot]);
        double[] ring = tracer.trace(
                slots,
                on.width(),
                on.height(),
                (short) (slot + 1),
                components.start(firstRuns[slot]),
                firstRows[slot],
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
            int n = Math.min(perObject[slot * BINS + bin], wanted - taken);
            sum += (long) n * bin;
            taken += n;
        }
        return sum * BIN / Math.max(1, taken);
    }

    @Override
    public void close() {
        quantised.release();
    }
}
