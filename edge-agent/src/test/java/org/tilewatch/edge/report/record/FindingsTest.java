package org.tilewatch.edge.report.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.site.Details;
import org.tilewatch.edge.site.Details.Comparison;
import org.tilewatch.edge.site.Details.Measures;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Fits;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;

final class FindingsTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T02:00:00Z");
    private static final Outline SQUARE = new Outline(List.of(new double[] {0, 0, 1, 0, 1, 1}));

    private final List<EventRecord> events = new ArrayList<>();
    private final List<Pace> paces = new ArrayList<>();

    private static Instant day(int day) {
        return FIRST.plus(Duration.ofDays(day));
    }

    private void event(Kind kind, Polarity polarity, double area, int day, String zone, String reference) {
        Measures measures = new Measures(0.06, 60, 30, 0);
        Optional<Comparison> compared =
                reference.isEmpty() ? Optional.empty() : Optional.of(new Comparison(reference, 1.64, 0.06));
        Details details = new Details(zone, measures, compared, 1, Fits.NONE, 0, 12);
        Event event = new Event(
                "e" + events.size(),
                "works",
                "c0r0",
                1,
                EventStatus.CONFIRMED,
                polarity,
                kind,
                day(day),
                day(30),
                5,
                0,
                area,
                0.9,
                SQUARE,
                details);
        events.add(new EventRecord(event, Optional.empty(), List.of(), List.of(), Optional.empty()));
    }

    private List<String> findings() {
        List<Zone> zones = List.of(
                zone("New hall", Purpose.CONSTRUCTION),
                zone("Gate", Purpose.ENTRANCE),
                zone("Yard", Purpose.LOADING_AREA),
                zone("Siding", Purpose.RAIL_YARD));
        return Findings.of(new SiteRecord(
                "",
                "works",
                FIRST,
                day(40),
                day(41),
                Optional.of(new SiteGrid("works", Optional.of(new GeoReference(32652, Affine.IDENTITY)), 0.5, 0.5)),
                Optional.of(new WatchedSite("works", List.of(SQUARE), Optional.empty(), zones, List.of())),
                OptionalDouble.empty(),
                List.of(),
                paces,
                events));
    }

    private static Zone zone(String name, Purpose purpose) {
        return new Zone(name, purpose, List.of(SQUARE), 0, 0, false, "");
    }

    @Test
    void newHallIsToldWithItsShareOfTheOldOneAndWhenTheGroundWasCleared() {
        event(Kind.STRUCTURE, Polarity.APPEARED, 1940, 2, "New hall", "Assembly hall 1");
        paces.add(new Pace("New hall", day(2), 2500, 0, 0, 0, 0, 20, 3));
        paces.add(new Pace("New hall", day(9), 0, 1940, 0, 0, 0, 0, 9));

        assertThat(findings())
                .containsExactly(
                        "A new structure of 1,940 m2 +- 6 %, 164 % of Assembly hall 1 in zone 'New hall', first seen"
                                + " 2026-03-03 as cleared ground, a structure since 2026-03-10, not on any earlier look"
                                + " (12 clear looks).",
                        "Pace of work in zone 'New hall': site preparation since 2026-03-03 and active construction"
                                + " since 2026-03-10.");
    }

    @Test
    void craneThatIsGoneAndEntranceThatIsOpenAreOneSentence() {
        event(Kind.OPENING, Polarity.APPEARED, 96, 9, "Gate", "");
        event(Kind.MAST, Polarity.VANISHED, 120, 7, "Gate", "");

        assertThat(findings())
                .containsExactly(
                        "The crane at the entrance 'Gate' is gone since 2026-03-08 and the entrance is open since"
                                + " 2026-03-10 (96 m2 +- 6 %), not on any earlier look (12 clear looks).");
    }

    @Test
    void smallThingThatStaysElsewhereIsNoEntrance() {
        event(Kind.OPENING, Polarity.APPEARED, 27, 9, "New hall", "");

        assertThat(findings())
                .containsExactly(
                        "A small lasting change of 27 m2 +- 6 % in zone 'New hall', perhaps an opening, first seen"
                                + " 2026-03-10, not on any earlier look (12 clear looks).");
    }

    @Test
    void craneThatIsGoneAloneIsToldAlone() {
        event(Kind.MAST, Polarity.VANISHED, 120, 7, "Gate", "");

        assertThat(findings())
                .containsExactly(
                        "A crane or mast in zone 'Gate' is gone since 2026-03-08; it stood there on all of the 12"
                                + " clear looks before.");
    }

    @Test
    void roofOverALoadingAreaIsLossOfWhatCouldBeSeen() {
        event(Kind.COVER, Polarity.APPEARED, 900, 14, "Yard", "");

        assertThat(findings())
                .containsExactly(
                        "A roof of 900 m2 +- 6 % over the loading area 'Yard' since 2026-03-15, not on any earlier"
                                + " look (12 clear looks): what lies below can no longer be seen.");
    }

    @Test
    void wagonsAreToldByTheLookThatShowsMost() {
        int[] wagons = {0, 4, 0, 13, 5};
        for (int i = 0; i < wagons.length; i++) {
            paces.add(new Pace("Siding", day(i), 0, 0, 0, 0, wagons[i], 0, 0));
        }

        assertThat(findings())
                .containsExactly(
                        "Wagons stood in zone 'Siding' on 3 of 5 clear looks; most of them, about 13 wagons, on"
                                + " 2026-03-04.");
    }

    @Test
    void whatWasWithdrawnOrEndedIsNoFinding() {
        event(Kind.STRUCTURE, Polarity.APPEARED, 1940, 2, "New hall", "");
        EventRecord told = events.removeFirst();
        events.add(new EventRecord(
                told.event().withStatus(EventStatus.RETRACTED),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty()));

        assertThat(findings()).isEmpty();
    }
}
