package org.tilewatch.edge.discovery;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.report.Message;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The wire format of Home Assistant's device-based MQTT discovery (Home Assistant 2024.11 and newer): one retained message that names
 * the device and all of its components, in full words. One key that is not known there makes it refuse the whole message.
 */
public final class DiscoveryCodec {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String AVAILABLE = "{{ 'offline' if value_json.phase in ['lost', 'stopped'] else 'online' }}";

    private DiscoveryCodec() {}

    /**
     * The announcement of a station.
     *
     * @param sites whose pictures and coverage are shown
     * @param gone components of an earlier announcement that are to vanish, with their platforms
     */
    public static Message announcement(Announced station, Collection<String> sites, Map<String, String> gone) {
        ObjectNode body = JSON.createObjectNode();
        device(body.putObject("device"), station);
        body.putObject("origin").put("name", "Tilewatch").put("sw_version", station.version());
        body.putArray("availability")
                .addObject()
                .put("topic", station.root() + "/status")
                .put("value_template", AVAILABLE);
        ObjectNode components = body.putObject("components");
        new Components(station, components).of(sites);
        gone.forEach((key, platform) -> components.putObject(key).put("platform", platform));
        return retained(station, JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
    }

    /** Takes the station, with all it announced, out of Home Assistant: an empty payload. */
    public static Message withdrawal(Announced station) {
        return retained(station, new byte[0]);
    }

    /** The components of an announcement, key and platform; those that only take something away are left out. */
    static Map<String, String> components(Message announcement) {
        Map<String, String> platforms = new LinkedHashMap<>();
        JSON.readTree(announcement.payload()).path("components").properties().forEach(each -> {
            if (each.getValue().size() > 1) {
                platforms.put(each.getKey(), each.getValue().path("platform").asString());
            }
        });
        return platforms;
    }

    private static void device(ObjectNode device, Announced station) {
        device.putArray("identifiers").add("tilewatch_" + station.id());
        device.put("name", station.name()).put("manufacturer", "Tilewatch").put("model", "Station");
        device.put("sw_version", station.version());
        station.pageUrl().ifPresent(url -> device.put("configuration_url", url));
    }

    private static Message retained(Announced station, byte[] payload) {
        String type = payload.length == 0 ? "" : "application/json";
        return new Message(station.topic(), payload, type, Map.of(), Optional.empty(), true);
    }
}
