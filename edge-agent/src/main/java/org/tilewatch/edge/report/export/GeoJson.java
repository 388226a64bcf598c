package org.tilewatch.edge.report.export;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.report.alert.OutlineFit;
import org.tilewatch.edge.report.export.Layer.Row;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.report.record.Wording;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A site record as GeoJSON (RFC 7946): a Feature per event; looks, alerts and coverage as members of the collection. */
public final class GeoJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private GeoJson() {}

    /** The whole file. */
    public static byte[] of(SiteRecord site, boolean all) {
        ObjectNode collection = JSON.createObjectNode();
        collection.put("type", "FeatureCollection").put("name", "events");
        collection.put("site", site.site());
        collection.put("from", site.from().toString()).put("until", site.until().toString());
        coverage(collection.putObject("coverage"), site);
        ArrayNode features = collection.putArray("features");
        Layer events = SiteLayers.events(site, all);
        for (Row row : events.rows()) {
            ObjectNode feature = features.addObject().put("type", "Feature");
            feature.put("id", String.valueOf(row.values().getFirst()));
            geometry(feature, row);
            values(feature.putObject("properties"), "", events, row);
        }
        table(collection.putArray("looks"), SiteLayers.looks(site));
        table(collection.putArray("alerts"), SiteLayers.alerts(site));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(collection);
    }

    /** How well the site was seen; what is not known is null. */
    static void coverage(ObjectNode into, SiteRecord site) {
        into.put("looks", site.looks().size()).put("clear_looks", site.clearLooks());
        into.put(
                "last_clear",
                site.lastClear().map(look -> look.acquired().toString()).orElse(null));
        into.put("blind_since", site.blindSince().map(Instant::toString).orElse(null));
        into.put("longest_gap", Wording.span(site.longestGap()));
    }

    static void geometry(ObjectNode feature, Row row) {
        if (row.place().isEmpty()) {
            feature.putNull("geometry");
            return;
        }
        OutlineFit outline = new OutlineFit(row.place().get());
        ArrayNode box = feature.putArray("bbox");
        outline.boundingBox().forEach(box::add);
        feature.set("geometry", outline.geometry());
    }

    private static void table(ArrayNode into, Layer layer) {
        for (Row row : layer.rows()) {
            values(into.addObject(), "", layer, row);
        }
    }

    /** The row's values under the names of their columns, each with a prefix. */
    static void values(ObjectNode into, String prefix, Layer layer, Row row) {
        for (int i = 0; i < layer.columns().size(); i++) {
            String name = prefix + layer.columns().get(i).name();
            @Nullable Object value = row.values().get(i);
            switch (value) {
                case null -> into.putNull(name);
                case Integer number -> into.put(name, number);
                case Double number -> into.put(name, number);
                case Boolean truth -> into.put(name, truth);
                default -> into.put(name, value.toString());
            }
        }
    }
}
