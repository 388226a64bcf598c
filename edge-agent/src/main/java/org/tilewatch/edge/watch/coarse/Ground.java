package org.tilewatch.edge.watch.coarse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.detect.coarse.CoarseDetector.Name;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projection;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.watch.place.Placement;
import org.tilewatch.edge.watch.place.SiteWindow;

/** Which pixels of its grid a site is: a pass shows a continent, and the station remembers what it watches. */
final class Ground {

    /** Pixels around the site that help to register a look and to tell clouds. */
    private static final int MARGIN = 8;

    /** What 96 MiB of heap hold with everything that judging needs, measured: 600 by 600 pixels do, 700 by 700 do not. */
    static final long MOST_PIXELS = 360_000;

    private static final Logger LOG = LoggerFactory.getLogger(Ground.class);

    private Ground() {}

    /** The window around the site's outline; of a place that no sites file tells of, what the look covers. Empty if they are apart. */
    static Optional<Window> window(Optional<WatchedSite> site, Placement placement, Projections projections) {
        Window cover = placement.cover();
        Window window =
                SiteWindow.around(site, placement.grid(), projections, MARGIN).orElse(cover);
        return window.meets(cover) ? Optional.of(window) : Optional.empty();
    }

    /** Where the zones and structures of a site lie on its grid; none without a georeference. */
    static List<Name> names(Optional<WatchedSite> site, SiteGrid grid, Projections projections) {
        Optional<Projection> projection = grid.georeference().flatMap(place -> projections.of(place.epsg()));
        if (site.isEmpty() || projection.isEmpty()) {
            return List.of();
        }
        Affine toMap = grid.georeference().orElseThrow().toMap();
        List<Name> names = new ArrayList<>();
        site.get()
                .zones()
                .forEach(zone -> names.add(name(zone.name(), zone.outlines().getFirst(), projection.get(), toMap)));
        site.get()
                .structures()
                .forEach(structure ->
                        names.add(name(structure.name(), structure.outlines().getFirst(), projection.get(), toMap)));
        return names;
    }

    private static Name name(String text, Outline lonLat, Projection projection, Affine toMap) {
        Affine toGrid = toMap.inverse();
        double x = 0;
        double y = 0;
        double[] points = lonLat.outer().clone();
        projection.toMapNear(points, toMap.u0()); // a grid goes on beyond 180 degrees
        for (int i = 0; i < points.length; i += 2) {
            x += toGrid.u(points[i], points[i + 1]) * 2 / points.length;
            y += toGrid.v(points[i], points[i + 1]) * 2 / points.length;
        }
        return new Name(text, x, y);
    }

    /** Whether the memory of a small board holds a window; says what to do if not. */
    static boolean fits(Window window, String site) {
        long pixels = (long) window.width() * window.height();
        if (pixels > MOST_PIXELS) {
            LOG.warn(
                    "site {} spans {} x {} pixels, {} in all; the coarse profile judges at most {}: draw it smaller in"
                            + " the sites file or let the images have larger pixels. Its looks are unusable until then",
                    site,
                    window.width(),
                    window.height(),
                    pixels,
                    MOST_PIXELS);
        }
        return pixels <= MOST_PIXELS;
    }
}
