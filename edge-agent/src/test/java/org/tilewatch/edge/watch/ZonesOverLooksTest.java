package org.tilewatch.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.report.alert.ValidAlert;
import org.tilewatch.edge.site.Details;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.watched.Coverage;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.ReferenceStructure;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;
import org.tilewatch.edge.watch.look.Judgement;
import tools.jackson.databind.JsonNode;

/** The building of {@link ScreenedSite} within a zone: 24 by 16 pixels, 12 m from west to east by 8 m. */
class ZonesOverLooksTest {

    @TempDir
    private Path folder;

    @Test
    void objectIsToldWithItsZoneItsMeasuresAndItsShareOfTheReference() throws IOException {
        Judgement look = secondLook(Purpose.CONSTRUCTION, 0);

        Judgement.Seen object = look.objects().getFirst();
        Details details = object.event().details();
        assertThat(object.alert()).isTrue();
        assertThat(details.zone()).isEqualTo("yard");
        assertThat(details.measures().lengthMetres()).isEqualTo(12, within(2.0));
        assertThat(details.measures().widthMetres()).isEqualTo(8, within(2.0));
        // Grid north is 0.15 degrees off true north there; the outline has corners of whole pixels.
        assertThat(details.measures().orientationDegrees()).isEqualTo(90, within(5.0));
        assertThat(details.compared()).hasValueSatisfying(compared -> {
            assertThat(compared.structure()).isEqualTo("shed");
            assertThat(compared.fraction()).isEqualTo(object.event().areaSquareMetres() / 48, within(1e-9));
        });
    }

    @Test
    void theAlertTellsThePaceOfItsZoneWithTheLookInHand() throws IOException {
        Judgement look = secondLook(Purpose.CONSTRUCTION, 0);

        JsonNode pace = ValidAlert.of(look.settlement().reports().getLast()).at("/properties/tw:pace");
        assertThat(pace.path("look").asString())
                .isEqualTo(look.scene().pass().acquired().toString());
        assertThat(pace.path("built_m2").asDouble() + pace.path("disturbed_m2").asDouble())
                .isEqualTo(look.settlement().pace().getFirst().changedSquareMetres(), within(1.0));
        assertThat(pace.path("phase").asString()).isNotEmpty();
    }

    @Test
    void ignoredZoneListsAndExplainsButNeverAlerts() throws IOException {
        Judgement look = secondLook(Purpose.IGNORE, 0);

        assertThat(look.objects().getFirst().event().score()).isGreaterThan(0.9);
        assertThat(look.objects()).noneMatch(Judgement.Seen::alert);
        assertThat(look.objects().getFirst().explain()).containsEntry("zone_ignored", 1.0);
        assertThat(look.settlement().reports()).isEmpty();
    }

    @Test
    void objectBelowItsZonesLeastAreaIsListedAndExplainedOnly() throws IOException {
        Judgement look = secondLook(Purpose.CONSTRUCTION, 1000);

        assertThat(look.objects()).noneMatch(Judgement.Seen::alert);
        assertThat(look.objects().getFirst().explain()).containsEntry("zone_min_area", 1000.0);
    }

    @Test
    void cloudLeavesSiteAndZoneBlindAndNotUnchanged() throws IOException {
        try (ScreenedSite site = new ScreenedSite(folder, List.of(port(Purpose.CONSTRUCTION, 0)))) {
            site.learn(3);
            site.settled(DrawnLooks.cloudy(folder, "port", 3));

            List<Coverage> coverage = site.store().coverage("port");
            assertThat(coverage).extracting(Coverage::zone).containsExactly("", "yard");
            assertThat(coverage).allSatisfy(each -> {
                assertThat(each.looks()).isEqualTo(4);
                assertThat(each.clearLooks()).isEqualTo(3);
                assertThat(each.lastClear()).contains(DrawnLooks.time(2));
                assertThat(each.blindSince()).contains(DrawnLooks.time(3));
                assertThat(each.observedFraction()).isLessThan(0.1);
            });
        }
    }

    @Test
    void eventTellsHowManyClearLooksBeforeDidNotShowIt() throws IOException {
        Judgement look = secondLook(Purpose.CONSTRUCTION, 0);

        assertThat(look.objects().getFirst().event().details().clearLooksBefore())
                .isEqualTo(6);
    }

    /** Both are judged by the one tile that holds them. */
    @Test
    void whatStandsOnAnotherSiteIsLeftToThatSite() throws IOException {
        List<WatchedSite> sites =
                List.of(DrawnLooks.site("quay", 20, 20, 120, 236), DrawnLooks.site("shed", 124, 20, 236, 236));
        try (ScreenedSite station = new ScreenedSite(folder, sites)) {
            station.learn(6);
            station.looks(DrawnLooks.write(folder, "port", 6, ScreenedSite.BUILT));
            List<Judgement> looks = station.looks(DrawnLooks.write(folder, "port", 7, ScreenedSite.BUILT));

            assertThat(looks).extracting(Judgement::site).containsExactly("shed", "quay");
            assertThat(looks)
                    .allSatisfy(
                            look -> assertThat(look.objects().getFirst().event().score())
                                    .isGreaterThan(0.9));
            assertThat(looks).extracting(Judgement::verdict).containsExactly("changed", "unchanged");
            assertThat(station.store().archive().newest(100))
                    .isNotEmpty()
                    .allSatisfy(report -> assertThat(report.site()).isEqualTo("shed"));
        }
    }

    private Judgement secondLook(Purpose purpose, double leastArea) throws IOException {
        Zone zone = new Zone("yard", purpose, List.of(box(100, 60, 220, 160)), 0, leastArea, false, "");
        ReferenceStructure shed = new ReferenceStructure("shed", List.of(box(10, 10, 20, 20)), 48);
        WatchedSite port =
                new WatchedSite("port", List.of(box(0, 0, 256, 256)), Optional.empty(), List.of(zone), List.of(shed));
        try (ScreenedSite site = new ScreenedSite(folder, List.of(port))) {
            site.learn(6);
            site.settled(DrawnLooks.write(folder, "port", 6, ScreenedSite.BUILT));
            return site.settled(DrawnLooks.write(folder, "port", 7, ScreenedSite.BUILT));
        }
    }

    private static WatchedSite port(Purpose purpose, double leastArea) {
        Zone zone = new Zone("yard", purpose, List.of(box(100, 60, 220, 160)), 0, leastArea, false, "");
        ReferenceStructure shed = new ReferenceStructure("shed", List.of(box(10, 10, 20, 20)), 48);
        // Within the rim that is never judged.
        return new WatchedSite("port", List.of(box(16, 16, 240, 240)), Optional.empty(), List.of(zone), List.of(shed));
    }

    /** A box of pixels of the drawn looks, in longitude and latitude. */
    private static Outline box(double left, double top, double right, double bottom) {
        double[] xs = {left, right, right, left};
        double[] ys = {top, top, bottom, bottom};
        double[] ring = new double[8];
        for (int i = 0; i < 4; i++) {
            ring[2 * i] = DrawnLooks.LEFT + xs[i] / 2;
            ring[2 * i + 1] = DrawnLooks.TOP - ys[i] / 2;
        }
        new Projections().of(32652).orElseThrow().toLonLat(ring);
        return new Outline(List.of(ring));
    }
}
