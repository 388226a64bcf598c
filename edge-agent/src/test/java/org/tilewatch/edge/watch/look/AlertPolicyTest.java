package org.tilewatch.edge.watch.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.detect.object.Opinion;
import org.tilewatch.edge.report.alert.SampleAlerts;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.Zone;

class AlertPolicyTest {

    @Test
    void aSmallerBudgetAsksForMore() {
        double last = 1;
        for (double budget : new double[] {0.01, 0.2, 0.4, 1, 2, 3, 5, 6, 50}) {
            AlertPolicy policy = AlertPolicy.forBudget(budget);

            assertThat(policy.publishConfirmed()).isLessThanOrEqualTo(last);
            assertThat(policy.publishProvisional()).isGreaterThan(policy.publishConfirmed());
            last = policy.publishConfirmed();
        }
    }

    @Test
    void betweenTwoMeasuredBudgetsTheThresholdFollowsTheLogarithm() {
        // Half way between 0.5 and 0.7 on a logarithmic scale: the root of their product.
        AlertPolicy policy = AlertPolicy.forBudget(Math.sqrt(0.5 * 0.7));

        assertThat(policy.publishConfirmed()).isEqualTo((0.85 + 0.8) / 2, within(1e-9));
        assertThat(policy.publishProvisional()).isEqualTo((0.92 + 0.9) / 2, within(1e-9));
    }

    @Test
    void atAnEntranceTheNetworksWordIsHeardOnlyForAChange() {
        AlertPolicy policy = AlertPolicy.DEFAULT;
        Candidate denied = candidate(Optional.of(new Opinion(0.001, 0.01)));
        Candidate unasked = candidate(Optional.empty());
        Candidate agreed = candidate(Optional.of(new Opinion(0.5, 0.99)));

        assertThat(policy.evidence(denied, true)).isLessThan(policy.evidence(unasked, true) - 1);
        assertThat(policy.evidenceOfUnknown(denied, true)).isEqualTo(policy.evidence(unasked, true));
        assertThat(policy.evidenceOfUnknown(agreed, true)).isEqualTo(policy.evidence(agreed, true));
    }

    private static Candidate candidate(Optional<Opinion> opinion) {
        Outline outline = new Outline(List.of(new double[] {0.5, 0.5, 19.5, 0.5, 19.5, 9.5, 0.5, 9.5}));
        return new Candidate(outline, Polarity.APPEARED, 200, 150, 10, 0.9, opinion, false);
    }

    @Test
    void groundUnderALargeEventIsRememberedWhileItIsDoubtfulYet() {
        assertThat(AlertPolicy.DEFAULT.carriesOn(event(2_000, 0.4))).isTrue();
        assertThat(AlertPolicy.DEFAULT.carriesOn(event(2_000, 0.2))).isFalse();
        assertThat(AlertPolicy.DEFAULT.carriesOn(event(100, 0.4))).isFalse();
        assertThat(AlertPolicy.DEFAULT.carriesOn(event(100, 0.95))).isTrue();
    }

    private static Event event(double squareMetres, double score) {
        Event hall = SampleAlerts.hall("e", SampleAlerts.FIRST_SEEN, SampleAlerts.FIRST_SEEN);
        return new Event(
                hall.id(),
                hall.site(),
                hall.tile(),
                hall.revision(),
                hall.status(),
                hall.polarity(),
                hall.kind(),
                hall.firstSeen(),
                hall.lastSeen(),
                hall.looksSeen(),
                hall.looksMissed(),
                squareMetres,
                score,
                hall.outline());
    }

    @Test
    void noBudgetIsNoPolicy() {
        assertThatThrownBy(() -> AlertPolicy.forBudget(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 0.0");
    }

    @Test
    void priorityOfAZoneLowersTheOddsFromWhichItsEventsArePublished() {
        AlertPolicy policy = AlertPolicy.DEFAULT;
        double threshold = policy.publishConfirmed();
        double odds = threshold / (1 - threshold) * Math.exp(-0.25 * 4);
        double lowered = odds / (1 + odds);
        Event hall = SampleAlerts.hall("e", SampleAlerts.FIRST_SEEN, SampleAlerts.LAST_SEEN);

        assertThat(policy.worthPublishing(hall.withScore(threshold - 0.01), zone(0), 0))
                .isFalse();
        assertThat(policy.worthPublishing(hall.withScore(threshold), zone(0), 0))
                .isTrue();
        assertThat(policy.worthPublishing(hall.withScore(lowered + 0.001), zone(4), 0))
                .isTrue();
        assertThat(policy.worthPublishing(hall.withScore(lowered - 0.001), zone(4), 0))
                .isFalse();
    }

    @Test
    void siteWhosePeopleRejectMoreThanWasToldNeedsMoreEvidence() {
        AlertPolicy policy = AlertPolicy.DEFAULT;
        Event hall = SampleAlerts.hall("e", SampleAlerts.FIRST_SEEN, SampleAlerts.LAST_SEEN)
                .withScore(policy.publishConfirmed());

        assertThat(policy.worthPublishing(hall, Optional.empty(), -0.1)).isFalse();
        assertThat(policy.worthPublishing(hall, Optional.empty(), 0.1)).isTrue();
    }

    private static Optional<Zone> zone(int priority) {
        Outline outline = new Outline(List.of(new double[] {0, 0, 1, 0, 1, 1}));
        return Optional.of(new Zone("gate", Purpose.ENTRANCE, List.of(outline), priority, 0, false, ""));
    }
}
