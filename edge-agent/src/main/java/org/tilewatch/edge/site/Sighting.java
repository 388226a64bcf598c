package org.tilewatch.edge.site;

/**
 * What one look shows at one place that the baseline does not.
 *
 * @param patch the pixels that {@code outline} covers
 * @param areaSquareMetres on the ground
 * @param evidence log-odds that something really changed, from this look alone
 * @param support how well the look bears the outline out; 0 for one that was not fitted. Of an event's outlines the best one is kept
 */
public record Sighting(
        Outline outline, Patch patch, Polarity polarity, double areaSquareMetres, double evidence, double support) {

    /** A sighting whose outline was not fitted. */
    public Sighting(Outline outline, Patch patch, Polarity polarity, double areaSquareMetres, double evidence) {
        this(outline, patch, polarity, areaSquareMetres, evidence, 0);
    }
}
