package org.tilewatch.edge.watch.look;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tilewatch.edge.detect.Standing;
import org.tilewatch.edge.detect.Verdict;
import org.tilewatch.edge.detect.object.Appearance;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.detect.object.Opinion;
import org.tilewatch.edge.site.Polarity;

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

    /** So much speaks against what a change of light explains that looks on which a shadow stays do not add up to an alert. */
    private static final double SHADE = -5;

    /**
     * By how far a thing that is gone must have stood out of its surroundings, 0 to 1, and log-odds for each unit beyond: a logistic
     * regression on the 67 vanished candidates of the development sites gives 2.1. No car, shadow or puff of cloud does that, for the
     * median of the looks before holds nothing that passes.
     */
    private static final double STOOD_OUT = 0.2;

    private static final double GONE = 2;

    /**
     * What is added once it is known what the place looks like, now and before.
     *
     * @param things whether pixels are fine enough for things: a pond that dries and a field that is cut stood out for years as well
     */
    static double ofAppearance(Candidate candidate, Appearance appearance, boolean things) {
        boolean gone = things && candidate.polarity() == Polarity.VANISHED && !candidate.isShade();
        return gone ? GONE * Math.max(0, -appearance.balance() - STOOD_OUT) : 0;
    }

    double of(Candidate candidate) {
        double sum = offset
                + (candidate.isShade() ? SHADE : 0)
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

    /** What says that a known thing still stands there, by name. */
    static Map<String, Double> told(Standing standing, Appearance appearance, Verdict verdict) {
        Map<String, Double> told = new LinkedHashMap<>();
        told.put("standing_magnitude", standing.inside());
        told.put("standing_around", standing.around());
        told.put("stands_out_gain", appearance.balance());
        told.put("look_noise_p99", verdict.noisePercentile());
        told.put("shift_trust", verdict.shiftTrust());
        return told;
    }

    /** What the evidence of a candidate was made from, by name. */
    static Map<String, Double> told(Candidate candidate, Appearance appearance, Verdict verdict) {
        Map<String, Double> told = new LinkedHashMap<>();
        told.put("magnitude", candidate.meanMagnitude());
        told.put("strength", candidate.strength());
        candidate.opinion().ifPresent(opinion -> {
            told.put("network_structure", opinion.structure());
            told.put("network_change", opinion.change());
        });
        if (candidate.isShade()) {
            told.put("shade", 1.0);
        }
        told.put("edge_gain", candidate.edgeGain());
        told.put("stands_out_gain", appearance.balance());
        told.put("redder_dn", appearance.redder());
        told.put("brighter_dn", appearance.brighter());
        told.put("texture_dn", appearance.texture());
        told.put("texture_before_dn", appearance.textureBefore());
        told.put("look_noise_p99", verdict.noisePercentile());
        told.put("shift_trust", verdict.shiftTrust());
        return told;
    }
}
