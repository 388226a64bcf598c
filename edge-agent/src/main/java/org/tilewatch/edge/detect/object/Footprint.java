package org.tilewatch.edge.detect.object;

import org.tilewatch.edge.site.Outline;

/**
 * The ground that a changed thing covers, as its own edges show it.
 *
 * @param outline outer ring in grid pixels, through the centres of its border pixels
 * @param areaPixels grid pixels inside
 * @param support how well edges of the change bear the outline out: their mean strength along it against elsewhere, times the root of
 *     the area; 0 where a part could not be seen
 */
public record Footprint(Outline outline, int areaPixels, double support) {}
