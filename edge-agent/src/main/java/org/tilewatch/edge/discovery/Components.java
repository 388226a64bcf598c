package org.tilewatch.edge.discovery;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.tilewatch.edge.report.Topics;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What of a station is shown in Home Assistant. Templates are Jinja as Home Assistant runs it; a state that cannot be told is the word
 * {@code None}, which it shows as unknown. Used once, by one thread.
 */
final class Components {

    private static final int LONGEST_KEY_PART = 32;

    private final Announced station;
    private final ObjectNode into;

    Components(Announced station, ObjectNode into) {
        this.station = station;
        this.into = into;
    }

    void of(Collection<String> sites) {
        alerts();
        state();
        looks();
        figures();
        orders();
        sites.forEach(this::site);
    }

    private void alerts() {
        String alerts = station.root() + "/alert/+/+/+";
        ObjectNode event = component("alert", "event", "Alert").put("state_topic", alerts);
        ArrayNode types = event.putArray("event_types");
        List.of("new", "update", "deletion").forEach(types::add);
        event.put(
                "value_template",
                "{% set p = value_json.properties %}{{ {'event_type': p['tw:change'], 'alert': value_json.id,"
                        + " 'severity': p['tw:severity'], 'status': p['tw:status'], 'site': p['tw:site'],"
                        + " 'kind': p['tw:kind'], 'probability': p['tw:probability'],"
                        + " 'acquired': p['datetime'], 'description': p['description']} | to_json }}");
        component("last_alert", "sensor", "Last alert")
                .put("state_topic", alerts)
                .put("icon", "mdi:satellite-variant")
                .put("value_template", "{{ value_json.properties.description[:255] }}");
        figure("alerts_open", "Alerts that ask for a person", "tilewatch_alerts_open")
                .put("icon", "mdi:bell-alert");
    }

    private void state() {
        // A lost station has to be told of: so these two are there also while it is not.
        ObjectNode link = status("connection", "binary_sensor", "Connection")
                .put("device_class", "connectivity")
                .put("value_template", "{{ 'OFF' if value_json.phase in ['lost', 'stopped'] else 'ON' }}");
        link.putArray("availability");
        ObjectNode problem = status("problem", "binary_sensor", "Problem")
                .put("device_class", "problem")
                .put(
                        "value_template",
                        "{{ 'ON' if value_json.phase == 'lost' or value_json.conditions | default({}) else 'OFF' }}")
                .put("json_attributes_topic", station.root() + "/status")
                .put("json_attributes_template", "{{ value_json.conditions | default({}) | to_json }}");
        problem.putArray("availability");
        ObjectNode phase = status("phase", "sensor", "Phase")
                .put("device_class", "enum")
                .put("entity_category", "diagnostic")
                .put("value_template", "{{ value_json.phase }}");
        ArrayNode options = phase.putArray("options");
        List.of("starting", "learning", "ready", "degraded", "stopped", "lost").forEach(options::add);
    }

    private void looks() {
        status("words", "sensor", "Says")
                .put("icon", "mdi:lightbulb-on-outline")
                .put("value_template", "{{ value_json.words | default('') or value_json.phase }}");
        status("last_look", "sensor", "Last look")
                .put("device_class", "timestamp")
                .put(
                        "value_template",
                        "{{ value_json.last_look.acquired if value_json.last_look is defined else 'None' }}");
        status("verdict", "sensor", "Last verdict")
                .put(
                        "value_template",
                        "{{ value_json.last_look.verdict if value_json.last_look is defined else 'None' }}");
        status("looks_learned", "sensor", "Looks learned")
                .put("state_class", "measurement")
                .put("entity_category", "diagnostic")
                .put("value_template", "{{ value_json.looks_so_far | default('None') }}");
    }

    private void figures() {
        figure("waiting", "Reports waiting", "tilewatch_outbox_reports").put("entity_category", "diagnostic");
        figure("disk_free", "Disk free", "tilewatch_disk_free_bytes")
                .put("device_class", "data_size")
                .put("unit_of_measurement", "B")
                .put("entity_category", "diagnostic");
    }

    /** Only what the station takes is offered. Buttons that could judge an alert other than the one on the screen are not. */
    private void orders() {
        if (station.commands().contains("silence")) {
            component("silence", "button", "Silence")
                    .put("command_topic", station.root() + "/cmd/silence")
                    .put("payload_press", "{}")
                    .put("qos", 1)
                    .put("icon", "mdi:bell-off");
        }
        String armed = "{{ 'on' if value_json.armed | default(true) else 'off' }}";
        if (station.commands().containsAll(List.of("arm", "disarm"))) {
            status("armed", "switch", "Armed")
                    .put("command_topic", station.root() + "/cmd/armed")
                    .put("payload_on", "on")
                    .put("payload_off", "off")
                    .put("qos", 1)
                    .put("value_template", armed);
        } else {
            status("armed_state", "binary_sensor", "Armed")
                    .put("payload_on", "on")
                    .put("payload_off", "off")
                    .put("value_template", armed);
        }
    }

    private void site(String site) {
        String key = key(site);
        picture("before_" + key, site + ": before", site, "before");
        picture("after_" + key, site + ": after", site, "after");
        picture("map_" + key, site + ": map", site, "diff");
        component("blind_" + key, "sensor", site + ": days blind")
                .put("state_topic", station.root() + "/coverage/" + Topics.level(site))
                .put("device_class", "duration")
                .put("unit_of_measurement", "d")
                .put("state_class", "measurement")
                .put("value_template", "{{ value_json.days_blind if value_json.days_blind is number else 'None' }}");
    }

    private void picture(String key, String name, String site, String role) {
        component(key, "image", name)
                .put("image_topic", station.root() + "/" + Topics.latestPicture(site, role))
                .put("content_type", "image/jpeg");
    }

    private ObjectNode status(String key, String platform, String name) {
        return component(key, platform, name).put("state_topic", station.root() + "/status");
    }

    private ObjectNode figure(String key, String name, String series) {
        return component(key, "sensor", name)
                .put("state_topic", station.root() + "/metrics")
                .put("state_class", "measurement")
                .put("value_template", "{{ value | regex_findall_index('(?m)^%s ([0-9.eE+]+)') }}".formatted(series));
    }

    private ObjectNode component(String key, String platform, String name) {
        return into.putObject(key)
                .put("platform", platform)
                .put("name", name)
                .put("unique_id", "tilewatch_" + station.id() + "_" + key);
    }

    /** A site's name as Home Assistant allows it in an id, different for different names. */
    private static String key(String site) {
        String fit = site.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "_");
        String cut = fit.length() > LONGEST_KEY_PART ? fit.substring(0, LONGEST_KEY_PART) : fit;
        if (cut.equals(site)) {
            return cut;
        }
        CRC32 checksum = new CRC32();
        checksum.update(site.getBytes(StandardCharsets.UTF_8));
        return cut + "_" + Long.toHexString(checksum.getValue());
    }
}
