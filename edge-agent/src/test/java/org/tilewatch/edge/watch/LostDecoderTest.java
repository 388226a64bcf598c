package org.tilewatch.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.DecoderLost;
import org.tilewatch.edge.ingest.file.DecoderUnavailable;
import org.tilewatch.edge.ingest.worker.ContainedReader;
import org.tilewatch.edge.ingest.worker.Containment;
import org.tilewatch.edge.ingest.worker.HostileWorker;
import org.tilewatch.edge.watch.Screening.Result;

/** Files that end their decoder's process: HostileWorker does what a file's name says. */
@Timeout(60)
final class LostDecoderTest {

    @TempDir
    private Path folder;

    private ScreenedSite site;

    @BeforeEach
    void open() throws Exception {
        Natives.load();
        Containment limits =
                new Containment(HostileWorker.class.getName(), Duration.ofSeconds(1), 256L << 20, List.of(folder));
        site = new ScreenedSite(folder, new Decoder(new ContainedReader(limits, Caps.DEFAULT)));
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    private Path look(String deed, int day) throws Exception {
        Path drawn = DrawnLooks.write(folder, "port", day, ScreenedSite.GROUND);
        return Files.move(drawn, drawn.resolveSibling(deed + "_" + drawn.getFileName()));
    }

    @ParameterizedTest
    @CsvSource({"segfault, decoder-crashed", "hang, timed-out", "bloat, out-of-memory"})
    void aFileThatEndsItsDecoderThreeTimesIsRefusedAndTheNextOneGoesOn(String deed, String reason) throws Exception {
        Path file = look(deed, 0);
        for (int attempt = 1; attempt < Screening.MOST_ATTEMPTS; attempt++) {
            assertThatThrownBy(() -> site.screen(file, "aa")).isInstanceOf(DecoderLost.class);
            assertThat(site.store().ledger().settled("aa")).isFalse();
        }

        assertThat(site.screen(file, "aa"))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
        assertThat(site.store().ledger().settled("aa")).isTrue();
        assertThat(site.screen(look("honest", 1), "bb")).isInstanceOf(Result.Settled.class);
    }

    @Test
    void aDecoderThatCannotBeStartedDoesNotCountAgainstTheFile() throws Exception {
        Path file = look("honest", 0);
        Containment nothing = new Containment("no.such.Program", Duration.ofSeconds(1), 256L << 20, List.of(folder));
        try (ScreenedSite lame =
                new ScreenedSite(folder.resolve("lame"), new Decoder(new ContainedReader(nothing, Caps.DEFAULT)))) {
            for (int i = 0; i <= Screening.MOST_ATTEMPTS; i++) {
                assertThatThrownBy(() -> lame.screen(file, "aa"))
                        .isInstanceOf(DecoderUnavailable.class)
                        .hasMessageContaining("exit code 1");
            }

            assertThat(lame.store().ledger().beginAttempt("aa", "file")).isEqualTo(1);
        }
    }

    @Test
    void anAgentThatIsEndedWhileItDecodesDoesNotCountItAgainstTheFile() throws Exception {
        Path file = look("hang", 0);
        site.screen(look("honest", 1), "bb");
        for (int i = 0; i <= Screening.MOST_ATTEMPTS; i++) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> site.screen(file, "aa"))
                    .isInstanceOfAny(DecoderUnavailable.class, ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(site.store().ledger().beginAttempt("aa", "file")).isEqualTo(1);
    }
}
