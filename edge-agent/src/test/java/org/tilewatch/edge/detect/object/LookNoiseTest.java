package org.tilewatch.edge.detect.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.tilewatch.edge.imagery.Natives;

/** Magnitudes are in steps of a twelfth. */
final class LookNoiseTest {

    /** Ten blocks of 64 x 64, two rows of five: 40,960 pixels, of which 409 are one in a hundred; 40 in a block. */
    private static final int WIDTH = 320;

    private static final int HEIGHT = 128;

    private final LookNoise noise = new LookNoise();
    private final byte[] levels = new byte[WIDTH * HEIGHT];
    private Mat usable;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @BeforeEach
    void allIsQuiet() {
        Arrays.fill(levels, (byte) 3);
        usable = new Mat(HEIGHT, WIDTH, CvType.CV_8U, Scalar.all(255));
    }

    @AfterEach
    void release() {
        usable.release();
    }

    private double percentile() {
        return noise.of(levels, usable, WIDTH, HEIGHT);
    }

    /** So many pixels of a block, row by row from its corner. */
    private void loud(int blockX, int blockY, int pixels, int level) {
        for (int i = 0; i < pixels; i++) {
            levels[(64 * blockY + i / 64) * WIDTH + 64 * blockX + i % 64] = (byte) level;
        }
    }

    @Test
    void ofEvenGroundItIsItsLevel() {
        assertThat(percentile()).isEqualTo(3 / 12.0, within(1e-9));
        assertThat(noise.loudFraction()).isZero();
    }

    @Test
    void itIsTheLevelThatOneInAHundredReaches() {
        for (int block = 0; block < 10; block++) {
            loud(block % 5, block / 5, 41, 12);
        }
        assertThat(percentile()).isEqualTo(1, within(1e-9));

        for (int block = 0; block < 10; block++) {
            loud(block % 5, block / 5, 64, 3);
            loud(block % 5, block / 5, 39, 12);
        }
        assertThat(percentile()).isEqualTo(3 / 12.0, within(1e-9));
    }

    @Test
    void aLargeChangeInOneBlockCountsByHalfOnALogarithmicScale() {
        // Overall one pixel in ten stands at 12, but nine of ten blocks have none: the root of 12/12 times 3/12.
        loud(2, 1, 4096, 12);

        assertThat(percentile()).isEqualTo(Math.sqrt(1 * 0.25), within(1e-9));
    }

    @Test
    void changesInThreeOfTenBlocksAreNoise() {
        for (int block = 0; block < 3; block++) {
            loud(block, 0, 4096, 12);
        }

        assertThat(percentile()).isEqualTo(1, within(1e-9));
    }

    @Test
    void whatIsNotUsableDoesNotCount() {
        loud(2, 1, 4096, 120);
        Mat hidden = usable.submat(new Rect(128, 64, 64, 64));
        hidden.setTo(Scalar.all(0));
        hidden.release();

        assertThat(percentile()).isEqualTo(3 / 12.0, within(1e-9));
        assertThat(noise.loudFraction()).isZero();
    }

    @Test
    void pixelsFromTwoUnitsOnAreLoud() {
        loud(0, 0, 2048, 23);
        percentile();
        assertThat(noise.loudFraction()).isZero();

        loud(0, 0, 2048, 24);
        percentile();
        assertThat(noise.loudFraction()).isEqualTo(0.05, within(1e-9));
    }
}
