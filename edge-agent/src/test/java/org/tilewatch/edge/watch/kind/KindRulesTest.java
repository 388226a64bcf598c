package org.tilewatch.edge.watch.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.detect.object.Appearance;
import org.tilewatch.edge.detect.object.Opinion;
import org.tilewatch.edge.site.Details;
import org.tilewatch.edge.site.Details.Measures;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Fits;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.Zone;

class KindRulesTest {

    private static final Outline SQUARE = new Outline(List.of(new double[] {0, 0, 10, 0, 10, 10}));
    private static final Appearance PLAIN = new Appearance(0.5, 0, 0, 3, 3);

    @ParameterizedTest
    @CsvSource({
        "40, 25, 1000, APPEARED, 2, , 0.6, STRUCTURE",
        "40, 25, 1000, VANISHED, 2, , 0.6, STRUCTURE",
        "40, 25, 1000, APPEARED, 2, LOADING_AREA, 0.6, COVER",
        "40, 25, 1000, VANISHED, 2, LOADING_AREA, 0.6, STRUCTURE",
        "40, 25, 1000, APPEARED, 2, WATER, 0.6, OTHER",
        "62, 4, 240, APPEARED, 2, , 0, WAGONS",
        "22, 4, 60, VANISHED, 2, , 0, MAST",
        "12, 3, 30, APPEARED, 2, , 0, MAST",
        "22, 4, 60, VANISHED, 2, RAIL_YARD, 0, WAGONS",
        "180, 12, 850, APPEARED, 1, RAIL_YARD, 0, WAGONS",
        "180, 12, 850, APPEARED, 1, , 0, STRUCTURE",
        "180, 12, 2000, APPEARED, 1, RAIL_YARD, 0, STRUCTURE",
        "5, 2.5, 12, APPEARED, 1, , 0, VEHICLE",
        "5, 4, 18, APPEARED, 1, ENTRANCE, 0, OPENING",
        "5, 4, 18, APPEARED, 3, , 0, OPENING",
        "5, 4, 18, APPEARED, 3, ROAD, 0, VEHICLE",
        "8, 8, 60, APPEARED, 3, , 0.6, STRUCTURE",
    })
    void shapeStayAndZoneTellTheKind(
            double length,
            double width,
            double area,
            Polarity polarity,
            int looks,
            Purpose purpose,
            double structure,
            Kind kind) {
        Event event = event(length, width, area, polarity, looks);
        Optional<Zone> zone =
                Optional.ofNullable(purpose).map(it -> new Zone("z", it, List.of(SQUARE), 0, 0, false, ""));

        assertThat(KindRules.kind(event, zone, PLAIN, Optional.of(new Opinion(structure, 0.9))))
                .isEqualTo(kind);
    }

    @Test
    void redSoilWithoutRoofIsGround() {
        Event event = event(40, 25, 1000, Polarity.APPEARED, 2);
        Appearance soil = new Appearance(0.8, 30, 0, 3, 3);

        assertThat(KindRules.kind(event, Optional.empty(), soil, Optional.empty()))
                .isEqualTo(Kind.GROUND);
        assertThat(KindRules.kind(event, Optional.empty(), soil, Optional.of(new Opinion(0.7, 0.9))))
                .isEqualTo(Kind.STRUCTURE);
        assertThat(KindRules.kind(event, Optional.empty(), new Appearance(0.8, 30, 0, 9, 3), Optional.empty()))
                .isEqualTo(Kind.STRUCTURE);
    }

    @Test
    void largePlaceThatTurnedDarkAtAnEntranceIsAnOpening() {
        Event event = event(13, 9, 110, Polarity.APPEARED, 1);
        Zone gate = new Zone("z", Purpose.ENTRANCE, List.of(SQUARE), 0, 0, false, "");
        Appearance dark = new Appearance(0.5, 0, -60, 3, 3);

        assertThat(KindRules.kind(event, Optional.of(gate), dark, Optional.empty()))
                .isEqualTo(Kind.OPENING);
        assertThat(KindRules.kind(event, Optional.of(gate), PLAIN, Optional.empty()))
                .isEqualTo(Kind.STRUCTURE);
    }

    @Test
    void whatWasBuiltOnClearedGroundIsMeasuredAnew() {
        Event ground = event(40, 25, 1000, Polarity.APPEARED, 3)
                .withKind(Kind.GROUND)
                .withDetails(Details.NONE.withSupport(80, Fits.NONE));

        Map<String, Double> explain = new HashMap<>();
        assertThat(KindRules.as(ground, Kind.GROUND, explain).details().support())
                .isEqualTo(80);
        assertThat(explain).isEmpty();
        assertThat(KindRules.as(ground, Kind.STRUCTURE, explain).details().support())
                .isZero();
        assertThat(explain).containsEntry(KindRules.BUILT, 1.0);
    }

    @Test
    void smoothCoverOverRoughGroundAppearedAlthoughItsEdgesWent() {
        Event first =
                KindRules.leaning(event(40, 25, 1000, Polarity.VANISHED, 1), -0.35, new Appearance(0.86, 0, 0, 1, 5));

        assertThat(first.polarity()).isEqualTo(Polarity.APPEARED);
    }

    @Test
    void oneLookDoesNotTurnWhatMostLooksSaid() {
        Event event = event(20, 4, 60, Polarity.ALTERED, 1);
        for (int look = 1; look <= 4; look++) {
            event = KindRules.leaning(
                    event(20, 4, 60, Polarity.ALTERED, look).withDetails(event.details()),
                    -0.6,
                    new Appearance(-0.6, 0, 0, 3, 3));
        }

        Event fifth = KindRules.leaning(event(20, 4, 60, Polarity.ALTERED, 5).withDetails(event.details()), 0.4, PLAIN);

        assertThat(fifth.polarity()).isEqualTo(Polarity.VANISHED);
    }

    private static Event event(double length, double width, double area, Polarity polarity, int looks) {
        Instant seen = Instant.parse("2026-03-01T02:10:00Z");
        Measures measures = new Measures(0.1, length, width, 0);
        return new Event(
                        "e",
                        "s",
                        "c0r0",
                        0,
                        EventStatus.CONFIRMED,
                        polarity,
                        Kind.OTHER,
                        seen,
                        seen,
                        looks,
                        0,
                        area,
                        0.9,
                        SQUARE)
                .withDetails(new Details("", measures, Optional.empty(), 0, Fits.NONE, 0, 0));
    }
}
