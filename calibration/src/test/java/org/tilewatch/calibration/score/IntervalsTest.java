package org.tilewatch.calibration.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Counts, rates and how sure they are. */
final class IntervalsTest {

    @Test
    void poissonIntervalsAreThoseOfTheTables() {
        // Garwood's 90 % limits: 0 gives 0 to 2.996, 10 gives 5.425 to 16.962.
        Measured none = PoissonInterval.rate(0, 1);
        Measured ten = PoissonInterval.rate(10, 2);

        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(2.996, within(1e-3));
        assertThat(ten.value()).isEqualTo(5);
        assertThat(ten.low()).isCloseTo(5.425 / 2, within(1e-3));
        assertThat(ten.high()).isCloseTo(16.962 / 2, within(1e-3));
    }

    @Test
    void sitesDrawnAnewGiveTheSameIntervalEachTime() {
        double[] found = {1, 0, 2, 3};
        double[] planted = {2, 2, 2, 3};

        Measured once = Bootstrap.ratio(found, planted);

        assertThat(once.value()).isEqualTo(6 / 9.0);
        assertThat(once).isEqualTo(Bootstrap.ratio(found, planted));
        assertThat(once.low()).isLessThan(once.value());
        assertThat(once.high()).isGreaterThan(once.value());
    }

    @Test
    void oneSiteHasNoInterval() {
        assertThat(Bootstrap.ratio(new double[] {1}, new double[] {2}).hasInterval())
                .isFalse();
    }

    @Test
    void sitesWithoutAnEventAreLeftOut() {
        assertThat(Bootstrap.ratio(new double[] {1, 0}, new double[] {1, 0})).isEqualTo(Measured.of(1));
    }

    @Test
    void precisionRecallAndTheirMeanAreAsDefined() {
        Rates rates = new Rates(3, 1, 2);

        assertThat(rates.precision()).isEqualTo(0.75);
        assertThat(rates.recall()).isEqualTo(0.6);
        assertThat(rates.f1()).isEqualTo(6 / 9.0);
    }

    @Test
    void levelsFlagFromTheThresholdOn() {
        LevelCounts counts = new LevelCounts();
        counts.count(127, true);
        counts.count(128, true);
        counts.count(128, false);
        counts.count(0, false);
        LevelCounts twice = LevelCounts.sum(List.of(counts, counts));

        assertThat(twice.atLeast(128)).isEqualTo(new Rates(2, 2, 2));
        assertThat(twice.changedFraction()).isEqualTo(0.5);
        assertThat(twice.bestLevel()).isEqualTo(1);
    }
}
