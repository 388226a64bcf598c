package org.tilewatch.edge.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.report.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class HomeAssistantTellerTest {

    @TempDir
    Path state;

    private final List<String> sites = new ArrayList<>(List.of("harbour"));

    @Test
    void toldOnceAndAgainOnEachConnect() throws IOException {
        HomeAssistantTeller teller = teller(true);

        assertThat(teller.next()).hasSize(1);
        assertThat(teller.next()).isEmpty();
        teller.connected();
        assertThat(teller.next()).hasSize(1);
    }

    @Test
    void toldAgainWhenHomeAssistantComesUp() throws IOException {
        HomeAssistantTeller teller = teller(true);
        teller.next();

        assertThat(teller.hear(message("homeassistant/status", "offline"))).isTrue();
        assertThat(teller.next()).isEmpty();
        assertThat(teller.hear(message("homeassistant/status", "online"))).isTrue();
        assertThat(teller.next()).hasSize(1);
        assertThat(teller.filters()).containsExactly("homeassistant/status");
    }

    @Test
    void whatIsNotHomeAssistantsIsLeftToOthers() {
        assertThat(teller(true).hear(message("tilewatch/1/han-01/cmd/silence", "online")))
                .isFalse();
    }

    @Test
    void aNewSiteIsAnnouncedAtOnce() throws IOException {
        HomeAssistantTeller teller = teller(true);
        teller.next();
        sites.add("yard");

        assertThat(components(teller.next().getFirst()).has("after_yard")).isTrue();
    }

    @Test
    void whatVanishedIsTakenOutAlsoAfterARestart() throws IOException {
        teller(true).next();
        sites.clear();

        JsonNode components = components(teller(true).next().getFirst());

        assertThat(components.path("after_harbour").propertyNames()).containsExactly("platform");
        assertThat(components.at("/after_harbour/platform").asString()).isEqualTo("image");
        assertThat(components.path("phase").size()).isGreaterThan(1);
    }

    @Test
    void switchedOffItIsWithdrawnOnEachConnect() throws IOException {
        HomeAssistantTeller teller = teller(false);

        assertThat(teller.next()).singleElement().satisfies(told -> {
            assertThat(told.payload()).isEmpty();
            assertThat(told.retained()).isTrue();
        });
        assertThat(teller.next()).isEmpty();
        assertThat(teller.filters()).isEmpty();
    }

    @Test
    void aStationOfManySitesStaysSmall() throws IOException {
        for (int i = 0; i < 5_000; i++) {
            sites.add("cell-e%d".formatted(i));
        }

        assertThat(teller(true).next().getFirst().payload().length).isLessThan(64 * 1024);
    }

    private HomeAssistantTeller teller(boolean wanted) {
        Announced station = new Announced(
                "han-01", "Hana", "0.1.0", Optional.empty(), "tilewatch/1/han-01", "homeassistant", Set.of());
        return new HomeAssistantTeller(station, wanted, () -> List.copyOf(sites), state.resolve("note"));
    }

    private static JsonNode components(Message told) {
        return JsonMapper.shared().readTree(told.payload()).path("components");
    }

    private static Message message(String topic, String text) {
        return new Message(topic, text.getBytes(StandardCharsets.UTF_8), "", Map.of(), Optional.empty(), false);
    }
}
