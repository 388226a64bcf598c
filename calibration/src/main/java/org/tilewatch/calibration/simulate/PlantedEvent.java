package org.tilewatch.calibration.simulate;

import org.tilewatch.edge.site.Outline;

/**
 * A change that the simulator draws: the truth.
 *
 * @param kind one word, as in truth.json
 * @param sentence what happens, for people
 * @param firstLook index of the first look that shows it, from 0
 * @param lastLook index of the last look that shows it
 * @param outline in pixels of the site's grid
 * @param areaSquareMetres area of the outline on the ground
 */
public record PlantedEvent(
        String kind, String sentence, int firstLook, int lastLook, Outline outline, double areaSquareMetres) {

    /** Whether it lasts for at least three looks, so that a station must report it. */
    public boolean durable() {
        return lastLook - firstLook >= 2;
    }
}
