package org.tilewatch.edge.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.store.Outbox;
import org.tilewatch.edge.store.Store;

/**
 * Fills the outbox of a state folder with alerts of a usual size, numbered in the order in which they must be sent; one in ten is urgent.
 * Arguments: state folder, number of alerts.
 */
final class FullOutbox {

    private static final int ALERT_BYTES = 3000;

    private FullOutbox() {}

    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[1]);
        long start = System.nanoTime();
        try (Store store = Store.open(Path.of(arguments[0]), Store.Durability.TEMPORARY, InstantSource.system())) {
            for (int i = 0; i < count; i++) {
                boolean urgent = i % 10 == 9;
                int place = urgent ? i / 10 : count / 10 + i - i / 10;
                store.outbox().enqueue(report(place, urgent ? Severity.URGENT : Severity.ROUTINE));
            }
            System.out.printf("%d queued in %.1f s%n", store.outbox().queued(), (System.nanoTime() - start) / 1e9);
            System.out.printf("next() takes %.0f us%n", microsOf(store.outbox()));
        }
    }

    private static double microsOf(Outbox outbox) throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            outbox.next();
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static Report report(int place, Severity severity) {
        String id = "alert-%06d".formatted(place);
        String json = "{\"id\":\"%s\",\"padding\":\"%s\"}".formatted(id, "x".repeat(ALERT_BYTES));
        Message alert = new Message(
                "alert/%s/harbour/c0r0".formatted(severity.name().toLowerCase(java.util.Locale.ROOT)),
                json.getBytes(StandardCharsets.UTF_8),
                "application/geo+json",
                Map.of(),
                Optional.of(Duration.ofDays(7)),
                false);
        return new Report(id, "event-" + id, 1, "harbour", Instant.EPOCH, severity, List.of(), alert);
    }
}
