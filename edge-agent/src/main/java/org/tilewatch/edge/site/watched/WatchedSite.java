package org.tilewatch.edge.site.watched;

import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.SiteGrid;

/**
 * A place that is watched, as the sites file gives it.
 *
 * @param name unique; fit to be one level of a topic and the name of a file
 * @param outlines in longitude and latitude (WGS 84), at least one
 * @param grid laid down by the sites file; empty where the first usable look shall do so
 * @param zones in the order of the file
 * @param structures in the order of the file
 * @param neighbours outlines of other sites around it: what stands there is theirs to tell
 */
public record WatchedSite(
        String name,
        List<Outline> outlines,
        Optional<SiteGrid> grid,
        List<Zone> zones,
        List<ReferenceStructure> structures,
        List<Outline> neighbours) {

    public WatchedSite {
        neighbours = List.copyOf(neighbours);
        outlines = List.copyOf(outlines);
        zones = List.copyOf(zones);
        structures = List.copyOf(structures);
        if (name.isBlank() || outlines.isEmpty()) {
            throw new IllegalArgumentException("a site needs a name and an outline: '" + name + "'");
        }
    }

    /** A site that no other one is near to. */
    public WatchedSite(
            String name,
            List<Outline> outlines,
            Optional<SiteGrid> grid,
            List<Zone> zones,
            List<ReferenceStructure> structures) {
        this(name, outlines, grid, zones, structures, List.of());
    }

    WatchedSite beside(List<Outline> others) {
        return new WatchedSite(name, outlines, grid, zones, structures, others);
    }
}
