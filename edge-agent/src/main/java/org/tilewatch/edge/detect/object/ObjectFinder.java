package org.tilewatch.edge.detect.object;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;

/**
 * Turns a magnitude of change into objects.
 *
 * <p>Each look is measured by its own 99th percentile, so that a noisy look does not flood the list (constant false-alarm rate). An
 * object is the whole component above a low level, its holes filled. On a look that clouds make noisy that level is lower where it is
 * quiet; how strong an object is goes by the whole look.
 */
public final class ObjectFinder implements AutoCloseable {

    static final int BINS = 256;
    /** Magnitudes are binned in steps of this many units of noise. */
    static final double BIN = 1 / 12.0;

    /** Level of the probability 1. */
    private static final double SURE = 255;

    private static final int MOST_OBJECTS = 256;

    private final double leastPercentile;
    private final double lowLevel;
    private final int leastPixels;
    private final Mat quantised = new Mat();
    private final Mat gains = new Mat();
    private final Mat raised = new Mat();
    private final Components components = new Components();
    private final RingTracer tracer = new RingTracer();
    private final int[] perObject = new int[MOST_OBJECTS * BINS];
    private final long[] gained = new long[MOST_OBJECTS];
    private final long[] lost = new long[MOST_OBJECTS];
    private final int[] firstRuns = new int[MOST_OBJECTS];
    private final int[] firstRows = new int[MOST_OBJECTS];
    private int[] chosen = new int[MOST_OBJECTS];
    private int[] slotOf = new int[MOST_OBJECTS];
    private byte[] levels = new byte[0];
    private byte[] raisedLevels = new byte[0];
    private short[] slots = new short[0];
    private final LookNoise noise = new LookNoise();
    private double percentile;
    /** What one level is worth, and what strength is measured by. */
    private double unit = BIN;

    private double yardstick = 1;

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
        return noise.loudFraction();
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
        makeRoom(on.width() * on.height());
        quantised.get(0, 0, levels);
        percentile = Math.max(leastPercentile, noise.of(levels, usable, on.width(), on.height()));
        unit = BIN;
        yardstick = percentile;
        int least = (int) Math.floor(lowLevel * percentile / BIN);
        if (!noise.isUneven(percentile)) {
            return above(levels, least, edges, on);
        }
        noise.gains(percentile, leastPercentile, gains);
        Imgproc.resize(gains, raised, magnitude.size(), 0, 0, Imgproc.INTER_LINEAR);
        Core.multiply(magnitude, raised, raised);
        raised.convertTo(quantised, CvType.CV_8U, 1 / BIN);
        if (raisedLevels.length < levels.length) {
            raisedLevels = new byte[levels.length];
        }
        quantised.get(0, 0, raisedLevels);
        return above(raisedLevels, least, edges, on);
    }

    /**
     * Lists the objects of a map of probabilities, the strongest first; their magnitude is the mean of their upper half, their strength
     * that times the root of their area.
     *
     * @param probability 32 bit, 0 to 1
     * @param least an object is all that is connected above this
     */
    public List<Candidate> findProbable(Mat probability, double least, IntBinaryOperator edges, Window on) {
        probability.convertTo(quantised, CvType.CV_8U, SURE);
        makeRoom(on.width() * on.height());
        quantised.get(0, 0, levels);
        unit = 1 / SURE;
        yardstick = 1;
        return above(levels, (int) (least * SURE), edges, on);
    }

    private void makeRoom(int size) {
        if (levels.length < size) {
            levels = new byte[size];
            slots = new short[size];
        }
    }

    private List<Candidate> above(byte[] shown, int least, IntBinaryOperator edges, Window on) {
        components.find(shown, on.width(), on.height(), least);
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
                upper / yardstick * Math.sqrt(area),
                upper,
                gain,
                Optional.empty(),
                false);
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
        return sum * unit / Math.max(1, taken);
    }

    @Override
    public void close() {
        quantised.release();
        gains.release();
        raised.release();
    }
}
