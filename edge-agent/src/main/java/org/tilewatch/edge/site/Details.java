package org.tilewatch.edge.site;

import java.util.Optional;

/**
 * What is told of an event beyond what it is and when it was seen.
 *
 * @param zone name of the zone that holds most of it; empty outside of all zones
 * @param measures on the ground
 * @param compared with a reference structure of its site; empty where there is none
 * @param support how well the outline is borne out by the look that gave it; 0 for one that was not fitted
 * @param fits how large the last looks found it
 * @param lean below 0 where it rather vanished, above where it rather appeared, in the mean over its looks
 * @param clearLooksBefore clear looks of its place before its first one, none of which showed it
 */
public record Details(
        String zone,
        Measures measures,
        Optional<Comparison> compared,
        double support,
        Fits fits,
        double lean,
        int clearLooksBefore) {

    /** Support of an outline that a person drew: no look bears its own out as well, whatever is forgotten in between. */
    private static final double DRAWN = 1e100;

    /** Nothing is known. */
    public static final Details NONE = new Details("", Measures.NONE, Optional.empty(), 0, Fits.NONE, 0, 0);

    /**
     * Size and direction; every number is NaN where it is not known, all but lengths in pixels without a georeference.
     *
     * @param areaErrorFraction standard error of the event's area, as a share of it
     * @param lengthMetres longer side of the narrowest rectangle around it
     * @param widthMetres shorter side
     * @param orientationDegrees of the longer side from north through east, 0 to below 180
     */
    public record Measures(
            double areaErrorFraction, double lengthMetres, double widthMetres, double orientationDegrees) {

        /** Nothing was measured. */
        public static final Measures NONE = new Measures(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        /** The same with another error of the area added to its own, in squares; at most the whole area. */
        public Measures withError(double more) {
            return new Measures(
                    Math.min(1, Math.hypot(areaErrorFraction, more)), lengthMetres, widthMetres, orientationDegrees);
        }
    }

    /**
     * The event's area against that of a known structure.
     *
     * @param structure its name
     * @param fraction the event's area as a share of the structure's, above 1 where the event is larger
     * @param errorFraction standard error of that share, as a share of it
     */
    public record Comparison(String structure, double fraction, double errorFraction) {}

    /** The same, but for how many clear looks came before. */
    public Details withClearLooksBefore(int looks) {
        return new Details(zone, measures, compared, support, fits, lean, looks);
    }

    /** The same, but for the lean. */
    public Details withLean(double other) {
        return new Details(zone, measures, compared, support, fits, other, clearLooksBefore);
    }

    /** The same of an outline that a person drew; the next look measures it anew. */
    Details drawn() {
        return new Details(zone, Measures.NONE, Optional.empty(), DRAWN, Fits.NONE, lean, clearLooksBefore);
    }

    /** The same, but for how well outlines are borne out. */
    public Details withSupport(double ofOutline, Fits ofLooks) {
        return new Details(zone, measures, compared, ofOutline, ofLooks, lean, clearLooksBefore);
    }
}
