package org.tilewatch.edge.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tilewatch.edge.console.http.Assets;
import org.tilewatch.edge.console.http.EventFeed;
import org.tilewatch.edge.console.http.Reply;
import org.tilewatch.edge.console.http.Route;
import org.tilewatch.edge.console.http.WebServer;
import org.tilewatch.edge.console.http.WebSettings;
import org.tilewatch.edge.console.tile.TilePicture;
import org.tilewatch.edge.loop.Duty;
import org.tilewatch.edge.metrics.Figures;
import org.tilewatch.edge.store.Archive.Archived;

/**
 * Serves the operator's page, the health and the metrics of one station. It is a duty too: each turn looks whether something is new
 * and tells the pages that are open.
 */
public final class Console implements Duty, AutoCloseable {

    private static final String LEAFLET = "/META-INF/resources/webjars/leaflet/1.9.4/dist/";
    private static final List<String> FILES = List.of(
            "login.html",
            "login.js",
            "page.css",
            "alerts.css",
            "map.css",
            "ground.js",
            "land.json",
            "page.js",
            "station.js",
            "alerts.js",
            "filters.js",
            "card.js",
            "review.js",
            "outline.js",
            "zones.js",
            "map.js",
            "days.js",
            "inbox.js",
            "text.js",
            "why.js",
            "words.js",
            "shell.js",
            "source.js",
            "icon.svg");

    private final Station station;
    private final StationJson stationJson;
    private final EventFeed feed = new EventFeed();
    private final WebServer server;

    private Console(Station station, WebSettings settings) throws IOException {
        this.station = station;
        this.stationJson = new StationJson(station);
        Map<String, Route> routes = new HashMap<>(assets().routes());
        routes.put("GET /health", request -> health());
        routes.put("GET /ready", request -> ready());
        routes.put("GET /metrics", request -> metrics());
        routes.put("GET /api/station", request -> Reply.json(stationJson.text()));
        routes.put("GET /api/live", request -> feed.stream());
        routes.put("GET /api/settings", request -> Reply.json(stationJson.settings()));
        routes.put("GET /api/inbox", request -> Reply.json(new InboxJson(station.folders()).text()));
        Reviews reviews = new Reviews(station.orders());
        routes.put("POST /api/silence", request -> reviews.silence());
        routes.put("POST /api/review", reviews::review);
        routesOfTheStore(routes);
        this.server = WebServer.start(settings, routes);
    }

    private void routesOfTheStore(Map<String, Route> routes) {
        SitesJson sites = new SitesJson(station.store(), station.zones(), station.learning());
        AlertsJson alerts = new AlertsJson(station.store(), sites);
        routes.put("GET /api/alerts", alerts::list);
        routes.put("GET /api/alerts/*", alerts::one);
        routes.put("GET /api/days", alerts::days);
        routes.put("GET /api/chips/*", alerts::chip);
        routes.put("GET /api/sites", request -> sites.list());
        routes.put("GET /api/sites/*", sites::one);
        routes.put("POST /api/zones", new ZonesJson(station.zones(), sites)::add);
        routes.put("GET /api/tiles/*", new TilePicture(station.store())::one);
        routes.put("GET /api/coverage", new CoverageJson(station.store(), InstantSource.system())::days);
    }

    /**
     * Begins to serve.
     *
     * @throws IOException if the address cannot be had; the message names it
     */
    public static Console start(Station station, WebSettings settings) throws IOException {
        return new Console(station, settings);
    }

    private static Assets assets() throws IOException {
        Assets assets = new Assets()
                .add("/", Console.class, "page.html")
                .add("/login", Console.class, "login.html")
                .add("/leaflet.js", Console.class, LEAFLET + "leaflet.js")
                .add("/leaflet.css", Console.class, LEAFLET + "leaflet.css");
        for (String file : FILES) {
            assets.add("/" + file, Console.class, file);
        }
        return assets;
    }

    /** The port that the page is served at. */
    public int port() {
        return server.port();
    }

    @Override
    public boolean turn() throws IOException {
        if (feed.listeners() > 0) {
            feed.tell("station", stationJson.text());
            List<Archived> newest = station.store().archive().newest(1);
            feed.tell(
                    "alerts",
                    newest.isEmpty() ? "0" : Long.toString(newest.getFirst().seq()));
        }
        return false;
    }

    @Override
    public String workingOn() {
        return "the page";
    }

    private Reply health() {
        return station.alive().getAsBoolean()
                ? Reply.text(Reply.OK, "ok\n")
                : Reply.text(Reply.BUSY, "a loop has ended; the log says why\n");
    }

    private Reply ready() {
        StationJson.Readiness readiness = stationJson.readiness();
        return Reply.text(readiness.ready() ? Reply.OK : Reply.BUSY, readiness.word() + "\n");
    }

    private Reply metrics() throws IOException {
        byte[] text = station.figures().text().getBytes(StandardCharsets.UTF_8);
        return new Reply.Whole(Reply.OK, Figures.MEDIA_TYPE, text, Map.of());
    }

    @Override
    public void close() {
        server.close();
    }
}
