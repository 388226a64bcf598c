package org.tilewatch.edge.watch.look;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.Zone;
import org.tilewatch.edge.watch.look.Reliability.Knot;

/**
 * From strength to probability, and from probability to what is published.
 *
 * @param id name of this set of thresholds, told with each verdict
 * @param alone evidence of a candidate that the network was not asked about
 * @param examined evidence of one that it was asked about
 * @param publishConfirmed least score at which a confirmed event is published
 * @param publishProvisional least score at which an event is published on the first look that shows it
 * @param leastAreaSquareMetres minimum mapping unit: a smaller event is listed but not published; a car covers less
 * @param notLearned least score at which an open event is kept out of the baseline
 * @param carriedOn least score at which the ground from before a small open event outlasts the six looks; doing so for doubtful
 *     ones makes false alarms last
 * @param listed most objects that a look lists
 * @param reliability from an event's score to its probability; the least scores above are meant after it
 */
public record AlertPolicy(
        String id,
        Evidence alone,
        Evidence examined,
        double publishConfirmed,
        double publishProvisional,
        double leastAreaSquareMetres,
        double notLearned,
        double carriedOn,
        int listed,
        Reliability reliability) {

    /**
     * False alerts per hundred tile-looks, those on single cars included, and the least probabilities of confirmed and provisional
     * events that kept to it on the development sites (24 sites of 0.5 m, 386 looks). Other places will differ until the station is
     * calibrated on its own history.
     */
    private static final double[][] BUDGETS = {
        {0.5, 0.85, 0.92},
        {0.7, 0.8, 0.9},
        {2, 0.5, 0.9},
        {3.3, 0.3, 0.8},
        {6, 0.25, 0.7},
        {7.6, 0.22, 0.6},
        {12.4, 0.2, 0.5}
    };

    /** Isotonic regression on 4,826 objects of the same sites, as {@code calibrate} does it. */
    private static final Reliability BUILT_IN = new Reliability(List.of(
            new Knot(0.002638, 0.014196),
            new Knot(0.011157, 0.019573),
            new Knot(0.014488, 0.028169),
            new Knot(0.021005, 0.041237),
            new Knot(0.032206, 0.106383),
            new Knot(0.056724, 0.196078),
            new Knot(0.181202, 0.444444),
            new Knot(0.297442, 0.545455),
            new Knot(0.555163, 0.775000),
            new Knot(0.923074, 0.902439),
            new Knot(0.999986, 0.992424)));

    /**
     * Strength as a logistic regression of what was planted on 4,262 objects of the development sites gave it; the network's weights by
     * the recall that they gave there.
     */
    private static final Evidence ALONE = new Evidence(1.5, 0, 0, 0, 0, -7);

    private static final double NOT_AMONG_THE_STRONGEST = -0.5;

    private static final double ODDS_PER_STEP = 0.25;

    private static final Evidence EXAMINED = new Evidence(1.5, 0, 0, 0.2, 0.5, -5.43);

    private static final double LARGE_SQUARE_METRES = 300;
    /** A probability. */
    private static final double LARGE_FROM = 0.3;

    /** Scores as they are summed up, before anything was learned about what they mean: what {@code calibrate} learns from. */
    public static final AlertPolicy UNCALIBRATED =
            new AlertPolicy("uncalibrated", ALONE, EXAMINED, 0.66, 0.86, 20, 0.03, 0.8, 60, Reliability.NONE);

    /** For two false alerts per hundred tile-looks. */
    public static final AlertPolicy DEFAULT = forBudget(2);

    /**
     * The thresholds for an alert budget.
     *
     * @param falsePerHundredTiles false alerts accepted per hundred tile-looks, above 0; beyond what was measured the nearest is taken
     */
    public static AlertPolicy forBudget(double falsePerHundredTiles) {
        if (!(falsePerHundredTiles > 0)) {
            throw new IllegalArgumentException("an alert budget must be above 0, not " + falsePerHundredTiles);
        }
        String id = falsePerHundredTiles == 2 ? "default-7" : "default-7-budget-" + falsePerHundredTiles;
        return learned(id, BUILT_IN, BUDGETS, falsePerHundredTiles);
    }

    /**
     * What was learned elsewhere, or on the station itself.
     *
     * @param id names what was learned
     * @param learned without knots keeps the built-in one
     * @param budgets rows of budget, least probability of confirmed and of provisional events, by budget; empty keeps the built-in ones
     */
    public static AlertPolicy learned(String id, Reliability learned, double[][] budgets, double falsePerHundredTiles) {
        Reliability reliability = learned.knots().isEmpty() ? BUILT_IN : learned;
        double[][] rows = budgets.length > 0 ? budgets : BUDGETS;
        AlertPolicy plain = UNCALIBRATED;
        return new AlertPolicy(
                id,
                plain.alone,
                plain.examined,
                threshold(rows, falsePerHundredTiles, 1),
                threshold(rows, falsePerHundredTiles, 2),
                plain.leastAreaSquareMetres,
                reliability.probability(plain.notLearned),
                reliability.probability(plain.carriedOn),
                plain.listed,
                reliability);
    }

    private static double threshold(double[][] budgets, double budget, int column) {
        int above = 0;
        while (above < budgets.length && budgets[above][0] < budget) {
            above++;
        }
        if (above == 0 || above == budgets.length) {
            return budgets[Math.min(above, budgets.length - 1)][column];
        }
        double[] low = budgets[above - 1];
        double[] high = budgets[above];
        double share = Math.log(budget / low[0]) / Math.log(high[0] / low[0]);
        return low[column] + share * (high[column] - low[column]);
    }

    /**
     * Log-odds that a candidate is a change.
     *
     * @param networkAsked whether a network was asked about the strongest of the look
     */
    double evidence(Candidate candidate, boolean networkAsked) {
        if (candidate.opinion().isPresent()) {
            return examined.of(candidate);
        }
        return unexamined(candidate, networkAsked);
    }

    /**
     * The same where the network's word is heard only if it speaks for a change: it has never seen an entrance that opens, and a train is
     * no lasting change to it.
     */
    double evidenceOfUnknown(Candidate candidate, boolean networkAsked) {
        return Math.max(evidence(candidate, networkAsked), unexamined(candidate, networkAsked));
    }

    private double unexamined(Candidate candidate, boolean networkAsked) {
        return alone.of(candidate) + (networkAsked ? NOT_AMONG_THE_STRONGEST : 0);
    }

    /**
     * Whether the ground from before an open event outlasts the six looks. That of a large one does already where it is doubtful: two of
     * thirty drawn halls, cleared ground seen twice and then hidden by clouds, were lost with their ground. The same for small ones too
     * made 8 false events of the development sites stay in place of 3.
     */
    boolean carriesOn(Event event) {
        boolean large = event.areaSquareMetres() >= LARGE_SQUARE_METRES && event.score() >= LARGE_FROM;
        return large || event.score() >= carriedOn || event.revision() > 0;
    }

    /** An event with its probability in place of its score. */
    Event told(Event event) {
        return reliability.knots().isEmpty() ? event : event.withScore(reliability.probability(event.score()));
    }

    /** An event with its score in place of its probability, as the looks add it up. */
    Event untold(Event event) {
        return reliability.knots().isEmpty() ? event : event.withScore(reliability.score(event.score()));
    }

    /**
     * Whether an event, as it stands after a look that shows it, is to be published.
     *
     * @param zone that holds it, with rules of its own
     * @param leaning log-odds by which people found alerts of the site likelier than they were told to be
     */
    public boolean worthPublishing(Event event, Optional<Zone> zone, double leaning) {
        boolean confirmed = event.status() == EventStatus.CONFIRMED || event.status() == EventStatus.ABSORBED;
        boolean known = confirmed || zone.map(Zone::alertOnProvisional).orElse(false);
        return !ignored(zone)
                && event.areaSquareMetres() >= leastArea(zone)
                && event.score() >= lowered(known ? publishConfirmed : publishProvisional, zone, leaning);
    }

    /** Least probability from which an event outside of all zones is published; {@code leaning} as above. */
    public double publishedFrom(boolean confirmed, double leaning) {
        return lowered(confirmed ? publishConfirmed : publishProvisional, Optional.empty(), leaning);
    }

    /** In a zone of priority an analyst expects something: each step lets the odds be a quarter (in logarithms) less. */
    private static double lowered(double probability, Optional<Zone> zone, double leaning) {
        double easier = ODDS_PER_STEP * zone.map(Zone::priority).orElse(0) + leaning;
        double odds = probability / (1 - probability) * Math.exp(-easier);
        return easier == 0 ? probability : odds / (1 + odds);
    }

    /** Whether nothing of a zone is ever published. */
    static boolean ignored(Optional<Zone> zone) {
        return zone.isPresent() && zone.get().purpose() == Purpose.IGNORE;
    }

    /** Area from which an event is published, in square metres: the zone's own, if it has one. */
    double leastArea(Optional<Zone> zone) {
        return zone.map(Zone::leastAreaSquareMetres).filter(area -> area > 0).orElse(leastAreaSquareMetres);
    }

    /** Adds to what is told of an event the rules of its zone that keep it from being published. */
    public void tellZone(Event event, Optional<Zone> zone, Map<String, Double> explain) {
        if (ignored(zone)) {
            explain.put("zone_ignored", 1.0);
        } else if (zone.isPresent() && event.areaSquareMetres() < leastArea(zone)) {
            explain.put("zone_min_area", leastArea(zone));
        }
    }
}
