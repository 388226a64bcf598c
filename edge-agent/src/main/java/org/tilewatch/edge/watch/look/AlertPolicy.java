package org.tilewatch.edge.watch.look;

import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;

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
 * @param carriedOn least score at which the ground from before an open event outlasts the six looks; doing so for doubtful ones
 *     makes false alarms last
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
     * Budget, and the least scores of confirmed and provisional events that kept to it on the development sites (24 sites of 0.5 m, 386
     * looks). Other places will differ until the station is calibrated on its own history.
     */
    private static final double[][] BUDGETS = {
        {0.19, 0.95, 0.99}, {0.29, 0.85, 0.97}, {0.48, 0.7, 0.93}, {2.2, 0.5, 0.8}, {4.5, 0.3, 0.7}, {6.4, 0.15, 0.5}
    };

    /** Logistic regressions on 4,664 candidates of the development sites, 381 of them planted. */
    private static final Evidence ALONE = new Evidence(1.5, 0, 0, 0, 0, -6.5);

    private static final Evidence EXAMINED = new Evidence(-0.14, 0.31, -0.56, 0.8, 0.2, 0.58);

    /** For two false alerts per hundred tile-looks. */
    public static final AlertPolicy DEFAULT = forBudget(2);

    /**
     * The thresholds for an alert budget. Slope and offset come from a logistic regression of what was planted on the logarithm of
     * strength, over 4,262 objects of the development sites.
     *
     * @param falsePerHundredTiles false alerts accepted per hundred tile-looks, above 0; beyond what was measured the nearest is taken
     */
    public static AlertPolicy forBudget(double falsePerHundredTiles) {
        if (!(falsePerHundredTiles > 0)) {
            throw new IllegalArgumentException("an alert budget must be above 0, not " + falsePerHundredTiles);
        }
        String id = falsePerHundredTiles == 2 ? "default-2" : "default-2-budget-" + falsePerHundredTiles;
        return new AlertPolicy(
                id,
                ALONE,
                EXAMINED,
                threshold(BUDGETS, falsePerHundredTiles, 1),
                threshold(BUDGETS, falsePerHundredTiles, 2),
                20,
                0.03,
                0.8,
                60,
                Reliability.NONE);
    }

    /**
     * The same with what was learned elsewhere or on the station itself.
     *
     * @param profile names what was learned
     * @param budgets rows of budget, least score of confirmed and of provisional events, by budget; empty keeps the built-in ones
     */
    public AlertPolicy calibrated(
            String profile, Reliability learned, double[][] budgets, double falsePerHundredTiles) {
        boolean own = budgets.length > 0;
        return new AlertPolicy(
                profile,
                alone,
                examined,
                own ? threshold(budgets, falsePerHundredTiles, 1) : learned.probability(publishConfirmed),
                own ? threshold(budgets, falsePerHundredTiles, 2) : learned.probability(publishProvisional),
                leastAreaSquareMetres,
                learned.probability(notLearned),
                learned.probability(carriedOn),
                listed,
                learned);
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

    double evidence(Candidate candidate) {
        return (candidate.opinion().isPresent() ? examined : alone).of(candidate);
    }

    /** An event with its probability in place of its score. */
    Event told(Event event) {
        return reliability.knots().isEmpty() ? event : event.withScore(reliability.probability(event.score()));
    }

    /** An event with its score in place of its probability, as the looks add it up. */
    Event untold(Event event) {
        return reliability.knots().isEmpty() ? event : event.withScore(reliability.score(event.score()));
    }

    /** Whether an event, as it stands after a look that shows it, is to be published. */
    public boolean worthPublishing(Event event) {
        boolean confirmed = event.status() == EventStatus.CONFIRMED || event.status() == EventStatus.ABSORBED;
        return event.areaSquareMetres() >= leastAreaSquareMetres
                && event.score() >= (confirmed ? publishConfirmed : publishProvisional);
    }
}
