package org.tilewatch.edge.report.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.AlertContent.Chip;
import org.tilewatch.edge.report.alert.OutlineFit;
import org.tilewatch.edge.report.export.Layer.Row;
import org.tilewatch.edge.report.record.EventRecord;
import org.tilewatch.edge.report.record.Picture;
import org.tilewatch.edge.report.record.Sentences;
import org.tilewatch.edge.report.record.SiteRecord;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Outline;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A site record as a static STAC 1.0 catalogue: a collection for the site, an item per event, its chips as assets. All links are
 * relative, so that the folder can be moved.
 */
public final class StacCatalogue {

    private static final String VERSION = "1.0.0";
    private static final String JSON_TYPE = "application/json";
    private static final String GEOJSON_TYPE = "application/geo+json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SiteRecord site;
    private final Layer events;
    private final List<EventRecord> records;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final String folder;

    private StacCatalogue(SiteRecord site, boolean all) {
        this.site = site;
        this.events = SiteLayers.events(site, all);
        this.records = all ? site.events() : site.published();
        this.folder = Topics.level(site.site());
    }

    /** Contents by path, folders parted by {@code /}; an item never comes before the files that it names. */
    public static Map<String, byte[]> of(SiteRecord site, boolean all) {
        return new StacCatalogue(site, all).write();
    }

    private Map<String, byte[]> write() {
        for (int i = 0; i < records.size(); i++) {
            item(records.get(i), events.rows().get(i));
        }
        collection();
        ObjectNode catalogue = JSON.createObjectNode();
        catalogue.put("type", "Catalog").put("stac_version", VERSION).put("id", "tilewatch-" + folder);
        catalogue.put("title", "Tilewatch: " + site.site());
        catalogue.put("description", "What a Tilewatch station saw change at " + site.site());
        ArrayNode links = catalogue.putArray("links");
        link(links, "root", "./catalog.json", JSON_TYPE);
        link(links, "child", "./" + folder + "/collection.json", JSON_TYPE);
        put("catalog.json", catalogue);
        return files;
    }

    private void collection() {
        ObjectNode collection = JSON.createObjectNode();
        collection.put("type", "Collection").put("stac_version", VERSION).put("id", folder);
        collection.put("title", site.site());
        collection.put("description", String.join(" ", Sentences.summary(site)));
        collection.put("license", "proprietary");
        ObjectNode extent = collection.putObject("extent");
        box(extent.putObject("spatial").putArray("bbox").addArray());
        extent.putObject("temporal")
                .putArray("interval")
                .addArray()
                .add(site.from().toString())
                .add(site.until().toString());
        GeoJson.coverage(collection.putObject(AlertCodec.OWN + "coverage"), site);
        ArrayNode links = collection.putArray("links");
        link(links, "root", "../catalog.json", JSON_TYPE);
        link(links, "parent", "../catalog.json", JSON_TYPE);
        for (EventRecord record : records) {
            link(links, "item", "./" + name(record) + "/" + name(record) + ".json", GEOJSON_TYPE);
        }
        put(folder + "/collection.json", collection);
    }

    /** Around all events; the whole Earth where none has a place, as STAC wants one. */
    private void box(ArrayNode into) {
        List<Outline> placed =
                records.stream().flatMap(record -> record.outline().stream()).toList();
        List<Double> box = placed.isEmpty() ? List.of(-180.0, -90.0, 180.0, 90.0) : OutlineFit.boundingBox(placed);
        box.forEach(into::add);
    }

    private void item(EventRecord record, Row row) {
        Event event = record.event();
        ObjectNode item = JSON.createObjectNode();
        item.put("type", "Feature").put("stac_version", VERSION);
        item.putArray("stac_extensions").add("https://stac-extensions.github.io/file/v2.1.0/schema.json");
        item.put("id", name(record)).put("collection", folder);
        GeoJson.geometry(item, row);
        ObjectNode properties = item.putObject("properties");
        properties.put("datetime", event.lastSeen().toString());
        properties.put("start_datetime", event.firstSeen().toString());
        properties.put("end_datetime", event.lastSeen().toString());
        properties.put("description", Sentences.of(record, site.georeferenced()));
        GeoJson.values(properties, AlertCodec.OWN, events, row);
        ObjectNode assets = item.putObject("assets");
        record.pictures().forEach(each -> asset(assets, record, each));
        ArrayNode links = item.putArray("links");
        link(links, "root", "../../catalog.json", JSON_TYPE);
        link(links, "parent", "../collection.json", JSON_TYPE);
        link(links, "collection", "../collection.json", JSON_TYPE);
        put(folder + "/" + name(record) + "/" + name(record) + ".json", item);
    }

    private void asset(ObjectNode assets, EventRecord record, Picture picture) {
        String name = picture.role() + picture.ending();
        files.put(folder + "/" + name(record) + "/" + name, picture.bytes());
        ObjectNode asset = assets.putObject(picture.role());
        asset.put("href", "./" + name).put("type", picture.mediaType());
        asset.put("file:size", picture.bytes().length);
        asset.put("file:checksum", "1220" + Chip.sha256(picture.bytes()));
        asset.putArray("roles").add(picture.role().equals("diff") ? "overview" : "thumbnail");
    }

    private static String name(EventRecord record) {
        return record.event().id().replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private static void link(ArrayNode links, String relation, String href, String type) {
        links.addObject().put("rel", relation).put("href", href).put("type", type);
    }

    private void put(String path, ObjectNode content) {
        files.put(path, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
    }
}
