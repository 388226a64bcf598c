package org.tilewatch.edge.watch;

import org.tilewatch.edge.detect.Candidate;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;

/**
 * From strength to probability, and from probability to what is published.
 *
 * @param id name of this set of thresholds, told with each verdict
 * @param slope log-odds per natural logarithm of a candidate's strength
 * @param offset log-odds of a candidate of strength 1
 * @param publishConfirmed least score at which a confirmed event is published
 * @param publishProvisional least score at which an event is published on the first look that shows it
 * @param leastAreaSquareMetres minimum mapping unit: a smaller event is listed but not published; a car covers less
 * @param notLearned least score at which an open event is kept out of the baseline
 * @param carriedOn least score at which the ground from before an open event outlasts the six looks; doing so for doubtful ones
 *     makes false alarms last
 * @param listed most objects that a look lists
 */
public record AlertPolicy(
        String id,
        double slope,
        double offset,
        double publishConfirmed,
        double publishProvisional,
        double leastAreaSquareMetres,
        double notLearned,
        double carriedOn,
        int listed) {

    /**
     * Chosen on development imagery at 0.5 m: a logistic regression of what was planted on the logarithm of strength, over 4,262 objects
     * of 24 sites.
     */
    public static final AlertPolicy DEFAULT = new AlertPolicy("default-1", 1.5, -6.5, 0.5, 0.86, 20, 0.03, 0.8, 60);

    double evidence(Candidate candidate) {
        return slope * Math.log(Math.max(0.01, candidate.strength())) + offset;
    }

    /** Whether an event, as it stands after a look that shows it, is to be published. */
    boolean worthPublishing(Event event) {
        boolean confirmed = event.status() == EventStatus.CONFIRMED || event.status() == EventStatus.ABSORBED;
        return event.areaSquareMetres() >= leastAreaSquareMetres
                && event.score() >= (confirmed ? publishConfirmed : publishProvisional);
    }
}
