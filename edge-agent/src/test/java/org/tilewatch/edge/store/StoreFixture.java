package org.tilewatch.edge.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.store.file.LearnedTiles;
import org.tilewatch.edge.store.file.Retention;

/** Values that the store's tests are made of. */
final class StoreFixture {

    static final Instant NOW = Instant.parse("2026-03-01T02:10:00Z");
    static final int TILE_BYTES = 1000;

    private StoreFixture() {}

    static Instant day(int day) {
        return NOW.plus(Duration.ofDays(day));
    }

    static Pass pass(int day) {
        return new Pass(day(day), AcquiredFrom.STAC, "S2A", 150.5, 41.25, Double.NaN);
    }

    static Settlement look(String sha256, String site, int day) {
        return look(sha256, site, day, Optional.empty(), List.of());
    }

    static Settlement look(String sha256, String site, int day, Optional<LearnedTiles> learned, List<Report> reports) {
        return new Settlement(
                sha256,
                sha256 + ".tif",
                Optional.empty(),
                site,
                pass(day),
                "unchanged",
                "",
                0.25,
                Optional.empty(),
                Optional.empty(),
                learned,
                List.of(),
                reports);
    }

    /** A look of one tile or more, each filled with the day's number. */
    static boolean learn(Store store, String site, int day, String... tileIds) throws IOException {
        try (LearnedTiles learned = store.learn(TILE_BYTES)) {
            for (String tileId : tileIds) {
                learned.add(tileId, pixels(day));
            }
            return store.settle(look(site + day, site, day, Optional.of(learned), List.of()));
        }
    }

    static ByteBuffer pixels(int value) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(TILE_BYTES);
        while (pixels.hasRemaining()) {
            pixels.put((byte) value);
        }
        return pixels.flip();
    }

    static Report routine(String alertId) {
        return report(alertId, Severity.ROUTINE, 100);
    }

    static Report urgent(String alertId) {
        return report(alertId, Severity.URGENT, 100);
    }

    static Report report(String alertId, Severity severity, int chipBytes) {
        List<Message> chips = List.of(chip(alertId, "before", chipBytes), chip(alertId, "after", chipBytes));
        byte[] payload = ("{\"id\":\"" + alertId + "\"}").getBytes(StandardCharsets.UTF_8);
        Message alert = new Message(
                "alert/" + severity + "/harbour/c0r0",
                payload,
                "application/geo+json",
                Map.of("ce-id", alertId),
                Optional.of(Duration.ofDays(7)),
                false);
        return new Report(alertId, "event of " + alertId, 1, "harbour", NOW, severity, chips, alert);
    }

    /** No limit but for the outbox. */
    static Retention retention(long maxBytes, Duration maxAge) {
        return new Retention(maxBytes, maxAge, Long.MAX_VALUE, Duration.ofDays(36_500));
    }

    private static Message chip(String alertId, String which, int bytes) {
        byte[] payload = new byte[bytes];
        Arrays.fill(payload, (byte) which.length());
        return new Message("chip/" + alertId + "/" + which, payload, "image/webp", Map.of(), Optional.empty(), false);
    }
}
