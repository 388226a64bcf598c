package org.tilewatch.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Mat;
import org.tilewatch.edge.imagery.Natives;

class HistoryTest {

    private static final int MISSING = -1;

    private History history;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @BeforeEach
    void open() {
        history = new History();
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void anOddNumberOfLooksHasItsMiddleOneAsMedian() {
        remember(10, 90, 20);

        assertThat(only(history.median())).isEqualTo(20);
        // 10, 70 and 0 away from 20
        assertThat(only(history.deviation())).isEqualTo(10);
        assertThat(only(history.seen())).isEqualTo(3);
    }

    @Test
    void anEvenNumberOfLooksHasTheMeanOfItsMiddleTwo() {
        remember(65, 20, 10, 30);

        assertThat(only(history.median())).isEqualTo(25);
        // 40, 5, 15 and 5 away from 25
        assertThat(only(history.deviation())).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6})
    void theOrderOfTheLooksDoesNotMatter(int looks) {
        List<int[]> orders = new ArrayList<>();
        orders(new int[looks], 0, orders);
        history.reset(looks, orders.size(), 1, 1);
        for (int look = 0; look < looks; look++) {
            for (int pixel = 0; pixel < orders.size(); pixel++) {
                put(look, pixel, 10 * orders.get(pixel)[look]);
            }
        }

        history.summarise();

        // 10, 20, ... in every order
        assertThat(all(history.median())).containsOnly(5 * (looks + 1));
    }

    @Test
    void missingLooksDoNotMoveTheMedian() {
        remember(30, MISSING, 10, MISSING, 40, 20);

        assertThat(only(history.median())).isEqualTo(25);
        // 5, 15, 15 and 5 away from 25
        assertThat(only(history.deviation())).isEqualTo(10);
        assertThat(only(history.seen())).isEqualTo(4);
    }

    @Test
    void anOddNumberOfMissingLooksMovesItByHalfARankAtMost() {
        remember(30, MISSING, 10, 50, 40, 20);

        assertThat(only(history.median())).isBetween(30, 40);
        assertThat(only(history.seen())).isEqualTo(5);
    }

    @Test
    void aPlaceThatNoLookSawIsToldSo() {
        remember(MISSING, MISSING, MISSING);

        assertThat(only(history.seen())).isZero();
    }

    @Test
    void everyBandHasItsOwnMedian() {
        history.reset(3, 1, 1, 3);
        int[][] looks = {{1, 100, 7}, {2, 110, 9}, {9, 90, 8}};
        for (int look = 0; look < 3; look++) {
            for (int band = 0; band < 3; band++) {
                history.look(look).set(ValueLayout.JAVA_BYTE, band, (byte) looks[look][band]);
            }
            history.mask(look).fill((byte) 255);
        }

        history.summarise();

        assertThat(all(history.median())).containsExactly(2, 100, 8);
    }

    @Test
    void aSiteOfOneBandMayFollowOneOfThree() {
        for (int bands : new int[] {3, 1}) {
            history.reset(1, 8, 8, bands);
            history.look(0).fill((byte) 40);
            history.mask(0).fill((byte) 0);

            history.summarise();

            assertThat(history.median().channels()).isEqualTo(bands);
        }
    }

    @Test
    void resettingForgetsAndKeepsTheMemory() {
        remember(10, 90, 20);
        long pixels = history.look(0).address();

        history.reset(3, 1, 1, 1);
        history.summarise();

        assertThat(only(history.seen())).isZero();
        assertThat(history.look(0).address()).isEqualTo(pixels);
    }

    @Test
    void moreLooksThanItHoldsAreRefused() {
        assertThatThrownBy(() -> history.reset(History.DEPTH + 1, 4, 4, 1)).hasMessageContaining("7");
    }

    private void remember(int... values) {
        history.reset(values.length, 1, 1, 1);
        for (int look = 0; look < values.length; look++) {
            if (values[look] != MISSING) {
                put(look, 0, values[look]);
            }
        }
        history.summarise();
    }

    private void put(int look, int pixel, int value) {
        history.look(look).set(ValueLayout.JAVA_BYTE, pixel, (byte) value);
        history.mask(look).set(ValueLayout.JAVA_BYTE, pixel, (byte) 255);
    }

    private static int only(Mat mat) {
        return all(mat)[0];
    }

    private static int[] all(Mat mat) {
        byte[] bytes = Natives.memory(mat).toArray(ValueLayout.JAVA_BYTE);
        int[] values = new int[bytes.length];
        Arrays.setAll(values, i -> bytes[i] & 0xff);
        return values;
    }

    /** Every order of the numbers from 1 on. */
    private static void orders(int[] order, int from, List<int[]> into) {
        if (from == order.length) {
            into.add(order.clone());
            return;
        }
        for (int number = 1; number <= order.length; number++) {
            int wanted = number;
            if (Arrays.stream(order, 0, from).noneMatch(taken -> taken == wanted)) {
                order[from] = number;
                orders(order, from + 1, into);
            }
        }
    }
}
