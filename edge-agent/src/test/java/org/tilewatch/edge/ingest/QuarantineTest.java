package org.tilewatch.edge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.ingest.InboxSettings.Afterwards;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;

class QuarantineTest {

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
    void aForeignFileIsOfferedFirstAndGoesToQuarantineWithItsReason() throws Exception {
        files.image("a_19800101.tif");
        files.aged(Files.writeString(files.folder().resolve("notes.txt"), "abc"), Duration.ofHours(1));
        Arrival arrival = inbox.oldest(any -> true).orElseThrow();
        assertThat(arrival.name()).isEqualTo("notes.txt");

        inbox.quarantine(arrival, Reason.NOT_AN_IMAGE, "its first bytes belong to no format");

        assertThat(files.below("state/quarantine")).containsExactly("notes.reason.json", "notes.txt");
        assertThat(root.resolve("state/quarantine/notes.reason.json"))
                .content()
                .contains("\"file\" : \"notes.txt\"")
                .contains("NOT_AN_IMAGE", "its first bytes belong to no format", "2026-06-01T12:00:00Z")
                // SHA-256 of 'abc', FIPS 180-2 appendix B.1
                .contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(inbox.oldest(any -> true).orElseThrow().name()).isEqualTo("a_19800101.tif");
    }

    @Test
    void theQuarantinesQuotaTakesTheOldestFirst() throws Exception {
        inbox = files.inboxWith(new InboxSettings(
                files.folder(),
                files.settings().kept(),
                files.settings().quarantine(),
                Afterwards.MOVE,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                1 << 20,
                2));
        for (String name : List.of("c.txt", "b.txt", "a.txt")) {
            files.aged(Files.writeString(files.folder().resolve(name), name), Duration.ofHours(1));
            inbox.quarantine(inbox.oldest(any -> true).orElseThrow(), Reason.NOT_AN_IMAGE, "no image");
            files.aged(
                    files.settings().quarantine().resolve(name.replace("txt", "reason.json")),
                    Duration.ofMinutes('z' - name.charAt(0)));
            files.later(Duration.ofHours(2));
        }

        assertThat(files.below("state/quarantine")).containsExactly("a.reason.json", "a.txt", "b.reason.json", "b.txt");
        assertThat(inbox.droppedFromQuarantine()).isEqualTo(1);
    }

    @Test
    void aSidecarWithoutImageIsAnOrphanAfterAnHour() throws Exception {
        files.aged(Files.writeString(files.folder().resolve("a.json"), FilledInbox.STAC), Duration.ofDays(1));
        assertThat(inbox.oldest(any -> true)).isEmpty();
        files.later(Duration.ofMinutes(59));
        inbox.oldest(any -> true);
        assertThat(files.below("inbox")).containsExactly("a.json");
        files.later(Duration.ofMinutes(1));

        assertThat(inbox.oldest(any -> true)).isEmpty();

        assertThat(files.below("state/quarantine")).containsExactly("a.json", "a.reason.json");
        assertThat(files.settings().quarantine().resolve("a.reason.json"))
                .content()
                .contains("ORPHAN");
    }

    @Test
    void aLinkGoesToQuarantineAsALinkAndItsTargetStays() throws Exception {
        Path secret = Files.writeString(root.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(files.folder().resolve("a.tif"), secret);
        files.later(Duration.ofDays(1000));

        inbox.quarantine(inbox.oldest(any -> true).orElseThrow(), Reason.NOT_A_FILE, "a link");

        assertThat(secret).exists();
        assertThat(Files.isSymbolicLink(files.settings().quarantine().resolve("a.tif")))
                .isTrue();
        assertThat(files.settings().quarantine().resolve("a.reason.json"))
                .content()
                .contains("\"sha256\" : \"\"");
    }

    /** A station that stops at one name watches nothing any more: neither Path nor decoder can write such a name again. */
    @Test
    void aNameThatIsNoTextGoesToQuarantineAndTheNextFileGoesOn() throws Exception {
        files.image("a_19800101.tif");
        shell("mkdir \"$(printf 'sub\\377')\" && for f in \"$(printf 'b\\377.t\\376')\" \"$(printf"
                + " 'sub\\377/')b.json\"; do printf x > \"$f\" && touch -d 2020-01-01 \"$f\"; done");

        assertThat(inbox.oldest(any -> true).orElseThrow().name()).isEqualTo("a_19800101.tif");

        assertThat(files.below("state/quarantine"))
                .containsExactly("b.json", "b.reason.json", "b_.reason.json", "b_.t_");
        assertThat(files.settings().quarantine().resolve("b_.reason.json"))
                .content()
                .contains("UNSUPPORTED", "no text");
    }

    @Test
    void aNameAsLongAsTheFileSystemAllowsLeavesRoomForTheReason() throws Exception {
        String name = "ü".repeat(125) + ".txt";
        files.aged(Files.writeString(files.folder().resolve(name), "abc"), Duration.ofHours(1));

        inbox.quarantine(inbox.oldest(any -> true).orElseThrow(), Reason.NOT_AN_IMAGE, "no image");

        String kept = "ü".repeat(115);
        assertThat(files.below("state/quarantine")).containsExactly(kept + ".reason.json", kept + ".txt");
        assertThat(inbox.oldest(any -> true)).isEmpty();
    }

    private void shell(String command) throws Exception {
        Process shell = new ProcessBuilder("/bin/sh", "-c", command)
                .directory(files.folder().toFile())
                .inheritIO()
                .start();
        assertThat(shell.waitFor()).isZero();
    }
}
