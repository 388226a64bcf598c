package org.tilewatch.edge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.ingest.InboxSettings.Afterwards;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;

class InboxTest {

    @TempDir
    Path root;

    private FilledInbox files;
    private Inbox inbox;

    @BeforeEach
    void open() throws IOException {
        files = new FilledInbox(root);
        inbox = files.inboxWith(files.settings());
    }

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void filesComeInOrderOfAcquisitionAndTiesByName() throws Exception {
        files.image("z_20240101.tif");
        files.image("b_20250101.tif");
        files.image("a_20250101.tif");
        files.image("m_20230101.tif");

        assertThat(files.drain(inbox))
                .containsExactly("m_20230101.tif", "z_20240101.tif", "a_20250101.tif", "b_20250101.tif");
    }

    @Test
    void aFileThatIsStillWrittenWaitsForTheQuietPeriod() throws Exception {
        files.aged(files.image("a_20240101.tif"), Duration.ofSeconds(1));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(Duration.ofSeconds(1));

        assertThat(inbox.oldest(any -> true)).isPresent();
    }

    @Test
    void aFileFromTheFutureIsCompleteOnceItWasSeenUnchangedForTheQuietPeriod() throws Exception {
        Path file = files.aged(files.image("a_20240101.tif"), Duration.ofDays(-30));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(Duration.ofSeconds(1));
        Files.write(file, new byte[5]);
        files.aged(file, Duration.ofDays(-30));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(Duration.ofMillis(1900));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(Duration.ofMillis(100));

        assertThat(inbox.oldest(any -> true)).isPresent();
    }

    @Test
    void namesOfUnfinishedFilesAreLeftAlone() throws Exception {
        files.image(".a_20240101.tif");
        files.image("b_20240101.tif.part");
        files.image("c_20240101.tmp");
        files.image(".hidden/d_20240101.tif");

        assertThat(inbox.oldest(any -> true)).isEmpty();
    }

    @Test
    void anImageWithoutPlaceWaitsForItsSidecarButNotForEver() throws Exception {
        Path file = files.folder().resolve("a_20240101.tif");
        new DrawnTiff(8, 8, 3, (x, y, s) -> 1).write(file);
        files.aged(file, Duration.ofHours(1));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(Duration.ofSeconds(29));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(Duration.ofSeconds(1));

        assertThat(inbox.oldest(any -> true)).isPresent();
    }

    @Test
    void theWaitEndsWhenTheSidecarIsComplete() throws Exception {
        Path file = files.folder().resolve("a.tif");
        new DrawnTiff(8, 8, 3, (x, y, s) -> 1).write(file);
        files.aged(file, Duration.ofHours(1));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        Path sidecar = files.aged(
                Files.writeString(files.folder().resolve("a.json"), FilledInbox.STAC.substring(0, 20)), Duration.ZERO);
        files.later(Duration.ofSeconds(1));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        Files.writeString(sidecar, FilledInbox.STAC);
        files.aged(sidecar, Duration.ofSeconds(2));
        files.later(Duration.ofSeconds(1));

        assertThat(inbox.oldest(any -> true)).isPresent();
    }

    @Test
    void processedFilesMoveWithTheirSidecarsAndKeepTheirFolder() throws Exception {
        files.image("harbour/a_20240101.tif");
        files.aged(
                Files.writeString(files.folder().resolve("harbour/a_20240101.json"), FilledInbox.STAC),
                Duration.ofHours(1));
        Arrival arrival = inbox.oldest(any -> true).orElseThrow();
        assertThat(arrival.folder()).isEqualTo("harbour");

        inbox.done(arrival);

        assertThat(files.below("inbox")).isEmpty();
        assertThat(files.below("state/processed")).containsExactly("harbour/a_20240101.json", "harbour/a_20240101.tif");
    }

    @Test
    void aNameThatIsTakenGetsANumberAndItsSidecarTheSame() throws Exception {
        for (int i = 0; i < 2; i++) {
            files.image("a_20240101.tif");
            files.aged(
                    Files.writeString(files.folder().resolve("a_20240101.json"), FilledInbox.STAC),
                    Duration.ofHours(1));
            files.drain(inbox);
        }

        assertThat(files.below("state/processed"))
                .containsExactly("a_20240101.json", "a_20240101.tif", "a_20240101~2.json", "a_20240101~2.tif");
    }

    @Test
    void filesThatStayAreNotOfferedAgain() throws Exception {
        InboxSettings settings = files.settings().with(Afterwards.KEEP);
        inbox = files.inboxWith(settings);
        Path file = files.image("a_20240101.tif");
        assertThat(files.drain(inbox)).hasSize(1);
        files.later(Duration.ofSeconds(5));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.aged(file, Duration.ofMinutes(1));
        files.later(Duration.ofSeconds(5));

        assertThat(inbox.oldest(any -> true))
                .as("changed, and the ledger does not know it")
                .isPresent();
        files.settledContent().add(inbox.oldest(any -> true).orElseThrow().sha256());
        assertThat(files.inboxWith(settings).oldest(any -> true))
                .as("after a restart")
                .isEmpty();
    }

    @Test
    void contentThatWasProcessedBeforeIsTakenAwayWithoutALook() throws Exception {
        files.image("a_20240101.tif");
        files.settledContent().add(inbox.oldest(any -> true).orElseThrow().sha256());
        files.image("b_20250101.tif");
        inbox = files.inboxWith(files.settings().with(Afterwards.DELETE));

        assertThat(files.drain(inbox)).containsExactly("b_20250101.tif");
        assertThat(files.below("inbox")).isEmpty();
    }

    @Test
    void aFileThatVanishedIsPassedOver() throws Exception {
        Path gone = files.image("a_20240101.tif");
        files.image("b_20250101.tif");
        Arrival arrival = inbox.oldest(any -> true).orElseThrow();
        Files.delete(gone);

        assertThat(inbox.oldest(any -> true).orElseThrow().name()).isEqualTo("b_20250101.tif");
        inbox.done(arrival);
        inbox.quarantine(arrival, Reason.CORRUPT, "gone");
        assertThat(files.below("state/quarantine")).isEmpty();
    }

    @Test
    void aMoveToAnotherFileSystemLeavesNoHalfFile() throws Exception {
        Path from = Files.writeString(root.resolve("from.txt"), "content");
        Path to = root.resolve("to.txt");

        FileMove.copyThenDelete(from, to);

        assertThat(to).hasContent("content");
        assertThat(from).doesNotExist();
        assertThat(root.resolve(".to.txt.part")).doesNotExist();
    }
}
