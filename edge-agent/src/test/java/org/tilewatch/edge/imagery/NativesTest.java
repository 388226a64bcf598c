package org.tilewatch.edge.imagery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

class NativesTest {

    /** Four rows of three pixels; the first digit is the row, from 1. */
    private Mat from;

    /** Five rows of three pixels, all 0. */
    private Mat to;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @BeforeEach
    void open() {
        from = new Mat(4, 3, CvType.CV_16SC1);
        from.put(0, 0, new short[] {11, 12, 13, 21, 22, 23, 31, 32, 33, 41, 42, 43});
        to = new Mat(5, 3, CvType.CV_16SC1);
        Natives.fill(to, 0);
    }

    @AfterEach
    void close() {
        from.release();
        to.release();
    }

    @Test
    void rowsAreCopiedToWhereTheyBelongAndNoOthers() {
        Natives.copyRows(from, 1, to, 2, 2);

        assertThat(pixels(to)).containsExactly(0, 0, 0, 0, 0, 0, 21, 22, 23, 31, 32, 33, 0, 0, 0);
    }

    @Test
    void theLastRowsCanBeCopied() {
        Natives.copyRows(from, 3, to, 4, 1);

        assertThat(pixels(to)).endsWith(41, 42, 43).startsWith(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void rowsBeyondTheEndOfEitherAreRefused() {
        assertThatThrownBy(() -> Natives.copyRows(from, 3, to, 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Natives.copyRows(from, 0, to, 2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Natives.copyRows(from, -1, to, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(pixels(to)).containsOnly(0);
    }

    @Test
    void rowsOfAnotherLengthAreRefused() {
        Mat wider = new Mat(5, 4, CvType.CV_16SC1);

        assertThatThrownBy(() -> Natives.copyRows(from, 0, wider, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        wider.release();
    }

    @Test
    void aPartOfAMatrixIsRefusedSinceItsRowsDoNotLieSideBySide() {
        Mat wider = new Mat(5, 6, CvType.CV_16SC1);
        Mat part = wider.colRange(0, 3);

        assertThatThrownBy(() -> Natives.copyRows(from, 0, part, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Natives.copyRows(part, 0, to, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        part.release();
        wider.release();
    }

    private static short[] pixels(Mat mat) {
        short[] pixels = new short[(int) mat.total()];
        mat.get(0, 0, pixels);
        return pixels;
    }
}
