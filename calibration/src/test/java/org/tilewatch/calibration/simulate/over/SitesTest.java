package org.tilewatch.calibration.simulate.over;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.calibration.simulate.SimulatedSite;
import org.tilewatch.calibration.simulate.SiteDifference;
import org.tilewatch.calibration.truth.Series;
import org.tilewatch.calibration.truth.SiteTruth;
import org.tilewatch.calibration.truth.SiteTruth.PlantedChange;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.imagery.Natives;

final class SitesTest {

    private static final int LOOKS = 12;
    private static final long SEED = 21;

    @TempDir
    private static Path folder;

    private static Path picture;

    @BeforeAll
    static void draw() throws IOException {
        Natives.load();
        picture = DrawnPicture.write(folder.resolve("yard.png"), 256);
    }

    @Test
    void theSameSeedWritesTheSameBytes() throws IOException {
        assertThat(bytes("once", 2, SEED)).isEqualTo(bytes("again", 2, SEED));
    }

    @Test
    void anotherSeedPlantsOtherThings() throws IOException {
        assertThat(planted(SEED)).isEqualTo(planted(SEED)).isNotEqualTo(planted(SEED + 1));
    }

    private static List<String> planted(long seed) throws IOException {
        return site(seed, 6).events().stream()
                .map(event -> event.kind() + Arrays.toString(event.outline().outer()))
                .toList();
    }

    @Test
    void whatIsPlantedIsReadAsTruthByTheMeasuringCommands() throws IOException, WrongConfiguration {
        bytes("truth", 1, SEED);

        List<SiteTruth> truths = Series.read(Series.truths(folder.resolve("truth")));

        assertThat(truths).hasSize(1);
        assertThat(truths.getFirst().name()).isEqualTo("000-yard");
        assertThat(truths.getFirst().events()).hasSizeGreaterThan(2).allSatisfy(SitesTest::isWithinTheSite);
    }

    private static void isWithinTheSite(PlantedChange event) {
        assertThat(event.firstLook()).isBetween(Happenings.QUIET_LOOKS, LOOKS - 1);
        for (int corner : event.rings().getFirst()) {
            assertThat(corner).isBetween(0, 255);
        }
    }

    @Test
    void nothingDiffersButWithinThePolygonsAndTheirShadows() throws IOException {
        int changed = 0;
        for (long seed = SEED; seed < SEED + 3; seed++) {
            SimulatedSite site = site(seed, 6);
            for (int look = 0; look < LOOKS; look++) {
                SiteDifference difference = SiteDifference.of(site, look);
                assertThat(difference.outside())
                        .as("seed %d, look %d", seed, look)
                        .isZero();
                changed += difference.eventsThatShow();
            }
        }
        assertThat(changed).isGreaterThan(30);
    }

    @Test
    void everyEventShowsWithinItsPolygonOnEachLookOfItsOwnAndOnNoOther() throws IOException {
        for (long seed = SEED; seed < SEED + 3; seed++) {
            SimulatedSite site = site(seed, 6);
            for (int look = 0; look < LOOKS; look++) {
                assertThat(SiteDifference.of(site, look).eventsThatDisagree())
                        .as("seed %d, look %d", seed, look)
                        .isEmpty();
            }
        }
    }

    @Test
    void aSiteOfDisturbancesAloneHasNoEvents() throws IOException {
        SimulatedSite site = site(SEED, 0);

        assertThat(site.events()).isEmpty();
        for (int look = 0; look < LOOKS; look++) {
            assertThat(SiteDifference.of(site, look).changed()).isZero();
        }
        assertThat(site.draw(4).picture().rgb())
                .isNotEqualTo(site.draw(5).picture().rgb());
    }

    @Test
    void withoutPicturesLandscapesAreDrawnOneForEachSeed() throws IOException {
        Sites drawn = Sites.of(Optional.empty(), Optional.of(2), 0.5, 3, LOOKS, 6);

        assertThat(drawn.site(0).name()).isEqualTo("000-drawn-3");
        assertThat(drawn.site(1).name()).isEqualTo("001-drawn-4");
        assertThat(drawn.site(0).events()).hasSizeGreaterThan(3);
    }

    private static SimulatedSite site(long seed, int events) throws IOException {
        return Sites.of(Optional.of(picture), Optional.empty(), 0.5, seed, LOOKS, events)
                .site(0);
    }

    private static Map<String, String> bytes(String name, int sites, long seed) throws IOException {
        Path to = folder.resolve(name);
        Sites.of(Optional.of(picture), Optional.of(sites), 0.5, seed, LOOKS, 6).writeAll(to);
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(to)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        to.relativize(file).toString(), java.util.HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        assertThat(files).hasSize(sites * (2 * LOOKS + 1));
        return files;
    }
}
