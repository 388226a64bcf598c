package org.tilewatch.edge.detect.coarse;

import org.tilewatch.edge.site.Outline;

/**
 * A connected patch of pixels that turned into the same, on this look or, where a cloud lies over it now, on the latest that saw it.
 *
 * @param outline outer ring in grid pixels
 * @param pixels of the patch
 * @param freshFraction share of them that this look saw
 * @param strongFraction share of them that no neighbour explains
 * @param clearAroundFraction share of the pixels around it that this look saw: what ends where a cloud begins may be its doing
 */
public record Found(
        ChangeClass change,
        Outline outline,
        int pixels,
        double freshFraction,
        double strongFraction,
        double clearAroundFraction) {}
