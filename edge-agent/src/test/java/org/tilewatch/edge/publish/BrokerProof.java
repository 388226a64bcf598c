package org.tilewatch.edge.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.loop.Loop;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.report.StatusCodec;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.SampleAlerts;
import org.tilewatch.edge.store.Store;

/**
 * The long proof of the link against mosquitto: a backlog is drained in order, and the station comes back soon after each outage.
 *
 * <p>Arguments: folder, port, number of queued alerts, then the lengths of the outages in seconds.
 */
public final class BrokerProof {

    private static final String ROOT = "tilewatch/1/han-01";
    private static final double WANTED_PER_SECOND = 300;
    private static final Duration WANTED_BACK = Duration.ofSeconds(5);

    private final Path folder;
    private final int port;
    private final Health health = new Health(6);
    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();

    private BrokerProof(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public static void main(String[] arguments) throws Exception {
        BrokerProof proof = new BrokerProof(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        int alerts = Integer.parseInt(arguments[2]);
        double[] outages = Arrays.stream(arguments)
                .skip(3)
                .mapToDouble(Double::parseDouble)
                .toArray();
        boolean held = proof.run(alerts, outages);
        System.exit(held ? 0 : 1);
    }

    private boolean run(int alerts, double[] outages) throws Exception {
        List<String> queued = fill(alerts);
        try (Mosquitto broker = Mosquitto.start(
                        folder,
                        port,
                        "persistence true",
                        "persistence_location " + folder + "/",
                        "max_queued_messages 0",
                        "max_inflight_messages 1000");
                Listener _ = new Listener(broker.url(), heard);
                Store store = Store.open(folder.resolve("state"), Store.Durability.FULL, InstantSource.system())) {
            long begin = System.nanoTime();
            Drained drained;
            List<Double> back;
            try (Loop loop = loop(store, broker.url())) {
                loop.start();
                drained = drained(store, queued, begin);
                back = back(broker, outages);
            }
            return told(alerts, drained, back, store.outbox().deadLetters());
        }
    }

    private record Drained(double seconds, boolean complete, boolean ordered) {}

    private Drained drained(Store store, List<String> queued, long begin) throws IOException {
        while (store.outbox().queued() > 0) {
            LockSupport.parkNanos(20_000_000);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (heard.size() < queued.size() && System.nanoTime() - patience < 0) {
            LockSupport.parkNanos(20_000_000);
        }
        List<String> arrived = List.copyOf(heard);
        return new Drained(seconds, arrived.size() == queued.size(), arrived.equals(queued));
    }

    /** Seconds from the broker's return to the standing link, for each outage. */
    private List<Double> back(Mosquitto broker, double[] outages) throws Exception {
        List<Double> back = new ArrayList<>();
        for (double outage : outages) {
            broker.kill();
            long returns = System.nanoTime() + (long) (outage * 1e9);
            while (System.nanoTime() - returns < 0) {
                LockSupport.parkNanos(5_000_000);
            }
            broker.restart();
            broker.awaitListening();
            long begin = System.nanoTime();
            while (!health.now().linkUp()) {
                LockSupport.parkNanos(5_000_000);
            }
            back.add((System.nanoTime() - begin) / 1e9);
        }
        return back;
    }

    private static boolean told(int alerts, Drained drained, List<Double> back, int dead) {
        double rate = alerts / drained.seconds;
        List<Double> sorted = back.stream().sorted().toList();
        long soon =
                sorted.stream().filter(each -> each <= WANTED_BACK.toSeconds()).count();
        double longest = sorted.isEmpty() ? 0 : sorted.getLast();
        boolean held = drained.complete
                && drained.ordered
                && dead == 0
                && rate >= WANTED_PER_SECOND
                && soon >= 0.95 * sorted.size();
        System.out.printf(
                "broker: %s: %,d queued alerts acknowledged in %.1f s (%.0f per second), %s, %d dead letters;"
                        + " back within 5 s after %d of %d outages, at most %.1f s%n",
                held ? "held" : "FAILED",
                alerts,
                drained.seconds,
                rate,
                drained.ordered ? "all in order, none twice" : "NOT all in order or not all once",
                dead,
                soon,
                sorted.size(),
                longest);
        return held;
    }

    /** Queues alerts without chips, each fifth of them urgent; returns their ids in the order in which they must come. */
    private List<String> fill(int alerts) throws IOException {
        List<String> urgent = new ArrayList<>();
        List<String> routine = new ArrayList<>();
        try (Store store = Store.open(folder.resolve("state"), Store.Durability.TEMPORARY, InstantSource.system())) {
            for (int i = 0; i < alerts; i++) {
                Report drawn = AlertCodec.report(SampleAlerts.of("e" + i));
                Severity severity = i % 5 == 0 ? Severity.URGENT : Severity.ROUTINE;
                Message alert = AlertCodec.namingOnly(drawn.alert(), java.util.Set.of());
                store.outbox()
                        .enqueue(new Report(
                                drawn.alertId(),
                                drawn.eventId(),
                                drawn.revision(),
                                drawn.site(),
                                drawn.acquired(),
                                severity,
                                List.of(),
                                alert));
                (severity == Severity.URGENT ? urgent : routine).add(drawn.alertId());
            }
        }
        urgent.addAll(routine);
        return urgent;
    }

    private Loop loop(Store store, String url) {
        PublishingLoop duty = new PublishingLoop(
                new PahoLink(BrokerSettings.of(url, "han-01"), Subscription.NONE, () -> {}),
                store.outbox(),
                health,
                new StatusCodec("han-01", "boot-1", "0.1.0"),
                ROOT,
                List::of,
                InstantSource.system(),
                System::nanoTime,
                RandomGenerator.getDefault());
        return new Loop("publishing", duty, Duration.ofMillis(500));
    }

    /** Notes the ids of alerts as they come. */
    private record Listener(PahoLink link) implements AutoCloseable {

        Listener(String url, ConcurrentLinkedQueue<String> into) throws Exception {
            this(new PahoLink(
                    BrokerSettings.of(url, "analyst"),
                    new Subscription(List.of(ROOT + "/alert/#"), message -> into.add(id(message))),
                    () -> {}));
            link.connect(Optional.empty());
        }

        private static String id(Message message) {
            Map<String, String> attributes = message.userProperties();
            String id = attributes.get("id");
            if (id == null) {
                throw new UncheckedIOException(new IOException("an alert without an id on " + message.topic()));
            }
            return id;
        }

        @Override
        public void close() {
            link.disconnect();
        }
    }
}
