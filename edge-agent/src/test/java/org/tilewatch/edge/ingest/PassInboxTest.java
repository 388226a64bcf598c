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
import org.tilewatch.edge.ingest.decode.satdump.WrittenPass;

/** Passes of SatDump in the inbox: one minute without a change, a quarter of an hour to wait. */
class PassInboxTest {

    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final Duration WAIT = Duration.ofMinutes(15);

    @TempDir
    Path root;

    private FilledInbox files;
    private Inbox inbox;

    @BeforeEach
    void open() throws IOException {
        files = new FilledInbox(root);
        inbox = files.inboxWith(files.settings().withPasses(true, QUIET, WAIT));
    }

    @AfterEach
    void close() {
        files.close();
    }

    private WrittenPass pass(String name) throws IOException {
        return WrittenPass.of(files.folder().resolve(name), true);
    }

    @Test
    void aPassIsOneArrivalOnceNothingInItChangedForAMinute() throws Exception {
        pass("noaa").projected();
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(QUIET.minusSeconds(1));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(Duration.ofSeconds(1));

        assertThat(files.drain(inbox)).containsExactly("noaa");
        assertThat(files.folder()).isEmptyDirectory();
        assertThat(files.below("state/processed")).contains("noaa/dataset.json", "noaa/AVHRR/product.cbor");
    }

    @Test
    void aPassThatGrowsWaitsAnew() throws Exception {
        WrittenPass pass = pass("noaa");
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(QUIET.minusSeconds(1));
        pass.projected();
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(QUIET.minusSeconds(1));

        assertThat(inbox.oldest(any -> true)).isEmpty();
    }

    @Test
    void channelsOfAnUnfinishedPassAreLeftAlone() throws Exception {
        WrittenPass pass = pass("noaa").projected();
        Files.delete(pass.dataset());
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(WAIT.minusSeconds(1));

        assertThat(inbox.oldest(any -> true)).isEmpty();
        assertThat(pass.product()).exists();
    }

    @Test
    void aPassThatWasNeverFinishedGoesToQuarantineAsAFolderAfterItsWait() throws Exception {
        Files.delete(pass("noaa").projected().dataset());
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(WAIT);

        assertThat(inbox.oldest(any -> true)).isEmpty();
        assertThat(files.folder()).isEmptyDirectory();
        assertThat(files.below("state/quarantine")).contains("noaa.reason.json", "noaa/AVHRR/product.cbor");
        assertThat(Files.readString(root.resolve("state/quarantine/noaa.reason.json")))
                .contains("TRUNCATED")
                .contains("no dataset.json came within 900 s");
    }

    @Test
    void aFolderOfSomethingElseGoesToQuarantineToo() throws Exception {
        Files.createDirectory(files.folder().resolve("holiday"));
        files.image("holiday/beach_20240101.tif");
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(WAIT);

        assertThat(inbox.oldest(any -> true)).isEmpty();
        assertThat(files.below("state/quarantine")).contains("holiday.reason.json", "holiday/beach_20240101.tif");
    }

    @Test
    void aSwathHasUntilItsWaitIsOverToBeProjected() throws Exception {
        WrittenPass pass = pass("noaa");
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(QUIET);
        assertThat(inbox.oldest(any -> true)).isEmpty();
        pass.projected();
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(QUIET);

        assertThat(inbox.oldest(any -> true)).isPresent();
    }

    @Test
    void aSwathThatNobodyProjectsIsOfferedOnceItsWaitIsOver() throws Exception {
        pass("noaa");
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(WAIT);

        assertThat(inbox.oldest(any -> true)).isPresent();
    }
}
