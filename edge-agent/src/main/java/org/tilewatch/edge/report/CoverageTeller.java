package org.tilewatch.edge.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.pace.ZonePace;
import org.tilewatch.edge.site.watched.Coverage;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells what was seen of each site and since when nothing was: one retained message per site, after each look and else every hour,
 * since the days go on. Used by one thread.
 */
public final class CoverageTeller {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration AT_LEAST = Duration.ofHours(1);

    private final String stationId;
    private final String root;
    private final Source source;
    private final Works works;
    private final Supplier<?> lastLook;
    private final InstantSource clock;
    private @Nullable Object told;
    private Instant toldAt = Instant.MIN;

    /** Where coverage is kept. */
    public interface Source {

        /** Of all sites and zones, ordered by site, each site before its zones. */
        List<Coverage> coverage() throws IOException;
    }

    /** Where the pace of work is kept. */
    public interface Works {

        /** Of a site's zones, ordered by zone, oldest look first. */
        List<Pace> pace(String site) throws IOException;
    }

    /**
     * Tells of one station.
     *
     * @param root topic above all of the station's
     * @param lastLook something that changes with each look
     */
    public CoverageTeller(String stationId, String root, Source source, Works works, Supplier<?> lastLook) {
        this(stationId, root, source, works, lastLook, InstantSource.system());
    }

    CoverageTeller(
            String stationId, String root, Source source, Works works, Supplier<?> lastLook, InstantSource clock) {
        this.stationId = stationId;
        this.root = root;
        this.source = source;
        this.works = works;
        this.lastLook = lastLook;
        this.clock = clock;
    }

    /** The messages due, with absolute topics; counted as told. */
    public List<Message> due() {
        Object look = lastLook.get();
        Instant now = clock.instant();
        boolean justNow = !now.isBefore(toldAt) && now.isBefore(toldAt.plus(AT_LEAST)); // clocks are set back, too
        if (look.equals(told) && justNow) {
            return List.of();
        }
        try {
            List<Message> messages = messages(source.coverage(), now);
            told = look;
            toldAt = now;
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was told may be lost: all of it is due again. */
    public void forget() {
        told = null;
    }

    private List<Message> messages(List<Coverage> all, Instant now) throws IOException {
        Map<String, ObjectNode> sites = new LinkedHashMap<>();
        for (Coverage each : all) {
            if (each.zone().isEmpty()) {
                ObjectNode body = JSON.createObjectNode();
                body.put("schema", 1).put("station", stationId).put("site", each.site());
                body.put("time", now.toString());
                describe(body, each, now);
                body.putObject("zones");
                sites.put(each.site(), body);
            }
        }
        for (Coverage each : all) {
            @Nullable ObjectNode body = sites.get(each.site());
            if (!each.zone().isEmpty() && body != null) {
                ObjectNode zone = ((ObjectNode) body.path("zones")).putObject(each.zone());
                describe(zone, each, now);
                pace(zone, each.zone(), works.pace(each.site()));
            }
        }
        List<Message> messages = new ArrayList<>();
        sites.forEach((site, body) -> messages.add(new Message(
                root + "/coverage/" + Topics.level(site),
                JSON.writeValueAsBytes(body),
                "application/json",
                Map.of(),
                Optional.empty(),
                true)));
        return messages;
    }

    private static void describe(ObjectNode to, Coverage coverage, Instant now) {
        to.put("last_look", coverage.lastLook().toString());
        to.put("observed_fraction", Math.round(coverage.observedFraction() * 1e3) / 1e3);
        to.put("last_clear", coverage.lastClear().map(Instant::toString).orElse(null));
        to.put("blind_since", coverage.blindSince().map(Instant::toString).orElse(null));
        double days = coverage.daysBlind(now);
        if (Double.isNaN(days)) {
            to.putNull("days_blind");
        } else {
            to.put("days_blind", Math.round(days * 10) / 10.0);
        }
        to.put("looks", coverage.looks()).put("clear_looks", coverage.clearLooks());
    }

    private static void pace(ObjectNode to, String zone, List<Pace> all) {
        Optional<ZonePace> work = ZonePace.of(zone, all);
        if (work.isEmpty()) {
            to.putNull("pace");
        } else {
            PaceJson.put(to.putObject("pace"), work.get());
        }
    }
}
