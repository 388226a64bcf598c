package org.tilewatch.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.watch.Screening.Result;

class ScreeningTest {

    @TempDir
    private Path folder;

    private ScreenedSite site;

    @BeforeEach
    void open() throws IOException {
        site = new ScreenedSite(folder);
    }

    @AfterEach
    void close() throws IOException {
        site.close();
    }

    @Test
    void theSameContentIsNotProcessedTwice() throws IOException {
        Path file = DrawnLooks.write(folder, "port", 0, ScreenedSite.GROUND);
        site.screen(file, "aa");

        assertThat(site.screen(file, "aa")).isInstanceOf(Result.Repeated.class);
        assertThat(site.store().history("port")).hasSize(1);
    }

    @Test
    void theSamePassFromTwoFilesIsOneLook() throws IOException {
        site.settled(DrawnLooks.write(folder, "port", 0, ScreenedSite.GROUND));
        Path again = DrawnLooks.write(folder.resolve("again"), "port", 0, ScreenedSite.BUILT);

        assertThat(site.screen(again, "bb"))
                .isInstanceOfSatisfying(
                        Result.Repeated.class,
                        repeated -> assertThat(repeated.site()).isEqualTo("port"));
        assertThat(site.store().history("port")).hasSize(1);
        assertThat(site.store().ledger().settled("bb")).isTrue();
    }

    @Test
    void filesWithoutATimeAreNotTakenForOnePass() throws IOException {
        Path first = Files.move(DrawnLooks.write(folder, "port", 0, ScreenedSite.GROUND), folder.resolve("first.tif"));
        Path second =
                Files.move(DrawnLooks.write(folder, "port", 1, ScreenedSite.GROUND), folder.resolve("second.tif"));

        assertThat(site.screen(first, "aa")).isInstanceOf(Result.Settled.class);
        assertThat(site.screen(second, "bb")).isInstanceOf(Result.Settled.class);
    }

    @Test
    void aFileThatIsNoImageIsRefusedForGood() throws IOException {
        Path file = Files.writeString(folder.resolve("port_20260301.tif"), "not an image");

        assertThat(site.screen(file, "aa")).isInstanceOfSatisfying(Result.Refused.class, refused -> {
            assertThat(refused.reason()).matches("[a-z-]+");
            assertThat(refused.sentence()).isNotBlank();
        });
        assertThat(site.store().ledger().settled("aa")).isTrue();
        assertThat(site.store().ledger().outcomes()).containsEntry("refused", 1);
    }

    @Test
    void aFileThatWasBegunTooOftenIsNotTriedAgain() throws IOException {
        Path file = DrawnLooks.write(folder, "port", 0, ScreenedSite.GROUND);
        for (int attempt = 0; attempt < Screening.MOST_ATTEMPTS; attempt++) {
            site.store().ledger().beginAttempt("aa", "port.tif");
        }

        assertThat(site.screen(file, "aa"))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("failed-repeatedly"));
    }
}
