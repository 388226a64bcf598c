package org.tilewatch.edge.watch.coarse;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projection;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.watch.look.Placement;

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
        SiteGrid grid = placement.grid();
        Optional<Projection> projection = grid.georeference().flatMap(place -> projections.of(place.epsg()));
        if (site.isEmpty() || projection.isEmpty()) {
            return Optional.of(placement.cover());
        }
        Affine toGrid = grid.georeference().orElseThrow().toMap().inverse();
        double[] box = {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (Outline outline : site.get().outlines()) {
            add(outline, projection.get(), toGrid, box);
        }
        int left = (int) Math.floor(box[0]) - MARGIN;
        int top = (int) Math.floor(box[1]) - MARGIN;
        Window window =
                new Window(left, top, (int) Math.ceil(box[2]) + MARGIN - left, (int) Math.ceil(box[3]) + MARGIN - top);
        Window cover = placement.cover();
        boolean apart = window.x() >= cover.right()
                || window.right() <= cover.x()
                || window.y() >= cover.bottom()
                || window.bottom() <= cover.y();
        return apart ? Optional.empty() : Optional.of(window);
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

    private static void add(Outline lonLat, Projection projection, Affine toGrid, double[] box) {
        for (double[] ring : List.copyOf(lonLat.rings())) {
            double[] points = ring.clone();
            projection.toMap(points);
            for (int i = 0; i < points.length; i += 2) {
                double x = toGrid.u(points[i], points[i + 1]);
                double y = toGrid.v(points[i], points[i + 1]);
                box[0] = Math.min(box[0], x);
                box[1] = Math.min(box[1], y);
                box[2] = Math.max(box[2], x);
                box[3] = Math.max(box[3], y);
            }
        }
    }
}
