package org.tilewatch.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.DrawnSite;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.ingest.Arrival;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.Inbox;
import org.tilewatch.edge.ingest.InboxSettings;
import org.tilewatch.edge.ingest.InboxSettings.Afterwards;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.site.watched.SiteNames;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.look.AlertPolicy;
import org.tilewatch.edge.watch.look.Judgement;
import org.tilewatch.edge.watch.look.LookJudge;

/** What several detection loops may have in hand at a time. */
final class IntakeTest {

    @TempDir
    Path folder;

    private final DrawnSite harbour = new DrawnSite("harbour");
    private final DrawnSite quarry = new DrawnSite("quarry");
    private final Health health = new Health(3);
    private final List<Judgement> looks = Collections.synchronizedList(new ArrayList<>());
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
    void looksOfOneSiteAreInHandOneAtATimeTheOldestFirst() throws Exception {
        Path first = harbour.lay(inbox, 0, false);
        Path second = harbour.lay(inbox, 1, false);
        Path other = quarry.lay(inbox, 2, false);
        Intake intake = intake(new SitesShown(new Decoder(Caps.DEFAULT), new SiteNames(List.of(), false)));

        Arrival one = intake.next().orElseThrow();
        assertThat(one.path()).isEqualTo(first);
        Arrival two = intake.next().orElseThrow();
        assertThat(two.path()).as("the harbour waits, the quarry does not").isEqualTo(other);
        assertThat(intake.next()).isEmpty();
        Files.delete(first);
        intake.release(one);
        assertThat(intake.next().orElseThrow().path()).isEqualTo(second);
    }

    @Test
    void aSceneOfTwoSitesWaitsForBothAndHoldsLaterLooksOfEitherBack() throws Exception {
        Path first = harbour.lay(inbox, 0, false);
        Path both = quarry.lay(inbox, 1, false);
        Path later = quarry.lay(inbox, 2, false);
        Set<String> quarryAlone = Set.of("quarry");
        Intake intake = intake(arrival -> arrival.path().equals(first)
                ? Set.of("harbour")
                : arrival.path().equals(both) ? Set.of("harbour", "quarry") : quarryAlone);

        Arrival one = intake.next().orElseThrow();
        assertThat(intake.next()).as("an older look of the quarry is not done").isEmpty();
        Files.delete(first);
        intake.release(one);
        Arrival two = intake.next().orElseThrow();
        assertThat(two.path()).isEqualTo(both);
        assertThat(intake.next()).isEmpty();
        Files.delete(both);
        intake.release(two);
        assertThat(intake.next().orElseThrow().path()).isEqualTo(later);
    }

    @Test
    void aFileThatShowsNoSiteIsInOneHandAndHoldsNobodyBack() throws Exception {
        Path broken = Files.writeString(inbox.resolve("a.tif"), "no picture");
        Path other = harbour.lay(inbox, 0, false);
        Intake intake = intake(new SitesShown(new Decoder(Caps.DEFAULT), new SiteNames(List.of(), false)));

        assertThat(intake.next().orElseThrow().path()).isEqualTo(broken);
        assertThat(intake.next().orElseThrow().path()).isEqualTo(other);
        assertThat(intake.next()).isEmpty();
    }

    @Test
    void aFileThatWasBegunBeforeIsWorkedOnAlone() throws Exception {
        Path fresh = harbour.lay(inbox, 0, false);
        Path begun = quarry.lay(inbox, 1, false);
        harbour.lay(inbox, 2, false);
        Intake intake = intake(arrival -> Set.of(arrival.name()));
        Arrival one = intake.next().orElseThrow();
        assertThat(one.path()).isEqualTo(fresh);
        Files.delete(fresh);
        store.ledger().beginAttempt(DetectionLoopTest.sha256(begun), "quarry");

        assertThat(intake.next()).as("not beside another").isEmpty();
        intake.release(one);
        Arrival two = intake.next().orElseThrow();
        assertThat(two.path()).isEqualTo(begun);
        assertThat(intake.next()).as("nothing beside it").isEmpty();
        intake.release(two);
    }

    @Test
    void whatWasNotFinishedIsOfferedAgainAndTheLampTellsOfAnyWork() throws Exception {
        Path first = harbour.lay(inbox, 0, false);
        quarry.lay(inbox, 1, false);
        Intake intake = intake(arrival -> Set.of(arrival.name()));
        Arrival one = intake.next().orElseThrow();
        Arrival two = intake.next().orElseThrow();

        intake.release(one);
        assertThat(health.now().working()).isTrue();
        intake.release(two);
        assertThat(health.now().working()).isFalse();
        assertThat(intake.next().orElseThrow().path()).isEqualTo(first);
    }

    @Test
    void twoLoopsFindWhatOneDoes() throws Exception {
        for (int day = 0; day < 8; day += 2) {
            harbour.lay(inbox, day, day == 6);
            quarry.lay(inbox, day + 1, false);
        }
        Intake intake = intake(new SitesShown(new Decoder(Caps.DEFAULT), new SiteNames(List.of(), false)));
        Thread other = Thread.ofPlatform().start(() -> run(intake));
        run(intake);
        other.join();

        Map<String, List<Instant>> order = new HashMap<>();
        looks.forEach(look -> order.computeIfAbsent(look.site(), site -> new ArrayList<>())
                .add(look.scene().pass().acquired()));
        assertThat(order).containsOnlyKeys("harbour", "quarry");
        assertThat(order.values())
                .allSatisfy(times -> assertThat(times).hasSize(4).isSorted());
        assertThat(looks.stream().filter(look -> look.verdict().equals("changed")))
                .singleElement()
                .satisfies(look -> assertThat(look.site()).isEqualTo("harbour"));
        assertThat(inbox).isEmptyDirectory();
    }

    private void run(Intake intake) {
        LookJudge judge =
                new LookJudge(store, DetectorSettings.DEFAULT, Optional.empty(), AlertPolicy.DEFAULT, Optional.empty());
        Screening screening = new Screening(store, new Decoder(Caps.DEFAULT), judge, new SiteNames(List.of(), false));
        DetectionLoop loop = new DetectionLoop(intake, new PastFiles(store.ledger(), Afterwards.MOVE), screening);
        try {
            while (loop.turn()) {
                // Each turn brings one file to its final state.
            }
            loop.end();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Intake intake(Intake.Shows shows) {
        InboxSettings of = InboxSettings.of(inbox, folder.resolve("state")).with(Afterwards.MOVE);
        InboxSettings settings = new InboxSettings(
                of.folder(),
                of.kept(),
                of.quarantine(),
                Afterwards.MOVE,
                Duration.ZERO,
                Duration.ZERO,
                of.orphanWait(),
                of.quarantineMaxBytes(),
                of.quarantineMaxFiles());
        PastFiles pastFiles = new PastFiles(store.ledger(), Afterwards.MOVE);
        return new Intake(
                new Inbox(settings, new Decoder(Caps.DEFAULT), pastFiles, InstantSource.system(), System::nanoTime),
                pastFiles,
                Optional.of(shows),
                store,
                health,
                new Intake.Listeners(looks::add, reason -> {}, () -> {}),
                Duration.ofDays(2),
                System::nanoTime);
    }
}
