package org.tilewatch.edge.ingest.decode.satdump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.spectrum.SpectralBand;
import org.tilewatch.edge.ingest.decode.PixelReader;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;

class PassReaderTest {

    @TempDir
    Path root;

    private Path folder;
    private PixelReader reader;

    @BeforeEach
    void open() throws IOException {
        Natives.load();
        folder = Files.createDirectory(root.resolve("pass"));
        reader = new PixelReader(Caps.DEFAULT);
    }

    @AfterEach
    void close() {
        reader.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProjectedPassOfEitherSatDumpIsAnImageOfItsBands(boolean second) throws Exception {
        ImageHeader told =
                reader.header(WrittenPass.of(folder, second).projected().dataset());

        assertThat(told.spectrum()).containsExactly(SpectralBand.RED, SpectralBand.NIR, SpectralBand.THERMAL);
        assertThat(told.tagged()).contains(Instant.ofEpochMilli(WrittenPass.SECONDS * 1000 + 250));
        assertThat(told.platform()).isEqualTo("NOAA-19");
        assertThat(told.georeference().orElseThrow().epsg()).isEqualTo(4326);
        assertThat(new int[] {told.width(), told.height()}).containsExactly(6, 4);
    }

    @Test
    void channelsAreChosenByWavenumberNotByTheNamesOfTheirFiles() throws Exception {
        try (Raster into = new Raster()) {
            reader.read(WrittenPass.of(folder, true).projected().dataset(), into);

            assertThat(into.pixels().get(2, 3)).containsExactly(10, 20, 40);
            assertThat(into.valid().get(2, 3)).containsExactly(255);
        }
    }

    @Test
    void aSwathIsRefusedWithTheSettingThatProjectsIt() throws Exception {
        refused(WrittenPass.of(folder, true), Reason.UNSUPPORTED, "\"project_channels\"");
    }

    @Test
    void aPassWithoutItsProductWasCutOff() throws Exception {
        WrittenPass pass = WrittenPass.of(folder, true).projected();
        Files.delete(pass.cbor());

        refused(pass, Reason.TRUNCATED, "no product.cbor");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 90, 150})
    void aProductThatEndsTooEarlyWasCutOff(int bytes) throws Exception {
        WrittenPass pass = WrittenPass.of(folder, true).projected();

        refused(pass.cut(pass.cbor(), bytes), Reason.TRUNCATED, "product.cbor");
    }

    @Test
    void aChannelWithoutItsImageWasCutOff() throws Exception {
        WrittenPass pass = WrittenPass.of(folder, true);
        Files.delete(pass.product().resolve("red.png"));

        refused(pass, Reason.TRUNCATED, "red.png");
    }

    @Test
    void anImageThatEndsTooEarlyWasCutOff() throws Exception {
        WrittenPass pass = WrittenPass.of(folder, true).projected();
        Path image = pass.product().resolve("channel_2_projected.tif");
        pass.cut(image, (int) Files.size(image) - 12);

        refused(pass, Reason.TRUNCATED, "");
    }

    @Test
    void aDatasetOfAnotherProgramIsNone() throws Exception {
        WrittenPass pass = WrittenPass.of(folder, true).projected();
        Files.writeString(pass.dataset(), "{\"name\": \"iris\", \"rows\": 150}");

        refused(pass, Reason.CORRUPT, "not one of SatDump");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other", "/etc", "AVHRR/../..", "", "."})
    void namesThatLeadOutOfTheFolderAreRefused(String product) throws Exception {
        WrittenPass.of(Files.createDirectory(root.resolve("other")), true).projected();

        refused(
                WrittenPass.of(folder, true).projected().listing(product),
                Reason.CORRUPT,
                "which does not lie in its folder");
    }

    @Test
    void aProductThatIsALinkIsNotFollowed() throws Exception {
        WrittenPass other = WrittenPass.of(Files.createDirectory(root.resolve("other")), true)
                .projected();
        WrittenPass pass = WrittenPass.of(folder, true).listing("LINK");
        Files.createSymbolicLink(folder.resolve("LINK"), other.product());

        refused(pass, Reason.NOT_A_FILE, "links are not followed");
    }

    @Test
    void aChannelThatIsALinkIsNotFollowed() throws Exception {
        WrittenPass pass = WrittenPass.of(folder, true).projected();
        Path image = pass.product().resolve("channel_2_projected.tif");
        Files.move(image, root.resolve("elsewhere.tif"));
        Files.createSymbolicLink(image, root.resolve("elsewhere.tif"));

        refused(pass, Reason.NOT_A_FILE, "links are not followed");
    }

    private void refused(WrittenPass pass, Reason reason, String words) {
        assertThatThrownBy(() -> {
                    try (Raster into = new Raster()) {
                        reader.read(pass.dataset(), into);
                    }
                })
                .isInstanceOf(UnreadableTile.class)
                .hasMessageContaining(words)
                .asInstanceOf(InstanceOfAssertFactories.type(UnreadableTile.class))
                .extracting(UnreadableTile::reason)
                .isEqualTo(reason);
    }
}
