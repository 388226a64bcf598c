package org.tilewatch.edge.console;

import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.store.Archive.Archived;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The codec of a card: what an alert said, and where its event and its delivery stand now. */
final class AlertCard {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> TOLD = List.of(
            "tile",
            "zone",
            "kind",
            "polarity",
            "probability",
            "area_m2",
            "area_px",
            "first_seen",
            "last_seen",
            "looks_seen",
            "before",
            "change",
            "status");
    private static final List<String> TOLD_WHOLE = List.of(
            "area_error",
            "length_m",
            "width_m",
            "orientation_deg",
            "reference",
            "looks_in_history",
            "clear_looks_without",
            "model",
            "profile",
            "explain");

    private AlertCard() {}

    /**
     * A card of the list.
     *
     * @param pictured the report whose pictures are shown
     * @param event as it stands now; empty tells what the alert told
     */
    static ObjectNode of(Archived row, Archived pictured, Optional<Event> event) {
        return of(row, pictured, event, JSON.readTree(row.json()));
    }

    /** The same with everything that explains the alert, its place and the frame of its pictures. */
    static ObjectNode whole(Archived row, Archived pictured, Optional<Event> event) {
        JsonNode alert = JSON.readTree(row.json());
        ObjectNode card = of(row, pictured, event, alert);
        JsonNode shown = JSON.readTree(pictured.json());
        JsonNode told = shown.path("properties");
        for (String name : TOLD_WHOLE) {
            if (told.has(AlertCodec.OWN + name)) {
                card.set(name, told.path(AlertCodec.OWN + name).deepCopy());
            }
        }
        if (alert.has("geometry")) {
            card.set("geometry", alert.path("geometry").deepCopy());
        }
        JsonNode window = shown.path("assets").path("after").path(AlertCodec.OWN + "window");
        if (window.isObject()) {
            card.set("window", window.deepCopy());
        }
        event.ifPresent(each -> outline(card.putArray("outline"), each));
        card.put("failure", row.failure()).put("attempts", row.attempts());
        row.left().ifPresent(time -> card.put("left", time.toString()));
        return card;
    }

    private static ObjectNode of(Archived row, Archived pictured, Optional<Event> event, JsonNode alert) {
        JsonNode told = alert.path("properties");
        ObjectNode card = JSON.createObjectNode();
        card.put("seq", row.seq())
                .put("id", row.alertId())
                .put("event", row.eventId())
                .put("revision", row.revision());
        card.put("site", row.site()).put("severity", StationJson.lower(row.severity()));
        card.put("delivery", StationJson.lower(row.state()));
        card.put("acquired", row.acquired().toString())
                .put("queued", row.queued().toString());
        card.put("sentence", told.path("description").asString(""));
        for (String name : TOLD) {
            JsonNode value = told.path(AlertCodec.OWN + name);
            if (value.isValueNode()) {
                card.set(name, value.deepCopy());
            }
        }
        event.ifPresent(now -> {
            card.put("status", StationJson.lower(now.status()));
            card.put("last_seen", now.lastSeen().toString());
            card.put("looks_seen", now.looksSeen()).put("looks_missed", now.looksMissed());
        });
        ArrayNode pictures = card.putArray("pictures");
        pictured.roles().forEach(pictures::add);
        card.put("picture", pictured.alertId())
                .put("pictured", pictured.acquired().toString());
        JsonNode before = JSON.readTree(pictured.json()).path("properties").path(AlertCodec.OWN + "before");
        if (before.isValueNode()) {
            card.set("before", before.deepCopy());
        }
        return card;
    }

    /** The rings in pixels of the site's grid. */
    static void outline(ArrayNode to, Event event) {
        for (double[] ring : event.outline().rings()) {
            ring(to.addArray(), ring);
        }
    }

    static void ring(ArrayNode to, double[] ring) {
        for (int i = 0; i < ring.length; i += 2) {
            to.addArray().add(Math.round(ring[i] * 10) / 10.0).add(Math.round(ring[i + 1] * 10) / 10.0);
        }
    }
}
