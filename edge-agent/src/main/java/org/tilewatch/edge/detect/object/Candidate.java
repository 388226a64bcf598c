package org.tilewatch.edge.detect.object;

import java.util.Optional;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;

/**
 * A connected group of changed pixels on one look.
 *
 * @param outline outer ring in grid pixels, through the centres of its border pixels
 * @param areaPixels grid pixels inside
 * @param strength how far it stands out: mean of the upper half of its magnitude, in units of the look's own 99th percentile,
 *     times the root of its area
 * @param meanMagnitude mean of the upper half of its magnitude in units of noise
 * @param edgeGain share of its edges that the look shows and the baseline does not, -1 (all in the baseline) to 1 (all in the look)
 * @param opinion what the network says of it; empty if it was not asked
 * @param isShade whether a change of light alone explains it
 */
public record Candidate(
        Outline outline,
        Polarity polarity,
        int areaPixels,
        double strength,
        double meanMagnitude,
        double edgeGain,
        Optional<Opinion> opinion,
        boolean isShade) {

    private static final int LEAST_PIXELS = 30;
    private static final double LEAST_STRENGTH = 8;

    /** Whether it is large and strong enough to become an alert on one look, so that further tests are worth their cost. */
    public boolean isWorthTesting() {
        return areaPixels >= LEAST_PIXELS && strength >= LEAST_STRENGTH;
    }

    /** The same after the network was asked. */
    public Candidate with(Opinion told) {
        return new Candidate(
                outline, polarity, areaPixels, strength, meanMagnitude, edgeGain, Optional.of(told), isShade);
    }

    /** The same, found to be a change of light. */
    public Candidate shaded() {
        return new Candidate(outline, polarity, areaPixels, strength, meanMagnitude, edgeGain, opinion, true);
    }
}
