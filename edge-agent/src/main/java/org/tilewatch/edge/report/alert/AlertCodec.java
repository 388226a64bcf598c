package org.tilewatch.edge.report.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.PaceJson;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.report.alert.AlertContent.Chip;
import org.tilewatch.edge.report.alert.AlertContent.LonLat;
import org.tilewatch.edge.report.alert.AlertContent.Role;
import org.tilewatch.edge.site.Details;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The wire format of reports: an alert is at once a WIS2 Notification Message 1.1 and a STAC 1.0 Item.
 *
 * <p>The two leave one way to tell time that both accept: {@code datetime} alone. With {@code start_datetime} beside it the
 * schema of WIS2 (exactly one of the two forms) refuses the message, without {@code datetime} STAC does; so the acquisition time
 * of the picture before is a property of our own.
 */
public final class AlertCodec {

    /** Most bytes an alert may have, as WIS2 says. */
    public static final int MOST_BYTES = 8_192;

    public static final String MEDIA_TYPE = "application/geo+json";
    /** What the names of our own properties begin with. */
    public static final String OWN = "tw:";

    private static final Duration EXPIRY = Duration.ofDays(7);
    /** Relations of WIS2 for what is no longer new, told beside their short names. */
    private static final String WIS2_RELATION = "http://def.wmo.int/def/rel/wnm/-/";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AlertCodec() {}

    /** The report of a content: chips first, then the alert that names them. Pure: the same content gives the same bytes. */
    public static Report report(AlertContent content) {
        String id = content.alertId();
        Event event = content.event();
        List<Message> chips = content.chips().stream()
                .map(chip -> chipMessage(Topics.chip(id, chip.role().level()), chip.bytes(), chip.mediaType(), false))
                .toList();
        Message alert = new Message(
                Topics.alert(content.severity(), event.site(), event.tile()),
                encode(content),
                MEDIA_TYPE,
                cloudEvent(content),
                Optional.of(EXPIRY),
                false);
        return new Report(
                id, event.id(), event.revision(), event.site(), content.after(), content.severity(), chips, alert);
    }

    /** The retained pictures before, after and of what differs, for wallboards; none for a report that withdraws or has no such chip. */
    public static List<Message> latestPictures(Report report) {
        String[] levels = report.alert().topic().split("/", -1);
        List<Message> pictures = new ArrayList<>();
        for (Message chip : report.chips()) {
            String role = chip.topic().substring(chip.topic().lastIndexOf('/') + 1);
            if (levels.length == 4) {
                String topic = Topics.latestPicture(levels[2], role);
                pictures.add(chipMessage(topic, chip.payload(), chip.contentType(), true));
            }
        }
        return pictures;
    }

    /** The alert's JSON, at most 8,192 bytes: the outline is simplified until it fits, else left out, at last the explanation. */
    public static byte[] encode(AlertContent content) {
        Optional<OutlineFit> outline = content.outline().map(OutlineFit::new);
        if (outline.isPresent()) {
            byte[] whole = Integrity.sealed(
                    item(content, outline, Optional.of(outline.get().geometry()), true));
            if (whole.length <= MOST_BYTES) {
                return whole;
            }
            for (double fraction = 1 / 2048.0; fraction <= 1 / 8.0; fraction *= 2) {
                byte[] simpler = Integrity.sealed(
                        item(content, outline, Optional.of(outline.get().geometry(fraction)), true));
                if (simpler.length <= MOST_BYTES) {
                    return simpler;
                }
            }
        }
        byte[] placeOnly = Integrity.sealed(item(content, outline, Optional.empty(), true));
        byte[] result = placeOnly.length <= MOST_BYTES
                ? placeOnly
                : Integrity.sealed(item(content, outline, Optional.empty(), false));
        if (result.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "alert of event %s has %,d bytes without outline and explanation, allowed are %,d"
                            .formatted(content.event().id(), result.length, MOST_BYTES));
        }
        return result;
    }

    /** The same alert with the chips that were not sent taken out of its assets and named as missing. */
    public static Message namingOnly(Message alert, Set<String> rolesSent) {
        ObjectNode item = (ObjectNode) JSON.readTree(alert.payload());
        List<String> missing = item.path("assets")
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(role -> !rolesSent.contains(role))
                .toList();
        if (missing.isEmpty()) {
            return alert;
        }
        ((ObjectNode) item.path("assets")).remove(missing);
        ArrayNode named = ((ObjectNode) item.path("properties")).putArray(OWN + "chips_missing");
        missing.forEach(named::add);
        return new Message(
                alert.topic(),
                Integrity.sealed(item),
                alert.contentType(),
                alert.userProperties(),
                alert.expiry(),
                alert.retained());
    }

    private static Message chipMessage(String topic, byte[] bytes, String mediaType, boolean retained) {
        return new Message(
                topic, bytes, mediaType, Map.of(), retained ? Optional.empty() : Optional.of(EXPIRY), retained);
    }

    private static Map<String, String> cloudEvent(AlertContent content) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", content.alertId());
        attributes.put("source", "/tilewatch/" + Topics.level(content.stationId()));
        attributes.put("type", "org.tilewatch.alert." + change(content.event()));
        attributes.put("subject", dataId(content));
        attributes.put("time", content.issued().toString());
        return attributes;
    }

    private static String change(Event event) {
        String told = event.revision() == 1 ? "new" : "update";
        return event.status() == EventStatus.RETRACTED ? "deletion" : told;
    }

    private static String dataId(AlertContent content) {
        Event event = content.event();
        return Topics.level(content.stationId()) + "/" + Topics.level(event.site()) + "/" + event.id();
    }

    private static ObjectNode item(
            AlertContent content, Optional<OutlineFit> outline, Optional<ObjectNode> shape, boolean explained) {
        ObjectNode item = JSON.createObjectNode();
        item.put("type", "Feature").put("stac_version", "1.0.0");
        Provenance.extensions(item.putArray("stac_extensions"), content.origin());
        item.putArray("conformsTo").add("http://wis.wmo.int/spec/wnm/1/conf/core");
        item.put("id", content.alertId());
        geometry(item, content, outline, shape);
        properties(item.putObject("properties"), content, explained);
        item.set("assets", assets(content));
        item.set("links", links(content));
        return item;
    }

    private static void geometry(
            ObjectNode item, AlertContent content, Optional<OutlineFit> outline, Optional<ObjectNode> shape) {
        List<Double> box = outline.map(OutlineFit::boundingBox)
                .or(() -> content.centroid().map(c -> List.of(c.lon(), c.lat(), c.lon(), c.lat())))
                .orElse(List.of());
        if (box.isEmpty()) {
            item.putNull("geometry");
            return;
        }
        item.putArray("bbox")
                .addAll(box.stream()
                        .map(d -> item.numberNode(OutlineFit.rounded(d)))
                        .toList());
        if (shape.isPresent()) {
            item.set("geometry", shape.get());
            return;
        }
        LonLat place = content.centroid().orElseGet(() -> outline.orElseThrow().middle());
        item.putObject("geometry")
                .put("type", "Point")
                .putArray("coordinates")
                .add(OutlineFit.rounded(place.lon()))
                .add(OutlineFit.rounded(place.lat()));
    }

    private static void properties(ObjectNode to, AlertContent content, boolean explained) {
        Event event = content.event();
        boolean georeferenced =
                content.outline().isPresent() || content.centroid().isPresent();
        to.put("data_id", dataId(content));
        to.put("metadata_id", "urn:tilewatch:" + Topics.level(content.stationId()) + ":" + Topics.level(event.site()));
        to.put("pubtime", content.issued().toString());
        to.put("datetime", content.after().toString());
        to.put("cache", false); // nobody but the station has what the links lead to
        to.put("description", ChangeSentence.of(event, georeferenced));
        to.put(OWN + "before", content.before().toString());
        to.put(OWN + "change", change(event));
        to.put(OWN + "station", content.stationId());
        to.put(OWN + "site", event.site());
        to.put(OWN + "tile", event.tile());
        to.put(OWN + "event", event.id());
        to.put(OWN + "revision", event.revision());
        to.put(OWN + "severity", Topics.lower(content.severity()));
        to.put(OWN + "status", Topics.lower(event.status()));
        to.put(OWN + "polarity", Topics.lower(event.polarity()));
        to.put(OWN + "kind", Topics.lower(event.kind()));
        to.put(OWN + "probability", Math.round(event.score() * 1e4) / 1e4);
        to.put(georeferenced ? OWN + "area_m2" : OWN + "area_px", Math.round(event.areaSquareMetres() * 10) / 10.0);
        content.centroid()
                .ifPresent(centre -> to.putArray(OWN + "centroid")
                        .add(OutlineFit.rounded(centre.lon()))
                        .add(OutlineFit.rounded(centre.lat())));
        details(to, event.details());
        content.work().ifPresent(work -> PaceJson.put(to.putObject(OWN + "pace"), work));
        to.put(OWN + "first_seen", event.firstSeen().toString());
        to.put(OWN + "last_seen", event.lastSeen().toString());
        to.put(OWN + "looks_seen", event.looksSeen());
        to.put(OWN + "looks_in_history", content.looksInHistory());
        to.put(OWN + "clear_looks_without", content.clearLooksWithout());
        content.model().ifPresentOrElse(model -> to.put(OWN + "model", model), () -> to.putNull(OWN + "model"));
        to.put(OWN + "profile", content.profile());
        Provenance.put(to, content.origin());
        if (explained && !content.explain().isEmpty()) {
            ObjectNode explain = to.putObject(OWN + "explain");
            content.explainInOrder().forEach((name, value) -> {
                if (Double.isFinite(value)) {
                    explain.put(name, value);
                }
            });
        }
    }

    private static void details(ObjectNode to, Details details) {
        if (!details.zone().isEmpty()) {
            to.put(OWN + "zone", details.zone());
        }
        Details.Measures measures = details.measures();
        if (Double.isFinite(measures.areaErrorFraction())) {
            to.put(OWN + "area_error", rounded(measures.areaErrorFraction(), 1e3));
            to.put(OWN + "length_m", rounded(measures.lengthMetres(), 10));
            to.put(OWN + "width_m", rounded(measures.widthMetres(), 10));
        }
        if (Double.isFinite(measures.orientationDegrees())) {
            to.put(OWN + "orientation_deg", rounded(measures.orientationDegrees(), 10));
        }
        details.compared()
                .ifPresent(compared -> to.putObject(OWN + "reference")
                        .put("name", compared.structure())
                        .put("fraction", rounded(compared.fraction(), 1e3))
                        .put("error", rounded(compared.errorFraction(), 1e3)));
    }

    private static double rounded(double value, double steps) {
        return Math.round(value * steps) / steps;
    }

    private static ObjectNode assets(AlertContent content) {
        ObjectNode assets = JSON.createObjectNode();
        for (Chip chip : content.chips()) {
            String role = chip.role().level();
            ObjectNode asset = assets.putObject(role);
            asset.put("href", url(content) + "/chip/" + role);
            asset.put("type", chip.mediaType());
            // A multihash: 0x12 is SHA-256, 0x20 its length in bytes.
            asset.put("file:checksum", "1220" + chip.sha256());
            asset.put("file:size", chip.bytes().length);
            asset.put(OWN + "topic", Topics.chip(content.alertId(), role));
            chip.window().ifPresent(on -> asset.set(OWN + "window", JSON.valueToTree(on)));
            asset.putArray("roles").add(chip.role() == Role.DIFF ? "overview" : "thumbnail");
        }
        return assets;
    }

    private static ArrayNode links(AlertContent content) {
        ArrayNode links = JSON.createArrayNode();
        String change = change(content.event());
        String href = url(content);
        List<String> relations = change.equals("new") ? List.of("canonical") : List.of(change, WIS2_RELATION + change);
        for (String relation : relations) {
            links.addObject().put("rel", relation).put("href", href).put("type", MEDIA_TYPE);
        }
        Provenance.link(links, content);
        return links;
    }

    private static String url(AlertContent content) {
        return content.url("/alert/" + content.alertId());
    }
}
