package org.tilewatch.edge.watch.coarse;

import java.util.List;
import org.tilewatch.edge.detect.coarse.CoarseDetector;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.ground.GroundFrame;
import org.tilewatch.edge.site.watched.Coverage;
import org.tilewatch.edge.site.watched.SitePlan;
import org.tilewatch.edge.store.file.HistoryTile;
import org.tilewatch.edge.watch.place.Placement;

/**
 * What is known of the site of the look in hand.
 *
 * @param window of the grid that is watched
 * @param remembered what was learned of it, the latest first
 * @param names of the site's zones and structures, in pixels of the grid
 * @param late whether a later look was learned already
 */
record Place(
        Placement placement,
        Window window,
        GroundFrame frame,
        SitePlan plan,
        List<Coverage> coverage,
        List<HistoryTile> remembered,
        List<CoarseDetector.Name> names,
        boolean late) {

    /** Between neighbouring pixels; 1 without a georeference. */
    double gsdMetres() {
        return Math.sqrt(frame.squareMetresPerPixel());
    }
}
