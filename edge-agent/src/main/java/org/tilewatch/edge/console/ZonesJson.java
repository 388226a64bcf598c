package org.tilewatch.edge.console;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.console.Station.ZoneBook;
import org.tilewatch.edge.console.http.Reply;
import org.tilewatch.edge.console.http.Request;
import org.tilewatch.edge.report.alert.OutlineFit;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.Zone;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Zones that a person draws on the page; outlines come in pixels of the site's grid. */
final class ZonesJson {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_NAME = 64;
    private static final int MOST_CORNERS = 500;
    private static final double FARTHEST_PIXEL = 1e7;

    private final ZoneBook zones;
    private final SitesJson sites;

    ZonesJson(ZoneBook zones, SitesJson sites) {
        this.zones = zones;
        this.sites = sites;
    }

    /** {@code {"site", "name", "purpose", "outline": [[x, y], ...]}}, if wanted {@code minArea} and {@code alertOnProvisional}. */
    Reply add(Request request) throws IOException {
        Optional<JsonNode> asked = request.body().flatMap(ZonesJson::tree);
        Optional<double[]> ring = asked.flatMap(each -> ring(each.path("outline")));
        String name = asked.map(each -> each.path("name").asString("").strip()).orElse("");
        Optional<Purpose> purpose = asked.flatMap(ZonesJson::purpose);
        double leastArea = asked.map(each -> each.path("minArea").asDouble(0)).orElse(0.0);
        if (ring.isEmpty()
                || purpose.isEmpty()
                || name.isEmpty()
                || name.length() > LONGEST_NAME
                || !(leastArea >= 0)) {
            return Reply.text(
                    Reply.BAD_REQUEST,
                    "wanted are a site, a name of 1 to %d characters, a purpose and an outline of 3 to %d corners%n"
                            .formatted(LONGEST_NAME, MOST_CORNERS));
        }
        String site = asked.get().path("site").asString("");
        if (!sites.toLonLat(site, ring.get())) {
            return Reply.text(Reply.CONFLICT, "the site has no place on Earth yet: no zone can be drawn on it\n");
        }
        boolean atOnce = asked.get().path("alertOnProvisional").asBoolean(false);
        Zone zone = new Zone(
                name,
                purpose.get(),
                new OutlineFit(new Outline(List.of(ring.get()))).parts(),
                0,
                leastArea,
                atOnce,
                "");
        Optional<String> against = zones.add(site, zone);
        return against.isPresent()
                ? Reply.text(Reply.CONFLICT, "the zone was not saved: " + against.get() + "\n")
                : Reply.json(JSON.writeValueAsString(JSON.createObjectNode()
                        .put("sentence", "Zone %s is saved and holds from the next look on.".formatted(name))));
    }

    private static Optional<JsonNode> tree(byte[] body) {
        try {
            return Optional.of(JSON.readTree(body));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Purpose> purpose(JsonNode asked) {
        String written = asked.path("purpose").asString("");
        return Arrays.stream(Purpose.values())
                .filter(each -> each.written().equals(written))
                .findFirst();
    }

    /** A ring of corners {@code [x, y]}; empty if it is none. */
    static Optional<double[]> ring(JsonNode corners) {
        if (!corners.isArray() || corners.size() < 3 || corners.size() > MOST_CORNERS) {
            return Optional.empty();
        }
        double[] ring = new double[2 * corners.size()];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = corners.path(i / 2).path(i % 2).asDouble(Double.NaN);
            if (!(Math.abs(ring[i]) < FARTHEST_PIXEL)) {
                return Optional.empty();
            }
        }
        return Optional.of(ring);
    }
}
