package org.tilewatch.edge.detect.align;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Natives;

/**
 * Radiometric normalisation: gives the look the local mean and deviation that the baseline has over 81 pixels, per band, worked out on
 * those pixels that both saw. Haze, season and sensor differ slowly over the ground; what people build does not.
 *
 * <p>Means and deviations are taken at quarter scale: they are smooth, and this costs a sixteenth.
 */
public final class Normaliser implements AutoCloseable {

    private static final Size WINDOW_QUARTER = new Size(21, 21);
    private static final Size WIDE_QUARTER = new Size(81, 81);

    /** A stripped place as wide as half the window would bend its own mean: seen by the wider window, it is left out. */
    private static final Size LARGE = new Size(11, 11);

    private static final double LARGE_DN = 14;

    private static final double LARGE_TIMES_USUAL = 3;
    private static final double STEADY_VARIANCE = 20;
    /** Mean of the mask, 0 to 255, around a place, below which nothing nearby was seen by both. */
    private static final double SEEN_NEARBY = 10;

    private static final double LEAST_COUNT = 0.25;

    /** Rows that are worked on in one go. */
    private static final int STRIP_ROWS = 16;

    private final Mat stripLook = new Mat();
    private final Mat stripResult = new Mat();
    private final Mat sum = new Mat();
    private final Mat narrow = new Mat();
    private float[] gainColumns = new float[0];
    private float[] offsetColumns = new float[0];
    private float[] between = new float[0];
    private final Mat quarterLook = new Mat();
    private final Mat quarterBase = new Mat();
    /** 255 where both saw the ground and nothing stands out. */
    private final Mat known = new Mat();

    private final Mat masked = new Mat();
    private final Mat count = new Mat();
    private final Mat lookMean = new Mat();
    private final Mat lookVariance = new Mat();
    private final Mat baseMean = new Mat();
    private final Mat baseVariance = new Mat();
    private final Mat square = new Mat();
    private final Mat gain = new Mat();
    private final Mat offset = new Mat();
    private final Mat work = new Mat();
    private final Mat quarterMean = new Mat();
    private final Mat residual = new Mat();
    private final Mat band = new Mat();
    private final Mat neighbours = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(3, 3));
    private final Mat nowhere = new Mat();
    private final Mat somewhere = new Mat();

    /**
     * Normalises a look.
     *
     * @param look 8 bit, aligned to the baseline
     * @param halfBase 8 bit baseline at half scale
     * @param usable 255 where both saw the ground
     * @param keepLarge whether a stripped place as wide as half the window stays as it is; coarse pixels show fields, which change
     *     their colour, and there it goes
     * @param result receives the look in the baseline's radiometry, 16 bit signed
     */
    public void apply(Mat look, Mat halfBase, Mat usable, boolean keepLarge, Mat result) {
        Size quarter = new Size(Math.max(1, look.cols() / 4), Math.max(1, look.rows() / 4));
        Imgproc.resize(usable, known, quarter, 0, 0, Imgproc.INTER_NEAREST);
        Imgproc.resize(look, quarterLook, quarter, 0, 0, Imgproc.INTER_AREA);
        Imgproc.resize(halfBase, quarterBase, quarter, 0, 0, Imgproc.INTER_AREA);
        if (keepLarge) {
            relate(WIDE_QUARTER);
            leaveOutChanged(LARGE_DN, LARGE_TIMES_USUAL, true);
        }
        relate(WINDOW_QUARTER);
        leaveOutChanged(8, 3, false);
        relate(WINDOW_QUARTER);
        bridge();
        gainColumns = taken(gain, gainColumns);
        offsetColumns = taken(offset, offsetColumns);
        result.create(look.size(), CvType.CV_16SC(look.channels()));
        for (int row = 0; row < look.rows(); row += STRIP_ROWS) {
            strip(look, row, Math.min(STRIP_ROWS, look.rows() - row), result);
        }
    }

    /** Float images of the whole window would not stay in the cache; those of a strip do. */
    private void strip(Mat look, int row, int rows, Mat result) {
        stripLook.create(rows, look.cols(), look.type());
        Natives.copyRows(look, row, stripLook, 0, rows);
        stripLook.convertTo(work, CvType.CV_32F);
        spread(gainColumns, row, rows, look, square);
        spread(offsetColumns, row, rows, look, sum);
        Imgproc.accumulateProduct(work, square, sum);
        sum.convertTo(stripResult, CvType.CV_16S);
        Natives.copyRows(stripResult, 0, result, row, rows);
    }

    private static float[] taken(Mat from, float[] room) {
        int size = (int) from.total() * from.channels();
        float[] into = room.length >= size ? room : new float[size];
        MemorySegment.copy(Natives.memory(from), ValueLayout.JAVA_FLOAT, 0, into, 0, size);
        return into;
    }

    /** Rows of a quarter-scale image at full scale, bilinear: down the columns here, along the rows by OpenCV. */
    private void spread(float[] from, int row, int rows, Mat look, Mat into) {
        int quarterRows = gain.rows();
        int rowLength = gain.cols() * gain.channels();
        if (between.length < rows * rowLength) {
            between = new float[rows * rowLength];
        }
        for (int y = 0; y < rows; y++) {
            float at = (row + y + 0.5f) * quarterRows / look.rows() - 0.5f;
            at = Math.clamp(at, 0, quarterRows - 1);
            int upper = (int) at;
            int lower = Math.min(upper + 1, quarterRows - 1);
            blend(from, upper * rowLength, lower * rowLength, at - upper, between, y * rowLength, rowLength);
        }
        narrow.create(rows, gain.cols(), gain.type());
        MemorySegment.copy(between, 0, Natives.memory(narrow), ValueLayout.JAVA_FLOAT, 0, rows * rowLength);
        Imgproc.resize(narrow, into, stripLook.size(), 0, 0, Imgproc.INTER_LINEAR);
    }

    private static void blend(float[] from, int upper, int lower, float share, float[] into, int to, int length) {
        for (int i = 0; i < length; i++) {
            into[to + i] = from[upper + i] + share * (from[lower + i] - from[upper + i]);
        }
    }

    private void assign(Mat to, double[] values) {
        Core.multiply(to, Scalar.all(0), work);
        Core.add(work, new Scalar(values), work);
        work.copyTo(to, nowhere);
    }

    /** How far each pixel of the baseline lies from its local mean, 8 bit per band: what an error of gain is multiplied by. */
    public void contrast(Mat base, Mat into) {
        baseMean.convertTo(quarterMean, CvType.CV_8U);
        Imgproc.resize(quarterMean, into, base.size(), 0, 0, Imgproc.INTER_LINEAR);
        Core.absdiff(into, base, into);
    }

    /** Where no pixel nearby was seen by both, the relation of the whole window holds. */
    private void bridge() {
        Core.compare(band, Scalar.all(SEEN_NEARBY), nowhere, Core.CMP_LT);
        if (Core.countNonZero(nowhere) == 0) {
            return;
        }
        Core.bitwise_not(nowhere, somewhere);
        double[] gains = Core.mean(gain, somewhere).val;
        double[] offsets = Core.mean(offset, somewhere).val;
        if (Core.countNonZero(somewhere) == 0) {
            gains = new double[] {1, 1, 1, 1};
        }
        assign(gain, gains);
        assign(offset, offsets);
    }

    /** Local gain and offset from the look to the baseline over the pixels that are {@code known}. */
    private void relate(Size window) {
        Imgproc.boxFilter(known, band, CvType.CV_32F, window);
        Core.max(band, Scalar.all(LEAST_COUNT), band);
        count.create(known.size(), CvType.CV_32FC(quarterLook.channels()));
        for (int i = 0; i < quarterLook.channels(); i++) {
            Core.insertChannel(band, count, i);
        }
        moments(quarterLook, window, lookMean, lookVariance);
        moments(quarterBase, window, baseMean, baseVariance);
        Core.divide(baseVariance, lookVariance, gain);
        Core.sqrt(gain, gain);
        Core.min(gain, Scalar.all(2.5), gain);
        Core.max(gain, Scalar.all(0.4), gain);
        Core.multiply(gain, lookMean, offset);
        Core.subtract(baseMean, offset, offset);
    }

    /** What stands out after a first normalisation must not bend the second: its neighbours would look changed. */
    private void leaveOutChanged(double leastDn, double timesUsual, boolean largeAlone) {
        quarterLook.convertTo(work, CvType.CV_32F);
        Core.multiply(work, gain, work);
        Core.add(work, offset, work);
        quarterBase.convertTo(square, CvType.CV_32F);
        Core.absdiff(work, square, work);
        Core.extractChannel(work, residual, 0);
        for (int i = 1; i < work.channels(); i++) {
            Core.extractChannel(work, band, i);
            Core.max(residual, band, residual);
        }
        double usual = Core.mean(residual, known).val[0];
        if (largeAlone) {
            Imgproc.blur(residual, residual, LARGE);
        }
        Core.compare(residual, Scalar.all(Math.max(leastDn, timesUsual * usual)), nowhere, Core.CMP_GT);
        Imgproc.dilate(nowhere, nowhere, neighbours);
        Core.bitwise_not(nowhere, nowhere);
        Core.bitwise_and(known, nowhere, known);
    }

    /** Sums of 8 bit samples are taken in integers, which costs half of what floats do. */
    private void moments(Mat image, Size window, Mat mean, Mat variance) {
        masked.create(image.size(), image.type());
        Natives.fill(masked, 0);
        image.copyTo(masked, known);
        Imgproc.boxFilter(masked, mean, CvType.CV_32F, window);
        Imgproc.sqrBoxFilter(masked, variance, CvType.CV_32F, window);
        Core.divide(mean, count, mean, 255);
        Core.divide(variance, count, variance, 255);
        Core.multiply(mean, mean, square);
        Core.subtract(variance, square, variance);
        Core.max(variance, Scalar.all(0), variance);
        Core.add(variance, Scalar.all(STEADY_VARIANCE), variance);
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {
            stripLook,
            stripResult,
            sum,
            narrow,
            quarterLook,
            quarterBase,
            known,
            masked,
            count,
            lookMean,
            lookVariance,
            baseMean,
            baseVariance,
            square,
            gain,
            offset,
            work,
            quarterMean,
            residual,
            band,
            neighbours,
            nowhere,
            somewhere
        }) {
            mat.release();
        }
    }
}
