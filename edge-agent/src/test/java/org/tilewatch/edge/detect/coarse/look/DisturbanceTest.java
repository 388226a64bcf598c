package org.tilewatch.edge.detect.coarse.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.imagery.Natives;

/** Sea beside land, the coast from north to south. */
class DisturbanceTest {

    private static final int SIDE = 80;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    private static CoarseLook coast() {
        Random random = new Random(5);
        float[][] planes = new float[CoarseLook.BANDS][SIDE * SIDE];
        boolean[] valid = new boolean[SIDE * SIDE];
        Arrays.fill(valid, true);
        for (int at = 0; at < valid.length; at++) {
            int line = at / SIDE;
            boolean land = at % SIDE > 30 + 6 * Math.sin(line / 5.0);
            planes[CoarseLook.RED][at] = (land ? 25 : 12) + (float) random.nextGaussian();
            planes[CoarseLook.NIR][at] = (land ? 80 : 6) + (float) random.nextGaussian();
            for (int band = CoarseLook.SWIR; band < CoarseLook.BANDS; band++) {
                planes[band][at] = Float.NaN;
            }
        }
        return new CoarseLook(SIDE, SIDE, planes, valid, Instant.parse("2026-06-01T10:00:00Z"), 12, true);
    }

    /** Moves each of the lines sideways by as much as it likes. */
    private static CoarseLook outOfStep(CoarseLook look, int from, int to) {
        Random random = new Random(6);
        for (int y = from; y < to; y++) {
            int step = random.nextInt(121) - 60;
            for (int band = CoarseLook.RED; band <= CoarseLook.NIR; band++) {
                float[] line = Arrays.copyOfRange(look.planes[band], y * SIDE, (y + 1) * SIDE);
                for (int x = 0; x < SIDE; x++) {
                    look.planes[band][y * SIDE + x] = line[Math.clamp(x + step, 0, SIDE - 1)];
                }
            }
        }
        return look;
    }

    @Test
    void aCoastInStepIsLeftAsItIs() {
        assertThat(Disturbance.remove(coast())).isLessThan(SIDE * SIDE / 100);
    }

    @Test
    void linesOutOfStepAreNotSeenWhereTheyShowAnotherGround() {
        CoarseLook right = coast();
        CoarseLook look = outOfStep(coast(), 30, 46);

        Disturbance.remove(look);

        int wrong = 0;
        int gone = 0;
        for (int at = 0; at < look.size(); at++) {
            boolean differs = Math.abs(look.planes[CoarseLook.NIR][at] - right.planes[CoarseLook.NIR][at]) > 30;
            wrong += differs && look.valid[at] ? 1 : 0;
            gone += !look.valid[at] && (at / SIDE < 26 || at / SIDE >= 50) ? 1 : 0;
        }
        assertThat(wrong).isLessThan(25);
        assertThat(gone).isLessThan(SIDE * SIDE / 100);
    }
}
