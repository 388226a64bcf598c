package org.tilewatch.edge.watch.pair;

import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.watch.look.Reliability;

/**
 * From a candidate of a pair to the probability that something changed: a logistic function of the logarithm of its magnitude, in units
 * of noise, times the root of its area in pixels.
 *
 * <p>A pair has no history to tell what a place varies by itself, so the look's own 99th percentile, by which a station's looks are
 * scaled, would hide a change that fills more than a hundredth of the picture; it is left out here.
 *
 * @param id name of this set of figures, told with each verdict
 * @param slope log-odds per natural logarithm
 * @param offset log-odds at 1
 * @param reliability from what these give to the probability of an object
 */
public record PairOdds(String id, double slope, double offset, Reliability reliability) {

    /**
     * Logistic regression of 'labelled as changed' on the strongest candidate of each of 344 development pairs of 256 px at 0.5 m, taken
     * years apart, half of them changed. It ranks them little better than chance does (area under the curve 0.69).
     */
    public static final PairOdds DEFAULT = new PairOdds("pair-1", 1.09, -5.14, Reliability.NONE);

    /** The same with a learned reliability. */
    public PairOdds calibrated(String profile, Reliability learned) {
        return new PairOdds(profile, slope, offset, learned);
    }

    /** The probability that a score from elsewhere, such as a network, stands for. */
    double told(double score) {
        return reliability.probability(score);
    }

    double probability(Candidate candidate) {
        double strength = candidate.meanMagnitude() * Math.sqrt(candidate.areaPixels());
        return reliability.probability(1 / (1 + Math.exp(-offset - slope * Math.log(Math.max(0.01, strength)))));
    }
}
