package org.tilewatch.calibration.simulate.light;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.calibration.landscape.Canvas;

/**
 * Lights a canvas: sun on sloping surfaces, blue sky light, less of it beside walls, and cast shadows.
 *
 * <p>A pixel lies in shadow if the ground towards the sun rises above the line of sight to it. The highest such excess over
 * all distances is found by doubling: the maximum over 2n steps is that over n steps and the same n steps further on.
 */
public final class Light {

    private static final double SKY = 0.2;
    private static final double DIRECT = 0.95;
    private static final int DOUBLINGS = 8;

    private Light() {}

    /** 0 (sunlit) to 1 (no sun) for every pixel, from the heights on the canvas alone. */
    public static float[] shadows(Canvas canvas, Sun sun) {
        Mat height = new Mat(canvas.size(), canvas.size(), CvType.CV_32F);
        height.put(0, 0, canvas.height());
        double fallPerPixel = 1 / (sun.shadowPerMetre() * canvas.pixelsPerMetre());
        Mat highest = ahead(height, sun, 1, fallPerPixel);
        for (int k = 0; k < DOUBLINGS; k++) {
            Mat further = ahead(highest, sun, 1 << k, fallPerPixel * (1 << k));
            Core.max(highest, further, highest);
            further.release();
        }
        Core.subtract(highest, height, highest);
        // Half a metre of excess from light to dark: the sun is no point and roofs have no sharp edge.
        Core.multiply(highest, new Scalar(2), highest);
        float[] shadow = new float[canvas.size() * canvas.size()];
        highest.get(0, 0, shadow);
        height.release();
        highest.release();
        for (int k = 0; k < shadow.length; k++) {
            shadow[k] = Math.clamp(shadow[k], 0f, 1f);
        }
        return shadow;
    }

    /** The field as seen so many pixels towards the sun, lowered by the fall of the line of sight. */
    private static Mat ahead(Mat field, Sun sun, double pixels, double fall) {
        Mat move = new Mat(2, 3, CvType.CV_64F);
        move.put(0, 0, 1, 0, sun.east() * pixels, 0, 1, sun.south() * pixels);
        Mat moved = new Mat();
        Imgproc.warpAffine(
                field,
                moved,
                move,
                field.size(),
                Imgproc.INTER_LINEAR | Imgproc.WARP_INVERSE_MAP,
                Core.BORDER_REPLICATE);
        Core.subtract(moved, new Scalar(fall), moved);
        move.release();
        return moved;
    }

    /** Radiance, red first, 32 bit float, of a surface lit by the sun; {@code shadow} as {@link #shadows} gives it. */
    public static Mat radiance(Canvas canvas, Sun sun, float[] shadow) {
        float[] around = surroundings(canvas);
        double tall = Math.tan(Math.toRadians(sun.elevationDegrees()));
        int size = canvas.size();
        double perRise = canvas.pixelsPerMetre() / 2;
        float[] rgb = new float[3 * size * size];
        for (int row = 1; row < size - 1; row++) {
            for (int column = 1; column < size - 1; column++) {
                int k = row * size + column;
                double slopeEast = slope(perRise * (canvas.height()[k + 1] - canvas.height()[k - 1]));
                double slopeSouth = slope(perRise * (canvas.height()[k + size] - canvas.height()[k - size]));
                double tilt = 1 - (slopeEast * sun.east() + slopeSouth * sun.south()) / tall;
                double facing = tilt / Math.sqrt(1 + slopeEast * slopeEast + slopeSouth * slopeSouth);
                double direct = DIRECT * Math.clamp(facing, 0.15, 1.6) * (1 - 0.93 * shadow[k]);
                double sky = SKY * Math.clamp(1 - 0.09 * (around[k] - canvas.height()[k]), 0.45, 1.15);
                rgb[3 * k] = (float) (canvas.red()[k] * (1.03 * direct + 0.82 * sky));
                rgb[3 * k + 1] = (float) (canvas.green()[k] * (direct + sky));
                rgb[3 * k + 2] = (float) (canvas.blue()[k] * (0.95 * direct + 1.3 * sky));
            }
        }
        Mat radiance = new Mat(size, size, CvType.CV_32FC3);
        radiance.put(0, 0, rgb);
        return radiance;
    }

    private static double slope(double rise) {
        return Math.clamp(rise, -1.2, 1.2);
    }

    private static float[] surroundings(Canvas canvas) {
        Mat height = new Mat(canvas.size(), canvas.size(), CvType.CV_32F);
        height.put(0, 0, canvas.height());
        int edge = 2 * (int) Math.round(2.5 * canvas.pixelsPerMetre()) + 1;
        Imgproc.blur(height, height, new Size(edge, edge));
        float[] around = new float[canvas.size() * canvas.size()];
        height.get(0, 0, around);
        height.release();
        return around;
    }
}
