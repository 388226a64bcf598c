package org.tilewatch.calibration.simulate;

import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.edge.imagery.Affine;

/** Takes the picture: the slanting view, blur, clouds, haze, gains and noise, down to 8 bit. */
final class Camera {

    private static final double[] AIR = {0.34, 0.38, 0.44};
    private static final double[] CLOUD = {0.8, 0.82, 0.84};
    private static final double EXPOSURE = 1.12;

    private final Conditions look;
    private final Clouds clouds;
    private final Affine toCanvas;

    Camera(Conditions look, Clouds clouds) {
        this.look = look;
        this.clouds = clouds;
        toCanvas = toCanvas(look);
    }

    /** From file pixels to pixels of the canvas, for what lies on the ground. */
    static Affine toCanvas(Conditions look) {
        double metres = SimulatedSite.GSD_METRES;
        Affine gridToSite = new Affine(0, metres, 0, 0, 0, metres);
        return look.gridToFile().inverse().then(gridToSite).then(Canvas.onCanvas());
    }

    /** RGB, interleaved in rows, from 1 to 255, since 0 means no-data. */
    byte[] take(Mat radiance, float[] heights) {
        Mat sharp = new Mat();
        double canvasPixels = look.gsdMetres() * Canvas.PIXELS_PER_METRE;
        Imgproc.GaussianBlur(radiance, sharp, new Size(0, 0), look.blurPixels() * canvasPixels);
        Mat[] maps = slantedView(heights, radiance.cols());
        Mat seen = new Mat();
        Imgproc.remap(sharp, seen, maps[0], maps[1], Imgproc.INTER_LINEAR, Core.BORDER_REPLICATE);
        float[] rgb = new float[3 * look.width() * look.height()];
        seen.get(0, 0, rgb);
        for (Mat mat : new Mat[] {sharp, maps[0], maps[1], seen}) {
            mat.release();
        }
        return develop(rgb);
    }

    /**
     * Where each pixel looks: high things lean over. What is seen at p stands at g with g + lean x height(g) = p; two steps of
     * that equation are enough for buildings.
     */
    private Mat[] slantedView(float[] heights, int size) {
        float[] x = new float[look.width() * look.height()];
        float[] y = new float[x.length];
        for (int row = 0, k = 0; row < look.height(); row++) {
            for (int column = 0; column < look.width(); column++, k++) {
                double u = toCanvas.u(column + 0.5, row + 0.5);
                double v = toCanvas.v(column + 0.5, row + 0.5);
                double high = heightAt(heights, size, u, v);
                for (int step = 0; step < 2; step++) {
                    double lean = high * Canvas.PIXELS_PER_METRE;
                    high = Math.max(high, heightAt(heights, size, u - lean * look.leanX(), v - lean * look.leanY()));
                }
                double lean = heightAt(heights, size, u - high * 4 * look.leanX(), v - high * 4 * look.leanY()) * 4;
                x[k] = (float) (u - lean * look.leanX() - 0.5);
                y[k] = (float) (v - lean * look.leanY() - 0.5);
            }
        }
        return new Mat[] {map(x), map(y)};
    }

    private Mat map(float[] values) {
        Mat map = new Mat(look.height(), look.width(), CvType.CV_32F);
        map.put(0, 0, values);
        return map;
    }

    private static double heightAt(float[] heights, int size, double u, double v) {
        int column = (int) Math.clamp(u, 0, size - 1.0);
        int row = (int) Math.clamp(v, 0, size - 1.0);
        return heights[row * size + column];
    }

    private byte[] develop(float[] rgb) {
        byte[] picture = new byte[rgb.length];
        Random random = new Random(look.seed());
        for (int row = 0, k = 0; row < look.height(); row++) {
            for (int column = 0; column < look.width(); column++, k++) {
                double u = toCanvas.u(column + 0.5, row + 0.5);
                double v = toCanvas.v(column + 0.5, row + 0.5);
                double cloud = clouds.cover(u, v);
                double bright = Math.max(0.7, 1 - 3 * (1 - cloud));
                double sunlit = 1 - 0.75 * clouds.shade(u, v, look.sun());
                for (int band = 0; band < 3; band++) {
                    double ground = rgb[3 * k + band] * EXPOSURE * sunlit;
                    double hazy = ground + look.haze() * (AIR[band] - 0.6 * ground);
                    double light = (hazy + cloud * (CLOUD[band] * bright - hazy)) * look.gains()[band];
                    double shown = 255 * Math.pow(Math.max(0, light), look.gamma() / 2.2);
                    double noisy = shown + look.noise() * random.nextGaussian() * (0.6 + shown / 300);
                    picture[3 * k + band] = (byte) Math.clamp(Math.round(noisy), 1, 255);
                }
            }
        }
        return picture;
    }
}
