package org.tilewatch.edge.watch.look;

import java.time.Instant;
import java.util.List;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.History;
import org.tilewatch.edge.detect.Standing;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.store.file.HistoryTile;

/**
 * Since when a place looks as it does. A crane's mast is thin: that it is gone may stand out of the noise only looks later. Once found,
 * the looks that are remembered tell when: those before it, back to the first one whose place lies nearer to the present than to what
 * was there before.
 */
final class Onset {

    /** Of the way from the median of the looks before to the present, what a look must have gone to show the change. */
    private static final double SHOWS = 0.6;

    private Onset() {}

    /**
     * The event with the look that shows it first.
     *
     * @param event begun on the look in hand, else it stays as it is
     * @param views of the look in hand
     * @param past with which it was compared
     * @param remembered looks of the site's tiles, of each tile in the order of the history
     */
    static Event dated(Event event, Detector.Views views, History past, List<HistoryTile> remembered) {
        if (event.looksSeen() > 1) {
            return event;
        }
        List<Instant> times = remembered.stream()
                .filter(row -> row.tileId().equals(event.tile()))
                .map(row -> row.pass().acquired())
                .filter(each -> each.isBefore(event.firstSeen()))
                .toList();
        Patch place = Patch.of(event.outline());
        Event dated = event;
        for (int look = 0; look < Math.min(past.count(), times.size()); look++) {
            double gone = Standing.stage(place, views, past, look);
            if (gone < SHOWS) {
                break;
            }
            if (!Double.isNaN(gone)) {
                int before = Math.max(0, event.details().clearLooksBefore() - look - 1);
                dated = event.since(times.get(look), before);
            }
        }
        return dated;
    }
}
