package org.tilewatch.edge.watch.coarse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoarseStateTest {

    private static CoarseState afterThree() {
        return CoarseState.NEW.and(0, 0, 0).and(1, 3.9, -1).and(1, 2.1, -2);
    }

    @Test
    void theMemoryIsMovedOnceByTheMeanOfAllShifts() {
        CoarseState state = afterThree();

        assertThat(state.moveRight()).isEqualTo(2);
        assertThat(state.moveDown()).isEqualTo(-1);
        assertThat(state.moved().moveRight()).isZero();
        assertThat(state.moved().and(1, 9, 9).moveRight()).isZero();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(CoarseState.of(afterThree().text())).isEqualTo(afterThree());
        assertThat(CoarseState.of(afterThree().moved().text()))
                .isEqualTo(afterThree().moved());
    }

    @Test
    void theStateOfAnEarlierVersionKeepsItsPlace() {
        CoarseState old = CoarseState.of("coarse 1 -1");

        assertThat(old.colderIsMore()).isEqualTo(-1);
        assertThat(old.and(-1, 5, 5).moveRight()).isZero();
    }

    @Test
    void theStateOfAnotherProfileIsNone() {
        assertThat(CoarseState.of("")).isEqualTo(CoarseState.NEW);
        assertThat(CoarseState.of("fine 7 x")).isEqualTo(CoarseState.NEW);
    }
}
