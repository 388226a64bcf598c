package org.tilewatch.edge.watch.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.site.watched.DrawnPlan;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.SitePlan;

/** Pixels of half a metre: a wagon's body is 26 x 6 of them, its step 28. */
final class WagonRowsTest {

    @BeforeAll
    static void load() {
        Natives.load();
    }

    private static Candidate wagon(double x, double y, double strength) {
        return row(x, y, 26, 6, strength);
    }

    private static Candidate row(double x, double y, int length, int width, double strength) {
        return new Candidate(
                new Outline(List.of(new double[] {x, y, x + length, y, x + length, y + width, x, y + width})),
                Polarity.APPEARED,
                length * width,
                strength,
                5,
                0.5,
                Optional.empty(),
                false);
    }

    private static List<Candidate> joined(List<Candidate> found) {
        return WagonRows.joined(found, any -> true, 0.5);
    }

    @Test
    void wagonsInOneLineAreOneRowAlsoWhereOneCannotBeSeen() {
        List<Candidate> row = joined(List.of(wagon(84, 0, 30), wagon(0, 0, 20), wagon(28, 0, 10)));

        assertThat(row).hasSize(1);
        assertThat(Patch.box(row.getFirst().outline()).width() * 0.5).isCloseTo(55, within(1.0));
        assertThat(row.getFirst().strength()).isCloseTo(Math.sqrt(1400), within(1e-9));
    }

    @Test
    void whatStandsOnAnotherTrackOrFarAheadIsAnotherRow() {
        assertThat(joined(List.of(wagon(0, 0, 30), wagon(10, 12, 20)))).hasSize(2);
        assertThat(joined(List.of(wagon(0, 0, 30), wagon(80, 0, 20)))).hasSize(2);
    }

    @Test
    void offTheRailsNothingIsJoined() {
        List<Candidate> found = List.of(wagon(0, 0, 30), wagon(28, 0, 20));

        assertThat(WagonRows.joined(found, any -> false, 0.5)).isEqualTo(found);
    }

    /** Eight wagons of which the first was found alone, a strip of shadow beside them, and a pile off the rails. */
    @Test
    void aWagonStandsForItsTrainAndTheTrainsShadowIsNoSecondOne() {
        Candidate pile = wagon(200, 150, 15);

        List<Candidate> rows =
                WagonRows.joined(List.of(wagon(40, 60, 30), pile, wagon(60, 65, 12)), YARD, trainAndShadow(), 0.25);

        assertThat(rows).hasSize(2).contains(pile);
        Candidate train = rows.getFirst();
        assertThat(Patch.box(train.outline()).width() * 0.5).isCloseTo(111, within(3.0));
        assertThat(train.strength()).isCloseTo(30 * Math.sqrt(8), within(2.0));
    }

    @Test
    void shadowOfATrainThatStandsOutAsAWholeIsNoSecondOne() {
        Candidate train = row(40, 60, 222, 10, 60);

        List<Candidate> rows = WagonRows.joined(List.of(train, row(42, 67, 215, 6, 30)), YARD, trainAndShadow(), 0.25);

        assertThat(rows).containsExactly(train);
    }

    private static final SitePlan YARD = DrawnPlan.of("yard", Purpose.RAIL_YARD, 0, 40, 400, 100);

    /** A train of eight wagons, the first of which stands out most, and its shadow right below it. */
    private static Detector.Views trainAndShadow() {
        Mat magnitude = new Mat(200, 400, CvType.CV_32F, Scalar.all(0.1));
        Imgproc.rectangle(magnitude, new Rect(40, 60, 222, 6), Scalar.all(1.2), Imgproc.FILLED);
        Imgproc.rectangle(magnitude, new Rect(40, 60, 26, 6), Scalar.all(3), Imgproc.FILLED);
        Imgproc.rectangle(magnitude, new Rect(40, 66, 222, 5), Scalar.all(0.9), Imgproc.FILLED);
        Mat usable = new Mat(200, 400, CvType.CV_8UC1, Scalar.all(255));
        Window on = new Window(0, 0, 400, 200);
        return new Detector.Views(usable, usable, usable, magnitude, usable, usable, on);
    }
}
