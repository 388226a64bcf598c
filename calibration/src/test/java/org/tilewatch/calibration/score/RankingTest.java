package org.tilewatch.calibration.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tilewatch.calibration.score.Ranking.Scored;

/** Numbers worked out on paper. */
final class RankingTest {

    /** By falling score: real, other, real and other at the same score, real. */
    private static final List<Scored> MIXED = List.of(
            new Scored(0.2, true),
            new Scored(0.9, true),
            new Scored(0.5, false),
            new Scored(0.7, false),
            new Scored(0.5, true));

    @Test
    void curveCountsPairsInOrderAndTiesHalf() {
        // Of 3 x 2 pairs: 0.9 beats both, 0.5 ties with one and loses to the other, 0.2 loses to both.
        assertThat(Ranking.auroc(MIXED)).isEqualTo(2.5 / 6);
    }

    @Test
    void meanPrecisionTakesEqualScoresTogether() {
        // 1 of 1; then 2 of 4 for the tied one; then 3 of 5.
        assertThat(Ranking.averagePrecision(MIXED)).isCloseTo((1 + 0.5 + 0.6) / 3, within(1e-12));
    }

    @Test
    void nothingIsToldOfOneKindAlone() {
        assertThat(Ranking.auroc(List.of(new Scored(0.5, true)))).isNaN();
        assertThat(Ranking.averagePrecision(List.of(new Scored(0.5, true)))).isNaN();
        assertThat(Ranking.averagePrecision(List.of(new Scored(0.5, false)))).isNaN();
    }
}
