package org.tilewatch.edge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.ingest.InboxSettings.Afterwards;
import org.tilewatch.edge.ingest.decode.DrawnTiff;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.UnreadableTile.Reason;

class InboxTest {

    private static final String STAC = "{\"properties\": {\"datetime\": \"2026-01-01T00:00:00Z\"}}";

    @TempDir
    Path root;

    private final Set<String> settledContent = new HashSet<>();
    private Instant now = Instant.parse("2026-06-01T12:00:00Z");
    private Path folder;
    private InboxSettings settings;
    private Decoder decoder;
    private Inbox inbox;

    @BeforeEach
    void open() throws IOException {
        Natives.load();
        folder = Files.createDirectory(root.resolve("inbox"));
        settings = InboxSettings.of(folder, root.resolve("state"));
        decoder = new Decoder(Caps.DEFAULT);
        inbox = inboxWith(settings);
    }

    @AfterEach
    void close() {
        decoder.close();
    }

    private Inbox inboxWith(InboxSettings other) {
        return new Inbox(other, decoder, a -> settledContent.contains(a.sha256()), () -> now);
    }

    /** A file with place and time of its own, written an hour ago. */
    private Path image(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(folder.resolve(name).getParent());
        new DrawnTiff(8, 8, 3, (x, y, s) -> x + name.hashCode() % 97)
                .place(32652, 500_000, 4_400_000, 1, 1)
                .write(file);
        return aged(file, Duration.ofHours(1));
    }

    private Path aged(Path file, Duration age) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(now.minus(age)));
    }

    private void later(Duration by) {
        now = now.plus(by);
    }

    private List<String> drain() throws IOException {
        List<String> names = new ArrayList<>();
        for (var next = inbox.oldest(); next.isPresent(); next = inbox.oldest()) {
            names.add(next.get().name());
            inbox.done(next.get());
        }
        return names;
    }

    private List<String> below(String folderName) throws IOException {
        Path below = root.resolve(folderName);
        if (!Files.exists(below)) {
            return List.of();
        }
        try (var walk = Files.walk(below)) {
            return walk.filter(Files::isRegularFile)
                    .map(f -> below.relativize(f).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void filesComeInOrderOfAcquisitionAndTiesByName() throws Exception {
        image("z_20240101.tif");
        image("b_20250101.tif");
        image("a_20250101.tif");
        image("m_20230101.tif");

        assertThat(drain()).containsExactly("m_20230101.tif", "z_20240101.tif", "a_20250101.tif", "b_20250101.tif");
    }

    @Test
    void aFileThatIsStillWrittenWaitsForTheQuietPeriod() throws Exception {
        aged(image("a_20240101.tif"), Duration.ofSeconds(1));
        assertThat(inbox.oldest()).isEmpty();
        later(Duration.ofSeconds(1));

        assertThat(inbox.oldest()).isPresent();
    }

    @Test
    void aFileFromTheFutureIsCompleteOnceItWasSeenUnchangedForTheQuietPeriod() throws Exception {
        Path file = aged(image("a_20240101.tif"), Duration.ofDays(-30));
        assertThat(inbox.oldest()).isEmpty();
        later(Duration.ofSeconds(1));
        Files.write(file, new byte[5]);
        aged(file, Duration.ofDays(-30));
        assertThat(inbox.oldest()).isEmpty();
        later(Duration.ofMillis(1900));
        assertThat(inbox.oldest()).isEmpty();
        later(Duration.ofMillis(100));

        assertThat(inbox.oldest()).isPresent();
    }

    @Test
    void namesOfUnfinishedFilesAreLeftAlone() throws Exception {
        image(".a_20240101.tif");
        image("b_20240101.tif.part");
        image("c_20240101.tmp");
        image(".hidden/d_20240101.tif");

        assertThat(inbox.oldest()).isEmpty();
    }

    @Test
    void anImageWithoutPlaceWaitsForItsSidecarButNotForEver() throws Exception {
        Path file = folder.resolve("a_20240101.tif");
        new DrawnTiff(8, 8, 3, (x, y, s) -> 1).write(file);
        aged(file, Duration.ofHours(1));
        assertThat(inbox.oldest()).isEmpty();
        later(Duration.ofSeconds(29));
        assertThat(inbox.oldest()).isEmpty();
        later(Duration.ofSeconds(1));

        assertThat(inbox.oldest()).isPresent();
    }

    @Test
    void theWaitEndsWhenTheSidecarIsComplete() throws Exception {
        Path file = folder.resolve("a.tif");
        new DrawnTiff(8, 8, 3, (x, y, s) -> 1).write(file);
        aged(file, Duration.ofHours(1));
        assertThat(inbox.oldest()).isEmpty();
        Path sidecar = aged(Files.writeString(folder.resolve("a.json"), STAC.substring(0, 20)), Duration.ZERO);
        later(Duration.ofSeconds(1));
        assertThat(inbox.oldest()).isEmpty();
        Files.writeString(sidecar, STAC);
        aged(sidecar, Duration.ofSeconds(2));
        later(Duration.ofSeconds(1));

        assertThat(inbox.oldest()).isPresent();
    }

    @Test
    void processedFilesMoveWithTheirSidecarsAndKeepTheirFolder() throws Exception {
        image("harbour/a_20240101.tif");
        aged(Files.writeString(folder.resolve("harbour/a_20240101.json"), STAC), Duration.ofHours(1));
        Arrival arrival = inbox.oldest().orElseThrow();
        assertThat(arrival.folder()).isEqualTo("harbour");

        inbox.done(arrival);

        assertThat(below("inbox")).isEmpty();
        assertThat(below("state/processed")).containsExactly("harbour/a_20240101.json", "harbour/a_20240101.tif");
    }

    @Test
    void aNameThatIsTakenGetsANumberAndItsSidecarTheSame() throws Exception {
        for (int i = 0; i < 2; i++) {
            image("a_20240101.tif");
            aged(Files.writeString(folder.resolve("a_20240101.json"), STAC), Duration.ofHours(1));
            drain();
        }

        assertThat(below("state/processed"))
                .containsExactly("a_20240101.json", "a_20240101.tif", "a_20240101~2.json", "a_20240101~2.tif");
    }

    @Test
    void filesThatStayAreNotOfferedAgain() throws Exception {
        settings = settings.with(Afterwards.KEEP);
        inbox = inboxWith(settings);
        Path file = image("a_20240101.tif");
        assertThat(drain()).hasSize(1);
        later(Duration.ofSeconds(5));
        assertThat(inbox.oldest()).isEmpty();
        aged(file, Duration.ofMinutes(1));
        later(Duration.ofSeconds(5));

        assertThat(inbox.oldest())
                .as("changed, and the ledger does not know it")
                .isPresent();
        settledContent.add(inbox.oldest().orElseThrow().sha256());
        assertThat(inboxWith(settings).oldest()).as("after a restart").isEmpty();
    }

    @Test
    void contentThatWasProcessedBeforeIsTakenAwayWithoutALook() throws Exception {
        image("a_20240101.tif");
        settledContent.add(inbox.oldest().orElseThrow().sha256());
        image("b_20250101.tif");
        inbox = inboxWith(settings.with(Afterwards.DELETE));

        assertThat(drain()).containsExactly("b_20250101.tif");
        assertThat(below("inbox")).isEmpty();
    }

    @Test
    void aForeignFileIsOfferedFirstAndGoesToQuarantineWithItsReason() throws Exception {
        image("a_19800101.tif");
        aged(Files.writeString(folder.resolve("notes.txt"), "abc"), Duration.ofHours(1));
        Arrival arrival = inbox.oldest().orElseThrow();
        assertThat(arrival.name()).isEqualTo("notes.txt");

        inbox.quarantine(arrival, Reason.NOT_AN_IMAGE, "its first bytes belong to no format");

        assertThat(below("state/quarantine")).containsExactly("notes.reason.json", "notes.txt");
        assertThat(root.resolve("state/quarantine/notes.reason.json"))
                .content()
                .contains("\"file\" : \"notes.txt\"")
                .contains("NOT_AN_IMAGE", "its first bytes belong to no format", "2026-06-01T12:00:00Z")
                // SHA-256 of 'abc', FIPS 180-2 appendix B.1
                .contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(inbox.oldest().orElseThrow().name()).isEqualTo("a_19800101.tif");
    }

    @Test
    void theQuarantinesQuotaTakesTheOldestFirst() throws Exception {
        inbox = inboxWith(new InboxSettings(
                folder,
                settings.kept(),
                settings.quarantine(),
                Afterwards.MOVE,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                1 << 20,
                2));
        for (String name : List.of("c.txt", "b.txt", "a.txt")) {
            aged(Files.writeString(folder.resolve(name), name), Duration.ofHours(1));
            inbox.quarantine(inbox.oldest().orElseThrow(), Reason.NOT_AN_IMAGE, "no image");
            aged(
                    settings.quarantine().resolve(name.replace("txt", "reason.json")),
                    Duration.ofMinutes('z' - name.charAt(0)));
            later(Duration.ofHours(2));
        }

        assertThat(below("state/quarantine")).containsExactly("a.reason.json", "a.txt", "b.reason.json", "b.txt");
        assertThat(inbox.droppedFromQuarantine()).isEqualTo(1);
    }

    @Test
    void aSidecarWithoutImageIsAnOrphanAfterAnHour() throws Exception {
        aged(Files.writeString(folder.resolve("a.json"), STAC), Duration.ofDays(1));
        assertThat(inbox.oldest()).isEmpty();
        later(Duration.ofMinutes(59));
        inbox.oldest();
        assertThat(below("inbox")).containsExactly("a.json");
        later(Duration.ofMinutes(1));

        assertThat(inbox.oldest()).isEmpty();

        assertThat(below("state/quarantine")).containsExactly("a.json", "a.reason.json");
        assertThat(settings.quarantine().resolve("a.reason.json")).content().contains("ORPHAN");
    }

    @Test
    void aFileThatVanishedIsPassedOver() throws Exception {
        Path gone = image("a_20240101.tif");
        image("b_20250101.tif");
        Arrival arrival = inbox.oldest().orElseThrow();
        Files.delete(gone);

        assertThat(inbox.oldest().orElseThrow().name()).isEqualTo("b_20250101.tif");
        inbox.done(arrival);
        inbox.quarantine(arrival, Reason.CORRUPT, "gone");
        assertThat(below("state/quarantine")).isEmpty();
    }

    @Test
    void aLinkGoesToQuarantineAsALinkAndItsTargetStays() throws Exception {
        Path secret = Files.writeString(root.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(folder.resolve("a.tif"), secret);
        later(Duration.ofDays(1000));

        inbox.quarantine(inbox.oldest().orElseThrow(), Reason.NOT_A_FILE, "a link");

        assertThat(secret).exists();
        assertThat(Files.isSymbolicLink(settings.quarantine().resolve("a.tif"))).isTrue();
        assertThat(settings.quarantine().resolve("a.reason.json")).content().contains("\"sha256\" : \"\"");
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
