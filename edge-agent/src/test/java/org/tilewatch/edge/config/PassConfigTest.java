package org.tilewatch.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.imagery.spectrum.SpectralBand;

class PassConfigTest {

    @TempDir
    Path folder;

    private static String with(String inbox, String profile) {
        return """
            station: { id: roof }
            inbox: { folder: in%s }
            state: state
            mqtt: { url: "tcp://localhost:1883" }
            %s
            """.formatted(inbox, profile);
    }

    @Test
    void foldersArePassesAndPixelsCoarseIfTheFileSaysSo() throws Exception {
        Config config = new WrittenConfig(folder)
                .read(with(
                        ", satdump: true, passQuiet: 20s, passWait: 2m, bands: [swir, nir, red]", "profile: coarse"));

        assertThat(config.inbox().passes())
                .isEqualTo(new Config.Passes(true, Duration.ofSeconds(20), Duration.ofMinutes(2)));
        assertThat(config.inbox().bands()).containsExactly(SpectralBand.SWIR, SpectralBand.NIR, SpectralBand.RED);
        assertThat(config.coarse()).isTrue();
        assertThat(config.profile()).isEmpty();
    }

    @Test
    void otherwiseOnlyFoldersWithADatasetArePassesAndPixelsFine() throws Exception {
        Config config = new WrittenConfig(folder).read(with("", ""));

        assertThat(config.inbox().passes())
                .isEqualTo(new Config.Passes(false, Duration.ofMinutes(1), Duration.ofMinutes(15)));
        assertThat(config.inbox().bands()).isEmpty();
        assertThat(config.coarse()).isFalse();
    }

    @Test
    void aBandThatNobodyKnowsIsAProblemOfTheFile() throws Exception {
        assertThat(new WrittenConfig(folder).problems(with(", bands: [purple]", "")))
                .singleElement()
                .asString()
                .contains("inbox.bands", "purple", "swir");
    }
}
