package org.tilewatch.edge.watch.coarse;

import java.util.HashMap;
import java.util.Map;
import org.tilewatch.edge.site.Event;

/**
 * With which area each open event was told, so that one that grew or shrank is told anew: clouds and flames hide most of a thing when it
 * is first told. After a restart an event counts as told with the area that it is next seen with. For one thread.
 */
final class ToldAreas {

    /** Less than this a cloud's edge does. */
    private static final double CHANGED = 0.1;

    private final Map<String, Double> squareMetres = new HashMap<>();

    /** Whether an event that was told differs by more than a tenth from what was told. */
    boolean isOutdated(Event event) {
        if (event.revision() == 0) {
            return false;
        }
        double told = squareMetres.computeIfAbsent(event.id(), id -> event.areaSquareMetres());
        return Math.abs(event.areaSquareMetres() - told) > CHANGED * told;
    }

    /** It is told now, or never again. */
    void told(Event event) {
        if (event.status().open()) {
            squareMetres.put(event.id(), event.areaSquareMetres());
        } else {
            squareMetres.remove(event.id());
        }
    }
}
