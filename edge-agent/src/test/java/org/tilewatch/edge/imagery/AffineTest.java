package org.tilewatch.edge.imagery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AffineTest {

    /** A north-up image: 0.5 m to the right, 0.5 m down. */
    private static final Affine NORTH_UP = new Affine(520_000, 0.5, 0, 4_410_000, 0, -0.5);

    @Test
    void aNorthUpImageLiesWhereItsCornerAndItsStepSay() {
        assertThat(NORTH_UP.u(100, 40)).isEqualTo(520_050);
        assertThat(NORTH_UP.v(100, 40)).isEqualTo(4_409_980);
    }

    @Test
    void theInverseUndoesTheMap() {
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            Affine map = any(random);
            double x = random.nextDouble(-500, 500);
            double y = random.nextDouble(-500, 500);

            Affine back = map.inverse();

            assertThat(back.u(map.u(x, y), map.v(x, y))).isEqualTo(x, within(1e-6));
            assertThat(back.v(map.u(x, y), map.v(x, y))).isEqualTo(y, within(1e-6));
        }
    }

    @Test
    void aChainOfMapsIsOneAfterTheOther() {
        Random random = new Random(2);
        for (int i = 0; i < 100; i++) {
            Affine first = any(random);
            Affine second = any(random);

            Affine chain = first.then(second);

            assertThat(chain.u(3, 7)).isEqualTo(second.u(first.u(3, 7), first.v(3, 7)), within(1e-6));
            assertThat(chain.v(3, 7)).isEqualTo(second.v(first.u(3, 7), first.v(3, 7)), within(1e-6));
        }
    }

    @Test
    void aMapThatCannotBeUndoneIsRefused() {
        assertThatThrownBy(() -> new Affine(0, 1, 2, 0, 2, 4)).hasMessageContaining("invertible");
        assertThatThrownBy(() -> new Affine(Double.NaN, 1, 0, 0, 0, 1)).hasMessageContaining("finite");
    }

    private static Affine any(Random random) {
        double turn = random.nextDouble(-3, 3);
        double step = random.nextDouble(0.2, 4);
        return new Affine(
                random.nextDouble(-1e3, 1e3),
                step * Math.cos(turn),
                -step * Math.sin(turn),
                random.nextDouble(-1e3, 1e3),
                step * Math.sin(turn),
                step * Math.cos(turn) * random.nextDouble(1, 2));
    }
}
