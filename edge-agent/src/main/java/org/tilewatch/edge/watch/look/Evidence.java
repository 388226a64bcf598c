package org.tilewatch.edge.watch.look;

import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.detect.object.Opinion;

/**
 * Log-odds that a candidate is a change, as a weighted sum of what the tests said of it.
 *
 * @param strength per natural logarithm of its strength
 * @param area per natural logarithm of its area in pixels
 * @param edgeGain per unit of edge gain
 * @param structure per unit of log-odds of the network's mean probability that a structure came or went
 * @param change the same for its greatest probability of any lasting change
 * @param offset added
 */
public record Evidence(double strength, double area, double edgeGain, double structure, double change, double offset) {

    /** A network is never surer than this, 0 to 1. */
    private static final double SURE = 0.999;

    double of(Candidate candidate) {
        double sum = offset
                + strength * Math.log(Math.max(0.01, candidate.strength()))
                + area * Math.log(Math.max(1, candidate.areaPixels()))
                + edgeGain * candidate.edgeGain();
        return candidate.opinion().map(opinion -> sum + of(opinion)).orElse(sum);
    }

    private double of(Opinion opinion) {
        return structure * logOdds(opinion.structure()) + change * logOdds(opinion.change());
    }

    private static double logOdds(double probability) {
        double p = Math.clamp(probability, 1 - SURE, SURE);
        return Math.log(p / (1 - p));
    }
}
