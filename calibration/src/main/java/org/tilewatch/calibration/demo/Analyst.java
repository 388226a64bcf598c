package org.tilewatch.calibration.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.tilewatch.edge.analyst.ArrivingAlerts;
import org.tilewatch.edge.analyst.ReceivedAlert;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.PahoLink;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.alert.AlertSummary;

/** The other end of the line: subscribes to all that the station publishes and knows nothing else of it. */
final class Analyst implements AutoCloseable {

    private static final String ROOT = "tilewatch/1";

    private final PahoLink link;
    private final ArrivingAlerts arriving;
    private final Consumer<ReceivedAlert> told;
    private final List<AlertSummary> alerts = new ArrayList<>();
    private long bytes;

    private Analyst(String brokerUrl, Consumer<ReceivedAlert> told) {
        this.told = told;
        arriving = new ArrivingAlerts(ROOT, this::received, lateChips -> {}, refused -> {});
        BrokerSettings settings = BrokerSettings.of(brokerUrl, "tilewatch-demo-analyst-" + UUID.randomUUID());
        link = new PahoLink(settings, new Subscription(List.of(ROOT + "/#"), this::accept), () -> {});
    }

    /** Begins to listen; {@code told} hears of each alert once, on the link's thread. */
    static Analyst listen(String brokerUrl, Consumer<ReceivedAlert> told) throws IOException, InterruptedException {
        Analyst analyst = new Analyst(brokerUrl, told);
        analyst.link.connect(Optional.empty());
        return analyst;
    }

    private synchronized void accept(Message message) {
        bytes += message.payload().length;
        arriving.accept(message);
    }

    private void received(ReceivedAlert alert) {
        alerts.add(alert.summary());
        told.accept(alert);
        notifyAll();
    }

    /** What came up to now. */
    synchronized List<AlertSummary> alerts() {
        return List.copyOf(alerts);
    }

    /** Payload of everything that came: alerts, chips, status. */
    synchronized long bytes() {
        return bytes;
    }

    /** Waits until another alert comes, at most so many milliseconds. */
    synchronized void await(long alertsKnown, long atMostMillis) throws InterruptedException {
        long end = System.nanoTime() + atMostMillis * 1_000_000;
        long left = atMostMillis;
        while (alerts.size() <= alertsKnown && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    @Override
    public void close() {
        link.disconnect();
    }
}
