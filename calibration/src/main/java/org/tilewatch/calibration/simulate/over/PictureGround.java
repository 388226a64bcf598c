package org.tilewatch.calibration.simulate.over;

import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.calibration.landscape.Material;

/**
 * Lays a picture down on a canvas as if it were ground without light: what lies in the sun keeps its brightness once the canvas is lit
 * and photographed. Roofs that the picture's shadows give away get a height, and their old shadows are lifted.
 */
final class PictureGround {

    /** What a flat sunlit surface sends to the camera, per band and reflectance: the light's and the camera's factors. */
    private static final double[] SUNLIT = {1.28, 1.288, 1.302};

    /** Pictures of all exposures are brought to that reflectance, so that nothing planted glares or drowns. */
    private static final double USUAL_REFLECTANCE = 0.16;

    /** Blurred once by its own camera, the picture will be blurred again. */
    private static final double SHARPER = 0.6;

    /** Fewer plants than this are none. */
    private static final double BARE = 0.2;

    /** Turned earth against trodden ground. */
    private static final double LIGHTER = 1.4;

    private final Canvas canvas;
    private final List<Material> roofs;
    private final double degrees;

    PictureGround(Mat rgb, double gsdMetres, Canvas canvas) {
        this.canvas = canvas;
        degrees = direction(rgb);
        try (Relief relief = new Relief(rgb, gsdMetres)) {
            Mat ground = linear(rgb);
            Core.multiply(ground, relief.lift(), ground);
            double gain = Math.clamp(USUAL_REFLECTANCE / mean(ground), 0.6, 1.8);
            Core.multiply(ground, Scalar.all(gain), ground);
            roofs = relief.roofs(ground);
            lay(onCanvas(ground, Imgproc.INTER_LINEAR), onCanvas(relief.heights(), Imgproc.INTER_NEAREST));
            ground.release();
        }
    }

    /** What the picture's own roofs are made of; none where none was recognised. */
    List<Material> roofs() {
        return roofs;
    }

    /** Earth halfway between the usual one's colour and that of the picture's own bare ground, which is somewhat darker. */
    Material earth(Material usual) {
        double[] sum = new double[4];
        for (int k = 0; k < canvas.plants().length; k++) {
            if (canvas.plants()[k] < BARE && canvas.height()[k] == 0) {
                sum[0] += canvas.red()[k];
                sum[1] += canvas.green()[k];
                sum[2] += canvas.blue()[k];
                sum[3]++;
            }
        }
        double own = 0.5 * LIGHTER / Math.max(1, sum[3]);
        return new Material(
                0.5 * usual.red() + own * sum[0],
                0.5 * usual.green() + own * sum[1],
                0.5 * usual.blue() + own * sum[2],
                usual.coarse(),
                usual.medium(),
                usual.fine(),
                0);
    }

    /** Which way most edges run, -45 to 45 degrees. */
    double degrees() {
        return degrees;
    }

    private static Mat linear(Mat rgb) {
        Mat ground = new Mat();
        rgb.convertTo(ground, CvType.CV_32FC3, 1 / 255.0);
        Mat soft = new Mat();
        Imgproc.GaussianBlur(ground, soft, new Size(0, 0), 0.8);
        Core.addWeighted(ground, 1 + SHARPER, soft, -SHARPER, 0, ground);
        soft.release();
        Core.max(ground, Scalar.all(0.02), ground);
        Core.pow(ground, 2.2, ground);
        Core.multiply(ground, new Scalar(1 / SUNLIT[0], 1 / SUNLIT[1], 1 / SUNLIT[2]), ground);
        return ground;
    }

    private static double mean(Mat ground) {
        double[] mean = Core.mean(ground).val;
        return (mean[0] + mean[1] + mean[2]) / 3;
    }

    /** Beyond the picture's rim it goes on as its mirror image. */
    private Mat onCanvas(Mat picture, int interpolation) {
        double scale = (canvas.size() - 2 * canvas.onCanvas().u0()) / picture.cols();
        double shift = canvas.onCanvas().u0() + 0.5 * scale - 0.5;
        Mat map = new Mat(2, 3, CvType.CV_64F);
        map.put(0, 0, scale, 0, shift, 0, scale, shift);
        Mat laid = new Mat();
        Size size = new Size(canvas.size(), canvas.size());
        Imgproc.warpAffine(picture, laid, map, size, interpolation, Core.BORDER_REFLECT_101);
        map.release();
        return laid;
    }

    private void lay(Mat ground, Mat heights) {
        float[] rgb = new float[3 * canvas.size() * canvas.size()];
        ground.get(0, 0, rgb);
        heights.get(0, 0, canvas.height());
        for (int k = 0; k < canvas.plants().length; k++) {
            float red = rgb[3 * k];
            float green = rgb[3 * k + 1];
            float blue = rgb[3 * k + 2];
            canvas.red()[k] = red;
            canvas.green()[k] = green;
            canvas.blue()[k] = blue;
            double greener = (2 * green - red - blue) / Math.max(1e-3, red + green + blue);
            canvas.plants()[k] = canvas.height()[k] > 0 ? 0 : (float) Math.clamp(5 * greener, 0, 1);
        }
        ground.release();
        heights.release();
    }

    /** Gradients four times their angle around, so that edges at right angles count as one direction. */
    private static double direction(Mat rgb) {
        Mat grey = new Mat();
        Imgproc.cvtColor(rgb, grey, Imgproc.COLOR_RGB2GRAY);
        Mat across = new Mat();
        Mat down = new Mat();
        Imgproc.Sobel(grey, across, CvType.CV_32F, 1, 0);
        Imgproc.Sobel(grey, down, CvType.CV_32F, 0, 1);
        float[] x = new float[grey.rows() * grey.cols()];
        float[] y = new float[x.length];
        across.get(0, 0, x);
        down.get(0, 0, y);
        double cos = 0;
        double sin = 0;
        for (int k = 0; k < x.length; k++) {
            double weight = Math.hypot(x[k], y[k]);
            double angle = 4 * Math.atan2(y[k], x[k]);
            cos += weight * Math.cos(angle);
            sin += weight * Math.sin(angle);
        }
        for (Mat mat : new Mat[] {grey, across, down}) {
            mat.release();
        }
        return Math.toDegrees(Math.atan2(sin, cos)) / 4;
    }
}
