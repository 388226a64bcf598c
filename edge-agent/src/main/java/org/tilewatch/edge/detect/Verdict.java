package org.tilewatch.edge.detect;

import java.util.List;
import org.tilewatch.edge.detect.object.Candidate;

/**
 * What came of comparing one look of a window with its history.
 *
 * @param outcome what can be said about the look
 * @param reason why it is unusable, else empty
 * @param observedFraction share of the window's measured pixels that were seen clearly, 0 to 1
 * @param shiftX how far the look's content lies to the right of the baseline's, in grid pixels
 * @param shiftY the same, down
 * @param shiftTrust how sure that shift is, 0 to 1
 * @param noisePercentile the look's own 99th percentile of magnitude, in units of noise
 * @param candidates every object, the strongest first, far below any threshold too
 */
public record Verdict(
        Outcome outcome,
        String reason,
        double observedFraction,
        double shiftX,
        double shiftY,
        double shiftTrust,
        double noisePercentile,
        List<Candidate> candidates) {

    /** What can be said about a look. */
    public enum Outcome {
        /** Too little history; the look is learned from. */
        LEARNING,
        /** It was compared. */
        JUDGED,
        /** Nothing can be said, for the reason given. */
        UNUSABLE
    }

    public Verdict {
        candidates = List.copyOf(candidates);
    }
}
