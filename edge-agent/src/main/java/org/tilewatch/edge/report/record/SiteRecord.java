package org.tilewatch.edge.report.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.watched.WatchedSite;

/**
 * A site over a period.
 *
 * @param station name of the station, empty if it is not known
 * @param from first moment of the period
 * @param until first moment after it
 * @param drawnUp when this was put together
 * @param grid empty until a look fixed it
 * @param watched what the sites file says of the site, if that is known
 * @param falsePerHundredTiles the alert budget in force when this was put together, if that is known
 * @param looks of the period, oldest first
 * @param pace of work in the zones during the period, ordered by zone, oldest look first
 * @param events that were seen in the period, in the order in which they began
 */
public record SiteRecord(
        String station,
        String site,
        Instant from,
        Instant until,
        Instant drawnUp,
        Optional<SiteGrid> grid,
        Optional<WatchedSite> watched,
        OptionalDouble falsePerHundredTiles,
        List<LookRecord> looks,
        List<Pace> pace,
        List<EventRecord> events) {

    public SiteRecord {
        looks = List.copyOf(looks);
        pace = List.copyOf(pace);
        events = List.copyOf(events);
    }

    /** The events that the station told of. */
    public List<EventRecord> published() {
        return events.stream().filter(EventRecord::published).toList();
    }

    /** The pace of work in one zone, oldest look first. */
    public List<Pace> paceIn(String zone) {
        return pace.stream().filter(each -> each.zone().equals(zone)).toList();
    }

    public long clearLooks() {
        return looks.stream().filter(LookRecord::clear).count();
    }

    /** The latest look that showed the ground. */
    public Optional<LookRecord> lastClear() {
        return looks.reversed().stream().filter(LookRecord::clear).findFirst();
    }

    /** Since when the site was not seen: the first of the looks in a row, up to the last one, that show nothing. */
    public Optional<Instant> blindSince() {
        Optional<Instant> since = Optional.empty();
        for (LookRecord look : looks.reversed()) {
            if (look.clear()) {
                break;
            }
            since = Optional.of(look.acquired());
        }
        return since;
    }

    /** Longest time between two clear looks that follow each other, or between the last one and the last look at all. */
    public Duration longestGap() {
        Duration longest = Duration.ZERO;
        Optional<Instant> before = Optional.empty();
        for (int i = 0; i < looks.size(); i++) {
            LookRecord look = looks.get(i);
            boolean last = i == looks.size() - 1;
            if (before.isPresent() && (look.clear() || last)) {
                Duration gap = Duration.between(before.get(), look.acquired());
                longest = gap.compareTo(longest) > 0 ? gap : longest;
            }
            before = look.clear() ? Optional.of(look.acquired()) : before;
        }
        return longest;
    }

    public boolean georeferenced() {
        return grid.isPresent() && grid.get().georeference().isPresent();
    }
}
