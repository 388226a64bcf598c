package org.tilewatch.edge.detect;

import java.util.stream.Stream;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Natives;

/**
 * The interval difference against the history in units of its noise: how far a pixel lies outside the range that the baseline's
 * 3 x 3 neighbourhood spans (robust change vector analysis, Thonfeld et al. 2016), divided by what this place varies by itself.
 *
 * <p>Noise is the dilated median absolute deviation, the local gradient (a residual shift turns gradient into difference) and a floor,
 * added in squares.
 *
 * <p>Works strip by strip: the images in between would not stay in the cache, and would be four fifths of what this holds.
 */
public final class Difference implements AutoCloseable {

    private final DetectorSettings settings;
    /** Rows that are worked on in one go, besides one above and one below for their neighbourhood. */
    private static final int STRIP_ROWS = 32;

    private final Mat square3 = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(3, 3));
    private final Mat stripLook = new Mat();
    private final Mat stripBeyond = new Mat();
    private final Mat stripRaw = new Mat();
    private final Mat stripMedian = new Mat();
    private final Mat stripDeviation = new Mat();
    private final Mat stripContrast = new Mat();
    private final Mat stripUsable = new Mat();
    private final Mat stripSaturated = new Mat();
    private final Mat cut = new Mat();
    private final Mat high = new Mat();
    private final Mat low = new Mat();
    private final Mat above = new Mat();
    private final Mat below = new Mat();
    private final Mat band = new Mat();
    private final Mat energy = new Mat();
    private final Mat part = new Mat();
    private final Mat spread = new Mat();
    private final Mat wide = new Mat();
    private final Mat brightest = new Mat();
    private final Mat noise = new Mat();
    private final Mat saturated = new Mat();
    private final Mat magnitude = new Mat();

    public Difference(DetectorSettings settings) {
        this.settings = settings;
    }

    /**
     * Works out the magnitude of change.
     *
     * @param look normalised look, 8 bit
     * @param beyond the same before it was cut to 8 bit, 16 bit signed
     * @param raw the aligned look before normalisation, 8 bit: tells what is saturated
     * @param history summarised
     * @param contrast how far each pixel of the baseline lies from its local mean, 8 bit per band
     * @param usable 255 where both saw the ground
     * @return 32 bit magnitude in units of noise, 0 where not usable; owned by this object
     */
    public Mat measure(Mat look, Mat beyond, Mat raw, History history, Mat contrast, Mat usable) {
        magnitude.create(look.size(), CvType.CV_32F);
        saturated.create(look.size(), CvType.CV_8UC1);
        for (int row = 0; row < look.rows(); row += STRIP_ROWS) {
            int rows = Math.min(STRIP_ROWS, look.rows() - row);
            int first = Math.max(0, row - 1);
            int count = Math.min(look.rows(), row + rows + 1) - first;
            take(look, first, count, stripLook);
            take(beyond, first, count, stripBeyond);
            take(raw, first, count, stripRaw);
            take(history.median(), first, count, stripMedian);
            take(history.deviation(), first, count, stripDeviation);
            take(contrast, first, count, stripContrast);
            take(usable, first, count, stripUsable);
            strip();
            Natives.copyRows(cut, row - first, magnitude, row, rows);
            Natives.copyRows(stripSaturated, row - first, saturated, row, rows);
        }
        Imgproc.blur(magnitude, magnitude, new Size(3, 3));
        return magnitude;
    }

    /** Leaves the magnitude of the strip in hand in {@code cut}, 0 where nothing can be said. */
    private void strip() {
        Imgproc.dilate(stripMedian, high, square3);
        Imgproc.erode(stripMedian, low, square3);
        Core.subtract(high, low, wide);
        outside();
        noise();
        int bands = stripLook.channels();
        energy.create(stripLook.size(), CvType.CV_32F);
        Natives.fill(energy, 0);
        for (int i = 0; i < bands; i++) {
            Core.extractChannel(above, band, i);
            Imgproc.accumulateSquare(band, energy);
        }
        Core.divide(energy, noise, energy, 1.0 / bands);
        Core.sqrt(energy, energy);
        leaveOutSaturated();
        Core.bitwise_and(stripUsable, stripSaturated, stripSaturated);
        cut.create(energy.size(), CvType.CV_32F);
        Natives.fill(cut, 0);
        energy.copyTo(cut, stripSaturated);
    }

    private static void take(Mat from, int row, int rows, Mat strip) {
        strip.create(rows, from.cols(), from.type());
        Natives.copyRows(from, row, strip, 0, rows);
    }

    /** How far the look lies outside of the range, in 8 bit arithmetic that stops at 0 and 255, which costs a third of 16 bit. */
    private void outside() {
        Core.subtract(stripLook, high, above);
        Core.subtract(low, stripLook, below);
        Core.add(above, below, above);
        stripBeyond.convertTo(below, CvType.CV_8U, 1, -255);
        Core.add(above, below, above);
        stripBeyond.convertTo(below, CvType.CV_8U, -1, 0);
        Core.add(above, below, above);
    }

    /** Squared noise per pixel, common to all bands. */
    private void noise() {
        greatest(stripDeviation, spread);
        Imgproc.dilate(spread, spread, square3);
        spread.convertTo(noise, CvType.CV_32F, 1.4826 * settings.deviationGain());
        Core.multiply(noise, noise, noise);
        greatest(wide, spread);
        spread.convertTo(part, CvType.CV_32F, settings.gradientGain());
        Imgproc.accumulateSquare(part, noise);
        greatest(stripMedian, brightest);
        brightest.convertTo(part, CvType.CV_32F, settings.brightnessGain());
        Imgproc.accumulateSquare(part, noise);
        greatest(stripContrast, spread);
        spread.convertTo(part, CvType.CV_32F, settings.contrastGain());
        Imgproc.accumulateSquare(part, noise);
        Core.add(noise, Scalar.all(settings.floorDn() * settings.floorDn()), noise);
    }

    private void greatest(Mat image, Mat into) {
        Core.extractChannel(image, into, 0);
        for (int i = 1; i < image.channels(); i++) {
            Core.extractChannel(image, band, i);
            Core.max(into, band, into);
        }
    }

    /** Where both are clipped white nothing can be said: {@code stripSaturated} becomes 255 where a comparison holds. */
    private void leaveOutSaturated() {
        greatest(stripRaw, spread);
        Imgproc.threshold(spread, stripSaturated, 250, 255, Imgproc.THRESH_BINARY);
        Imgproc.threshold(brightest, spread, 235, 255, Imgproc.THRESH_BINARY);
        Core.bitwise_and(stripSaturated, spread, stripSaturated);
        Core.bitwise_not(stripSaturated, stripSaturated);
    }

    /** Whether look and baseline were both clipped white, as of the last call of {@link #measure}. */
    boolean saturatedAt(int x, int y) {
        return saturated.get(y, x)[0] == 0;
    }

    @Override
    public void close() {
        Stream.of(stripLook, stripBeyond, stripRaw, stripMedian, stripDeviation, stripContrast, stripUsable)
                .forEach(Mat::release);
        Stream.of(stripSaturated, cut, square3, high, low, above, below, band, energy, part)
                .forEach(Mat::release);
        Stream.of(spread, wide, brightest, noise, saturated, magnitude).forEach(Mat::release);
    }
}
