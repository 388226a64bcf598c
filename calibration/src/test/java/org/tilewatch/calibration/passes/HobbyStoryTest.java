package org.tilewatch.calibration.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.config.sites.SitesFile;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.Replay;
import org.tilewatch.edge.watch.Screening;
import org.tilewatch.edge.watch.coarse.CoarseProfile;
import org.tilewatch.edge.watch.coarse.Maps;
import org.tilewatch.edge.watch.look.Judgement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Drawn passes, one seed from pixels to events: {@code deploy/prove.sh hobby} runs a whole station over them. */
@Timeout(180)
class HobbyStoryTest {

    @TempDir
    Path root;

    private Map<String, byte[]> drawn(String folder, long seed, int passes) throws IOException {
        Path at = Files.createDirectory(root.resolve(folder));
        new HobbyStory(seed).writeAll(at, passes);
        Map<String, byte[]> files = new TreeMap<>();
        try (var walk = Files.walk(at)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(at.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void theSameSeedGivesTheSamePasses() throws Exception {
        Map<String, byte[]> once = drawn("once", 3, 5);

        assertThat(once).containsKey("truth.json").hasSizeGreaterThan(5 * 10);
        assertThat(drawn("again", 3, 5)).containsExactlyEntriesOf(once);
    }

    @Test
    void anotherSeedIsAnotherCoast() throws Exception {
        assertThat(drawn("other", 4, 2).get("truth.json"))
                .isNotEqualTo(drawn("one", 3, 2).get("truth.json"));
    }

    @Test
    void floodIceEdgeAndScarAreConfirmedWithTheirAreasAndNothingElse() throws Exception {
        new HobbyStory(1).writeAll(Files.createDirectory(root.resolve("in")), HobbyStory.USUAL_PASSES);
        Path sites = Files.writeString(root.resolve("sites.geojson"), """
            {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"role": "site", "name": "home"},
            "geometry": {"type": "Polygon", "coordinates": [[[23.92, 59.46], [26.08, 59.46], [26.08, 60.54], [23.92, 60.54], [23.92, 59.46]]]}}]}
            """);
        Map<String, Event> told = new HashMap<>();
        try (Store store = Store.open(root.resolve("state"), Store.Durability.TEMPORARY, Clock.systemUTC())) {
            Replay replay = Replay.coarse(
                    root.resolve("in"), store, SitesFile.read(sites), 1, CoarseProfile.of(2, List.of()), Maps.NONE);
            replay.run(replay.items(), (item, result) -> keep(result, told));
        }

        JsonNode truth = JsonMapper.shared()
                .readTree(Files.readAllBytes(root.resolve("in").resolve("truth.json")));
        for (JsonNode each : truth.get("events")) {
            List<Event> of = told.values().stream()
                    .filter(event -> event.kind() == kind(each))
                    .toList();
            assertThat(of).as(each.get("kind").stringValue()).hasSize(1);
            assertThat(of.getFirst().areaSquareMetres() / 1e6)
                    .isCloseTo(each.get("area_km2").doubleValue(), Percentage.withPercentage(20));
        }
        assertThat(told.values())
                .extracting(Event::kind)
                .isSubsetOf(Kind.WATER, Kind.ICE, Kind.BURN, Kind.SMOKE, Kind.HOTSPOT);
    }

    private static Kind kind(JsonNode planted) {
        return Kind.valueOf(planted.get("kind").stringValue().toUpperCase(Locale.ROOT));
    }

    /** The latest of each event that was published. */
    private static void keep(Screening.Result result, Map<String, Event> told) {
        if (result instanceof Screening.Result.Settled settled) {
            for (Judgement.Seen seen : settled.judgements().getFirst().objects()) {
                if (seen.alert() && seen.event().status() != EventStatus.RETRACTED) {
                    told.put(seen.event().id(), seen.event());
                }
            }
        }
    }
}
