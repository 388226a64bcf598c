package org.tilewatch.edge.watch.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.watch.look.Reliability.Knot;

final class ReliabilityTest {

    private static final Reliability LEARNED =
            new Reliability(List.of(new Knot(0.1, 0.02), new Knot(0.5, 0.3), new Knot(0.9, 0.8)));

    @Test
    void knotsGiveTheProbabilityThatTheyHold() {
        assertThat(LEARNED.probability(0.5)).isCloseTo(0.3, within(1e-12));
        assertThat(LEARNED.probability(0.9)).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void orderIsKeptAndNothingIsSure() {
        double before = 0;
        for (int i = 1; i < 1000; i++) {
            double now = LEARNED.probability(i / 1000.0);
            assertThat(now).isGreaterThan(before).isLessThan(1);
            before = now;
        }
    }

    @Test
    void beyondTheEndsLogOddsKeepTheirDistance() {
        // Odds of 0.9 are 9, of 0.8 they are 4: above, odds shrink by 4 / 9, so 99 becomes 44.
        assertThat(LEARNED.probability(0.99)).isCloseTo(44 / 45.0, within(1e-12));
    }

    @Test
    void aProbabilityLeadsBackToItsScore() {
        for (double score : new double[] {0.001, 0.1, 0.33, 0.8, 0.999}) {
            assertThat(LEARNED.score(LEARNED.probability(score))).isCloseTo(score, within(1e-9));
        }
    }

    @Test
    void withoutKnotsScoresStayAsTheyAre() {
        assertThat(Reliability.NONE.probability(0.123)).isEqualTo(0.123);
    }

    @Test
    void knotsThatDoNotGrowAreRefused() {
        assertThatThrownBy(() -> new Reliability(List.of(new Knot(0.1, 0.5), new Knot(0.2, 0.5))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void learnedThresholdsAreChosenByBudgetAndBuiltInOnesStay() {
        double[][] budgets = {{1, 0.6, 0.9}, {4, 0.4, 0.7}};

        AlertPolicy own = AlertPolicy.learned("p-1", LEARNED, budgets, 2);
        AlertPolicy builtIn = AlertPolicy.learned("p-1", LEARNED, new double[0][], 2);

        assertThat(own.publishConfirmed()).isCloseTo(0.5, within(1e-12));
        assertThat(own.publishProvisional()).isCloseTo(0.8, within(1e-12));
        assertThat(builtIn.publishConfirmed()).isCloseTo(AlertPolicy.DEFAULT.publishConfirmed(), within(1e-12));
        assertThat(own.id()).isEqualTo("p-1");
    }

    @Test
    void thresholdsLearnedWithoutATruthKeepTheBuiltInReliability() {
        AlertPolicy own = AlertPolicy.learned("p-2", Reliability.NONE, new double[][] {{2, 0.6, 0.9}}, 2);

        assertThat(own.reliability()).isEqualTo(AlertPolicy.DEFAULT.reliability());
        assertThat(own.notLearned()).isEqualTo(AlertPolicy.DEFAULT.notLearned());
        assertThat(own.publishConfirmed()).isEqualTo(0.6);
    }
}
