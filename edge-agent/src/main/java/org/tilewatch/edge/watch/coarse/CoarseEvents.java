package org.tilewatch.edge.watch.coarse;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.tilewatch.edge.detect.coarse.ChangeClass;
import org.tilewatch.edge.detect.coarse.CoarseDetector;
import org.tilewatch.edge.detect.coarse.CoarseDetector.Found;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventLife;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.site.Sighting;
import org.tilewatch.edge.watch.habit.Habits;

/** Follows events over looks that see parts of them at a time, each kind by itself: smoke lies over fire. */
final class CoarseEvents {

    private static final double SAME = 0.25;
    private static final double PART = 0.5;
    private static final double NEUTRAL = 0.3;
    /** What ends where a cloud begins is less than half as likely for each quarter of its surroundings. */
    private static final double CLOUDY = 3;

    private static final int LOOKS_OF_OLD = 3;
    private static final Duration AGE_OF_OLD = Duration.ofDays(365);

    /** What the site's past says of a kind. */
    interface Past {
        Habits of(Kind kind, Polarity polarity) throws IOException;
    }

    private final EventLife life;
    private final Window on;
    private final boolean[] clear;
    private final boolean day;
    private final double squareMetresPerPixel;

    /**
     * @param rules when an event changes its state
     * @param clear what the look saw of the window
     * @param day whether the look saw the ground by reflected light; else fire alone
     */
    CoarseEvents(EventLife.Rules rules, Window on, boolean[] clear, boolean day, double squareMetresPerPixel) {
        this.life = new EventLife(rules);
        this.on = on;
        this.clear = clear;
        this.day = day;
        this.squareMetresPerPixel = squareMetresPerPixel;
    }

    /** An event that the look shows, with the patch that shows it. */
    record Shown(Event event, Found found) {}

    /**
     * The events after the look.
     *
     * @param merged turned out to be pieces of events that are seen
     */
    record After(List<Shown> seen, List<Event> unseen, List<Event> merged) {

        /** Confirmed events that stand after the look, of those that were open before it and those that it shows. */
        List<Event> standing(List<Event> openBefore) {
            Map<String, Event> all = new LinkedHashMap<>();
            openBefore.forEach(event -> all.put(event.id(), event));
            unseen.forEach(event -> all.put(event.id(), event));
            seen.forEach(shown -> all.put(shown.event().id(), shown.event()));
            merged.forEach(event -> all.remove(event.id()));
            return all.values().stream()
                    .filter(event -> event.status() == EventStatus.CONFIRMED)
                    .toList();
        }
    }

    After follow(String site, List<Event> open, List<Found> found, Instant acquired, Past past) throws IOException {
        List<Shown> seen = new ArrayList<>();
        List<Event> unseen = new ArrayList<>();
        List<Event> merged = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (ChangeClass change : ChangeClass.values()) {
            List<Found> these =
                    found.stream().filter(each -> each.change() == change).toList();
            List<Event> known = open.stream()
                    .filter(event -> event.kind() == kind(change) && event.polarity() == polarity(change))
                    .toList();
            if (change == ChangeClass.NONE || (these.isEmpty() && (known.isEmpty() || !day))) {
                continue;
            }
            Habits habits = past.of(kind(change), polarity(change));
            List<Sighting> sightings =
                    these.stream().map(each -> sighting(each, habits)).toList();
            ToDoubleFunction<Patch> saw = patch -> observed(patch, sightings);
            EventLife.View view = new EventLife.View(saw, saw, patch -> false);
            EventLife.Followed after = life.follow(site, known, sightings, acquired, view, numbers);
            for (int i = 0; i < these.size(); i++) {
                seen.add(new Shown(grown(after.seen().get(i).withKind(kind(change)), acquired), these.get(i)));
            }
            for (Event event : after.unseen()) {
                (isPart(event, sightings) ? merged : unseen).add(event);
            }
        }
        return new After(seen, unseen, merged);
    }

    /** What has stood for a year and three looks is no news any more: where looks lie years apart, forty never come. */
    private static Event grown(Event event, Instant acquired) {
        boolean old = event.looksSeen() >= LOOKS_OF_OLD
                && event.firstSeen().plus(AGE_OF_OLD).isBefore(acquired);
        return old && event.status() == EventStatus.CONFIRMED ? event.withStatus(EventStatus.ABSORBED) : event;
    }

    private Sighting sighting(Found found, Habits habits) {
        Patch patch = Patch.of(found.outline());
        double size = Math.log(found.pixels() / (double) CoarseDetector.LEAST_PIXELS);
        double cloudy = CLOUDY * (1 - found.clearAroundFraction());
        double evidence = Math.clamp(NEUTRAL + 0.9 * size + 1.2 * (found.strongFraction() - 0.5) - cloudy, -2, 4);
        double area = found.pixels() * squareMetresPerPixel;
        // Each look that sees the whole place measures it anew: water falls, and ice goes on melting.
        return new Sighting(
                found.outline(), patch, polarity(found.change()), area, evidence - habits.against(patch), 1);
    }

    /** What shows an event again stands for all of it, with what earlier looks saw of it; else only what this look saw counts. */
    private double observed(Patch patch, List<Sighting> sightings) {
        for (Sighting each : sightings) {
            if (patch.common(each.patch())
                    > SAME * Math.min(patch.size(), each.patch().size())) {
                return 1;
            }
        }
        int seen = 0;
        int width = patch.box().width();
        for (int i = patch.cells().nextSetBit(0); i >= 0; i = patch.cells().nextSetBit(i + 1)) {
            int x = patch.box().x() + i % width - on.x();
            int y = patch.box().y() + i / width - on.y();
            boolean inside = x >= 0 && y >= 0 && x < on.width() && y < on.height();
            seen += inside && clear[y * on.width() + x] ? 1 : 0;
        }
        return seen / (double) Math.max(1, patch.size());
    }

    /** Two pieces that a cloud had kept apart are one now: the smaller one goes on in the larger. */
    private static boolean isPart(Event event, List<Sighting> sightings) {
        Patch patch = Patch.of(event.outline());
        return sightings.stream().anyMatch(each -> patch.common(each.patch()) > PART * patch.size());
    }

    static Kind kind(ChangeClass change) {
        return switch (change) {
            case WATER_CAME, WATER_WENT -> Kind.WATER;
            case ICE_CAME, ICE_WENT -> Kind.ICE;
            case BURN -> Kind.BURN;
            case GROUND -> Kind.GROUND;
            case SMOKE -> Kind.SMOKE;
            case HOT -> Kind.HOTSPOT;
            case NONE -> Kind.OTHER;
        };
    }

    /** What an event's pixels turned into. */
    static ChangeClass change(Event event) {
        for (ChangeClass each : ChangeClass.values()) {
            if (kind(each) == event.kind() && polarity(each) == event.polarity()) {
                return each;
            }
        }
        return ChangeClass.NONE;
    }

    static Polarity polarity(ChangeClass change) {
        return change == ChangeClass.WATER_WENT || change == ChangeClass.ICE_WENT
                ? Polarity.VANISHED
                : Polarity.APPEARED;
    }
}
