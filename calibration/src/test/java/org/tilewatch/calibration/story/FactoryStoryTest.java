package org.tilewatch.calibration.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.calibration.simulate.SimulatedSite;
import org.tilewatch.edge.config.sites.SitesFile;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.report.record.EventRecord;
import org.tilewatch.edge.report.record.Findings;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.store.QueueDesk;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.NetworkChoice;
import org.tilewatch.edge.watch.Replay;
import org.tilewatch.edge.watch.look.AlertPolicy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The factory's story from pixels and sites file alone, one seed: {@code deploy/proof/story.py} tells it for ten and more. */
@Timeout(120)
final class FactoryStoryTest {

    private static final long SEED = 3;
    private static final int LOOKS = 20;

    @TempDir
    private static Path folder;

    private static JsonNode truth = JsonMapper.shared().createObjectNode();
    private static List<String> sentences = List.of();

    @BeforeAll
    static void watch() throws Exception {
        Natives.load();
        Path looks = Files.createDirectory(folder.resolve("looks"));
        SimulatedSite.of(new Factory(SEED, LOOKS, Sizes.of(SEED)), SEED, LOOKS).writeAll(looks);
        List<WatchedSite> sites = SitesFile.read(looks.resolve("sites.geojson"));
        truth = JsonMapper.shared().readTree(Files.readAllBytes(looks.resolve("truth.json")));
        Path state = folder.resolve("state");
        try (Store store = Store.open(state, Store.Durability.TEMPORARY, Clock.systemUTC())) {
            Replay replay = new Replay(looks, store, sites, 1, NetworkChoice.BUNDLED, AlertPolicy.DEFAULT);
            replay.run(replay.items(), (item, result) -> {});
            sentences = Findings.of(record(state, sites.getFirst()));
        }
    }

    private static SiteRecord record(Path state, WatchedSite watched) throws Exception {
        try (QueueDesk desk = QueueDesk.look(state)) {
            List<EventRecord> events = new ArrayList<>();
            desk.events(Factory.NAME)
                    .forEach(event -> events.add(
                            new EventRecord(event, Optional.empty(), List.of(), List.of(), Optional.empty())));
            return new SiteRecord(
                    "",
                    Factory.NAME,
                    Instant.EPOCH,
                    Instant.MAX,
                    Instant.EPOCH,
                    desk.grid(Factory.NAME),
                    Optional.of(watched),
                    OptionalDouble.empty(),
                    List.of(),
                    desk.pace(Factory.NAME),
                    events);
        }
    }

    @Test
    void theNewHallIsToldWithItsFloorAndItsShareOfTheOldOne() {
        String hall = sentence("A new structure of", "'Construction'");

        assertThat(number(hall, "([\\d,]+) m2")).isCloseTo(fact("hall_m2"), withPercentage(10));
        assertThat(number(hall, "(\\d+) % of Assembly hall 1") / 100).isCloseTo(fact("hall_share"), withPercentage(10));
        assertThat(lookOf(hall, "first seen"))
                .isBetween((int) fact("hall_cleared") - 1, (int) fact("hall_cleared") + 1);
        assertThat(hall).contains("not on any earlier look (");
    }

    @Test
    void theStaffsHousingIsTold() {
        String housing = sentence("A new structure of", "'Staff housing'");

        assertThat(number(housing, "([\\d,]+) m2")).isCloseTo(fact("housing_m2"), withPercentage(10));
    }

    @Test
    void theCraneIsGoneAndTheEntranceIsOpen() {
        String entrance = sentence("The crane at the entrance", "is gone since", "the entrance is open since");

        assertThat(number(entrance, "([\\d,]+) m2")).isCloseTo(fact("gate_m2"), withPercentage(10));
        assertThat((double) lookOf(entrance, "gone since")).isCloseTo(fact("crane_gone"), within(1.0));
        assertThat((double) lookOf(entrance, "open since")).isCloseTo(fact("entrance_open"), within(1.0));
    }

    @Test
    void theRoofOverTheLoadingAreaIsTold() {
        String roof = sentence("A roof of", "over the loading area", "can no longer be seen");

        assertThat(number(roof, "([\\d,]+) m2")).isCloseTo(fact("roof_m2"), withPercentage(10));
        assertThat((double) lookOf(roof, "since")).isCloseTo(fact("loading_roof"), within(1.0));
    }

    @Test
    void theLongestTrainSeenIsCounted() {
        String wagons = sentence("Wagons stood in zone 'Rail yard'");

        double planted = truth.get("story")
                .get("wagons")
                .get(String.valueOf(lookOf(wagons, "wagons, on")))
                .asDouble();
        assertThat(number(wagons, "about (\\d+) wagons")).isCloseTo(planted, within(Math.max(1, 0.1 * planted)));
    }

    @Test
    void materialAndLorriesAreASignOfPace() {
        assertThat(sentence("Pace of work", "'Construction'", "active construction since"))
                .contains("small objects");
    }

    @Test
    void tooFewLooksAndImpossibleSizesAreRefused() {
        assertThatThrownBy(() -> new Factory(1, Factory.FEWEST_LOOKS - 1, Sizes.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 18 looks: 17");
        assertThatThrownBy(() -> new Sizes(1000, 1.9, 500, 800, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.2 to 1.8");
    }

    @Test
    void everySeedDrawsAHallSixtyToSeventyPercentLarger() {
        for (long seed = 1; seed <= 30; seed++) {
            assertThat(Sizes.of(seed).hallShare()).isBetween(1.6, 1.7);
            assertThat(new Factory(seed, LOOKS, Sizes.of(seed)).planted())
                    .allMatch(event -> event.firstLook() >= FactoryTime.QUIET_LOOKS && event.lastLook() < LOOKS);
        }
    }

    private static String sentence(String... parts) {
        return sentences.stream()
                .filter(each -> List.of(parts).stream().allMatch(each::contains))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no sentence with " + List.of(parts) + " among " + sentences));
    }

    private static double fact(String name) {
        return truth.get("story").get(name).asDouble();
    }

    private static double number(String sentence, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(sentence);
        assertThat(matcher.find()).as(pattern + " in: " + sentence).isTrue();
        return Double.parseDouble(matcher.group(1).replace(",", ""));
    }

    /** The look whose day follows these words. */
    private static int lookOf(String sentence, String words) {
        Matcher matcher = Pattern.compile(words + " (\\d{4}-\\d\\d-\\d\\d)").matcher(sentence);
        assertThat(matcher.find()).as(words + " in: " + sentence).isTrue();
        for (int i = 0; i < LOOKS; i++) {
            if (truth.get("looks").get(i).get("datetime").asString().startsWith(matcher.group(1))) {
                return i;
            }
        }
        throw new AssertionError("no look on " + matcher.group(1));
    }
}
