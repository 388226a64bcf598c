package org.tilewatch.calibration.landscape;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Random fields whose neighbouring values resemble each other: octaves of coarse random grids, drawn out smoothly. */
public final class Noise {

    private Noise() {}

    /**
     * A square field in rows, mean 0, deviation about 1.
     *
     * @param cell pixels between independent values in the coarsest octave
     * @param octaves each has half the cell and 0.6 of the weight of the one before
     */
    public static float[] field(int size, double cell, int octaves, long seed) {
        Mat sum = Mat.zeros(size, size, CvType.CV_32F);
        Mat grown = new Mat();
        double weight = 1;
        double squares = 0;
        for (int octave = 0; octave < octaves; octave++) {
            double cells = size * Math.pow(2, octave) / cell;
            Mat grid = grid((int) Math.ceil(cells) + 1, seed + 7919L * octave);
            Imgproc.resize(grid, grown, new Size(size, size), 0, 0, Imgproc.INTER_CUBIC);
            Core.scaleAdd(grown, weight, sum, sum);
            squares += weight * weight;
            weight *= 0.6;
            grid.release();
        }
        float[] field = new float[size * size];
        Core.multiply(sum, new Scalar(1.25 / Math.sqrt(squares)), sum);
        sum.get(0, 0, field);
        sum.release();
        grown.release();
        return field;
    }

    /** Independent values, mean 0, deviation 1. OpenCV's generator belongs to the thread, so seeding it here is enough. */
    private static Mat grid(int cells, long seed) {
        Mat grid = new Mat(cells, cells, CvType.CV_32F);
        Core.setRNGSeed((int) (seed ^ seed >>> 32));
        Core.randn(grid, 0, 1);
        return grid;
    }
}
