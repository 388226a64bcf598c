package org.tilewatch.edge.report.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.OutlineFit;
import org.tilewatch.edge.site.Outline;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One alert that the station drew up, as its archive keeps it.
 *
 * @param change new, update or deletion
 * @param status of the event as it was told
 * @param told when it was drawn up
 * @param before acquisition time of the picture without the change
 * @param after acquisition time of the picture with it
 * @param looksInHistory clear looks that the change was judged against
 * @param clearLooksWithout clear looks before the first one that showed the event
 * @param profile thresholds in use
 * @param model checksum of the network that had a say, empty if none had
 * @param explain what the score was made from
 * @param outline in longitude and latitude, as it was told; empty where only a point was told, or no place
 * @param frame where its pictures lie; empty where they tell no place
 * @param zone that holds most of the event, empty outside of all
 * @param areaErrorFraction standard error of the area as a share of it, NaN if not told
 * @param reference name of the reference structure that the event is compared with, empty if none
 * @param referenceFraction its area as a share of that one's, NaN if not told
 * @param json as it was sent
 */
public record ToldAlert(
        String id,
        int revision,
        String change,
        String status,
        String severity,
        String sentence,
        Instant told,
        Instant before,
        Instant after,
        double probability,
        int looksInHistory,
        int clearLooksWithout,
        String profile,
        String model,
        Map<String, Double> explain,
        Optional<Outline> outline,
        Optional<PictureFrame> frame,
        String zone,
        double areaErrorFraction,
        String reference,
        double referenceFraction,
        String json) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public ToldAlert {
        explain = Map.copyOf(explain);
    }

    /**
     * Where the pictures of an alert lie.
     *
     * @param toMap from their pixels to the map
     */
    public record PictureFrame(int width, int height, GeoReference toMap) {}

    /** Reads an alert of this station's own archive; empty if it is none that can be read. */
    public static Optional<ToldAlert> read(String json) {
        try {
            JsonNode item = JSON.readTree(json);
            JsonNode properties = item.path("properties");
            return Optional.of(new ToldAlert(
                    item.path("id").asString(""),
                    own(properties, "revision").asInt(0),
                    own(properties, "change").asString("new"),
                    own(properties, "status").asString(""),
                    own(properties, "severity").asString(""),
                    properties.path("description").asString(""),
                    Instant.parse(properties.path("pubtime").asString("")),
                    Instant.parse(own(properties, "before").asString("")),
                    Instant.parse(properties.path("datetime").asString("")),
                    own(properties, "probability").asDouble(Double.NaN),
                    own(properties, "looks_in_history").asInt(0),
                    own(properties, "clear_looks_without").asInt(0),
                    own(properties, "profile").asString(""),
                    own(properties, "model").asString(""),
                    numbers(own(properties, "explain")),
                    OutlineFit.read(item.path("geometry")),
                    frame(properties),
                    own(properties, "zone").asString(""),
                    own(properties, "area_error").asDouble(Double.NaN),
                    own(properties, "reference").path("name").asString(""),
                    own(properties, "reference").path("fraction").asDouble(Double.NaN),
                    json));
        } catch (JacksonException | DateTimeException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether the picture after shows the event, as that of an alert about its end does not. */
    public boolean shows() {
        return status.equals("provisional") || status.equals("confirmed");
    }

    private static JsonNode own(JsonNode properties, String name) {
        return properties.path(AlertCodec.OWN + name);
    }

    private static Map<String, Double> numbers(JsonNode from) {
        Map<String, Double> numbers = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : from.properties()) {
            numbers.put(each.getKey(), each.getValue().asDouble());
        }
        return numbers;
    }

    private static Optional<PictureFrame> frame(JsonNode properties) {
        JsonNode shape = properties.path("proj:shape");
        JsonNode transform = properties.path("proj:transform");
        String code = properties.path("proj:code").asString("");
        if (shape.size() != 2 || transform.size() < 6 || !code.startsWith("EPSG:")) {
            return Optional.empty();
        }
        List<Double> t = new ArrayList<>();
        transform.valueStream().limit(6).forEach(value -> t.add(value.asDouble()));
        // STAC writes a row at a time, scale first: x = t0 column + t1 row + t2.
        Affine toMap = new Affine(t.get(2), t.get(0), t.get(1), t.get(5), t.get(3), t.get(4));
        GeoReference place = new GeoReference(Integer.parseInt(code.substring("EPSG:".length())), toMap);
        return Optional.of(new PictureFrame(shape.get(1).asInt(), shape.get(0).asInt(), place));
    }
}
