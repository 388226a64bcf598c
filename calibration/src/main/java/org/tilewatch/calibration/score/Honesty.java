package org.tilewatch.calibration.score;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities come true: bins of a reliability diagram, each gathering the cases that were given about the same probability.
 * Weights let one bin edge serve single objects as well as millions of pixels.
 */
public final class Honesty {

    /** Tenths, as reliability diagrams have them. */
    public static final int BINS = 10;

    /** Cases below are background: nearly all pixels and weak candidates, which would drown the rest. */
    private static final double TOLD = 0.1;

    /** Bins with fewer cases say little about themselves. */
    private static final double LEAST_CASES = 10;

    private final double[] cases = new double[BINS];
    private final double[] told = new double[BINS];
    private final double[] real = new double[BINS];
    private double squares;

    /** One bin: how many cases, the mean probability they were given, and the share that came true. */
    public record Bin(double cases, double told, double real) {}

    /** Counts {@code weight} cases of probability {@code p}, of which {@code realWeight} came true. */
    public void count(double p, double weight, double realWeight) {
        int bin = Math.clamp((int) (p * BINS), 0, BINS - 1);
        cases[bin] += weight;
        told[bin] += weight * p;
        real[bin] += realWeight;
        squares += realWeight * (1 - p) * (1 - p) + (weight - realWeight) * p * p;
    }

    /** The diagram's bins, lowest probability first; means of an empty bin are NaN. */
    public List<Bin> bins() {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            bins.add(new Bin(cases[i], told[i] / cases[i], real[i] / cases[i]));
        }
        return bins;
    }

    /** How many cases came true, of all. */
    public double baseRate() {
        return sum(real) / sum(cases);
    }

    /** Mean square of probability minus outcome. */
    public double brier() {
        return squares / sum(cases);
    }

    /** 1 - Brier score / that of always telling the base rate: 1 is perfect, 0 is no better than the base rate. */
    public double brierSkill() {
        double base = baseRate();
        return 1 - brier() / (base * (1 - base));
    }

    /** Expected calibration error: mean gap between what was told and what came true, over all cases. */
    public double expectedError() {
        return error(0);
    }

    /** The same over the cases that were given at least 0.1. */
    public double expectedErrorOfTold() {
        return error((int) (TOLD * BINS));
    }

    /** The widest gap among the bins from 0.1 on that hold at least ten cases; NaN if there is none. */
    public double widestGap() {
        double widest = Double.NaN;
        for (int i = (int) (TOLD * BINS); i < BINS; i++) {
            double gap = Math.abs(told[i] - real[i]) / cases[i];
            if (cases[i] >= LEAST_CASES && !(gap <= widest)) {
                widest = gap;
            }
        }
        return widest;
    }

    private double error(int from) {
        double gaps = 0;
        double all = 0;
        for (int i = from; i < BINS; i++) {
            gaps += Math.abs(told[i] - real[i]);
            all += cases[i];
        }
        return gaps / all;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
