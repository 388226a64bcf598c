package org.tilewatch.edge.detect.align;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Natives;

/**
 * Finds how a look lies against the baseline: one shift for the window by phase correlation of gradients (Kuglin and Hines 1975) at
 * quarter scale, then a smooth field of local shifts by dense inverse search (Kroeger et al., ECCV 2016) at half scale.
 *
 * <p>The field is smoothed over 14 grid pixels with the gradient as weight: edges tell where they lie, flat ground does not, and a new
 * object must not be bent away by a field that follows it. How far the gradients agree afterwards is the trust.
 */
public final class Alignment implements AutoCloseable {

    /** In place of refinements: one shift of the whole window, none below 4: as much the network bears (pixel F1 0.813 without, 0.822). */
    public static final int ONE_SHIFT = -1;

    /** The same, none below 1. Both are whole pixels: what was never interpolated stays sharp. */
    public static final int WHOLE_PIXELS = -2;

    private static final Scalar ZERO = Scalar.all(0);
    private static final double SMOOTHING_QUARTER_PIXELS = 3.5;
    private static final Size BROAD_QUARTER_PIXELS = new Size(33, 33);
    /** In half-scale pixels. */
    private static final double FIRST_TOLERANCE = 1;

    private static final double SECOND_TOLERANCE = 0.6;
    private static final Scalar ONE = Scalar.all(1);
    /** Weight of the wide neighbourhood's field, in DN of edge: less than any real edge has. */
    private static final double LEANING = 0.3;

    private static final Scalar FAINT = Scalar.all(LEANING);
    /** In quarter-scale pixels. */
    private static final double GREATEST_SHIFT = 8;

    /** The same where no history makes the peak sharp: one in four pairs that lie well has a false peak farther away. */
    private static final double GREATEST_SHIFT_OF_YEARS = 1.5;

    /** In grid pixels. */
    private static final double LEAST_SHIFT_OF_YEARS = 4;

    private static final double GREATEST_LOCAL_SHIFT = 4;

    private final LocalFlow flow;
    private final Mat referenceGrey = new Mat();
    private final Mat candidateGrey = new Mat();
    private final Mat referenceEdges = new Mat();
    private final Mat candidateEdges = new Mat();
    private final Mat across = new Mat();
    private final Mat down = new Mat();
    private final Mat quarterA = new Mat();
    private final Mat quarterB = new Mat();
    private final Mat hanning = new Mat();
    private final Mat shifted = new Mat();
    private final Mat both = new Mat();
    private final Mat field = new Mat();
    private final Mat weighted = new Mat();
    private final Mat weight = new Mat();
    private final Mat coarse = new Mat();
    private final Mat coarseWeight = new Mat();
    private final Mat broad = new Mat();
    private final Mat across32 = new Mat();
    private final Mat down32 = new Mat();
    private final Mat faint = new Mat();
    private final Mat weights = new Mat();
    private final Mat smooth = new Mat();
    private final Mat full = new Mat();
    private final Mat matrix = new Mat(2, 3, CvType.CV_64FC1);
    private final double[] response = new double[1];
    private final boolean bending;
    private final boolean wholePixels;
    private double shiftX;
    private double shiftY;

    /**
     * Makes room for later measurements.
     *
     * @param refinements rounds of variational refinement of the local shift field, or {@link #ONE_SHIFT}, which is what two pictures
     *     years apart bear: a field bends what is new onto what was there (pixel F1 0.73 with it, 0.755 without), or {@link
     *     #WHOLE_PIXELS}
     */
    public Alignment(int refinements) {
        bending = refinements >= 0;
        wholePixels = refinements == WHOLE_PIXELS;
        flow = new LocalFlow(Math.max(0, refinements));
    }

    /**
     * Works out the shift field of a window.
     *
     * @param reference half-scale baseline, 8 bit, 1 or 3 bands
     * @param candidate half-scale look on the same window
     * @param usable 255 where both show the ground (half scale)
     * @param size of the window at full scale
     */
    public void measure(Mat reference, Mat candidate, Mat usable, Size size) {
        grey(reference, referenceGrey);
        grey(candidate, candidateGrey);
        edges(referenceGrey, usable, referenceEdges);
        edges(candidateGrey, usable, candidateEdges);
        globalShift();
        if (bending) {
            local(usable, size);
        } else {
            full.create(size, CvType.CV_32FC2);
            Imgproc.resize(constant(), full, size, 0, 0, Imgproc.INTER_NEAREST);
        }
    }

    private Mat constant() {
        smooth.create(1, 1, CvType.CV_32FC2);
        smooth.put(0, 0, new float[] {(float) shiftX, (float) shiftY});
        return smooth;
    }

    /** Takes the look as lying where its georeference says. */
    public void assumeNone(Size size) {
        shiftX = 0;
        shiftY = 0;
        response[0] = 1;
        full.create(size, CvType.CV_32FC2);
        Natives.fill(full, 0);
    }

    private void globalShift() {
        Size quarter = new Size(Math.max(8, referenceEdges.cols() / 2), Math.max(8, referenceEdges.rows() / 2));
        Imgproc.resize(referenceEdges, both, quarter, 0, 0, Imgproc.INTER_AREA);
        both.convertTo(quarterA, CvType.CV_32F);
        Imgproc.resize(candidateEdges, both, quarter, 0, 0, Imgproc.INTER_AREA);
        both.convertTo(quarterB, CvType.CV_32F);
        if (hanning.cols() != quarterA.cols() || hanning.rows() != quarterA.rows()) {
            Imgproc.createHanningWindow(hanning, quarter, CvType.CV_32F);
        }
        Point shift = Imgproc.phaseCorrelate(quarterA, quarterB, hanning, response);
        boolean plausible = Math.hypot(shift.x, shift.y) <= (bending ? GREATEST_SHIFT : GREATEST_SHIFT_OF_YEARS)
                && response[0] > 0.03;
        shiftX = plausible ? 4 * shift.x : 0;
        shiftY = plausible ? 4 * shift.y : 0;
        if (!bending) {
            boolean borne = Math.hypot(shiftX, shiftY) < (wholePixels ? 1 : LEAST_SHIFT_OF_YEARS);
            shiftX = borne ? 0 : Math.rint(shiftX);
            shiftY = borne ? 0 : Math.rint(shiftY);
        }
    }

    private void local(Mat usable, Size size) {
        matrix.put(0, 0, 1, 0, shiftX / 2, 0, 1, shiftY / 2);
        Imgproc.warpAffine(
                candidateEdges,
                shifted,
                matrix,
                candidateEdges.size(),
                Imgproc.INTER_LINEAR | Imgproc.WARP_INVERSE_MAP,
                Core.BORDER_CONSTANT,
                ZERO);
        flow.measure(referenceEdges, shifted, field);
        referenceEdges.copyTo(both);
        Core.min(both, shifted, both);
        Imgproc.blur(both, both, new Size(3, 3));
        both.convertTo(weight, CvType.CV_32F, 1, 0.02);
        Core.bitwise_not(usable, both);
        both.convertTo(faint, CvType.CV_32F, 0, 0.001);
        faint.copyTo(weight, both);
        toQuarter();
        // Three times: against no local shift at all, against the field of a wide neighbourhood, and for the field
        // itself.
        broad.create(coarse.size(), CvType.CV_32FC2);
        Natives.fill(broad, 0);
        mean(true, FIRST_TOLERANCE, broad);
        mean(true, SECOND_TOLERANCE, broad);
        mean(false, SECOND_TOLERANCE, smooth);
        Core.multiply(smooth, Scalar.all(2), smooth); // half-scale pixels to grid pixels
        Core.min(smooth, Scalar.all(GREATEST_LOCAL_SHIFT), smooth);
        Core.max(smooth, Scalar.all(-GREATEST_LOCAL_SHIFT), smooth);
        Core.add(smooth, new Scalar(shiftX, shiftY), smooth);
        Imgproc.resize(smooth, full, size, 0, 0, Imgproc.INTER_LINEAR);
    }

    /** Flow and weight at quarter scale, each cell the weighted mean of the four pixels it covers. */
    private void toQuarter() {
        Size quarter = new Size(Math.max(1, field.cols() / 2), Math.max(1, field.rows() / 2));
        inBoth(weight);
        Core.multiply(field, weights, field);
        Imgproc.resize(field, coarse, quarter, 0, 0, Imgproc.INTER_AREA);
        Imgproc.resize(weight, coarseWeight, quarter, 0, 0, Imgproc.INTER_AREA);
        inBoth(coarseWeight);
        Core.divide(coarse, weights, coarse);
    }

    private void inBoth(Mat single) {
        weights.create(single.size(), CvType.CV_32FC2);
        Core.insertChannel(single, weights, 0);
        Core.insertChannel(single, weights, 1);
    }

    /**
     * Weighted mean of the flow around each place. What lies far from the present field counts for little: around a new object the
     * flow points anywhere.
     */
    private void mean(boolean wide, double tolerance, Mat into) {
        Core.subtract(coarse, broad, weighted);
        Core.multiply(weighted, weighted, weighted);
        Core.extractChannel(weighted, across32, 0);
        Core.extractChannel(weighted, down32, 1);
        Core.add(across32, down32, across32);
        Core.multiply(across32, across32, across32, 1 / Math.pow(tolerance, 4));
        Core.add(across32, ONE, across32);
        Core.divide(coarseWeight, across32, across32);
        inBoth(across32);
        Core.multiply(coarse, weights, weighted);
        around(weighted, wide);
        around(across32, wide);
        inBoth(across32);
        // Where nothing tells, the wide neighbourhood does.
        Core.addWeighted(weighted, 1, broad, LEANING, 0, weighted);
        Core.add(weights, FAINT, weights);
        Core.divide(weighted, weights, into);
    }

    /** Two box filters stand for the wide Gaussian: their cost does not grow with its width. */
    private static void around(Mat image, boolean wide) {
        if (wide) {
            Imgproc.blur(image, image, BROAD_QUARTER_PIXELS);
            Imgproc.blur(image, image, BROAD_QUARTER_PIXELS);
        } else {
            Imgproc.GaussianBlur(image, image, new Size(0, 0), SMOOTHING_QUARTER_PIXELS);
        }
    }

    /** Where each grid pixel's content is found in the look, relative to its place (32 bit, x and y, grid pixels). */
    public Mat field() {
        return full;
    }

    /** Shift of the look's content to the right of the baseline's, over the whole window, in grid pixels. */
    public double shiftX() {
        return shiftX;
    }

    /** The same, down. */
    public double shiftY() {
        return shiftY;
    }

    /** How sure the registration is, 0 to 1: the height of the correlation peak. */
    public double trust() {
        return Math.clamp(response[0], 0, 1);
    }

    private static void grey(Mat image, Mat into) {
        if (image.channels() == 3) {
            Imgproc.cvtColor(image, into, Imgproc.COLOR_RGB2GRAY);
        } else {
            image.copyTo(into);
        }
    }

    private void edges(Mat grey, Mat usable, Mat into) {
        Imgproc.Sobel(grey, across, CvType.CV_16S, 1, 0);
        Imgproc.Sobel(grey, down, CvType.CV_16S, 0, 1);
        Core.convertScaleAbs(across, into, 0.35, 0);
        Core.convertScaleAbs(down, both, 0.35, 0);
        Core.add(into, both, into);
        Core.bitwise_and(into, usable, into);
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {
            referenceGrey,
            candidateGrey,
            referenceEdges,
            candidateEdges,
            across,
            down,
            quarterA,
            quarterB,
            hanning,
            shifted,
            both,
            field,
            weighted,
            faint,
            weight,
            weights,
            smooth,
            full,
            matrix
        }) {
            mat.release();
        }
    }
}
