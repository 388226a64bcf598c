package org.tilewatch.edge.discovery;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.report.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The announcement has the fields and topics that Home Assistant documents (integrations MQTT, device discovery, and the pages of each
 * platform; validation in homeassistant/components/mqtt/schemas.py: one unknown key at the top refuses all of it).
 */
final class DiscoveryCodecTest {

    private static final String ROOT = "tilewatch/1/han-01";
    private static final Set<String> ALL_COMMANDS = Set.of("silence", "arm", "disarm");

    /** What every platform takes. */
    private static final Set<String> COMMON = Set.of(
            "platform",
            "name",
            "unique_id",
            "availability",
            "device_class",
            "entity_category",
            "icon",
            "qos",
            "json_attributes_topic",
            "json_attributes_template");

    private static final Map<String, Set<String>> OWN = Map.ofEntries(
            entry("sensor", Set.of("state_topic", "value_template", "state_class", "unit_of_measurement", "options")),
            entry("binary_sensor", Set.of("state_topic", "value_template", "payload_on", "payload_off")),
            entry("switch", Set.of("state_topic", "value_template", "command_topic", "payload_on", "payload_off")),
            entry("button", Set.of("command_topic", "payload_press")),
            entry("event", Set.of("state_topic", "value_template", "event_types")),
            entry("image", Set.of("image_topic", "content_type")));

    private static final Map<String, Set<String>> REQUIRED = Map.of(
            "sensor", Set.of("state_topic"),
            "binary_sensor", Set.of("state_topic"),
            "switch", Set.of("command_topic"),
            "button", Set.of("command_topic"),
            "event", Set.of("state_topic", "event_types"),
            "image", Set.of("image_topic"));

    @Test
    void topHasTheFourPartsThatDeviceDiscoveryKnowsAndNoOther() {
        assertThat(body(ALL_COMMANDS, "harbour").propertyNames())
                .containsExactlyInAnyOrder("device", "origin", "availability", "components");
    }

    @Test
    void deviceAndOriginAreNamed() {
        JsonNode body = body(ALL_COMMANDS);

        assertThat(body.at("/device/identifiers/0").asString()).isEqualTo("tilewatch_han-01");
        assertThat(body.at("/device/name").asString()).isEqualTo("Hana roof");
        assertThat(body.at("/device/configuration_url").asString()).isEqualTo("http://127.0.0.1:8090");
        assertThat(body.path("device").propertyNames())
                .isSubsetOf("identifiers", "name", "manufacturer", "model", "sw_version", "configuration_url");
        assertThat(body.at("/origin/name").asString()).isEqualTo("Tilewatch");
        assertThat(body.path("origin").propertyNames()).isSubsetOf("name", "sw_version", "support_url");
    }

    @Test
    void everyComponentHasWhatItsPlatformNeedsAndNothingThatItDoesNotKnow() {
        body(ALL_COMMANDS, "harbour").path("components").properties().forEach(each -> {
            String platform = each.getValue().path("platform").asString();
            assertThat(OWN).as(each.getKey()).containsKey(platform);
            Set<String> known = new TreeSet<>(COMMON);
            known.addAll(OWN.get(platform));
            assertThat(each.getValue().propertyNames()).as(each.getKey()).isSubsetOf(known);
            assertThat(each.getValue().propertyNames())
                    .as(each.getKey())
                    .containsAll(REQUIRED.get(platform))
                    .contains("name", "unique_id");
        });
    }

    @Test
    void everyPlatformIsUsed() {
        Set<String> platforms = new TreeSet<>();
        body(ALL_COMMANDS, "harbour")
                .path("components")
                .forEach(each -> platforms.add(each.path("platform").asString()));

        assertThat(platforms).isEqualTo(new TreeSet<>(OWN.keySet()));
    }

    @Test
    void uniqueIdsAreDifferentAndTellOfWhichStation() {
        List<String> ids = new ArrayList<>();
        body(ALL_COMMANDS, "harbour", "Harbour", "Hafen Süd", "Hafen Sud", "a/b", "a_b")
                .path("components")
                .forEach(each -> ids.add(each.path("unique_id").asString()));

        assertThat(ids)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).matches("tilewatch_han-01_[a-z0-9_-]+"));
    }

    @Test
    void picturesComeByTheRetainedTopicsOfTheSite() {
        JsonNode components = body(ALL_COMMANDS, "harbour").path("components");

        assertThat(components.at("/before_harbour/image_topic").asString())
                .isEqualTo(ROOT + "/picture/latest/harbour/before");
        assertThat(components.at("/after_harbour/image_topic").asString())
                .isEqualTo(ROOT + "/picture/latest/harbour/after");
        assertThat(components.at("/blind_harbour/state_topic").asString()).isEqualTo(ROOT + "/coverage/harbour");
    }

    @Test
    void onlyCommandsThatTheStationTakesAreOffered() {
        JsonNode all = body(ALL_COMMANDS).path("components");
        JsonNode none = body(Set.of("accept", "reject", "arm")).path("components");

        assertThat(all.at("/silence/command_topic").asString()).isEqualTo(ROOT + "/cmd/silence");
        assertThat(all.at("/armed/command_topic").asString()).isEqualTo(ROOT + "/cmd/armed");
        assertThat(none.has("silence")).isFalse();
        assertThat(none.has("armed")).isFalse();
        assertThat(none.at("/armed_state/platform").asString()).isEqualTo("binary_sensor");
        none.forEach(each -> assertThat(each.has("command_topic")).isFalse());
    }

    @Test
    void everyTopicLiesInTheStationsBranch() {
        JsonNode body = body(ALL_COMMANDS, "harbour");

        Stream.concat(
                        body.findValuesAsString("state_topic").stream(),
                        body.findValuesAsString("command_topic").stream())
                .forEach(topic -> assertThat(topic).startsWith(ROOT + "/"));
        assertThat(body.findValuesAsString("command_topic"))
                .allSatisfy(topic -> assertThat(topic).doesNotContain("+", "#"));
        assertThat(body.at("/availability/0/topic").asString()).isEqualTo(ROOT + "/status");
    }

    @Test
    void aLostStationIsStillToldOf() {
        JsonNode components = body(ALL_COMMANDS).path("components");

        assertThat(components.at("/connection/availability").isArray()).isTrue();
        assertThat(components.at("/connection/availability").size()).isZero();
        assertThat(components.at("/problem/availability").size()).isZero();
        assertThat(components.at("/phase").has("availability")).isFalse();
    }

    @Test
    void announcementIsRetainedUnderTheStationsOwnTopicAndItsWithdrawalIsEmpty() {
        Message told = DiscoveryCodec.announcement(station(ALL_COMMANDS), List.of(), Map.of());
        Message withdrawn = DiscoveryCodec.withdrawal(station(ALL_COMMANDS));

        assertThat(told.topic()).isEqualTo("homeassistant/device/han-01/config");
        assertThat(told.retained()).isTrue();
        assertThat(withdrawn.topic()).isEqualTo(told.topic());
        assertThat(withdrawn.retained()).isTrue();
        assertThat(withdrawn.payload()).isEmpty();
    }

    private static Announced station(Set<String> commands) {
        return new Announced(
                "han-01", "Hana roof", "0.1.0", Optional.of("http://127.0.0.1:8090"), ROOT, "homeassistant", commands);
    }

    private static JsonNode body(Set<String> commands, String... sites) {
        Message told = DiscoveryCodec.announcement(station(commands), List.of(sites), Map.of());
        return JsonMapper.shared().readTree(told.payload());
    }
}
