package org.tilewatch.edge.watch.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.object.Appearance;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Details;
import org.tilewatch.edge.site.Details.Measures;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Fits;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.watched.Coverage.Seen;
import org.tilewatch.edge.site.watched.DrawnPlan;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.SitePlan;

class PaceMeterTest {

    private static final Instant NOW = Instant.parse("2026-06-01T02:00:00Z");
    private static final Appearance SOIL = new Appearance(0.5, 28, 30, 4, 2);
    private static final Outline SQUARE = new Outline(List.of(new double[] {0.5, 0.5, 9.5, 0.5, 9.5, 9.5, 0.5, 9.5}));

    private static final Window ON = new Window(0, 0, 100, 100);

    private PaceMeter meter = new PaceMeter();

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @BeforeEach
    void begin() {
        meter = new PaceMeter();
    }

    @AfterEach
    void close() {
        meter.close();
    }

    @Test
    void clearedGroundAndWhatWasBuiltAreAddedUpZoneByZone() {
        Event ground = event("a", "works", Kind.GROUND, 2000, 0);
        Event hall = event("b", "works", Kind.STRUCTURE, 600, 0);
        Event elsewhere = event("c", "yard", Kind.COVER, 900, 0);
        meter.begin(SitePlan.empty(), List.of(ground), List.of(hall));
        meter.looks(ground, SOIL);

        List<Pace> paces = meter.paces(NOW, Map.of(elsewhere.id(), elsewhere), seen(1, 1));

        assertThat(paces).extracting(Pace::zone).containsExactly("works", "yard");
        assertThat(paces.getFirst().disturbedSquareMetres()).isEqualTo(2000);
        assertThat(paces.getFirst().builtSquareMetres()).isEqualTo(600);
        assertThat(paces.getFirst().redderDn()).isEqualTo(28);
        assertThat(paces.getLast().builtSquareMetres()).isEqualTo(900);
    }

    /** The first looks have no history to compare with, and what was usual is learned from them. */
    @Test
    void smallObjectsAreCountedOnTheFirstLookAlready() {
        meter.begin(DrawnPlan.of("yard", Purpose.CONSTRUCTION, 0, 0, 100, 100), List.of(), List.of());
        Mat look = new Mat(100, 100, CvType.CV_8UC3, Scalar.all(100));
        Imgproc.rectangle(look, new Rect(20, 30, 10, 5), Scalar.all(180), Imgproc.FILLED);
        Mat all = new Mat(100, 100, CvType.CV_8UC1, Scalar.all(255));
        Mat none = new Mat(100, 100, CvType.CV_8UC1, Scalar.all(0));

        meter.count(new Detector.Views(look, look, look, none, none, all, ON), ON, 0.25);
        assertThat(meter.paces(NOW, Map.of(), seen(1, 1)).getLast().bright()).isEqualTo(1);

        meter.begin(DrawnPlan.of("yard", Purpose.CONSTRUCTION, 0, 0, 100, 100), List.of(), List.of());
        meter.count(new Detector.Views(look, look, look, none, none, none, ON), ON, 0.25);
        assertThat(meter.paces(NOW, Map.of(), seen(1, 1)).getLast().bright()).isZero();
    }

    @Test
    void groundThatWasBuiltOnIsDisturbedNoMore() {
        Event ground = event("a", "works", Kind.GROUND, 2000, 0);
        meter.begin(SitePlan.empty(), List.of(ground), List.of());

        Pace pace = meter.paces(NOW, Map.of("a", ground.withKind(Kind.STRUCTURE)), seen(1, 1))
                .getFirst();

        assertThat(pace.disturbedSquareMetres()).isZero();
        assertThat(pace.builtSquareMetres()).isEqualTo(2000);
    }

    @Test
    void whatIsGoneOrOnlyGuessedIsNotBuilt() {
        Event gone = event("a", "works", Kind.STRUCTURE, 500, 0).leaning(-1, Polarity.VANISHED);
        Event guessed = event("b", "works", Kind.STRUCTURE, 500, 0)
                .withStatus(EventStatus.PROVISIONAL)
                .withScore(0.4);
        meter.begin(SitePlan.empty(), List.of(gone, guessed), List.of());

        assertThat(meter.paces(NOW, Map.of(), seen(1, 1)).getFirst().builtSquareMetres())
                .isZero();
    }

    @Test
    void aRowIsAsManyWagonsAsItsLengthHolds() {
        meter.begin(SitePlan.empty(), List.of(), List.of());
        meter.looks(event("a", "yard", Kind.WAGONS, 340, 112.5), Appearance.NONE);
        meter.looks(event("b", "yard", Kind.WAGONS, 60, 20), Appearance.NONE);

        List<Pace> paces = meter.paces(NOW, Map.of(), seen(1, 1));

        assertThat(paces.getLast().wagons())
                .as("112.5 m of 14.04 m each; 20 m are no row")
                .isEqualTo(8);
        assertThat(paces.getFirst().wagons()).isZero();
    }

    @Test
    void aZoneThatTheLookHardlySawHasNoFigures() {
        meter.begin(SitePlan.empty(), List.of(event("a", "works", Kind.GROUND, 2000, 0)), List.of());

        assertThat(meter.paces(NOW, Map.of(), seen(0.1, 1)))
                .extracting(Pace::zone)
                .containsExactly("yard");
    }

    private static List<Seen> seen(double works, double yard) {
        return List.of(new Seen("", 1), new Seen("works", works), new Seen("yard", yard));
    }

    private static Event event(String id, String zone, Kind kind, double area, double length) {
        Measures measures = new Measures(0.1, length, 4, 0);
        return new Event(
                        id,
                        "s",
                        "c0r0",
                        1,
                        EventStatus.CONFIRMED,
                        Polarity.APPEARED,
                        kind,
                        NOW,
                        NOW,
                        2,
                        0,
                        area,
                        0.9,
                        SQUARE)
                .withDetails(new Details(zone, measures, Optional.empty(), 0, Fits.NONE, 0, 0));
    }
}
