package org.tilewatch.calibration.simulate;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.calibration.landscape.Noise;
import org.tilewatch.edge.imagery.Affine;

/**
 * Where on the canvas each pixel of a slanting view looks: high things lean over, and the ground is off a little from place to place,
 * as after orthorectification with a coarse terrain model. What is seen at p stands at g with g + lean x height(g) = p.
 */
final class Slant {

    /** Below this lean two steps of that equation are enough: roofs hide next to nothing behind them. */
    private static final double ALMOST_PLUMB = 0.03;

    /** The local shift's own raster, and how many independent values it has along each side. */
    private static final int COARSE = 64;

    private static final double INDEPENDENT = 4;

    private final Conditions look;
    private final Affine toCanvas;
    private final float[] heights;
    private final int size;
    private final double pixelsPerMetre;
    private final double highest;

    Slant(Conditions look, Canvas canvas, Affine toCanvas) {
        this.look = look;
        this.toCanvas = toCanvas;
        heights = canvas.height();
        size = canvas.size();
        pixelsPerMetre = canvas.pixelsPerMetre();
        float most = 0;
        for (float height : heights) {
            most = Math.max(most, height);
        }
        highest = most;
    }

    /** Columns and rows of the canvas, for OpenCV's remap. */
    Mat[] maps() {
        boolean plumb = Math.hypot(look.leanX(), look.leanY()) < ALMOST_PLUMB;
        float[] x = new float[look.width() * look.height()];
        float[] y = new float[x.length];
        float[] east = look.localShift() > 0 ? shift(1) : new float[0];
        float[] south = look.localShift() > 0 ? shift(2) : new float[0];
        for (int row = 0, k = 0; row < look.height(); row++) {
            for (int column = 0; column < look.width(); column++, k++) {
                double shiftX = east.length == 0 ? 0 : shiftAt(east, column, row);
                double shiftY = south.length == 0 ? 0 : shiftAt(south, column, row);
                double u = toCanvas.u(column + 0.5 + shiftX, row + 0.5 + shiftY);
                double v = toCanvas.v(column + 0.5 + shiftX, row + 0.5 + shiftY);
                double lean = (plumb ? inTwoSteps(u, v) : alongTheRay(u, v)) * pixelsPerMetre;
                x[k] = (float) (u - lean * look.leanX() - 0.5);
                y[k] = (float) (v - lean * look.leanY() - 0.5);
            }
        }
        return new Mat[] {map(x), map(y)};
    }

    private double inTwoSteps(double u, double v) {
        double high = heightAt(u, v);
        for (int step = 0; step < 2; step++) {
            double lean = high * pixelsPerMetre;
            high = Math.max(high, heightAt(u - lean * look.leanX(), v - lean * look.leanY()));
        }
        return heightAt(u - high * pixelsPerMetre * look.leanX(), v - high * pixelsPerMetre * look.leanY());
    }

    /** From the highest thing down: what the ray meets first is what is seen. */
    private double alongTheRay(double u, double v) {
        double perMetre = Math.hypot(look.leanX(), look.leanY()) * pixelsPerMetre;
        double step = 0.5 / perMetre;
        // Whole steps, so that what is high in one place does not change how another is sampled.
        for (double high = step * Math.ceil(highest / step); high > 0; high -= step) {
            double lean = high * pixelsPerMetre;
            double there = heightAt(u - lean * look.leanX(), v - lean * look.leanY());
            if (there >= high) {
                return Math.min(there, high + step);
            }
        }
        return 0;
    }

    private double heightAt(double u, double v) {
        int column = (int) Math.clamp(u, 0, size - 1.0);
        int row = (int) Math.clamp(v, 0, size - 1.0);
        return heights[row * size + column];
    }

    private float[] shift(int axis) {
        float[] field = Noise.field(COARSE, COARSE / INDEPENDENT, 2, look.seed() + axis);
        for (int k = 0; k < field.length; k++) {
            field[k] *= (float) look.localShift();
        }
        return field;
    }

    private double shiftAt(float[] field, int column, int row) {
        double x = column * (COARSE - 1.001) / look.width();
        double y = row * (COARSE - 1.001) / look.height();
        int k = ((int) y) * COARSE + (int) x;
        double fx = x - (int) x;
        double fy = y - (int) y;
        double upper = field[k] + fx * (field[k + 1] - field[k]);
        double lower = field[k + COARSE] + fx * (field[k + COARSE + 1] - field[k + COARSE]);
        return upper + fy * (lower - upper);
    }

    private Mat map(float[] values) {
        Mat map = new Mat(look.height(), look.width(), CvType.CV_32F);
        map.put(0, 0, values);
        return map;
    }
}
