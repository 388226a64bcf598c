package org.tilewatch.edge.config.sites;

import java.util.Optional;
import java.util.Set;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Projection;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.site.SiteGrid;
import tools.jackson.databind.JsonNode;

/** Reads the grid that the sites file lays down for a site. */
final class GridReader {

    private static final Set<String> KEYS = Set.of("epsg", "origin", "gsd");
    /** Farther than this from its site no grid makes sense: tiles are counted from its origin. */
    private static final double FARTHEST_METRES = 1e6;

    private final Findings findings;
    private final Projections projections = new Projections();

    GridReader(Findings findings) {
        this.findings = findings;
    }

    /** @param place longitude and latitude of a corner of the site */
    Optional<SiteGrid> read(String path, String site, JsonNode grid, double[] place) {
        int before = findings.count();
        for (String key : grid.propertyNames()) {
            if (!KEYS.contains(key)) {
                findings.add(path + "." + key, "is no known key; allowed: epsg, origin, gsd");
            }
        }
        Optional<Projection> projection = projection(path, grid);
        double x = grid.path("origin").path(0).asDouble(Double.NaN);
        double y = grid.path("origin").path(1).asDouble(Double.NaN);
        if (!(Math.abs(x) < 1e8 && Math.abs(y) < 1e8) || grid.path("origin").size() != 2) {
            findings.add(
                    path + ".origin", "'" + grid.path("origin") + "' does not fit; allowed: [x, y] in map coordinates");
        } else if (projection.isPresent()) {
            near(path, x, y, projection.get(), place);
        }
        double gsd = grid.path("gsd").asDouble(Double.NaN);
        if (!(gsd >= 0.01 && gsd <= 10_000)) {
            findings.add(path + ".gsd", "'" + grid.path("gsd") + "' does not fit; allowed: metres from 0.01 to 10000");
        }
        int epsg = grid.path("epsg").asInt(0);
        return findings.count() > before
                ? Optional.empty()
                : Optional.of(new SiteGrid(
                        site, Optional.of(new GeoReference(epsg, new Affine(x, gsd, 0, y, 0, -gsd))), gsd, gsd));
    }

    private Optional<Projection> projection(String path, JsonNode grid) {
        String allowed = "' does not fit; allowed: the code of a system in metres, such as 32652 (UTM)";
        Optional<Projection> found = grid.path("epsg").isIntegralNumber()
                ? projections.of(grid.path("epsg").asInt(0))
                : Optional.empty();
        // A step of so many metres is no fixed step in a system of degrees.
        boolean fits = found.isPresent() && !found.get().geographic();
        if (!fits) {
            findings.add(
                    path + ".epsg", "'" + grid.path("epsg") + (found.isPresent() ? "' is in degrees" : "") + allowed);
        }
        return fits ? found : Optional.empty();
    }

    private void near(String path, double x, double y, Projection projection, double[] place) {
        double[] there = place.clone();
        projection.toMapNear(there, x);
        double distance = Math.hypot(there[0] - x, there[1] - y) * projection.metresPerUnit();
        if (!(distance <= FARTHEST_METRES)) {
            findings.add(
                    path + ".origin",
                    "[%.0f, %.0f] lies %.0f km from the site, which begins at [%.0f, %.0f] there; allowed: up to 1000 km"
                            .formatted(x, y, distance / 1000, there[0], there[1]));
        }
    }
}
