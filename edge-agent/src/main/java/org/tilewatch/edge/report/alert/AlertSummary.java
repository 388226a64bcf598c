package org.tilewatch.edge.report.alert;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a receiver needs to know of an alert. Every text was written elsewhere: not to be used as a path or printed unfiltered.
 *
 * @param id a UUID
 * @param dataId the event's stable name
 * @param change {@code new}, {@code update} or {@code deletion}
 * @param kind as in a look's object, empty if not told
 * @param zone empty outside of all
 * @param areaSquareMetres NaN without a georeference
 * @param probability 0 to 1, NaN if not told
 * @param acquired acquisition time of the picture with the change
 * @param chips lower-case hexadecimal SHA-256 by role
 * @param json the whole alert on one line, as it was sent; written anew if it had several
 */
public record AlertSummary(
        String id,
        String dataId,
        String change,
        String station,
        String site,
        String tile,
        String severity,
        String status,
        String kind,
        String zone,
        double areaSquareMetres,
        String sentence,
        double probability,
        Instant acquired,
        Map<String, String> chips,
        String json) {

    /** More than any alert of ours has. */
    private static final int MOST_BYTES = 4 * AlertCodec.MOST_BYTES;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    public AlertSummary {
        chips = Map.copyOf(chips);
    }

    /**
     * Reads an alert that somebody sent.
     *
     * @throws IOException if it is no alert of ours; the message says why
     */
    public static AlertSummary read(byte[] payload) throws IOException {
        if (payload.length > MOST_BYTES) {
            throw new IOException("not an alert: %,d bytes".formatted(payload.length));
        }
        if (!Integrity.intact(payload)) {
            throw new IOException("not an alert as it was sent: it does not fit its checksum");
        }
        return checked(payload);
    }

    /** Reads one that was found intact before and kept, perhaps written differently. */
    public static AlertSummary checked(byte[] payload) throws IOException {
        try {
            JsonNode item = JSON.readTree(payload);
            String sent = new String(payload, StandardCharsets.UTF_8);
            return read(item, sent.indexOf('\n') < 0 && sent.indexOf('\r') < 0 ? sent : JSON.writeValueAsString(item));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new IOException("not an alert: " + e.getMessage(), e);
        }
    }

    private static AlertSummary read(JsonNode item, String json) {
        JsonNode properties = item.path("properties");
        Map<String, String> chips = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> asset : item.path("assets").properties()) {
            String checksum = asset.getValue().path("file:checksum").asString("");
            chips.put(asset.getKey(), checksum.startsWith("1220") ? checksum.substring(4) : "");
        }
        return new AlertSummary(
                UUID.fromString(text(item, "id")).toString(),
                text(properties, "data_id"),
                text(properties, AlertCodec.OWN + "change"),
                text(properties, AlertCodec.OWN + "station"),
                text(properties, AlertCodec.OWN + "site"),
                text(properties, AlertCodec.OWN + "tile"),
                text(properties, AlertCodec.OWN + "severity"),
                text(properties, AlertCodec.OWN + "status"),
                properties.path(AlertCodec.OWN + "kind").asString(""),
                properties.path(AlertCodec.OWN + "zone").asString(""),
                properties.path(AlertCodec.OWN + "area_m2").asDouble(Double.NaN),
                text(properties, "description"),
                properties.path(AlertCodec.OWN + "probability").asDouble(Double.NaN),
                Instant.parse(text(properties, "datetime")),
                chips,
                json);
    }

    /** The whole alert on one line of ASCII, which commands no terminal. */
    public String ascii() {
        return JSON.writeValueAsString(JSON.readTree(json));
    }

    private static String text(JsonNode from, String key) {
        JsonNode value = from.path(key);
        if (!value.isString()) {
            throw new IllegalArgumentException(key + " is missing or no text");
        }
        return value.asString();
    }
}
