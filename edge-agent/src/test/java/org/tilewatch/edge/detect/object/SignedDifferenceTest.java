package org.tilewatch.edge.detect.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.tilewatch.edge.imagery.Natives;

class SignedDifferenceTest {

    private static final int EDGE = 40;
    private static final int GROUND = 90;

    /** Whole pixels inside from here to there, and the share of the pixels around them that a roof of 19.4 x 15.4 pixels covers. */
    private static final int LEFT = 10;

    private static final int RIGHT = 29;
    private static final int TOP = 12;
    private static final int BOTTOM = 27;
    private static final double SHARE = 0.2;
    private static final double AREA = (RIGHT - LEFT + 2 * SHARE) * (BOTTOM - TOP + 2 * SHARE);

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @Test
    void rimCountsByWhatOfItIsCovered() {
        assertThat(covered(mask(0), 60)).isEqualTo(AREA, within(0.01 * AREA));
    }

    @Test
    void rimCountsAlikeWhicheverSideTheCutGaveItTo() {
        assertThat(covered(mask(1), 60)).isEqualTo(AREA, within(0.01 * AREA));
    }

    @Test
    void whereInsideAndOutsideDifferLittleTheCutIsBelieved() {
        assertThat(covered(mask(1), 6)).isEqualTo((RIGHT - LEFT + 2) * (BOTTOM - TOP + 2));
    }

    private static double covered(byte[] mask, double brighter) {
        Mat median = new Mat(EDGE, EDGE, CvType.CV_8UC3, Scalar.all(GROUND));
        Mat look = new Mat(EDGE, EDGE, CvType.CV_8UC3);
        byte[] pixels = new byte[EDGE * EDGE * 3];
        for (int i = 0; i < pixels.length; i++) {
            double share = along(i / 3 % EDGE, LEFT, RIGHT) * along(i / 3 / EDGE, TOP, BOTTOM);
            pixels[i] = (byte) Math.round(GROUND + share * brighter);
        }
        look.put(0, 0, pixels);
        double covered = new SignedDifference(look, median, new Rect(0, 0, EDGE, EDGE)).covered(mask);
        look.release();
        median.release();
        return covered;
    }

    private static double along(int at, int from, int to) {
        return at >= from && at < to ? 1 : at == from - 1 || at == to ? SHARE : 0;
    }

    private static byte[] mask(int wider) {
        byte[] mask = new byte[EDGE * EDGE];
        for (int i = 0; i < mask.length; i++) {
            int x = i % EDGE;
            int y = i / EDGE;
            boolean in = x >= LEFT - wider && x < RIGHT + wider && y >= TOP - wider && y < BOTTOM + wider;
            mask[i] = (byte) (in ? 1 : 0);
        }
        return mask;
    }
}
