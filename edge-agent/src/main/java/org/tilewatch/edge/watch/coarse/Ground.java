package org.tilewatch.edge.watch.coarse;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Window;
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
