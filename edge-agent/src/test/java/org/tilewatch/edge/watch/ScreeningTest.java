package org.tilewatch.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.detect.DrawnSite;
import org.tilewatch.edge.detect.DrawnSite.Building;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.decode.Caps;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.SiteNames;
import org.tilewatch.edge.store.HistoryTile;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.Screening.Result;

class ScreeningTest {

    private static final DrawnSite GROUND = new DrawnSite(7);
    /** 24 by 16 pixels of half a metre, its middle at (152, 108). */
    private static final DrawnSite BUILT = GROUND.with(new Building(140, 100, 24, 16, 170));

    @TempDir
    private Path folder;

    private Store store;
    private Screening screening;
    private int files;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @BeforeEach
    void open() throws IOException {
        store = Store.open(folder.resolve("state"), Store.Durability.TEMPORARY, Clock.systemUTC());
        Reporting reporting =
                new Reporting("han-01", "https://example.org/", "default", InstantSource.fixed(DrawnLooks.time(100)));
        LookJudge judge = new LookJudge(store, DetectorSettings.DEFAULT, AlertPolicy.DEFAULT, Optional.of(reporting));
        screening = new Screening(store, new Decoder(Caps.DEFAULT), judge, new SiteNames(List.of(), true));
    }

    @AfterEach
    void close() throws IOException {
        screening.close();
        store.close();
    }

    @Test
    void aSiteIsLearnedThenFoundUnchanged() throws IOException {
        List<String> verdicts = new ArrayList<>();
        for (int day = 0; day < 6; day++) {
            verdicts.add(settled(DrawnLooks.write(folder, "port", day, GROUND)).verdict());
        }

        assertThat(verdicts).containsExactly("learning", "learning", "learning", "unchanged", "unchanged", "unchanged");
        assertThat(store.grid("port").orElseThrow().gsdXMetres()).isEqualTo(0.5, within(1e-6));
        assertThat(store.history("port"))
                .hasSize(6)
                .allSatisfy(tile -> assertThat(tile.tileId()).isEqualTo("c0r0"));
    }

    @Test
    void aNewBuildingIsSeenThenConfirmedAndReported() throws IOException {
        learn(6);

        Judgement first = settled(DrawnLooks.write(folder, "port", 6, BUILT));
        Judgement second = settled(DrawnLooks.write(folder, "port", 7, BUILT));

        Event seen = strongest(first);
        Event again = strongest(second);
        assertThat(seen.status()).isEqualTo(EventStatus.PROVISIONAL);
        assertThat(again.status()).isEqualTo(EventStatus.CONFIRMED);
        assertThat(again.id()).isEqualTo(seen.id());
        assertThat(second.verdict()).isEqualTo("changed");
        assertThat(second.score()).isGreaterThan(0.985);
        // 384 pixels of a quarter of a square metre; up to two pixels more all round.
        assertThat(again.areaSquareMetres()).isBetween(0.75 * 96, 28 * 20 * 0.25);
        assertThat(second.settlement().orElseThrow().reports())
                .singleElement()
                .satisfies(report -> assertThat(report.severity()).isEqualTo(Severity.URGENT));
        assertThat(store.openEvents("port")).extracting(Event::id).contains(again.id());
    }

    @Test
    void anObjectIsToldWhereItLiesInTheFileAndOnEarth() throws IOException {
        learn(6);
        Judgement look = settled(DrawnLooks.write(folder, "port", 6, BUILT));

        Judgement.Seen object = look.objects().getFirst();

        double[] middle = middle(object.pixels());
        // (152, 108) on the ground, and this day's look lies where its light says; pixel centres count from 0.
        assertThat(middle[0]).isEqualTo(151.5 + DrawnSite.day(6).dx(), within(2.0));
        assertThat(middle[1]).isEqualTo(107.5 + DrawnSite.day(6).dy(), within(2.0));
        double[] corner = {DrawnLooks.LEFT + 76, DrawnLooks.TOP - 54};
        new Projections().of(32652).orElseThrow().toLonLat(corner);
        double[] onEarth = middle(object.geometry().orElseThrow().outer());
        // 1e-5 of a degree is about a metre.
        assertThat(onEarth[0]).isEqualTo(corner[0], within(1.5e-5));
        assertThat(onEarth[1]).isEqualTo(corner[1], within(1.5e-5));
    }

    @Test
    void aBuildingThatIsGoneAgainEndsItsEvent() throws IOException {
        learn(6);
        String id =
                strongest(settled(DrawnLooks.write(folder, "port", 6, BUILT))).id();

        List<EventStatus> told = new ArrayList<>();
        for (int day = 7; day < 10; day++) {
            settled(DrawnLooks.write(folder, "port", day, GROUND)).objects().stream()
                    .filter(object -> object.event().id().equals(id))
                    .forEach(object -> told.add(object.event().status()));
        }

        assertThat(told).containsExactly(EventStatus.ENDED);
        assertThat(store.event(id).orElseThrow().status()).isEqualTo(EventStatus.ENDED);
    }

    @Test
    void aBuildingThatStaysIsOneEventUntilItBelongsToTheBaseline() throws IOException {
        learn(6);
        List<Event> told = new ArrayList<>();
        for (int day = 6; day < 18; day++) {
            told.add(strongest(settled(DrawnLooks.write(folder, "port", day, BUILT))));
        }
        assertThat(told).extracting(Event::id).containsOnly(told.getFirst().id());
        assertThat(told.subList(1, 11)).extracting(Event::status).containsOnly(EventStatus.CONFIRMED);
        assertThat(told.getLast().status()).isEqualTo(EventStatus.ABSORBED);

        for (int day = 18; day < 24; day++) {
            Judgement look = settled(DrawnLooks.write(folder, "port", day, BUILT));
            assertThat(look.verdict()).isEqualTo("unchanged");
        }
        Judgement gone = settled(DrawnLooks.write(folder, "port", 24, GROUND));
        assertThat(strongest(gone).id()).isNotEqualTo(told.getFirst().id());
        assertThat(strongest(gone).areaSquareMetres()).isBetween(0.75 * 96, 28 * 20 * 0.25);
    }

    @Test
    void theSameContentIsNotProcessedTwice() throws IOException {
        Path file = DrawnLooks.write(folder, "port", 0, GROUND);
        screening.screen(candidate(file, "aa"));

        assertThat(screening.screen(candidate(file, "aa"))).isInstanceOf(Result.Repeated.class);
        assertThat(store.history("port")).hasSize(1);
    }

    @Test
    void theSamePassFromTwoFilesIsOneLook() throws IOException {
        settled(DrawnLooks.write(folder, "port", 0, GROUND));
        Path again = DrawnLooks.write(folder.resolve("again"), "port", 0, BUILT);

        assertThat(screening.screen(candidate(again, "bb")))
                .isInstanceOfSatisfying(
                        Result.Repeated.class,
                        repeated -> assertThat(repeated.site()).isEqualTo("port"));
        assertThat(store.history("port")).hasSize(1);
        assertThat(store.ledger().settled("bb")).isTrue();
    }

    @Test
    void filesWithoutATimeAreNotTakenForOnePass() throws IOException {
        Path first = Files.move(DrawnLooks.write(folder, "port", 0, GROUND), folder.resolve("first.tif"));
        Path second = Files.move(DrawnLooks.write(folder, "port", 1, GROUND), folder.resolve("second.tif"));

        assertThat(screening.screen(candidate(first, "aa"))).isInstanceOf(Result.Settled.class);
        assertThat(screening.screen(candidate(second, "bb"))).isInstanceOf(Result.Settled.class);
    }

    @Test
    void aFileThatIsNoImageIsRefusedForGood() throws IOException {
        Path file = Files.writeString(folder.resolve("port_20260301.tif"), "not an image");

        assertThat(screening.screen(candidate(file, "aa"))).isInstanceOfSatisfying(Result.Refused.class, refused -> {
            assertThat(refused.reason()).matches("[a-z-]+");
            assertThat(refused.sentence()).isNotBlank();
        });
        assertThat(store.ledger().settled("aa")).isTrue();
        assertThat(store.ledger().outcomes()).containsEntry("refused", 1);
    }

    @Test
    void aFileThatWasBegunTooOftenIsNotTriedAgain() throws IOException {
        Path file = DrawnLooks.write(folder, "port", 0, GROUND);
        for (int attempt = 0; attempt < Screening.MOST_ATTEMPTS; attempt++) {
            store.ledger().beginAttempt("aa", "port.tif");
        }

        assertThat(screening.screen(candidate(file, "aa")))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("failed-repeatedly"));
    }

    @Test
    void aLateLookThatFitsTakesItsPlaceInTheHistory() throws IOException {
        for (int day : new int[] {0, 1, 2, 3, 5}) {
            settled(DrawnLooks.write(folder, "port", day, GROUND));
        }

        Judgement late = settled(DrawnLooks.write(folder, "port", 4, GROUND));

        assertThat(late.verdict()).isEqualTo("unchanged");
        assertThat(days()).containsExactly(5, 4, 3, 2, 1, 0);
    }

    @Test
    void aLateLookIsJudgedAgainstWhatCameBeforeIt() throws IOException {
        for (int day : new int[] {0, 1, 3, 4, 5}) {
            settled(DrawnLooks.write(folder, "port", day, GROUND));
        }

        // Two looks lie before it, three are needed.
        assertThat(settled(DrawnLooks.write(folder, "port", 2, GROUND)).verdict())
                .isEqualTo("learning");
    }

    @Test
    void aLateLookThatDoesNotFitLeavesNothingBehind() throws IOException {
        for (int day : new int[] {0, 1, 2, 3, 5}) {
            settled(DrawnLooks.write(folder, "port", day, GROUND));
        }
        List<Event> open = store.openEvents("port");

        Judgement late = settled(DrawnLooks.write(folder, "port", 4, BUILT));

        assertThat(late.objects()).isNotEmpty();
        assertThat(late.verdict()).isEqualTo("unchanged");
        assertThat(days()).containsExactly(5, 3, 2, 1, 0);
        assertThat(store.openEvents("port")).usingRecursiveComparison().isEqualTo(open);
    }

    @Test
    void aLookInOtherPixelsIsBroughtOntoTheGrid() throws IOException {
        learn(6);

        Judgement quiet = settled(DrawnLooks.coarse(folder, "port", 6, GROUND));
        Judgement built = settled(DrawnLooks.coarse(folder, "port", 7, BUILT));

        assertThat(quiet.verdict()).isEqualTo("unchanged");
        assertThat(quiet.scene().gsdXMetres()).isEqualTo(1, within(1e-6));
        Judgement.Seen object = built.objects().getFirst();
        assertThat(object.event().areaSquareMetres()).isBetween(0.75 * 96, 2 * 96.0);
        // (152, 108) on the grid is (76, 54) in the file's pixels.
        assertThat(middle(object.pixels())[0]).isEqualTo(75.5, within(2.0));
        assertThat(middle(object.pixels())[1]).isEqualTo(53.5, within(2.0));
    }

    @Test
    void aLookThatReachesFurtherAddsTiles() throws IOException {
        settled(DrawnLooks.write(folder, "port", 0, GROUND));

        settled(DrawnLooks.elsewhere(folder, "port", 1, GROUND, -64));

        assertThat(store.history("port"))
                .extracting(HistoryTile::tileId)
                .containsExactlyInAnyOrder("c0r0", "c0r0", "c-1r0");
    }

    @Test
    void aLookFarFromItsSiteIsMisplaced() throws IOException {
        settled(DrawnLooks.write(folder, "port", 0, GROUND));

        Judgement look = settled(DrawnLooks.elsewhere(folder, "port", 1, GROUND, 3e6));

        assertThat(look.verdict()).isEqualTo("unusable");
        assertThat(look.reason()).isEqualTo("misplaced");
        assertThat(store.history("port")).hasSize(1);
    }

    @Test
    void aCloudyFirstLookDoesNotFixTheGrid() throws IOException {
        Judgement look = settled(DrawnLooks.cloudy(folder, "port", 0));

        assertThat(look.verdict()).isEqualTo("unusable");
        assertThat(look.reason()).isEqualTo("cloud");
        assertThat(look.score()).isNaN();
        assertThat(store.grid("port")).isEmpty();
        assertThat(store.history("port")).isEmpty();
    }

    @Test
    void anEventUnderCloudStaysAsItWas() throws IOException {
        learn(6);
        Event before = strongest(settled(DrawnLooks.write(folder, "port", 6, BUILT)));

        for (int day = 7; day < 11; day++) {
            settled(DrawnLooks.cloudy(folder, "port", day));
        }

        assertThat(store.event(before.id()).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(before);
    }

    private void learn(int looks) throws IOException {
        for (int day = 0; day < looks; day++) {
            settled(DrawnLooks.write(folder, "port", day, GROUND));
        }
    }

    private Judgement settled(Path file) throws IOException {
        Result result = screening.screen(candidate(file, "sha" + files++));
        assertThat(result).isInstanceOf(Result.Settled.class);
        return ((Result.Settled) result).judgement();
    }

    private static Screening.Candidate candidate(Path file, String sha256) {
        return new Screening.Candidate(
                file, String.valueOf(file.getFileName()), "port", DrawnLooks.FIRST, sha256, Optional.empty());
    }

    private static Event strongest(Judgement look) {
        return look.objects().getFirst().event();
    }

    private List<Integer> days() throws IOException {
        return store.history("port").stream()
                .map(tile ->
                        (int) Duration.between(DrawnLooks.FIRST, tile.pass().acquired())
                                .toDays())
                .toList();
    }

    /** Middle of the box around a ring. */
    private static double[] middle(double[] ring) {
        double[] low = ring.clone();
        double[] high = ring.clone();
        for (int i = 0; i < ring.length; i++) {
            low[i % 2] = Math.min(low[i % 2], ring[i]);
            high[i % 2] = Math.max(high[i % 2], ring[i]);
        }
        return new double[] {(low[0] + high[0]) / 2, (low[1] + high[1]) / 2};
    }
}
