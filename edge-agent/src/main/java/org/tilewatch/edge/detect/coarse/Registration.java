package org.tilewatch.edge.detect.coarse;

import org.tilewatch.edge.detect.coarse.look.CoarseLook;
import org.tilewatch.edge.detect.coarse.look.Slopes;

/**
 * Finds how far a look lies off its reference by coast lines, fields and towns that both show: orbit and clock of a receiver at home are
 * off by kilometres. Of all shifts within {@value #REACH_METRES} m the one at which the slopes of both point the same way; clouds have
 * slopes too, but none that a reference shares.
 *
 * @param dx how far the look's content lies to the right, pixels
 * @param dy the same, down
 * @param trust 0 to 1: how far the best agreement lies above the best one elsewhere
 */
record Registration(double dx, double dy, double trust) {

    /** Metres to each side that are searched. */
    static final double REACH_METRES = 15_000;

    private static final int FEWEST_PIXELS = 4;
    private static final int MOST_PIXELS = 16;

    /**
     * Searches.
     *
     * @param gsdMetres between neighbouring pixels
     */
    static Registration of(CoarseLook look, Reference reference, double gsdMetres) {
        int reach = (int) Math.clamp(Math.ceil(REACH_METRES / gsdMetres), FEWEST_PIXELS, 4.0 * MOST_PIXELS);
        int factor = 1;
        while (reach > factor * MOST_PIXELS) {
            factor *= 2;
        }
        Slopes here = Slopes.of(look.planes[CoarseLook.RED], look.planes[CoarseLook.NIR], look.valid, look.width);
        Slopes there =
                Slopes.of(reference.best(CoarseLook.RED), reference.best(CoarseLook.NIR), reference.any(), look.width);
        Slopes.Match match = (factor == 1 ? here : here.reduced(factor))
                .match(factor == 1 ? there : there.reduced(factor), 0, 0, Math.ceilDiv(reach, factor));
        double trust = match.trust();
        if (factor > 1 && trust > 0) {
            match = here.match(
                    there, (int) Math.round(match.dx() * factor), (int) Math.round(match.dy() * factor), factor + 2);
        }
        return new Registration(match.dx(), match.dy(), trust);
    }
}
