package org.tilewatch.edge.site.watched;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.Polarity;

/** A grid of half a metre, its zones drawn in pixels of it. */
final class SitePlanTest {

    @Test
    void zoneThatHoldsMostTakesTheObject() {
        SitePlan plan = plan(zone("west", 0, 0, 0, 100, 200), zone("east", 0, 100, 0, 200, 200));

        assertThat(zoneOf(plan, 90, 50, 120, 60)).isEqualTo("east");
        assertThat(zoneOf(plan, 70, 50, 110, 60)).isEqualTo("west");
        assertThat(zoneOf(plan, 300, 50, 310, 60)).isEmpty();
    }

    @Test
    void priorityDecidesBetweenZonesThatHoldAsMuch() {
        SitePlan plan = plan(zone("yard", 0, 0, 0, 200, 200), zone("gate", 3, 50, 40, 150, 100));

        assertThat(zoneOf(plan, 90, 50, 120, 60)).isEqualTo("gate");
        assertThat(zoneOf(plan, 10, 150, 40, 180)).isEqualTo("yard");
    }

    @Test
    void objectIsComparedWithTheStructureThatItsZoneNamesElseWithTheNearest() {
        ReferenceStructure near = new ReferenceStructure("hall 1", List.of(DrawnPlan.box(0, 0, 20, 20)), 100);
        ReferenceStructure far = new ReferenceStructure("hall 2", List.of(DrawnPlan.box(200, 0, 220, 20)), 400);
        Zone naming =
                new Zone("west", Purpose.CONSTRUCTION, List.of(DrawnPlan.box(0, 0, 100, 100)), 0, 0, false, "hall 2");
        SitePlan plan = SitePlan.of(site(List.of(naming), List.of(near, far)), DrawnPlan.GRID, new Projections());
        Patch object = Patch.of(pixels(30, 0, 40, 10));

        assertThat(plan.referenceOf(object, Optional.empty())).contains(near);
        assertThat(plan.referenceOf(object, Optional.of(naming))).contains(far);
    }

    /** The site is 400 pixels wide, its neighbour begins at 300. */
    @Test
    void whatStandsOnANeighbourAloneIsNotTheSites() {
        WatchedSite works = site(List.of(), List.of()).beside(List.of(DrawnPlan.box(300, 0, 700, 400)));
        SitePlan plan = SitePlan.of(works, DrawnPlan.GRID, new Projections());

        assertThat(plan.owns(event(190, 100, 210, 110))).isTrue();
        assertThat(plan.owns(event(340, 100, 360, 110))).isTrue();
        assertThat(plan.owns(event(390, 100, 430, 110))).isFalse();
        assertThat(plan.owns(event(100, 420, 120, 440))).isTrue();
    }

    private static Event event(int left, int top, int right, int bottom) {
        return new Event(
                "works-c0r0-1",
                "works",
                "c0r0",
                0,
                EventStatus.PROVISIONAL,
                Polarity.APPEARED,
                Kind.OTHER,
                Instant.EPOCH,
                Instant.EPOCH,
                1,
                0,
                50,
                0.5,
                pixels(left, top, right, bottom));
    }

    private static SitePlan plan(Zone... zones) {
        return SitePlan.of(site(List.of(zones), List.of()), DrawnPlan.GRID, new Projections());
    }

    private static WatchedSite site(List<Zone> zones, List<ReferenceStructure> structures) {
        return new WatchedSite("works", List.of(DrawnPlan.box(0, 0, 400, 400)), Optional.empty(), zones, structures);
    }

    private static String zoneOf(SitePlan plan, int left, int top, int right, int bottom) {
        return plan.zoneOf(Patch.of(pixels(left, top, right, bottom)))
                .map(Zone::name)
                .orElse("");
    }

    private static Zone zone(String name, int priority, int left, int top, int right, int bottom) {
        return new Zone(
                name, Purpose.CONSTRUCTION, List.of(DrawnPlan.box(left, top, right, bottom)), priority, 0, false, "");
    }

    private static Outline pixels(int left, int top, int right, int bottom) {
        return new Outline(List.of(new double[] {left, top, right, top, right, bottom, left, bottom}));
    }
}
