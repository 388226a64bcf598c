package org.tilewatch.calibration.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Numbers worked out on paper: 20 cases of 0.05, one of them real, and 20 of 0.8, of which 10 are. */
final class HonestyTest {

    private final Honesty honesty = new Honesty();

    HonestyTest() {
        honesty.count(0.05, 20, 1);
        honesty.count(0.8, 20, 10);
    }

    @Test
    void errorIsTheMeanGapBetweenToldAndReal() {
        // Gaps 0 and 0.3, each of half of the cases.
        assertThat(honesty.expectedError()).isCloseTo(0.15, within(1e-12));
    }

    @Test
    void weakCasesDoNotDrownTheGapOfTheOthers() {
        assertThat(honesty.expectedErrorOfTold()).isCloseTo(0.3, within(1e-12));
        assertThat(honesty.widestGap()).isCloseTo(0.3, within(1e-12));
    }

    @Test
    void skillIsAgainstTellingTheBaseRate() {
        double brier = (1 * 0.95 * 0.95 + 19 * 0.05 * 0.05 + 10 * 0.2 * 0.2 + 10 * 0.8 * 0.8) / 40;
        double base = 11 / 40.0;

        assertThat(honesty.brier()).isCloseTo(brier, within(1e-12));
        assertThat(honesty.brierSkill()).isCloseTo(1 - brier / (base * (1 - base)), within(1e-12));
    }

    @Test
    void certaintyFallsIntoTheLastBin() {
        honesty.count(1, 2, 2);

        assertThat(honesty.bins().getLast().cases()).isEqualTo(2);
        assertThat(honesty.bins().getLast().told()).isEqualTo(1);
    }

    @Test
    void binsOfFewCasesHaveNoGap() {
        Honesty few = new Honesty();
        few.count(0.5, 9, 0);

        assertThat(few.widestGap()).isNaN();
    }
}
