package org.tilewatch.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.detect.DrawnSite;
import org.tilewatch.edge.detect.DrawnSite.Building;
import org.tilewatch.edge.imagery.Longitudes;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.alert.ValidAlert;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.watch.look.Judgement;
import org.tilewatch.edge.watch.look.Judgement.Seen;
import tools.jackson.databind.JsonNode;

/** Sites on the border of two UTM zones and across the anti-meridian, of which looks come in either zone and in degrees. */
final class SeamTest {

    private static final DrawnSite GROUND = new DrawnSite(7);
    /** 40 by 30 pixels, its middle in that of the looks. */
    private static final DrawnSite BUILT = GROUND.with(new Building(140, 145, 40, 30, 170));

    @TempDir
    Path folder;

    private final List<Path> ground = new ArrayList<>();

    /** What the grid's own zone shows is where the neighbouring zone, degrees from either side and Web Mercator show it. */
    @ParameterizedTest
    @CsvSource({
        "126, 39.8, 52, 51, 0",
        "126, 39.8, 51, 52, 0",
        "180, 52, 60, 1, 180",
        "180, 52, 1, 60, -180",
        "-180, -17, 60, 1, -180",
    })
    void looksOfOtherSystemsShowTheSamePlaceWithinAPixel(
            double longitude, double latitude, int first, int other, double west) throws Exception {
        SeamLooks looks = SeamLooks.around(longitude, latitude, first);
        for (int day = 0; day < 3; day++) {
            ground.add(looks.write(folder, day, GROUND, 32600 + first, 0));
        }
        double[] home = found(looks, 32600 + first, 0);

        assertThat(away(home, found(looks, 32600 + other, 0))).isLessThan(0.5);
        assertThat(away(home, found(looks, 4326, west))).isLessThan(0.5);
        assertThat(away(home, found(looks, 4326, -west))).isLessThan(0.5);
        assertThat(away(home, found(looks, 3857, 111_319.5 * west))).isLessThan(0.5);
    }

    /** Where a station that learned the ground in one zone sees the building on a look in any system. */
    private double[] found(SeamLooks looks, int epsg, double west) throws Exception {
        Path own = Files.createTempDirectory(folder, "station");
        try (ScreenedSite site = new ScreenedSite(own, List.of(watched(looks)))) {
            for (Path look : ground) {
                site.settled(look);
            }
            Judgement look = site.settled(looks.write(own, 3, BUILT, epsg, west));
            assertThat(look.site()).isEqualTo("seam");
            assertThat(look.observedFraction()).isGreaterThan(0.95);
            return middle(building(look).geometry().orElseThrow());
        }
    }

    @Test
    void anEventIsFollowedFromZoneToZone() throws Exception {
        SeamLooks looks = SeamLooks.around(180, 52, 1);
        try (ScreenedSite site = new ScreenedSite(folder, List.of(watched(looks)))) {
            for (int day = 0; day < 3; day++) {
                site.settled(looks.write(folder, day, GROUND, 32601, 0));
            }
            site.settled(looks.write(folder, 3, BUILT, 32660, 0));
            site.settled(looks.write(folder, 4, BUILT, 4326, -180));
            Judgement last = site.settled(looks.write(folder, 5, BUILT, 4326, 180));

            assertThat(last.objects()).hasSize(1);
            assertThat(building(last).event().looksSeen()).isEqualTo(3);
            assertThat(site.store()
                            .grid("seam")
                            .flatMap(SiteGrid::georeference)
                            .orElseThrow()
                            .epsg())
                    .isEqualTo(32601);
        }
    }

    @Test
    void anAlertAcrossTheAntimeridianIsCutThereAndItsBoxEndsInTheEast() throws Exception {
        SeamLooks looks = SeamLooks.around(180, 52, 60);
        List<Report> reports = new ArrayList<>();
        try (ScreenedSite site = new ScreenedSite(folder, List.of(watched(looks)))) {
            for (int day = 0; day < 3; day++) {
                site.settled(looks.write(folder, day, GROUND, 32660, 0));
            }
            reports.addAll(site.settled(looks.write(folder, 3, BUILT, 32601, 0))
                    .settlement()
                    .reports());
            reports.addAll(site.settled(looks.write(folder, 4, BUILT, 32601, 0))
                    .settlement()
                    .reports());
        }

        assertThat(reports).isNotEmpty();
        JsonNode alert = ValidAlert.of(reports.getLast());
        assertThat(alert.path("geometry").path("type").asString()).isEqualTo("MultiPolygon");
        assertThat(alert.path("geometry").path("coordinates")).hasSize(2);
        assertThat(alert.path("bbox").get(0).asDouble()).isBetween(179.9998, 180.0);
        assertThat(alert.path("bbox").get(2).asDouble()).isBetween(-180.0, -179.9998);
        assertThat(alert.path("properties").path("tw:area_m2").asDouble()).isBetween(280.0, 320.0);
    }

    private static Seen building(Judgement look) {
        return look.objects().stream()
                .filter(object -> object.event().score() > 0.5)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is found: " + look.verdict() + " " + look.reason()));
    }

    /** Longitude and latitude of an outline's centre of gravity. */
    private static double[] middle(Outline lonLat) {
        double[] ring = lonLat.outer();
        double twice = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < ring.length; i += 2) {
            double x0 = Longitudes.near(ring[i], ring[0]) - ring[0];
            double y0 = ring[i + 1] - ring[1];
            double x1 = Longitudes.near(ring[(i + 2) % ring.length], ring[0]) - ring[0];
            double y1 = ring[(i + 3) % ring.length] - ring[1];
            double cross = x0 * y1 - x1 * y0;
            twice += cross;
            x += (x0 + x1) * cross / 3;
            y += (y0 + y1) * cross / 3;
        }
        return new double[] {ring[0] + x / twice, ring[1] + y / twice};
    }

    private static double away(double[] one, double[] other) {
        double x = (Longitudes.near(one[0], other[0]) - other[0]) * 111_320 * Math.cos(Math.toRadians(one[1]));
        return Math.hypot(x, (one[1] - other[1]) * 111_200);
    }

    /** 140 m around the middle; where it crosses the anti-meridian as a sites file has it. */
    private static WatchedSite watched(SeamLooks looks) {
        double[] middle = looks.lonLat(160, 160);
        double up = 70 / 111_200.0;
        double aside = 70 / (111_320 * Math.cos(Math.toRadians(middle[1])));
        boolean crosses = Math.abs(middle[0]) + aside > 180;
        List<Outline> outlines = crosses
                ? List.of(
                        box(Math.abs(middle[0]) - aside, 180, middle[1], up),
                        box(-180, aside - Math.abs(middle[0]), middle[1], up))
                : List.of(box(middle[0] - aside, middle[0] + aside, middle[1], up));
        return new WatchedSite("seam", outlines, Optional.empty(), List.of(), List.of());
    }

    private static Outline box(double west, double east, double middle, double up) {
        return new Outline(
                List.of(new double[] {west, middle - up, east, middle - up, east, middle + up, west, middle + up}));
    }
}
