package org.tilewatch.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.DrawnSite;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.health.Phase;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.Inbox;
import org.tilewatch.edge.ingest.InboxSettings;
import org.tilewatch.edge.ingest.InboxSettings.Afterwards;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.site.watched.SiteNames;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.look.AlertPolicy;
import org.tilewatch.edge.watch.look.LookJudge;

final class DetectionLoopTest {

    @TempDir
    Path folder;

    private final DrawnSite harbour = new DrawnSite("harbour");
    private final List<String> verdicts = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Health health = new Health(3);
    private List<WatchedSite> sites = List.of();
    private Path inbox;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        Natives.load();
        inbox = Files.createDirectories(folder.resolve("inbox"));
        store = Store.open(folder.resolve("state"), Store.Durability.TEMPORARY, InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void looksAreTakenInOrderOfAcquisitionUntilTheStationIsReady() throws Exception {
        DetectionLoop duty = duty(Afterwards.MOVE);
        harbour.lay(inbox, 2, false);
        harbour.lay(inbox, 0, false);
        harbour.lay(inbox, 1, false);

        assertThat(duty.turn()).isTrue();
        assertThat(health.now().phase()).isEqualTo(Phase.LEARNING);
        assertThat(health.now().looksSoFar()).isEqualTo(1);
        assertThat(health.now().lastLook().orElseThrow().acquired()).isEqualTo(DrawnSite.acquired(0));
        duty.turn();
        duty.turn();

        assertThat(duty.turn()).isFalse();
        assertThat(verdicts).containsExactly("learning", "learning", "learning");
        assertThat(health.now().phase()).isEqualTo(Phase.READY);
        assertThat(inbox).isEmptyDirectory();
        duty.end();
    }

    @Test
    void aSceneOfTwoSitesIsALookOfEachAndTheSiteThatItShowsMostOfIsTold() throws Exception {
        sites = List.of(DrawnLooks.site("quay", 20, 20, 100, 230), DrawnLooks.site("shed", 136, 20, 236, 230));
        DetectionLoop duty = duty(Afterwards.MOVE);
        for (int day = 0; day < 3; day++) {
            DrawnLooks.write(inbox, "pass", day, ScreenedSite.GROUND);
            assertThat(health.now().phase()).isNotEqualTo(Phase.READY);
            assertThat(duty.turn()).isTrue();
        }

        assertThat(duty.turn()).isFalse();
        assertThat(verdicts).hasSize(6).containsOnly("learning");
        assertThat(health.now().phase()).isEqualTo(Phase.READY);
        assertThat(health.now().lastLook().orElseThrow().site()).isEqualTo("shed");
        assertThat(store.sites()).containsExactly("quay", "shed");
        assertThat(inbox).isEmptyDirectory();
        duty.end();
    }

    @Test
    void refusedFilesInARowAreAConditionUntilALookIsGood() throws Exception {
        DetectionLoop duty = duty(Afterwards.MOVE);
        for (int i = 0; i < Intake.REJECTS_IN_A_ROW; i++) {
            assertThat(health.now().conditions()).isEmpty();
            Files.writeString(inbox.resolve(i + ".tif"), "no picture " + i);
            duty.turn();
        }
        assertThat(health.now().conditions()).containsOnlyKeys(Condition.DECODER_REJECTS);
        harbour.lay(inbox, 0, false);
        turnUntilIdle(duty);

        assertThat(health.now().conditions()).isEmpty();
        duty.end();
    }

    @Test
    void aFileThatWasBegunThreeTimesAndNeverFinishedGoesToQuarantine() throws Exception {
        DetectionLoop duty = duty(Afterwards.MOVE);
        Path killer = harbour.lay(inbox, 0, false);
        for (int i = 0; i < Screening.MOST_ATTEMPTS; i++) {
            store.ledger().beginAttempt(sha256(killer), "killer");
        }
        duty.turn();

        assertThat(reason("harbour_20260301T021000Z")).contains("FAILED_REPEATEDLY", "3 times");
        assertThat(verdicts).isEmpty();
        duty.end();
    }

    @Test
    void whatWasTriedTooOftenStaysRefusedWhenItComesAgain() throws Exception {
        DetectionLoop duty = duty(Afterwards.MOVE);
        Path killer = harbour.lay(inbox, 0, false);
        for (int i = 0; i < Screening.MOST_ATTEMPTS; i++) {
            store.ledger().beginAttempt(sha256(killer), "killer");
        }
        duty.turn();
        harbour.lay(inbox, 0, false);
        turnUntilIdle(duty(Afterwards.MOVE));

        assertThat(verdicts).isEmpty();
        assertThat(inbox).isEmptyDirectory();
        duty.end();
    }

    @Test
    void aDiskThatCannotBeWrittenDoesNotCountAgainstTheFile() throws Exception {
        DetectionLoop duty = duty(Afterwards.MOVE);
        harbour.lay(inbox, 0, false);
        Path baselines = folder.resolve("state").resolve("baselines");
        Files.delete(baselines);
        Files.createFile(baselines);
        for (int i = 0; i <= Screening.MOST_ATTEMPTS; i++) {
            assertThatThrownBy(duty::turn).isInstanceOf(IOException.class);
        }
        Files.delete(baselines);
        Files.createDirectory(baselines);
        duty.turn();

        assertThat(verdicts).containsExactly("learning");
        duty.end();
    }

    @Test
    void aRefusedFileIsTriedAgainOnceItsSidecarIsMended() throws Exception {
        DetectionLoop duty = duty(Afterwards.MOVE);
        Path image = harbour.lay(inbox, 0, false);
        Path item = image.resolveSibling("harbour_20260301T021000Z.json");
        Files.writeString(item, "{\"type\": \"Feature\", \"properties\": {\"datetime\": \"not a date\"}}");
        duty.turn();
        assertThat(reason("harbour_20260301T021000Z")).contains("BAD_SIDECAR");
        harbour.lay(inbox, 0, false);
        turnUntilIdle(duty(Afterwards.MOVE));

        assertThat(verdicts).containsExactly("learning");
        duty.end();
    }

    @Test
    void filesThatStayAreKnownAfterARestart() throws Exception {
        DetectionLoop duty = duty(Afterwards.KEEP);
        Path image = harbour.lay(inbox, 0, false);
        Files.copy(image, inbox.resolve("copy.tif"));
        turnUntilIdle(duty);
        duty.end();

        DetectionLoop again = duty(Afterwards.KEEP);
        assertThat(again.turn()).isFalse();
        assertThat(verdicts).containsExactly("learning");
        assertThat(inbox.resolve("copy.tif")).exists();
        again.end();
    }

    @Test
    void aSilentInboxIsAConditionUntilAFileComes() throws Exception {
        DetectionLoop duty = duty(Afterwards.MOVE);
        duty.turn();
        assertThat(health.now().conditions()).isEmpty();
        nanos.set(Duration.ofDays(2).toNanos());
        duty.turn();
        assertThat(health.now().conditions()).containsOnlyKeys(Condition.NO_TILES);
        harbour.lay(inbox, 0, false);
        turnUntilIdle(duty(Afterwards.MOVE));

        assertThat(health.now().conditions()).isEmpty();
        duty.end();
    }

    private DetectionLoop duty(Afterwards afterwards) {
        InboxSettings of = InboxSettings.of(inbox, folder.resolve("state")).with(afterwards);
        InboxSettings settings = new InboxSettings(
                of.folder(),
                of.kept(),
                of.quarantine(),
                afterwards,
                Duration.ZERO,
                Duration.ZERO,
                of.orphanWait(),
                of.quarantineMaxBytes(),
                of.quarantineMaxFiles());
        Decoder decoder = new Decoder(Caps.DEFAULT);
        PastFiles pastFiles = new PastFiles(store.ledger(), afterwards);
        LookJudge judge =
                new LookJudge(store, DetectorSettings.DEFAULT, Optional.empty(), AlertPolicy.DEFAULT, Optional.empty());
        Intake intake = new Intake(
                new Inbox(settings, decoder, pastFiles, InstantSource.system(), System::nanoTime),
                pastFiles,
                Optional.empty(),
                store,
                health,
                new Intake.Listeners(look -> verdicts.add(look.verdict()), reason -> {}, () -> {}),
                Duration.ofDays(2),
                nanos::get);
        return new DetectionLoop(intake, pastFiles, new Screening(store, decoder, judge, new SiteNames(sites, false)));
    }

    private static void turnUntilIdle(DetectionLoop duty) throws Exception {
        while (duty.turn()) {
            // Each turn brings one file to its final state.
        }
    }

    private String reason(String name) throws IOException {
        return Files.readString(folder.resolve("state").resolve("quarantine").resolve(name + ".reason.json"));
    }

    static String sha256(Path file) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(digest);
    }
}
