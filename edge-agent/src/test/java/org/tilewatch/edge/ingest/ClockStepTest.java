package org.tilewatch.edge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;

/** A clock that is set while files wait: nothing may be taken too early, expire, change its order or be lost. */
final class ClockStepTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant NO_CLOCK = Instant.parse("1970-01-01T00:03:00Z");

    @TempDir
    Path root;

    private FilledInbox files;

    @BeforeEach
    void open() throws Exception {
        files = new FilledInbox(root);
    }

    @AfterEach
    void close() {
        files.close();
    }

    private Inbox inbox() {
        return files.inboxWith(files.settings());
    }

    private Path untimed(String name) throws Exception {
        return files.aged(
                new DrawnTiff(8, 8, 3, (x, y, s) -> x).write(files.folder().resolve(name)), Duration.ZERO);
    }

    @Test
    void aStepForwardDoesNotMakeAFileCompleteThatIsStillWritten() throws Exception {
        Inbox inbox = inbox();
        files.aged(files.image("growing_20260301.tif"), Duration.ZERO);
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.setClock(files.now().plus(DAY));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(Duration.ofSeconds(1));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(Duration.ofSeconds(2));

        assertThat(inbox.oldest(any -> true)).isPresent();
    }

    @Test
    void aStepForwardDoesNotEndTheWaitForASidecar() throws Exception {
        Inbox inbox = inbox();
        files.aged(untimed("a.tif"), Duration.ofSeconds(5));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.setClock(files.now().plus(DAY));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(Duration.ofSeconds(20));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(Duration.ofSeconds(11));

        assertThat(inbox.oldest(any -> true)).isPresent();
    }

    @Test
    void aStepForwardDoesNotMakeASidecarAnOrphan() throws Exception {
        Inbox inbox = inbox();
        Path item = files.aged(Files.writeString(files.folder().resolve("a.json"), FilledInbox.STAC), DAY);
        inbox.oldest(any -> true);
        files.setClock(files.now().plus(DAY));
        inbox.oldest(any -> true);
        files.later(Duration.ofMinutes(59));
        inbox.oldest(any -> true);
        assertThat(item).exists();
        files.later(Duration.ofMinutes(2));
        inbox.oldest(any -> true);

        assertThat(item).doesNotExist();
        assertThat(files.below("state/quarantine")).contains("a.json");
    }

    @Test
    void aStepBackLosesNothingAndKeepsTheOrderOfAcquisition() throws Exception {
        Inbox inbox = inbox();
        files.image("b_20260302.tif");
        files.image("a_20260301.tif");
        inbox.oldest(any -> true);
        files.setClock(files.now().minus(DAY));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(Duration.ofSeconds(3));

        assertThat(files.drain(inbox)).containsExactly("a_20260301.tif", "b_20260302.tif");
    }

    @Test
    void whileTheClockIsNotSetAnImageWithoutTimeWaitsAndOthersGoOn() throws Exception {
        files.setClock(NO_CLOCK);
        Inbox inbox = inbox();
        untimed("untimed.tif");
        files.aged(files.image("timed_20260301.tif"), Duration.ZERO);
        files.later(Duration.ofHours(2));
        assertThat(files.drain(inbox)).containsExactly("timed_20260301.tif");
        Instant real = Instant.parse("2026-06-01T12:00:00Z");
        files.setClock(real);
        inbox.oldest(any -> true);
        files.later(Duration.ofSeconds(31));

        Arrival arrival = inbox.oldest(any -> true).orElseThrow();
        assertThat(arrival.name()).isEqualTo("untimed.tif");
        assertThat(arrival.arrived()).isEqualTo(real);
    }

    @Test
    void aFileFromBeforeTheClockWasSetArrivedWhenItWasSeen() throws Exception {
        Path file = untimed("a.tif");
        Files.setLastModifiedTime(file, FileTime.from(NO_CLOCK));
        Inbox inbox = inbox();
        inbox.oldest(any -> true);
        Instant seen = files.now();
        files.later(Duration.ofMinutes(1));

        assertThat(inbox.oldest(any -> true).orElseThrow().arrived()).isEqualTo(seen);
    }
}
