package org.tilewatch.edge.console;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.console.http.Reply;
import org.tilewatch.edge.console.http.Request;
import org.tilewatch.edge.console.tile.TilePicture;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Longitudes;
import org.tilewatch.edge.imagery.Projection;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;
import org.tilewatch.edge.store.Ledger.PastLook;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.HistoryTile;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The sites with their grids, tiles and events; places on a site are pixels of its grid, x to the right and y down. */
final class SitesJson {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_EVENTS = 2_000;

    private final Store store;
    private final Station.ZoneBook zones;
    private final Station.Learning learning;
    private final Projections projections = new Projections();

    SitesJson(Store store, Station.ZoneBook zones, Station.Learning learning) {
        this.store = store;
        this.zones = zones;
        this.learning = learning;
    }

    /** All sites, by name: zones, extent, corners in longitude and latitude where there is a georeference, latest look. */
    Reply list() throws IOException {
        ArrayNode body = JSON.createArrayNode();
        for (String site : store.sites()) {
            body.add(summary(site));
        }
        return Reply.json(JSON.writeValueAsString(body));
    }

    /** One site with its tiles and its events, latest seen first. */
    Reply one(Request request) throws IOException {
        String site = TilePicture.decoded(request.rest());
        if (!store.sites().contains(site)) {
            return Reply.notFound();
        }
        ObjectNode body = summary(site);
        ArrayNode tiles = body.putArray("tiles");
        tiles(site)
                .forEach((id, newest) -> tiles.addObject()
                        .put("id", id)
                        .put("newest", newest.pass().acquired().toString())
                        .put("file", newest.file()));
        ArrayNode events = body.putArray("events");
        store.events(site).stream()
                .filter(event -> event.revision() > 0)
                .limit(MOST_EVENTS)
                .forEach(event -> event(events.addObject(), event));
        ArrayNode restless = body.putArray("restless");
        learning.restless(site).forEach(outline -> AlertCard.ring(restless.addArray(), outline.outer()));
        learned(body, site);
        body.put("zonesKept", zones.writable() && watched(site).isPresent());
        return Reply.json(JSON.writeValueAsString(body));
    }

    /** What reviews changed about the alerts of a site, as {@code learned}; nothing where the station does not learn from them. */
    void learned(ObjectNode to, String site) throws IOException {
        learning.of(site)
                .ifPresent(what -> to.putObject("learned")
                        .put("reviews", what.reviews())
                        .put("confirmedFrom", what.confirmedFrom())
                        .put("confirmedUsually", what.confirmedUsually())
                        .put("provisionalFrom", what.provisionalFrom())
                        .put("provisionalUsually", what.provisionalUsually()));
    }

    private Optional<WatchedSite> watched(String site) {
        return zones.sites().stream().filter(each -> each.name().equals(site)).findFirst();
    }

    /** Zones with their outlines in pixels of the site's grid; without a grid on Earth by name alone. */
    private void zones(ArrayNode to, String site) throws IOException {
        for (Zone zone : watched(site).map(WatchedSite::zones).orElse(List.of())) {
            ObjectNode told = to.addObject()
                    .put("name", zone.name())
                    .put("purpose", zone.purpose().written());
            outlines(told.putArray("outline"), zone.outlines(), site);
        }
    }

    private void outlines(ArrayNode to, List<Outline> outlines, String site) throws IOException {
        for (Outline outline : outlines) {
            double[] points = outline.outer().clone();
            if (toPixels(site, points)) {
                AlertCard.ring(to.addArray(), points);
            }
        }
    }

    /** Turns pixels of a site's grid into longitudes that do not jump and latitudes, in place; false if the site has no georeference. */
    boolean toLonLat(String site, double[] points) throws IOException {
        Optional<GeoReference> reference = store.grid(site).flatMap(SiteGrid::georeference);
        if (reference.isEmpty()) {
            return false;
        }
        Affine map = reference.get().toMap();
        for (int i = 0; i < points.length; i += 2) {
            double x = points[i];
            points[i] = map.u(x, points[i + 1]);
            points[i + 1] = map.v(x, points[i + 1]);
        }
        synchronized (projections) {
            Optional<Projection> projection = projections.of(reference.get().epsg());
            projection.ifPresent(each -> each.toLonLat(points));
            Longitudes.unwrap(points, points[0]);
            return projection.isPresent();
        }
    }

    /** Turns longitudes and latitudes into pixels of a site's grid, in place; false if the site has no georeference. */
    boolean toPixels(String site, double[] points) throws IOException {
        Optional<GeoReference> reference = store.grid(site).flatMap(SiteGrid::georeference);
        if (reference.isEmpty()) {
            return false;
        }
        // Projections are for one thread.
        synchronized (projections) {
            Optional<Projection> projection = projections.of(reference.get().epsg());
            projection.ifPresent(
                    each -> each.toMapNear(points, reference.get().toMap().u0()));
            if (projection.isEmpty()) {
                return false;
            }
        }
        Affine toGrid = reference.get().toMap().inverse();
        for (int i = 0; i < points.length; i += 2) {
            double u = points[i];
            points[i] = toGrid.u(u, points[i + 1]);
            points[i + 1] = toGrid.v(u, points[i + 1]);
        }
        return true;
    }

    private ObjectNode summary(String site) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("name", site);
        Map<String, HistoryTile> tiles = tiles(site);
        Optional<SiteGrid> grid = store.grid(site);
        zones(body.putArray("zones"), site);
        outlines(
                body.putArray("outline"),
                watched(site).map(WatchedSite::outlines).orElse(List.of()),
                site);
        body.put("tileCount", tiles.size()).put("looksLearned", store.leastHistory(site));
        if (!tiles.isEmpty()) {
            int[] extent = extent(tiles.keySet().stream().toList());
            body.putArray("extent").add(extent[0]).add(extent[1]).add(extent[2]).add(extent[3]);
            corners(body, site, extent);
        }
        grid.filter(each -> Double.isFinite(each.gsdXMetres()))
                .ifPresent(each -> body.putArray("gsd").add(each.gsdXMetres()).add(each.gsdYMetres()));
        List<PastLook> latest = store.ledger().looks(site, 1);
        if (!latest.isEmpty()) {
            body.putObject("lastLook")
                    .put("acquired", latest.getFirst().acquired().toString())
                    .put("verdict", latest.getFirst().verdict());
        }
        body.put(
                "eventsOpen",
                store.openEvents(site).stream()
                        .filter(event -> event.revision() > 0)
                        .count());
        return body;
    }

    private Map<String, HistoryTile> tiles(String site) throws IOException {
        Map<String, HistoryTile> newest = new LinkedHashMap<>();
        store.history(site).forEach(tile -> newest.putIfAbsent(tile.tileId(), tile));
        return newest;
    }

    /** Left, top, right and bottom of all tiles, in grid pixels. */
    private static int[] extent(List<String> tileIds) {
        int[] extent = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE};
        for (String id : tileIds) {
            int r = id.indexOf('r');
            int x = Integer.parseInt(id.substring(1, r)) * SiteGrid.TILE;
            int y = Integer.parseInt(id.substring(r + 1)) * SiteGrid.TILE;
            extent[0] = Math.min(extent[0], x);
            extent[1] = Math.min(extent[1], y);
            extent[2] = Math.max(extent[2], x + SiteGrid.TILE);
            extent[3] = Math.max(extent[3], y + SiteGrid.TILE);
        }
        return extent;
    }

    /** Upper left, upper right, lower right, lower left, as longitude and latitude. */
    private void corners(ObjectNode to, String site, int[] extent) throws IOException {
        double[] points = {extent[0], extent[1], extent[2], extent[1], extent[2], extent[3], extent[0], extent[3]};
        if (toLonLat(site, points)) {
            ArrayNode corners = to.putArray("corners");
            for (int i = 0; i < 8; i += 2) {
                corners.addArray().add(points[i]).add(points[i + 1]);
            }
        }
    }

    private static void event(ObjectNode to, Event event) {
        to.put("id", event.id()).put("status", StationJson.lower(event.status()));
        to.put("polarity", StationJson.lower(event.polarity())).put("kind", StationJson.lower(event.kind()));
        to.put("probability", Math.round(event.score() * 1e4) / 1e4).put("area", event.areaSquareMetres());
        to.put("firstSeen", event.firstSeen().toString())
                .put("lastSeen", event.lastSeen().toString());
        to.put("looksSeen", event.looksSeen()).put("tile", event.tile());
        AlertCard.outline(to.putArray("outline"), event);
    }
}
