package org.tilewatch.edge.watch.pace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.count.SmallObjects;
import org.tilewatch.edge.detect.count.SmallObjects.Spot;
import org.tilewatch.edge.detect.object.Appearance;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.watched.Coverage;
import org.tilewatch.edge.site.watched.Coverage.Seen;
import org.tilewatch.edge.site.watched.SitePlan;

/** Gathers, block by block, what one look shows of the work in each zone of a site. */
public final class PaceMeter implements AutoCloseable {

    /** From this probability on an event that was seen once counts. */
    private static final double LIKELY = 0.5;

    /** The same for a row of wagons, which stays for one look as a rule. */
    private static final double POSSIBLE = 0.1;

    /** Two wagons. */
    private static final double SHORTEST_METRES = 25;

    /** An open goods wagon over its buffers (UIC 571-2). */
    private static final double WAGON_METRES = 14.04;

    private final SmallObjects smallObjects = new SmallObjects();
    private final Map<String, int[]> spots = new HashMap<>();
    private final Map<String, Appearance> looks = new HashMap<>();
    private final Map<String, Double> rowsMetres = new HashMap<>();
    private SitePlan plan = SitePlan.empty();
    private List<Event> open = List.of();

    /**
     * Begins a look.
     *
     * @param before open events as they stand before it
     * @param absorbed those that are part of the baseline: they stand there still
     */
    public void begin(SitePlan of, List<Event> before, List<Event> absorbed) {
        plan = of;
        open = Stream.concat(absorbed.stream(), before.stream()).toList();
        spots.clear();
        looks.clear();
        rowsMetres.clear();
    }

    /**
     * Counts the small objects of a block into the zones that hold them.
     *
     * @param core of the block: others are counted by its neighbours
     */
    public void count(Detector.Views views, Window core, double squareMetresPerPixel) {
        if (!plan.hasZones()) {
            return;
        }
        List<Patch> built = open.stream()
                .filter(PaceMeter::built)
                .map(event -> Patch.of(event.outline()))
                .toList();
        for (Spot spot : smallObjects.find(views.normalised(), views.clear(), squareMetresPerPixel, views.on())) {
            int x = (int) Math.floor(spot.x());
            int y = (int) Math.floor(spot.y());
            boolean own = x >= core.x() && x < core.right() && y >= core.y() && y < core.bottom();
            // What stands on a roof is no small object.
            if (own && built.stream().noneMatch(patch -> patch.holds(x, y))) {
                for (String zone : plan.zonesAt(spot.x(), spot.y())) {
                    spots.computeIfAbsent(zone, any -> new int[2])[spot.bright() ? 0 : 1]++;
                }
            }
        }
    }

    /** What an event that this look shows looks like. */
    public void looks(Event event, Appearance appearance) {
        looks.put(event.id(), appearance);
        double metres = event.details().measures().lengthMetres();
        boolean row = event.kind() == Kind.WAGONS && event.polarity() != Polarity.VANISHED && metres >= SHORTEST_METRES;
        if (row && event.score() >= POSSIBLE) {
            rowsMetres.merge(event.details().zone(), metres, Double::sum);
        }
    }

    /** Whether an event is something that was built. */
    private static boolean built(Event event) {
        return counts(event) && (event.kind() == Kind.STRUCTURE || event.kind() == Kind.COVER);
    }

    /**
     * The figures of the zones that the look saw.
     *
     * @param changed events that the look left otherwise than they were, by id
     */
    public List<Pace> paces(Instant acquired, Map<String, Event> changed, List<Seen> seen) {
        List<Pace> paces = new ArrayList<>();
        Map<String, Event> now = new LinkedHashMap<>();
        open.forEach(event -> now.put(event.id(), event));
        now.putAll(changed);
        Collection<Event> events = now.values();
        for (Seen zone : seen) {
            if (!zone.zone().isEmpty() && zone.observedFraction() >= Coverage.CLEAR) {
                List<Event> within = events.stream()
                        .filter(event -> event.details().zone().equals(zone.zone()))
                        .toList();
                paces.add(pace(zone.zone(), acquired, within));
            }
        }
        return paces;
    }

    private Pace pace(String zone, Instant acquired, List<Event> events) {
        double disturbed = 0;
        double built = 0;
        double largest = 0;
        Appearance look = new Appearance(0, Double.NaN, 0, Double.NaN, Double.NaN);
        for (Event event : events) {
            boolean ground = counts(event) && event.kind() == Kind.GROUND;
            disturbed += ground ? event.areaSquareMetres() : 0;
            built += built(event) ? event.areaSquareMetres() : 0;
            boolean known = looks.containsKey(event.id()) && (ground || built(event));
            if (known && event.areaSquareMetres() > largest) {
                largest = event.areaSquareMetres();
                look = looks.getOrDefault(event.id(), look);
            }
        }
        int[] count = spots.getOrDefault(zone, new int[2]);
        int wagons = (int) Math.round(rowsMetres.getOrDefault(zone, 0.0) / WAGON_METRES);
        return new Pace(zone, acquired, disturbed, built, count[0], count[1], wagons, look.redder(), look.texture());
    }

    @Override
    public void close() {
        smallObjects.close();
    }

    private static boolean counts(Event event) {
        boolean there = event.status() == EventStatus.CONFIRMED
                || event.status() == EventStatus.ABSORBED
                || (event.status() == EventStatus.PROVISIONAL && event.score() >= LIKELY);
        return there && event.polarity() != Polarity.VANISHED;
    }
}
