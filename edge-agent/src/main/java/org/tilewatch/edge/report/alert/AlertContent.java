package org.tilewatch.edge.report.alert;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.pace.ZonePace;

/**
 * All that an alert tells about one revision of one event.
 *
 * @param event its revision counts from 1 here
 * @param outline in longitude and latitude, degrees on WGS 84; empty where the site has no georeference
 * @param centroid the same; empty where the site has no georeference
 * @param before acquisition time of the picture without the change
 * @param after acquisition time of the picture with the change
 * @param issued when the station drew this report up
 * @param looksInHistory clear looks that the change was judged against
 * @param clearLooksWithout clear looks before the first one that showed the event
 * @param explain what the score was made from, by name; values that are no numbers are not published
 * @param chips at most one of each role
 * @param model checksum of the network that has a say, if any has
 * @param profile id of the profile of thresholds
 * @param baseUrl http(s) URL below which the pictures and the event's page can be had
 * @param origin what it was made from
 * @param work how far the work in the event's zone is; empty outside of all zones
 */
public record AlertContent(
        String stationId,
        Event event,
        Severity severity,
        Optional<Outline> outline,
        Optional<LonLat> centroid,
        Instant before,
        Instant after,
        Instant issued,
        int looksInHistory,
        int clearLooksWithout,
        Map<String, Double> explain,
        List<Chip> chips,
        Optional<String> model,
        String profile,
        String baseUrl,
        Origin origin,
        Optional<ZonePace> work) {

    public AlertContent {
        explain = Map.copyOf(explain);
        chips = List.copyOf(chips);
        if (event.revision() < 1) {
            throw new IllegalArgumentException(
                    "event %s is published as revision %d, must be 1 or more".formatted(event.id(), event.revision()));
        }
        if (!baseUrl.startsWith("http://") && !baseUrl.startsWith("https://")) {
            throw new IllegalArgumentException(
                    "links.baseUrl is '%s', must begin with http:// or https://".formatted(baseUrl));
        }
        long roles = chips.stream().map(Chip::role).distinct().count();
        if (roles != chips.size()) {
            throw new IllegalArgumentException("event %s has two chips of one role".formatted(event.id()));
        }
    }

    /** An alert that tells nothing of what it was made from. */
    public AlertContent(
            String stationId,
            Event event,
            Severity severity,
            Optional<Outline> outline,
            Optional<LonLat> centroid,
            Instant before,
            Instant after,
            Instant issued,
            int looksInHistory,
            int clearLooksWithout,
            Map<String, Double> explain,
            List<Chip> chips,
            Optional<String> model,
            String profile,
            String baseUrl) {
        this(
                stationId,
                event,
                severity,
                outline,
                centroid,
                before,
                after,
                issued,
                looksInHistory,
                clearLooksWithout,
                explain,
                chips,
                model,
                profile,
                baseUrl,
                Origin.NONE,
                Optional.empty());
    }

    /** The same, made from other things. */
    public AlertContent with(Origin other) {
        return with(other, work);
    }

    /** The same, made from other things, with the pace of the work around it. */
    public AlertContent with(Origin other, Optional<ZonePace> pace) {
        return new AlertContent(
                stationId,
                event,
                severity,
                outline,
                centroid,
                before,
                after,
                issued,
                looksInHistory,
                clearLooksWithout,
                explain,
                chips,
                model,
                profile,
                baseUrl,
                other,
                pace);
    }

    /** UUIDv5 of station, event and revision: drawing the report up again gives the same id. */
    public String alertId() {
        String name = stationId + "/" + event.id() + "/" + event.revision();
        return NamedUuid.of(NamedUuid.TILEWATCH, name).toString();
    }

    /** A URL below the base. */
    String url(String path) {
        return (baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl) + path;
    }

    Map<String, Double> explainInOrder() {
        return new TreeMap<>(explain);
    }

    /** A place in degrees on WGS 84. */
    public record LonLat(double lon, double lat) {

        public LonLat {
            if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
                throw new IllegalArgumentException("no place on Earth: longitude %s, latitude %s".formatted(lon, lat));
            }
        }
    }

    /** What a chip shows. */
    public enum Role {
        BEFORE,
        AFTER,
        DIFF;

        String level() {
            return Topics.lower(this);
        }
    }

    /**
     * A small picture around the event.
     *
     * @param bytes JPEG or WebP, 1 byte to 96 KiB; owned by the chip: not to be changed
     * @param window what it shows, in pixels of the site's grid, if that is known
     */
    public record Chip(Role role, byte[] bytes, Optional<Window> window) {

        /** Most bytes a chip may have. */
        public static final int MOST_BYTES = 96 * 1024;

        public Chip {
            if (bytes.length == 0 || bytes.length > MOST_BYTES) {
                throw new IllegalArgumentException("chip %s has %,d bytes, allowed are 1 to %,d"
                        .formatted(role.level(), bytes.length, MOST_BYTES));
            }
        }

        /** A chip of an unknown window. */
        public Chip(Role role, byte[] bytes) {
            this(role, bytes, Optional.empty());
        }

        /** Lower-case hexadecimal SHA-256 of the bytes. */
        public String sha256() {
            return sha256(bytes);
        }

        /** Lower-case hexadecimal SHA-256. */
        public static String sha256(byte[] bytes) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        String mediaType() {
            boolean webp =
                    bytes.length > 11 && bytes[0] == 'R' && bytes[1] == 'I' && bytes[8] == 'W' && bytes[9] == 'E';
            return webp ? "image/webp" : "image/jpeg";
        }
    }
}
