package org.tilewatch.edge.watch.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.detect.object.Appearance;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.detect.object.Opinion;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;

final class EvidenceTest {

    private static Candidate candidate(double strength, int area, double edgeGain) {
        return candidate(Polarity.APPEARED, strength, area, edgeGain);
    }

    private static Candidate candidate(Polarity polarity, double strength, int area, double edgeGain) {
        return new Candidate(
                new Outline(List.of(new double[] {0, 0, 1, 0, 1, 1})),
                polarity,
                area,
                strength,
                1,
                edgeGain,
                Optional.empty(),
                false);
    }

    @Test
    void eachTestCountsByItsWeight() {
        Candidate seen = candidate(Math.E, 100, 0.5);

        assertThat(new Evidence(2, 0, 0, 0, 0, 0.25).of(seen)).isEqualTo(2.25, within(1e-9));
        assertThat(new Evidence(0, 1.5, 0, 0, 0, 0).of(seen)).isEqualTo(1.5 * 4.605170186, within(1e-8));
        assertThat(new Evidence(0, 0, -3, 0, 0, 0).of(seen)).isEqualTo(-1.5, within(1e-9));
    }

    @Test
    void aChangeOfLightIsNoChange() {
        Evidence evidence = new Evidence(1, 0, 0, 0, 0, 0);

        assertThat(evidence.of(candidate(1, 1, 0).shaded())).isEqualTo(-5, within(1e-9));
    }

    @Test
    void whatStoodOutOnAllTheLooksBeforeAndIsGoneIsNoPassingThing() {
        Appearance blendsIn = new Appearance(-0.9, 0, -70, 0, 0);
        Candidate gone = candidate(Polarity.VANISHED, 1, 1, 0);

        assertThat(Evidence.ofAppearance(gone, blendsIn, true)).isEqualTo(1.4, within(1e-9));
        assertThat(Evidence.ofAppearance(gone, new Appearance(-0.1, 0, -70, 0, 0), true))
                .isZero();
        assertThat(Evidence.ofAppearance(gone.shaded(), blendsIn, true)).isZero();
        assertThat(Evidence.ofAppearance(candidate(1, 1, 0), blendsIn, true)).isZero();
        assertThat(Evidence.ofAppearance(gone, blendsIn, false)).isZero();
    }

    @Test
    void aNetworkThatWasNotAskedSaysNothing() {
        Evidence evidence = new Evidence(0, 0, 0, 7, 8, 1);

        assertThat(evidence.of(candidate(1, 1, 0))).isEqualTo(1, within(1e-9));
    }

    @Test
    void aNetworkCountsByItsLogOdds() {
        // ln(0.9 / 0.1) = 2 ln 3, ln(0.25 / 0.75) = -ln 3, ln 3 = 1.0986...
        Candidate asked = candidate(1, 1, 0).with(new Opinion(0.9, 0.25));

        assertThat(new Evidence(0, 0, 0, 1, 0, 0).of(asked)).isEqualTo(2 * 1.0986122887, within(1e-8));
        assertThat(new Evidence(0, 0, 0, 0, 1, 0).of(asked)).isEqualTo(-1.0986122887, within(1e-8));
        assertThat(new Evidence(0, 0, 0, 0.5, 2, 1).of(asked)).isEqualTo(1 - 1.0986122887, within(1e-8));
    }

    @Test
    void noTestIsSurerThanItsBounds() {
        // ln 999 = 6.9067..., ln 0.01 = -4.6051...
        Candidate sure = candidate(0, 0, 0).with(new Opinion(1, 0));

        assertThat(new Evidence(0, 0, 0, 1, 0, 0).of(sure)).isEqualTo(6.906754779, within(1e-8));
        assertThat(new Evidence(0, 0, 0, 0, 1, 0).of(sure)).isEqualTo(-6.906754779, within(1e-8));
        assertThat(new Evidence(1, 1, 0, 0, 0, 0).of(sure)).isEqualTo(-4.605170186, within(1e-8));
    }

    @Test
    void aPolicyWeighsCandidatesByWhetherTheNetworkWasAsked() {
        Evidence alone = new Evidence(0, 0, 0, 0, 0, -1);
        Evidence examined = new Evidence(0, 0, 0, 0, 0, 1);
        AlertPolicy policy = new AlertPolicy("p", alone, examined, 0.5, 0.8, 20, 0.03, 0.8, 60, Reliability.NONE);

        assertThat(policy.evidence(candidate(1, 1, 0), false)).isEqualTo(-1);
        // Where a network was asked about the strongest only, the others count for half a unit less.
        assertThat(policy.evidence(candidate(1, 1, 0), true)).isEqualTo(-1.5);
        assertThat(policy.evidence(candidate(1, 1, 0).with(new Opinion(0.5, 0.5)), true))
                .isEqualTo(1);
    }
}
