package org.tilewatch.edge.site.watched;

import java.util.List;
import org.tilewatch.edge.site.Outline;

/**
 * A part of a site with a purpose and rules of its own.
 *
 * @param name unique within its site
 * @param outlines in longitude and latitude (WGS 84), at least one
 * @param priority 0 (usual) to 9; of zones that hold as much of an object the one of higher priority takes it
 * @param leastAreaSquareMetres smaller objects are listed but not published; 0 leaves it to the station
 * @param alertOnProvisional whether an event is published on the first look that shows it, at the threshold of confirmed ones
 * @param reference name of the reference structure that its objects are compared with; empty for the nearest
 */
public record Zone(
        String name,
        Purpose purpose,
        List<Outline> outlines,
        int priority,
        double leastAreaSquareMetres,
        boolean alertOnProvisional,
        String reference) {

    /** Highest priority. */
    public static final int HIGHEST_PRIORITY = 9;

    public Zone {
        outlines = List.copyOf(outlines);
        if (name.isBlank() || outlines.isEmpty()) {
            throw new IllegalArgumentException("a zone needs a name and an outline: '" + name + "'");
        }
        if (priority < 0 || priority > HIGHEST_PRIORITY || !(leastAreaSquareMetres >= 0)) {
            throw new IllegalArgumentException(
                    "zone '%s': priority %d, least area %s m2".formatted(name, priority, leastAreaSquareMetres));
        }
    }
}
