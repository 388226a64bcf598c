package org.tilewatch.edge.detect.align;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.tilewatch.edge.imagery.Natives;

class LocalFlowTest {

    private static final int EDGE = 64;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @Test
    void contentThatLiesTwoPixelsFartherRightIsFoundThere() {
        float[] field = flow(new LocalFlow(0), EDGE, EDGE, 2);

        int middle = 2 * (EDGE / 2 * EDGE + EDGE / 2);
        assertThat(field[middle]).isBetween(1.5f, 2.5f);
        assertThat(field[middle + 1]).isBetween(-0.5f, 0.5f);
    }

    @Test
    void narrowImagesHaveNoShiftsAndChangeNothingForLaterOnes() {
        LocalFlow flow = new LocalFlow(0);
        float[] before = flow(flow, EDGE, EDGE, 2);

        for (int[] size : new int[][] {{144, 16}, {16, 144}, {1, 1}, {31, 31}, {2000, 3}}) {
            assertThat(flow(flow, size[0], size[1], 2)).containsOnly(0);
        }

        assertThat(flow(flow, EDGE, EDGE, 2)).isEqualTo(before);
    }

    /** Field of x and y between drawn ground and the same, so many pixels farther right. */
    private static float[] flow(LocalFlow flow, int width, int height, int right) {
        Mat from = ground(width, height, 0);
        Mat to = ground(width, height, right);
        Mat into = new Mat();
        flow.measure(from, to, into);
        float[] field = new float[2 * width * height];
        into.get(0, 0, field);
        from.release();
        to.release();
        into.release();
        return field;
    }

    private static Mat ground(int width, int height, int right) {
        Mat image = new Mat(height, width, CvType.CV_8UC1);
        byte[] row = new byte[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int place = x - right;
                row[x] = (byte) (128 + 50 * Math.sin(place / 3.0 + y / 7.0) + 50 * Math.sin(y / 2.5 - place / 9.0));
            }
            image.put(y, 0, row);
        }
        return image;
    }
}
