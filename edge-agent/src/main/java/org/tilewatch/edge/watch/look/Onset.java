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
 * was there before, or is at least no longer that.
 */
final class Onset {

    /** By how much of the way from the median of the looks before to the present a look may miss the present and show the change. */
    private static final double NEAR = 0.4;

    /** So many of the oldest looks tell what was there before. */
    private static final int OLDEST = 3;

    private static final double FARTHER = 3;
    /** DN. */
    private static final double LEAST_APART = 8;

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
            if (Math.abs(1 - gone) > NEAR && !isOther(place, views, past, look)) {
                break;
            }
            if (!Double.isNaN(gone)) {
                int before = Math.max(0, event.details().clearLooksBefore() - look - 1);
                dated = event.since(times.get(look), before);
            }
        }
        return dated;
    }

    /**
     * Whether the place is not what it was: a hall begins as cleared ground and a slab, which look neither like the ground before nor like
     * the hall. On four drawn sites what is unchanged lay up to 1.6 times as far from the oldest looks as these from each other, ground
     * that was cleared mostly 4 to 10 times.
     */
    private static boolean isOther(Patch place, Detector.Views views, History past, int look) {
        int oldest = past.count() - OLDEST;
        if (look >= oldest) {
            return false;
        }
        double usual = 0;
        for (int i = oldest; i < past.count(); i++) {
            usual = Math.max(usual, Standing.apart(place, views, past, i, oldest));
        }
        return Standing.apart(place, views, past, look, oldest) >= Math.max(LEAST_APART, FARTHER * usual);
    }
}
