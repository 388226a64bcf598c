package org.tilewatch.edge.detect.coarse.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A coast of bays and capes, drawn where it is wanted. */
class SlopesTest {

    private static final int SIDE = 120;
    private static final int REACH = 14;

    /**
     * A coast whose content lies so far to the right and down.
     *
     * @param haze what is added to both bands
     * @param clouds drifting, so many; each its own on each look
     */
    private static Slopes coast(double right, double down, float haze, int clouds, long seed) {
        Random random = new Random(seed);
        float[] red = new float[SIDE * SIDE];
        float[] nir = new float[SIDE * SIDE];
        boolean[] valid = new boolean[SIDE * SIDE];
        Arrays.fill(valid, true);
        for (int at = 0; at < red.length; at++) {
            double x = at % SIDE - right;
            int line = at / SIDE;
            double y = line - down;
            double shore = 60 + 14 * Math.sin(x / 23) + 8 * Math.sin(x / 9.1 + 2) + 4 * Math.sin(x / 4.3 + 1);
            double land = Math.clamp(shore - y + 0.5, 0, 1);
            red[at] = (float) (10 + 8 * land + random.nextGaussian()) + haze;
            nir[at] = (float) (5 + 60 * land + random.nextGaussian()) + haze;
        }
        for (int cloud = 0; cloud < clouds; cloud++) {
            int x = random.nextInt(SIDE);
            int y = random.nextInt(SIDE);
            for (int at = 0; at < red.length; at++) {
                double far = Math.hypot(at % SIDE - x, (double) at / SIDE - y);
                float thick = (float) Math.clamp((18 - far) / 8, 0, 1);
                red[at] += thick * 150;
                nir[at] += thick * 140;
            }
        }
        return Slopes.of(red, nir, valid, SIDE);
    }

    @Test
    void aShiftOfTenKilometresIsFoundToHalfAPixel() {
        for (double[] shift : new double[][] {{9, -4}, {-3.4, 8.6}, {0.5, 0.5}, {-9.7, -9.2}}) {
            Slopes.Match match = coast(shift[0], shift[1], 0, 0, 1).match(coast(0, 0, 0, 0, 2), 0, 0, REACH);

            assertThat(match.dx()).isCloseTo(shift[0], within(0.5));
            assertThat(match.dy()).isCloseTo(shift[1], within(0.5));
            assertThat(match.trust()).isGreaterThan(0.3);
        }
    }

    @Test
    void hazeAndCloudsOfBothLooksDoNotMoveIt() {
        Slopes.Match match = coast(6.3, -7.8, 20, 6, 3).match(coast(0, 0, 0, 6, 4), 0, 0, REACH);

        assertThat(match.dx()).isCloseTo(6.3, within(0.4));
        assertThat(match.dy()).isCloseTo(-7.8, within(0.4));
        assertThat(match.trust()).isGreaterThan(0.3);
    }

    @Test
    void cloudsAloneAreNotTrusted() {
        for (long seed = 10; seed < 20; seed++) {
            Slopes.Match match = coast(0, -200, 0, 7, seed).match(coast(0, -200, 0, 7, seed + 50), 0, 0, REACH);

            assertThat(match.trust()).as("seed %d", seed).isLessThan(0.2);
        }
    }

    @Test
    void fourPixelsAsOneFindHalfTheShift() {
        Slopes.Match match =
                coast(12, -16, 0, 0, 1).reduced(2).match(coast(0, 0, 0, 0, 2).reduced(2), 0, 0, REACH);

        assertThat(match.dx()).isCloseTo(6, within(0.3));
        assertThat(match.dy()).isCloseTo(-8, within(0.3));
    }
}
