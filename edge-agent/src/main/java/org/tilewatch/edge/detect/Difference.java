package org.tilewatch.edge.detect;

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
 */
final class Difference implements AutoCloseable {

    private final DetectorSettings settings;
    private final Mat square3 = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(3, 3));
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

    Difference(DetectorSettings settings) {
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
    Mat measure(Mat look, Mat beyond, Mat raw, History history, Mat contrast, Mat usable) {
        Mat median = history.median();
        Imgproc.dilate(median, high, square3);
        Imgproc.erode(median, low, square3);
        Core.subtract(high, low, wide);
        outside(look, beyond);
        noiseOf(history, contrast);
        int bands = look.channels();
        energy.create(look.size(), CvType.CV_32F);
        Natives.fill(energy, 0);
        for (int i = 0; i < bands; i++) {
            Core.extractChannel(above, band, i);
            Imgproc.accumulateSquare(band, energy);
        }
        Core.divide(energy, noise, energy, 1.0 / bands);
        Core.sqrt(energy, energy);
        leaveOutSaturated(raw);
        Core.bitwise_and(usable, saturated, saturated);
        magnitude.create(energy.size(), CvType.CV_32F);
        Natives.fill(magnitude, 0);
        energy.copyTo(magnitude, saturated);
        Imgproc.blur(magnitude, magnitude, new Size(3, 3));
        return magnitude;
    }

    /** How far the look lies outside of the range, in 8 bit arithmetic that stops at 0 and 255, which costs a third of 16 bit. */
    private void outside(Mat look, Mat beyond) {
        Core.subtract(look, high, above);
        Core.subtract(low, look, below);
        Core.add(above, below, above);
        beyond.convertTo(below, CvType.CV_8U, 1, -255);
        Core.add(above, below, above);
        beyond.convertTo(below, CvType.CV_8U, -1, 0);
        Core.add(above, below, above);
    }

    /** Squared noise per pixel, common to all bands. */
    private void noiseOf(History history, Mat contrast) {
        greatest(history.deviation(), spread);
        Imgproc.dilate(spread, spread, square3);
        spread.convertTo(noise, CvType.CV_32F, 1.4826 * settings.deviationGain());
        Core.multiply(noise, noise, noise);
        greatest(wide, spread);
        spread.convertTo(part, CvType.CV_32F, settings.gradientGain());
        Imgproc.accumulateSquare(part, noise);
        greatest(history.median(), brightest);
        brightest.convertTo(part, CvType.CV_32F, settings.brightnessGain());
        Imgproc.accumulateSquare(part, noise);
        greatest(contrast, spread);
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

    /** Where both are clipped white nothing can be said: {@code saturated} becomes 255 where a comparison holds. */
    private void leaveOutSaturated(Mat raw) {
        greatest(raw, spread);
        Imgproc.threshold(spread, saturated, 250, 255, Imgproc.THRESH_BINARY);
        Imgproc.threshold(brightest, spread, 235, 255, Imgproc.THRESH_BINARY);
        Core.bitwise_and(saturated, spread, saturated);
        Core.bitwise_not(saturated, saturated);
    }

    /** Whether look and baseline were both clipped white, as of the last call of {@link #measure}. */
    boolean saturatedAt(int x, int y) {
        return saturated.get(y, x)[0] == 0;
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {
            square3, high, low, above, below, band, energy, part, spread, wide, brightest, noise, saturated, magnitude
        }) {
            mat.release();
        }
    }
}
