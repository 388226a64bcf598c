package org.tilewatch.edge.console.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.PahoLink;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;

/** A station of which a test tells the broker whatever it likes. */
final class ToldStation implements AutoCloseable {

    private static final String ROOT = "tilewatch/1/";

    final String id;
    private final PahoLink link;

    ToldStation(String brokerUrl, String id) throws IOException, InterruptedException {
        this.id = id;
        link = new PahoLink(BrokerSettings.of(brokerUrl, id), Subscription.NONE, () -> {});
        link.connect(Optional.of(retained("status", status("lost", ""))));
        send(retained("status", status("ready", ", \"time\": \"%s\", \"armed\": true".formatted(Instant.now()))));
    }

    private String status(String phase, String more) {
        return "{\"schema\": 1, \"station\": \"%s\", \"phase\": \"%s\"%s}".formatted(id, phase, more);
    }

    /** Sends a report as a station does: its chips, then its alert. */
    void tell(Report report) throws IOException, InterruptedException {
        for (Message chip : report.chips()) {
            send(absolute(chip));
        }
        send(absolute(report.alert()));
    }

    void blind(String site, Instant lastClear) throws IOException, InterruptedException {
        send(retained("coverage/" + site, """
            {"schema": 1, "station": "%s", "site": "%s", "last_look": "%s", "last_clear": "%s", "blind_since": "%s", "looks": 9, "clear_looks": 7}\
            """.formatted(
                        id, site, lastClear.plus(Duration.ofDays(2)), lastClear, lastClear.plus(Duration.ofDays(1)))));
    }

    /** Any bytes below the station's own branch. */
    void raw(String topic, String payload) throws IOException, InterruptedException {
        send(new Message(
                ROOT + id + "/" + topic,
                payload.getBytes(StandardCharsets.UTF_8),
                "application/json",
                Map.of(),
                Optional.empty(),
                false));
    }

    private Message retained(String topic, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new Message(ROOT + id + "/" + topic, bytes, "application/json", Map.of(), Optional.empty(), true);
    }

    private Message absolute(Message each) {
        return new Message(
                ROOT + id + "/" + each.topic(),
                each.payload(),
                each.contentType(),
                each.userProperties(),
                each.expiry(),
                each.retained());
    }

    private void send(Message message) throws IOException, InterruptedException {
        try {
            link.publish(message).get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("not taken: " + message.topic(), e);
        }
    }

    /** Ends as if the station had lost its power. */
    void drop() {
        link.drop();
    }

    @Override
    public void close() {
        link.disconnect();
    }
}
