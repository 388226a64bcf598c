package org.tilewatch.calibration.simulate;

import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.calibration.simulate.light.Clouds;
import org.tilewatch.edge.imagery.Affine;

/** Takes the picture: the slanting view, blur, clouds, haze, gains and noise, down to 8 bit. */
final class Camera {

    private static final double[] AIR = {0.34, 0.38, 0.44};
    private static final double[] CLOUD = {0.8, 0.82, 0.84};
    private static final double EXPOSURE = 1.12;

    private final Conditions look;
    private final Clouds clouds;
    private final Canvas canvas;
    private final Affine toCanvas;

    Camera(Conditions look, SiteGrid grid, Clouds clouds, Canvas canvas) {
        this.look = look;
        this.clouds = clouds;
        this.canvas = canvas;
        double metres = grid.gsdMetres();
        Affine gridToSite = new Affine(0, metres, 0, 0, 0, metres);
        toCanvas = look.gridToFile().inverse().then(gridToSite).then(canvas.onCanvas());
    }

    /** From file pixels to pixels of the canvas, for what lies on the ground. */
    Affine toCanvas() {
        return toCanvas;
    }

    /** RGB, interleaved in rows, from 1 to 255, since 0 means no-data. */
    byte[] take(Mat radiance) {
        Mat sharp = new Mat();
        double canvasPixels = look.gsdMetres() * canvas.pixelsPerMetre();
        Imgproc.GaussianBlur(radiance, sharp, new Size(0, 0), look.blurPixels() * canvasPixels);
        Mat[] maps = new Slant(look, canvas, toCanvas).maps();
        Mat seen = new Mat();
        Imgproc.remap(sharp, seen, maps[0], maps[1], Imgproc.INTER_LINEAR, Core.BORDER_REPLICATE);
        float[] rgb = new float[3 * look.width() * look.height()];
        seen.get(0, 0, rgb);
        for (Mat mat : new Mat[] {sharp, maps[0], maps[1], seen}) {
            mat.release();
        }
        byte[] picture = develop(rgb);
        return look.jpegQuality() > 0 ? compressed(picture) : picture;
    }

    private byte[] compressed(byte[] rgb) {
        Mat picture = new Mat(look.height(), look.width(), CvType.CV_8UC3);
        picture.put(0, 0, rgb);
        MatOfByte file = new MatOfByte();
        MatOfInt quality = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, look.jpegQuality());
        Imgproc.cvtColor(picture, picture, Imgproc.COLOR_RGB2BGR);
        Imgcodecs.imencode(".jpg", picture, file, quality);
        Mat decoded = Imgcodecs.imdecode(file, Imgcodecs.IMREAD_COLOR);
        Imgproc.cvtColor(decoded, decoded, Imgproc.COLOR_BGR2RGB);
        byte[] kept = new byte[rgb.length];
        decoded.get(0, 0, kept);
        for (Mat mat : new Mat[] {picture, file, quality, decoded}) {
            mat.release();
        }
        for (int k = 0; k < kept.length; k++) {
            kept[k] = kept[k] == 0 ? 1 : kept[k];
        }
        return kept;
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
