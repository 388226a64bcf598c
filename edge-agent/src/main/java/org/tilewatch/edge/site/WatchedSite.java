package org.tilewatch.edge.site;

import java.util.List;
import java.util.Optional;

/**
 * A place that is watched, as the sites file gives it.
 *
 * @param name unique; fit to be one level of a topic and the name of a file
 * @param outlines in longitude and latitude (WGS 84), at least one
 * @param grid laid down by the sites file; empty where the first usable look shall do so
 */
public record WatchedSite(String name, List<Outline> outlines, Optional<SiteGrid> grid) {

    public WatchedSite {
        outlines = List.copyOf(outlines);
        if (name.isBlank() || outlines.isEmpty()) {
            throw new IllegalArgumentException("a site needs a name and an outline: '" + name + "'");
        }
    }
}
