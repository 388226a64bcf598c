package org.tilewatch.calibration.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.geom.Path2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.calibration.landscape.Place;
import org.tilewatch.calibration.landscape.Plan;
import org.tilewatch.edge.imagery.Affine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class SimulatedSiteTest {

    private static SimulatedSite site;

    @BeforeAll
    static void draw() {
        site = SimulatedSite.of(7, 16);
    }

    @Test
    void theSameSeedGivesTheSamePixels() {
        byte[] once = site.draw(11).picture().rgb();

        assertThat(SimulatedSite.of(7, 16).draw(11).picture().rgb()).isEqualTo(once);
    }

    @Test
    void anotherSeedGivesAnotherPlace() {
        byte[] here = site.draw(0).picture().rgb();
        byte[] there = SimulatedSite.of(8, 16).draw(0).picture().rgb();

        assertThat(meanDifference(here, there)).isGreaterThan(10);
    }

    @Test
    void nothingHappensOnTheQuietLooks() {
        for (int index = 0; index < site.quietLooks(); index++) {
            int quiet = index;
            assertThat(site.events()).allMatch(event -> event.firstLook() > quiet);
            assertThat(site.draw(index).cloudFraction()).isZero();
        }
    }

    @Test
    void anEventShowsFromItsFirstLookToItsLastAndOnNoOther() {
        int[] clear = {5, 6, 8, 10, 13};
        for (int index : clear) {
            DrawnLook look = site.draw(index);
            DrawnLook quiet = site.drawQuiet(index);
            for (PlantedEvent event : site.events()) {
                boolean shows = index >= event.firstLook() && index <= event.lastLook();
                double difference = differenceWithin(event, look, quiet);
                assertThat(difference)
                        .as("%s on look %d", event.kind(), index)
                        .satisfies(d -> assertThat(d > 8).isEqualTo(shows))
                        .satisfies(d -> assertThat(d == 0).isEqualTo(!shows));
            }
        }
    }

    @Test
    void everyLastingEventIsSeenOnThreeLooksAtLeast() {
        SimulatedSite shortest = SimulatedSite.of(3, 14);
        for (int k = 0; k < shortest.events().size(); k++) {
            PlantedEvent event = shortest.events().get(k);
            int seen = 0;
            for (int index = event.firstLook(); index <= event.lastLook(); index++) {
                seen += shortest.draw(index).hiddenFractions()[k] < 0.25 ? 1 : 0;
            }
            assertThat(seen).as(event.kind()).isGreaterThanOrEqualTo(event.durable() ? 3 : 0);
        }
    }

    @Test
    void theNewHallIsSixtyToSeventyPercentLargerThanTheOldOne() {
        double old = Plan.OLD_HALL.area();

        assertThat(Plan.NEW_HALL.area() / old).isBetween(1.6, 1.7);
    }

    @Test
    void oneLookIsAllCloudAndOneHasAWedgeWithoutData() {
        assertThat(Stream.iterate(0, k -> k + 1).limit(16).map(site::draw))
                .satisfiesOnlyOnce(look -> assertThat(look.cloudFraction()).isEqualTo(1))
                .satisfiesOnlyOnce(look -> assertThat(look.noDataFraction()).isGreaterThan(0.05))
                .satisfiesOnlyOnce(look -> assertThat(look.gsdMetres()).isEqualTo(0.625));
    }

    @Test
    void aLookIsTwoFilesThatOtherProgramsRead(@TempDir Path folder) throws IOException {
        DrawnLook look = site.draw(12);

        long bytes = SimulatedSite.write(folder, look);

        Path image = folder.resolve(look.name() + ".tif");
        assertThat(image).hasSize(bytes);
        assertThat(ImageIO.read(image.toFile()).getWidth()).isEqualTo(563);
        JsonNode item = JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve(look.name() + ".json")));
        assertThat(item.at("/properties/datetime").asString())
                .isEqualTo(look.acquired().toString());
        assertThat(item.at("/properties/proj:epsg").asInt()).isEqualTo(32652);
        assertThat(item.at("/geometry/coordinates/0/0/0").asDouble()).isBetween(127.4, 127.6);
        assertThat(item.at("/geometry/coordinates/0/0/1").asDouble()).isBetween(39.7, 39.9);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void tooFewLooksForTheEventsAreRefused() {
        assertThatThrownBy(() -> SimulatedSite.of(1, 13))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("13");
    }

    private static double differenceWithin(PlantedEvent event, DrawnLook look, DrawnLook quiet) {
        Path2D path = Place.path(event.outline().outer());
        Affine toGrid = look.gridToFile().inverse();
        int width = look.picture().width();
        double sum = 0;
        int count = 0;
        for (int k = 0; k < width * look.picture().height(); k++) {
            double u = k % width + 0.5;
            double v = Math.floorDiv(k, width) + 0.5;
            if (path.contains(toGrid.u(u, v), toGrid.v(u, v))) {
                sum += difference(look.picture().rgb(), quiet.picture().rgb(), 3 * k);
                count++;
            }
        }
        return sum / count;
    }

    private static double meanDifference(byte[] a, byte[] b) {
        double sum = 0;
        for (int k = 0; k + 2 < a.length; k += 3) {
            sum += difference(a, b, k);
        }
        return sum / (a.length / 3.0);
    }

    private static double difference(byte[] a, byte[] b, int at) {
        double sum = 0;
        for (int band = at; band < at + 3; band++) {
            sum += Math.abs((a[band] & 0xff) - (b[band] & 0xff));
        }
        return sum / 3;
    }
}
