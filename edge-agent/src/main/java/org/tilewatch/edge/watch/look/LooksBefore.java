package org.tilewatch.edge.watch.look;

import java.time.Instant;
import java.util.List;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.store.file.HistoryTile;

/**
 * The remembered looks at an event's tile from before the event was first seen.
 *
 * @param newest acquisition time of the latest of them; that of the event's first look if none is remembered
 * @param count how many are remembered
 */
record LooksBefore(Instant newest, int count) {

    /** @param remembered latest acquisition first */
    static LooksBefore of(Event event, List<HistoryTile> remembered) {
        List<Instant> before = remembered.stream()
                .filter(row -> row.tileId().equals(event.tile()))
                .map(row -> row.pass().acquired())
                .filter(acquired -> acquired.isBefore(event.firstSeen()))
                .toList();
        return new LooksBefore(before.isEmpty() ? event.firstSeen() : before.getFirst(), before.size());
    }
}
