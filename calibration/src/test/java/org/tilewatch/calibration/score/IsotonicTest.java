package org.tilewatch.calibration.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.tilewatch.calibration.score.Isotonic.Knot;
import org.tilewatch.calibration.score.Ranking.Scored;

final class IsotonicTest {

    @Test
    void violatorsArePooledAndTheEndsAreNotSure() {
        // Scores 0.2 and 0.4 violate (1 of 1 before 0 of 1) and become 1 of 2; 0.1 has none of 1, 0.8 has 2 of 2.
        List<Knot> knots = Isotonic.learn(List.of(
                new Scored(0.1, false),
                new Scored(0.2, true),
                new Scored(0.4, false),
                new Scored(0.8, true),
                new Scored(0.8, true)));

        assertThat(knots).extracting(Knot::probability).containsExactly(1 / 3.0, 2 / 4.0, 3 / 4.0);
        assertThat(knots.getFirst().score()).isCloseTo(0.1, within(1e-9));
        assertThat(knots.getLast().score()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void nothingIsLearnedFromNothing() {
        assertThat(Isotonic.learn(List.of())).isEmpty();
    }

    @RepeatedTest(20)
    void knotsAreFewGrowAndStayWithinZeroAndOne(RepetitionInfo info) {
        SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
        List<Scored> cases = new ArrayList<>();
        for (int i = 0; i < 50 * info.getCurrentRepetition(); i++) {
            double score = Math.round(random.nextDouble() * 1000) / 1000.0;
            cases.add(new Scored(score, random.nextDouble() < score * score));
        }

        List<Knot> knots = Isotonic.learn(cases);

        assertThat(knots).hasSizeBetween(1, 12);
        for (int i = 0; i < knots.size(); i++) {
            assertThat(knots.get(i).probability()).isBetween(1e-9, 1 - 1e-9);
            assertThat(knots.get(i).score()).isBetween(1e-9, 1 - 1e-9);
            if (i > 0) {
                assertThat(knots.get(i).score()).isGreaterThan(knots.get(i - 1).score());
                assertThat(knots.get(i).probability())
                        .isGreaterThan(knots.get(i - 1).probability());
            }
        }
    }
}
