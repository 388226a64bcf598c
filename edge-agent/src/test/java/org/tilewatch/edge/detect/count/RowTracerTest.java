package org.tilewatch.edge.detect.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.detect.count.RowTracer.Line;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;

/** Pixels of half a metre. A bright wagon of 28 pixels stands 140 pixels from the left; what is dim goes on to both sides of it. */
final class RowTracerTest {

    private static final Window ON = new Window(1000, 500, 500, 200);
    private static final double SLOPE = 0.1;

    private Mat magnitude;
    private Mat usable;

    @BeforeAll
    static void natives() {
        Natives.load();
    }

    @BeforeEach
    void ballast() {
        magnitude = new Mat(ON.height(), ON.width(), CvType.CV_32F);
        Natives.fill(magnitude, 0);
        usable = new Mat(ON.height(), ON.width(), CvType.CV_8UC1);
        Natives.fill(usable, 255);
        stretch(0, 500, 0, 40, 0.1);
        stretch(140, 168, 0, 6, 3);
    }

    @AfterEach
    void release() {
        magnitude.release();
        usable.release();
    }

    /** Along a line that falls by {@link #SLOPE}, so far below it. */
    private void stretch(int from, int to, int below, int wide, double value) {
        Point start = new Point(from, 60 + SLOPE * from + below);
        Point end = new Point(to, 60 + SLOPE * to + below);
        Imgproc.line(magnitude, start, end, new Scalar(value), wide);
    }

    /** The piece as it was found: its direction is off by two degrees. */
    private static Line piece() {
        return new Line(1154, 575.4, Math.atan(SLOPE) + 0.035, 28);
    }

    private Line traced() {
        return new RowTracer(magnitude, usable, ON, 0.5).trace(piece(), (x, y) -> true);
    }

    @Test
    void dimWagonsOnBothSidesBelongToTheRowAndTurnItIntoTheirLine() {
        stretch(84, 138, 0, 6, 1.2);
        stretch(170, 280, 0, 6, 1.1);

        Line row = traced();

        assertThat(row.length()).isCloseTo(197, within(6.0));
        assertThat(row.x()).isCloseTo(1182, within(4.0));
        assertThat(row.angle()).isCloseTo(Math.atan(SLOPE), within(0.012));
    }

    @Test
    void aPieceAloneStaysAsLongAsItIs() {
        assertThat(traced().length()).isCloseTo(28, within(5.0));
    }

    @Test
    void aGapLongerThanHalfAWagonAndItsCouplingsEndsTheRow() {
        stretch(200, 300, 0, 6, 1.2);

        assertThat(traced().length()).isCloseTo(28, within(5.0));
    }

    @Test
    void anotherTrainOnTheNextTrackIsNotFollowed() {
        stretch(20, 400, 12, 6, 2);

        assertThat(traced().length()).isCloseTo(28, within(5.0));
    }

    @Test
    void noisyBallastIsNoTrain() {
        stretch(0, 500, 0, 40, 0.8);
        stretch(140, 168, 0, 6, 3);

        assertThat(traced().length()).isCloseTo(28, within(5.0));
    }

    @Test
    void theRowEndsWhereTheYardDoesAndWhereNothingWasSeen() {
        stretch(20, 400, 0, 6, 1.2);

        Line inYard = new RowTracer(magnitude, usable, ON, 0.5).trace(piece(), (x, y) -> x > 1100 && x < 1300);
        assertThat(inYard.length()).isCloseTo(200, within(6.0));

        Imgproc.rectangle(usable, new Point(220, 0), new Point(499, 199), Scalar.all(0), Imgproc.FILLED);
        Line inSight = new RowTracer(magnitude, usable, ON, 0.5).trace(piece(), (x, y) -> x > 1100);
        assertThat(inSight.length()).isCloseTo(120, within(6.0));
    }
}
