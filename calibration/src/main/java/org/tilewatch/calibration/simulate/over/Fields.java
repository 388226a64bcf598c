package org.tilewatch.calibration.simulate.over;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.calibration.landscape.Canvas;

/** Large even patches of the ground, each of which ripens, is mown or ploughed on a look of its own. */
final class Fields {

    private static final double SMALLEST_M2 = 500;
    private static final double EVEN = 0.16;
    private static final double WINDOW_METRES = 5;
    private static final int MOST = 12;

    /** Factors for red, green and blue: ploughed, ripened, greened, mown. */
    private static final double[][] TINTS = {
        {0.8, 0.72, 0.66}, {1.22, 1.12, 0.9}, {0.78, 0.96, 0.74}, {1.15, 1.16, 1.08}
    };

    private final byte[] label;
    private final float[] share;
    private final List<Field> fields = new ArrayList<>();

    private record Field(double[] tint, double turn, double slow) {

        /** 0 before it changes, 1 afterwards. */
        double at(int look) {
            return 1 / (1 + Math.exp((turn - look) / slow));
        }
    }

    Fields(Canvas canvas, int looks, Random random) {
        int size = canvas.size();
        label = new byte[size * size];
        share = new float[size * size];
        Mat even = even(canvas);
        collect(even, canvas.pixelsPerMetre(), looks, random);
        even.release();
        Mat soft = new Mat(size, size, CvType.CV_8UC1);
        soft.put(0, 0, label);
        Core.compare(soft, Scalar.all(0), soft, Core.CMP_GT);
        Mat inner = new Mat();
        soft.convertTo(inner, CvType.CV_32F, 1 / 255.0);
        Imgproc.GaussianBlur(inner, inner, new Size(0, 0), 0.8 * canvas.pixelsPerMetre());
        inner.get(0, 0, share);
        soft.release();
        inner.release();
    }

    private static Mat even(Canvas canvas) {
        int size = canvas.size();
        Mat green = new Mat(size, size, CvType.CV_32F);
        green.put(0, 0, canvas.green());
        Mat height = new Mat(size, size, CvType.CV_32F);
        height.put(0, 0, canvas.height());
        int window = 2 * (int) Math.round(WINDOW_METRES * canvas.pixelsPerMetre() / 2) + 1;
        Mat mean = new Mat();
        Mat squares = new Mat();
        Imgproc.blur(green, mean, new Size(window, window));
        Imgproc.sqrBoxFilter(green, squares, CvType.CV_32F, new Size(window, window));
        Mat limit = new Mat();
        Core.multiply(mean, mean, limit, 1 + EVEN * EVEN);
        Mat even = new Mat();
        Core.compare(squares, limit, even, Core.CMP_LT);
        Core.compare(mean, Scalar.all(0.5 * Core.mean(green).val[0]), mean, Core.CMP_GT);
        mean.convertTo(mean, CvType.CV_8U);
        Core.bitwise_and(even, mean, even);
        Core.compare(height, Scalar.all(0.5), height, Core.CMP_LT);
        height.convertTo(height, CvType.CV_8U);
        Core.bitwise_and(even, height, even);
        for (Mat mat : new Mat[] {green, height, mean, squares, limit}) {
            mat.release();
        }
        return even;
    }

    private void collect(Mat even, double pixelsPerMetre, int looks, Random random) {
        Mat marked = new Mat();
        Mat stats = new Mat();
        Mat centres = new Mat();
        int found = Imgproc.connectedComponentsWithStats(even, marked, stats, centres, 4, CvType.CV_32S);
        byte[] number = new byte[found];
        int[] row = new int[5];
        for (int k = 1; k < found && fields.size() < MOST; k++) {
            stats.get(k, 0, row);
            if (row[4] / (pixelsPerMetre * pixelsPerMetre) >= SMALLEST_M2) {
                double[] tint = TINTS[random.nextInt(TINTS.length)];
                fields.add(new Field(tint, looks * random.nextDouble(), random.nextDouble(0.3, 3)));
                number[k] = (byte) fields.size();
            }
        }
        int[] all = new int[label.length];
        marked.get(0, 0, all);
        for (int k = 0; k < all.length; k++) {
            label[k] = number[all[k]];
        }
        for (Mat mat : new Mat[] {marked, stats, centres}) {
            mat.release();
        }
    }

    /** Colours the ground as on that look. */
    void colour(Canvas canvas, int look) {
        double[][] factors = new double[fields.size() + 1][3];
        for (int k = 0; k < fields.size(); k++) {
            for (int band = 0; band < 3; band++) {
                factors[k + 1][band] = fields.get(k).at(look) * (fields.get(k).tint()[band] - 1);
            }
        }
        for (int k = 0; k < label.length; k++) {
            double[] factor = factors[label[k]];
            canvas.red()[k] *= (float) (1 + share[k] * factor[0]);
            canvas.green()[k] *= (float) (1 + share[k] * factor[1]);
            canvas.blue()[k] *= (float) (1 + share[k] * factor[2]);
        }
    }
}
