package org.tilewatch.edge.detect;

import org.tilewatch.edge.detect.align.Alignment;

/**
 * The detector's parameters; {@link #DEFAULT} was chosen on development imagery at 0.5 m.
 *
 * @param id name of this set of parameters, told with each verdict
 * @param looksNeeded clear looks a tile needs before it is judged
 * @param cloudAlpha share of white from which a pixel is a cloud's core
 * @param cloudAlphaWeak share of white from which a pixel beside a core belongs to it
 * @param cloudShareForShadow share of a window that must be cloud before shadows are looked for
 * @param shadowRatio brightness against the baseline below which ground beside a cloud is in shadow
 * @param ignoredCloudShare share of a look up to which its clouds are left to whoever judges it
 * @param rimPixels pixels along the rim of an image, and of its no-data, that are not judged: resampling and compression spoil them
 * @param flowRefinements rounds of variational refinement of the local shift field, {@link Alignment#ONE_SHIFT} or {@link Alignment#WHOLE_PIXELS}
 * @param floorDn least noise, in DN of 8 bit
 * @param deviationGain how much of the median absolute deviation counts as noise
 * @param gradientGain noise per DN of local gradient: what a residual shift of so many pixels makes
 * @param brightnessGain noise per DN of brightness
 * @param contrastGain noise per DN by which a pixel stands out from its surroundings: what an error of the local gain makes of it
 * @param leastPercentile a look's 99th percentile of magnitude is taken as at least this, in units of noise
 * @param lowLevel an object is all that is connected above this multiple of the look's own 99th percentile
 * @param leastPixels smallest object
 * @param leastObserved share of a look that must be seen for a verdict
 * @param greatestChanged share of what was seen above which a change is a quality event
 * @param networkShare greatest share of a window's area that the network is shown
 */
public record DetectorSettings(
        String id,
        int looksNeeded,
        double cloudAlpha,
        double cloudAlphaWeak,
        double cloudShareForShadow,
        double shadowRatio,
        double ignoredCloudShare,
        int rimPixels,
        int flowRefinements,
        double floorDn,
        double deviationGain,
        double gradientGain,
        double brightnessGain,
        double contrastGain,
        double leastPercentile,
        double lowLevel,
        int leastPixels,
        double leastObserved,
        double greatestChanged,
        double networkShare) {

    private static final double CLOUDS_OF_THE_NETWORK = 0.4;

    /** For imagery of about 0.3 to 1 m. */
    public static final DetectorSettings DEFAULT = new DetectorSettings(
            "default-1", 3, 0.45, 0.15, 0.01, 0.72, 0, 8, 0, 4, 2.0, 0.25, 0.05, 0.2, 0.35, 1.1, 12, 0.1, 0.7, 0.1);

    /** Who decides about a pair. */
    public enum DecidedBy {
        /** The classical stages. Years apart much is new, and a new hall would bend the ground around it: the field is refined. */
        STAGES(0, 5),
        /**
         * It learned that veils and puffs of cloud are no change, and that a white roof is; and it sees shapes, which the spoilt pixels of
         * the rim do not hide.
         */
        NETWORK(CLOUDS_OF_THE_NETWORK, Alignment.ONE_SHIFT),
        /** The relation between coarse pictures: a shift of half a pixel costs it more than it mends. */
        RELATION(0, Alignment.WHOLE_PIXELS);

        private final double ignoredCloudShare;
        private final int flowRefinements;

        DecidedBy(double ignoredCloudShare, int flowRefinements) {
            this.ignoredCloudShare = ignoredCloudShare;
            this.flowRefinements = flowRefinements;
        }
    }

    /** The same for a pair, where one look has to do. */
    public DetectorSettings forPair(DecidedBy by) {
        return new DetectorSettings(
                id,
                1,
                cloudAlpha,
                cloudAlphaWeak,
                cloudShareForShadow,
                shadowRatio,
                Math.max(ignoredCloudShare, by.ignoredCloudShare),
                by == DecidedBy.STAGES ? rimPixels : 0,
                by.flowRefinements,
                floorDn,
                deviationGain,
                gradientGain,
                brightnessGain,
                contrastGain,
                leastPercentile,
                lowLevel,
                leastPixels,
                leastObserved,
                greatestChanged,
                networkShare);
    }
}
