package org.tilewatch.edge.site.pace;

import java.time.Instant;

/**
 * What one clear look shows of the work in a zone.
 *
 * @param zone of the site
 * @param acquired when
 * @param disturbedSquareMetres ground that is cleared or dug and that nothing was built on yet
 * @param builtSquareMetres ground under structures and covers that came since the station watches
 * @param bright small objects that are brighter than the ground around: lorries, stacks, roofs of containers
 * @param dark the same, darker
 * @param wagons about so many, by the length of their rows
 * @param redderDn how much redder than before the largest of those places looks; NaN where there is none
 * @param textureDn how fine the pattern of that place is; NaN where there is none
 */
public record Pace(
        String zone,
        Instant acquired,
        double disturbedSquareMetres,
        double builtSquareMetres,
        int bright,
        int dark,
        int wagons,
        double redderDn,
        double textureDn) {

    /** Ground that is no longer as it was. */
    public double changedSquareMetres() {
        return disturbedSquareMetres + builtSquareMetres;
    }
}
