package org.tilewatch.calibration.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.config.document.WrongConfiguration;

final class TruthFilesTest {

    private static final String SITE = """
        {"site": "harbour", "size": 64, "gsd_m": 0.5, "warm_up_looks": 1,
         "looks": [{"file": "a.tif", "cloud": 0.1, "nodata": 0, "bustle": [[1, 2, 3, 4]],
                    "warp": [[0.5, 0, -3], [0, 0.5, 4]], "events": [{"event": 0, "hidden": 0.25}]}],
         "events": [{"kind": "building", "first_look": 0, "last_look": 9, "polygons_px": [[[1, 2], [9, 2], [9, 7.6]]]}]}
        """;

    @TempDir
    private Path folder;

    @Test
    void aSiteIsReadWithWhatItsLooksShow() throws IOException, WrongConfiguration {
        SiteTruth truth = SiteTruthReader.read(written(SITE));

        SiteTruth.Look look = truth.looks().getFirst();
        assertThat(truth.name()).isEqualTo("harbour");
        assertThat(look.width()).isEqualTo(64);
        assertThat(look.gridToFile().u(10, 0)).isEqualTo(2);
        assertThat(look.gridToFile().v(0, 10)).isEqualTo(9);
        assertThat(look.bustle().getFirst()).containsExactly(1, 2, 3, 4);
        assertThat(look.hiddenFractions()).containsExactly(0.25);
        assertThat(truth.events().getFirst().rings().getFirst()).containsExactly(1, 2, 9, 2, 9, 7);
        assertThat(truth.events().getFirst().on(9)).isTrue();
        assertThat(truth.events().getFirst().on(10)).isFalse();
    }

    @Test
    void allThatIsWrongInATruthIsToldWithPlaceAndValue() throws IOException {
        Path file = written(SITE.replace("\"size\": 64", "\"size\": \"big\"")
                .replace("\"cloud\": 0.1", "\"cloud\": 1.5")
                .replace("[0, 0.5, 4]", "[0, 0.5]")
                .replace("\"kind\": \"building\", ", ""));

        assertThatThrownBy(() -> SiteTruthReader.read(file))
                .isInstanceOf(WrongConfiguration.class)
                .hasMessageContaining(file + ": size: '\"big\"'")
                .hasMessageContaining("looks[0].cloud: '1.5'; needed: a number from 0 to 1")
                .hasMessageContaining("looks[0].warp: ")
                .hasMessageContaining("events[0].kind: is missing");
    }

    @Test
    void aTruthThatIsNoJsonIsToldWithItsLine() throws IOException {
        Path file = written("{\"size\": 64,\n \"looks\": oops}");

        assertThatThrownBy(() -> SiteTruthReader.read(file))
                .isInstanceOf(WrongConfiguration.class)
                .hasMessageContaining(file + ":2:");
    }

    @Test
    void aManifestIsReadWithPathsBesideIt() throws IOException, WrongConfiguration {
        Files.writeString(folder.resolve("a.png"), "");
        Path file = manifest(
                "source,a,b,label,split,scene,gsd_m\nhome,a.png,a.png,a.png,train,s1,0.5\nhome,a.png,a.png,,dev,,\n");

        List<LabelledPair> pairs = Manifest.read(file);

        assertThat(pairs.getFirst().forTraining()).isTrue();
        assertThat(pairs.getFirst().label()).contains(folder.resolve("a.png"));
        assertThat(pairs.getFirst().gsdMetres()).isEqualTo(0.5);
        assertThat(pairs.getLast().label()).isEmpty();
        assertThat(pairs.getLast().scene()).isEqualTo(pairs.getLast().name());
    }

    @Test
    void damagedLinesOfAManifestAreToldAllAtOnceWithTheirValue() throws IOException {
        Files.writeString(folder.resolve("a.png"), "");
        Path file = manifest("source,a,b,label,gsd_m\nhome,a.png,gone.png,,0.5\n,a.png,a.png,lost.png,-3\n");

        assertThatThrownBy(() -> Manifest.read(file))
                .isInstanceOf(WrongConfiguration.class)
                .hasMessageContaining(file + ":2:1: b: no such file: gone.png")
                .hasMessageContaining(file + ":3:1: source: is empty")
                .hasMessageContaining(file + ":3:1: label: no such file: lost.png")
                .hasMessageContaining("gsd_m: '-3'");
    }

    @Test
    void everyGroupIsHeldOutOnceAndNeverLearnedFromThen() {
        Folds folds = new Folds(11);

        int held = 0;
        for (int fold = 0; fold < folds.count(); fold++) {
            held += folds.heldOut(fold).length;
            assertThat(folds.learned(fold))
                    .doesNotContain(folds.heldOut(fold))
                    .hasSize(11 - folds.heldOut(fold).length);
        }
        assertThat(held).isEqualTo(11);
        assertThat(folds.count()).isEqualTo(8);
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve(SiteTruthReader.NAME), text);
    }

    private Path manifest(String text) throws IOException {
        return Files.writeString(folder.resolve(Manifest.NAME), text);
    }
}
