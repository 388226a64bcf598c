package org.tilewatch.edge.site;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The life of an event over the clear looks that follow: provisional when seen once, confirmed when seen again, ended when clear looks
 * no longer show it, absorbed when it has stayed for so long that it belongs to the baseline.
 *
 * <p>Looks add up: the evidence of each is a log-odds, and independent looks at the same place add theirs. A pure function of its inputs.
 */
public final class EventLife {

    /** Share of an event's place that a look must have seen for its absence to count. */
    private static final double OBSERVED = 0.7;

    /** Share of an event's place that a look must have seen to measure it anew: half a roof beside a cloud is no smaller roof. */
    private static final double WHOLLY = 0.9;

    /** A smaller share than this of what was seen twice is a piece of it, where it looks like the ground from before. */
    private static final double PIECE = 0.5;

    /** Share of the smaller one that a sighting and an event must have in common to be the same. */
    private static final double LEAST_OVERLAP = 0.25;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Rules rules;

    /**
     * When an event changes its state.
     *
     * @param seenToConfirm clear looks that must have shown it
     * @param missedToEndProvisional clear looks in a row without it that end a provisional event
     * @param missedToEndConfirmed the same for a confirmed one
     * @param seenToAbsorb clear looks after which it belongs to the baseline
     * @param scoreToConfirm least score of a confirmed event
     * @param carriedEvidence share of an event's earlier evidence that is added to a new look's
     */
    public record Rules(
            int seenToConfirm,
            int missedToEndProvisional,
            int missedToEndConfirmed,
            int seenToAbsorb,
            double scoreToConfirm,
            double carriedEvidence) {

        /** Confirmed on the second look, ended after one or two misses, absorbed after twelve looks. */
        public static final Rules DEFAULT = new Rules(2, 2, 2, 12, 0.3, 0.6);

        /** Where no network has a say: fields that change their colour come back on each look. */
        public static final Rules ALONE = new Rules(2, 2, 2, 12, 0.55, 0.6);
    }

    /**
     * The events after a look.
     *
     * @param seen one for each sighting, in their order
     * @param standing confirmed or likely events without a sighting, whose place shows that they are there still: a slab of concrete
     *     stands out less than the cleared ground that it took the place of
     * @param unseen open events that this look does not show: still open, or ended by it
     */
    public record Followed(List<Event> seen, List<Event> standing, List<Event> unseen) {}

    /**
     * What a look can say of a patch of ground.
     *
     * @param observed share of it that the look saw clearly
     * @param telling share of it of which the look would say that nothing new stands there any more: seen clearly, compared with enough
     *     earlier looks, and not in the midst of what a veil changed
     * @param stands whether it still differs from the earlier looks by far
     */
    public record View(ToDoubleFunction<Patch> observed, ToDoubleFunction<Patch> telling, Predicate<Patch> stands) {}

    public EventLife(Rules rules) {
        this.rules = rules;
    }

    /**
     * Follows a site's events over one more look.
     *
     * @param open provisional and confirmed events of the site
     * @param sightings what the look shows, the strongest first
     */
    public Followed follow(String site, List<Event> open, List<Sighting> sightings, Instant acquired, View view) {
        return follow(site, open, sightings, acquired, view, new HashMap<>());
    }

    /**
     * The same for one kind of event among several on one look.
     *
     * @param numbers how many events began in each tile on this look; counted on, so that ids stay unique
     */
    public Followed follow(
            String site,
            List<Event> open,
            List<Sighting> sightings,
            Instant acquired,
            View view,
            Map<String, Integer> numbers) {
        List<Placed> free = new ArrayList<>();
        open.forEach(event -> free.add(new Placed(event, Patch.of(event.outline()))));
        List<Event> seen = new ArrayList<>();
        for (Sighting sighting : sightings) {
            Placed match = match(free, sighting);
            if (match == null) {
                seen.add(begun(site, sighting, acquired, numbers));
            } else {
                free.remove(match);
                boolean wholly = view.observed().applyAsDouble(match.patch()) >= WHOLLY
                        && (sighting.patch().size() >= PIECE * match.patch().size()
                                || match.event().looksSeen() < rules.seenToConfirm());
                seen.add(continued(match.event(), sighting, acquired, wholly));
            }
        }
        List<Event> standing = new ArrayList<>();
        List<Event> unseen = new ArrayList<>();
        for (Placed placed : free) {
            Event event = placed.event();
            boolean confirmed = event.status() == EventStatus.CONFIRMED;
            boolean likely = confirmed || event.score() >= rules.scoreToConfirm();
            boolean taken = sightings.stream().anyMatch(sighting -> overlap(placed.patch(), sighting.patch()));
            if (likely && !taken && view.stands().test(placed.patch())) {
                standing.add(stood(event, acquired));
            } else if ((likely ? view.telling() : view.observed()).applyAsDouble(placed.patch()) >= OBSERVED) {
                unseen.add(missed(event));
            }
        }
        return new Followed(seen, standing, unseen);
    }

    private static boolean overlap(Patch a, Patch b) {
        return a.common(b) > LEAST_OVERLAP * Math.min(a.size(), b.size());
    }

    private record Placed(Event event, Patch patch) {}

    private static @Nullable Placed match(List<Placed> free, Sighting sighting) {
        Placed best = null;
        int most = 0;
        for (Placed placed : free) {
            int smaller = Math.min(placed.patch().size(), sighting.patch().size());
            int common = placed.patch().common(sighting.patch());
            // By pixels, not by share: a splinter that lies within a hall is not the hall.
            if (common > most && common > LEAST_OVERLAP * smaller) {
                most = common;
                best = placed;
            }
        }
        return best;
    }

    private static Event begun(String site, Sighting s, Instant acquired, Map<String, Integer> numbers) {
        String tile = SiteGrid.tileId(
                s.patch().box().x() + s.patch().box().width() / 2.0,
                s.patch().box().y() + s.patch().box().height() / 2.0);
        int number = numbers.merge(tile, 1, Integer::sum);
        String id = site + "-" + tile + "-" + STAMP.format(acquired) + "-" + number;
        return new Event(
                id,
                site,
                tile,
                0,
                EventStatus.PROVISIONAL,
                s.polarity(),
                Kind.OTHER,
                acquired,
                acquired,
                1,
                0,
                s.areaSquareMetres(),
                probability(s.evidence()),
                s.outline(),
                Details.NONE.withSupport(s.support(), outlined(Fits.NONE, s)));
    }

    private Event continued(Event event, Sighting s, Instant acquired, boolean wholly) {
        int looks = event.looksSeen() + 1;
        double before = logOdds(event.score());
        double evidence = s.evidence() + rules.carriedEvidence() * Math.max(0, before - NEUTRAL);
        EventStatus status = statusAfter(event, looks, probability(evidence));
        double kept = event.details().support() * Fits.LASTS;
        Fits fits =
                wholly ? outlined(event.details().fits(), s) : event.details().fits();
        // What comes and goes is as large as the last look shows.
        boolean transit = event.kind() == Kind.WAGONS;
        boolean better = transit || (wholly && better(event, s, kept));
        double usual = fits.area(fits.best(kept));
        double measured = better ? s.areaSquareMetres() : event.areaSquareMetres();
        return new Event(
                event.id(),
                event.site(),
                event.tile(),
                event.revision(),
                status,
                s.polarity(),
                event.kind(),
                event.firstSeen(),
                acquired,
                looks,
                0,
                transit || !wholly || Double.isNaN(usual) ? measured : usual,
                probability(evidence),
                better ? s.outline() : event.outline(),
                event.details().withSupport(better ? s.support() : kept, fits));
    }

    private static Fits outlined(Fits before, Sighting s) {
        return s.support() > 0 ? before.with(s.areaSquareMetres(), s.support()) : before;
    }

    /** Whether a sighting that saw the whole place outlines the event better than it was. */
    private static boolean better(Event event, Sighting s, double kept) {
        if (event.details().support() > 0) {
            return s.support() > 0 && s.support() >= kept;
        }
        // What is gone leaves as much ground as it covered, however little of it stands out on a look.
        boolean shrinks = event.polarity() == Polarity.VANISHED && s.areaSquareMetres() < event.areaSquareMetres();
        return s.support() > 0 || !shrinks;
    }

    /** One more look without evidence of its own. */
    private Event stood(Event event, Instant acquired) {
        int looks = event.looksSeen() + 1;
        return new Event(
                event.id(),
                event.site(),
                event.tile(),
                event.revision(),
                statusAfter(event, looks, event.score()),
                event.polarity(),
                event.kind(),
                event.firstSeen(),
                acquired,
                looks,
                0,
                event.areaSquareMetres(),
                event.score(),
                event.outline(),
                event.details());
    }

    private EventStatus statusAfter(Event event, int looks, double score) {
        boolean sure = event.status() == EventStatus.CONFIRMED || score >= rules.scoreToConfirm();
        if (!sure || looks < rules.seenToConfirm()) {
            return event.status();
        }
        return looks >= rules.seenToAbsorb() ? EventStatus.ABSORBED : EventStatus.CONFIRMED;
    }

    private Event missed(Event event) {
        int missed = event.looksMissed() + 1;
        int limit =
                event.status() == EventStatus.CONFIRMED ? rules.missedToEndConfirmed() : rules.missedToEndProvisional();
        return new Event(
                event.id(),
                event.site(),
                event.tile(),
                event.revision(),
                missed >= limit ? EventStatus.ENDED : event.status(),
                event.polarity(),
                event.kind(),
                event.firstSeen(),
                event.lastSeen(),
                event.looksSeen(),
                missed,
                event.areaSquareMetres(),
                event.score(),
                event.outline(),
                event.details());
    }

    /** Log-odds below which a look's evidence adds nothing to the next look's. */
    private static final double NEUTRAL = -3.5;

    private static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    private static double logOdds(double probability) {
        double p = Math.clamp(probability, 1e-9, 1 - 1e-9);
        return Math.log(p / (1 - p));
    }
}
