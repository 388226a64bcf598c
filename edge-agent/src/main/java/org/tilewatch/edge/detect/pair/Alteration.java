package org.tilewatch.edge.detect.pair;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/**
 * Iteratively reweighted multivariate alteration detection (Nielsen, IEEE Transactions on Image Processing 16(2), 2007): canonical
 * correlation finds those combinations of bands that the two pictures share best; what is left of their differences, in units of its
 * own variance, is the statistic. Pixels that look changed weigh less in the next round, so that the relation is that of unchanged
 * ground. The result does not depend on gain and offset of either picture.
 */
final class Alteration {

    private static final int MOST_ROUNDS = 30;
    private static final double CONVERGED = 1e-3;
    /** Variance of 8 bit samples that means nothing, in DN squared: two equal pictures would else leave nothing to divide by. */
    private static final double NOISE = 1;

    private final int bands;
    private final byte[] before;
    private final byte[] after;
    private final byte[] usable;
    /** Of the bands before, then after. */
    private final double[] mean;

    private final double[][] covariance;
    /** Rows: combinations of the centred bands before, then after, whose sum is a variate over its deviation. */
    private final double[][] variates;

    private final double[] correlations;

    /**
     * @param bands 1 or 3
     * @param before 8 bit samples, bands interleaved
     * @param after the same of the later picture
     * @param usable not 0 where both show the ground
     */
    Alteration(int bands, byte[] before, byte[] after, byte[] usable) {
        this.bands = bands;
        this.before = before;
        this.after = after;
        this.usable = usable;
        mean = new double[2 * bands];
        covariance = new double[2 * bands][2 * bands];
        variates = new double[bands][2 * bands];
        correlations = new double[bands];
    }

    /** Median of the statistic where nothing changed and noise is normal: that of chi-squared with as many degrees as there are bands. */
    double chanceMedian() {
        return bands == 1 ? 0.4549 : 2.366;
    }

    /** The same for the third quartile. */
    double chanceThirdQuartile() {
        return bands == 1 ? 1.3233 : 4.108;
    }

    /** Works out the statistic of each pixel, 0 where not usable. */
    void measure(float[] statistic) {
        for (int i = 0; i < statistic.length; i++) {
            statistic[i] = 0;
        }
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] earlier = correlations.clone();
            if (!moments(statistic)) {
                return;
            }
            relate();
            apply(statistic);
            double moved = 0;
            for (int i = 0; i < bands; i++) {
                moved = Math.max(moved, Math.abs(correlations[i] - earlier[i]));
            }
            if (moved < CONVERGED) {
                return;
            }
        }
    }

    /** Weighted mean and covariance; false if next to nothing has weight. */
    private boolean moments(float[] statistic) {
        double[] sum = new double[2 * bands];
        double[][] products = new double[2 * bands][2 * bands];
        double[] sample = new double[2 * bands];
        double total = 0;
        for (int i = 0; i < statistic.length; i++) {
            if (usable[i] == 0) {
                continue;
            }
            double weight = chance(statistic[i]);
            take(i, sample);
            total += weight;
            for (int a = 0; a < sample.length; a++) {
                sum[a] += weight * sample[a];
                for (int b = 0; b <= a; b++) {
                    products[a][b] += weight * sample[a] * sample[b];
                }
            }
        }
        if (total < 10.0 * bands) {
            return false;
        }
        for (int a = 0; a < sample.length; a++) {
            mean[a] = sum[a] / total;
            for (int b = 0; b <= a; b++) {
                covariance[a][b] = products[a][b] / total - mean[a] * mean[b] + (a == b ? NOISE : 0);
                covariance[b][a] = covariance[a][b];
            }
        }
        return true;
    }

    private void take(int pixel, double[] sample) {
        for (int band = 0; band < bands; band++) {
            sample[band] = before[pixel * bands + band] & 0xff;
            sample[bands + band] = after[pixel * bands + band] & 0xff;
        }
    }

    /** Probability that chance gives more than this: chi-squared with 1 or 3 degrees of freedom. */
    private double chance(double statistic) {
        double tail = complementaryError(Math.sqrt(statistic / 2));
        return bands == 1 ? tail : tail + Math.sqrt(2 * statistic / Math.PI) * Math.exp(-statistic / 2);
    }

    /** Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26; off by at most 1.5e-7. */
    private static double complementaryError(double x) {
        double t = 1 / (1 + 0.3275911 * x);
        double polynomial =
                t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        return polynomial * Math.exp(-x * x);
    }

    /** Canonical correlation: with A, B the covariances of each picture and C that between them, the singular vectors of A^-1/2 C B^-1/2. */
    private void relate() {
        Mat rootBefore = inverseRoot(block(0, 0));
        Mat rootAfter = inverseRoot(block(bands, bands));
        Mat between = block(0, bands);
        Mat product = new Mat();
        Mat values = new Mat();
        Mat left = new Mat();
        Mat right = new Mat();
        Core.gemm(rootBefore, between, 1, new Mat(), 0, product);
        Core.gemm(product, rootAfter, 1, new Mat(), 0, product);
        Core.SVDecomp(product, values, left, right);
        Core.gemm(rootBefore, left, 1, new Mat(), 0, left); // columns: combinations of the bands before
        Core.gemm(right, rootAfter, 1, new Mat(), 0, right); // rows: of the bands after
        for (int i = 0; i < bands; i++) {
            correlations[i] = values.get(i, 0)[0];
            double deviation = Math.sqrt(2 * Math.max(1e-9, 1 - correlations[i]));
            for (int band = 0; band < bands; band++) {
                variates[i][band] = left.get(band, i)[0] / deviation;
                variates[i][bands + band] = -right.get(i, band)[0] / deviation;
            }
        }
        for (Mat mat : new Mat[] {rootBefore, rootAfter, between, product, values, left, right}) {
            mat.release();
        }
    }

    private Mat block(int row, int column) {
        Mat block = new Mat(bands, bands, CvType.CV_64F);
        for (int a = 0; a < bands; a++) {
            for (int b = 0; b < bands; b++) {
                block.put(a, b, covariance[row + a][column + b]);
            }
        }
        return block;
    }

    /** The symmetric inverse square root, in the matrix's own memory. */
    private static Mat inverseRoot(Mat matrix) {
        Mat values = new Mat();
        Mat vectors = new Mat();
        Core.eigen(matrix, values, vectors);
        Mat scaled = vectors.clone();
        for (int i = 0; i < values.rows(); i++) {
            Mat row = scaled.row(i);
            Core.multiply(row, Scalar.all(1 / Math.sqrt(Math.max(1e-9, values.get(i, 0)[0]))), row);
            row.release();
        }
        Core.gemm(vectors, scaled, 1, new Mat(), 0, matrix, Core.GEMM_1_T);
        values.release();
        vectors.release();
        scaled.release();
        return matrix;
    }

    private void apply(float[] statistic) {
        double[] sample = new double[2 * bands];
        for (int i = 0; i < statistic.length; i++) {
            if (usable[i] == 0) {
                continue;
            }
            take(i, sample);
            double sum = 0;
            for (double[] variate : variates) {
                double value = 0;
                for (int a = 0; a < sample.length; a++) {
                    value += variate[a] * (sample[a] - mean[a]);
                }
                sum += value * value;
            }
            statistic[i] = (float) sum;
        }
    }
}
