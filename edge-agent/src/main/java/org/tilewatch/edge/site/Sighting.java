package org.tilewatch.edge.site;

/**
 * What one look shows at one place that the baseline does not.
 *
 * @param patch the pixels that {@code outline} covers
 * @param areaSquareMetres on the ground
 * @param evidence log-odds that something really changed, from this look alone
 */
public record Sighting(Outline outline, Patch patch, Polarity polarity, double areaSquareMetres, double evidence) {}
