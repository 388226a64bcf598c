package org.tilewatch.edge.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.order.OrderDesk;
import org.tilewatch.edge.order.Orders;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.StatusCodec;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.SampleAlerts;
import org.tilewatch.edge.store.Outbox;
import org.tilewatch.edge.store.Store;

/** A store with reports and the duty that publishes them, driven turn by turn on a clock that stands still until it is advanced. */
final class DrivenStation implements AutoCloseable {

    static final String ROOT = "tilewatch/1/han-01";

    /** Messages of the first turn: the status and each condition. */
    static final int STATUS = 1 + Condition.values().length;

    final Health health = new Health(6);
    final Store store;
    final Outbox outbox;
    private final AtomicLong nanos = new AtomicLong();
    private PublishingLoop.Besides answers = List::of;

    DrivenStation(Path state) throws IOException {
        this(state, InstantSource.system());
    }

    /** @param clock when reports are queued */
    DrivenStation(Path state, InstantSource clock) throws IOException {
        store = Store.open(state, Store.Durability.TEMPORARY, clock);
        outbox = store.outbox();
    }

    void answering(PublishingLoop.Besides orders) {
        answers = orders;
    }

    void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    /** Reports with three chips, under the events e{first} and so on; returns the ids of their alerts. */
    List<String> enqueue(int first, int count) throws IOException {
        List<String> ids = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            Report report = AlertCodec.report(SampleAlerts.of("e" + i));
            outbox.enqueue(report);
            ids.add(report.alertId());
        }
        return ids;
    }

    static PahoLink link(String url) {
        return new PahoLink(BrokerSettings.of(url, "han-01"), Subscription.NONE, () -> {});
    }

    PublishingLoop duty(String url) {
        return duty(link(url));
    }

    /** One that also hears orders, and is quick to give a broker up. */
    PublishingLoop hearingDuty(String url) {
        Orders orders = new Orders(
                store,
                health,
                (event, grid) -> {
                    throw new IllegalStateException("no event is stored here");
                },
                () -> {});
        OrderDesk desk = new OrderDesk(orders, Set.of("disarm"), ROOT, System::nanoTime, () -> {});
        answers = desk::answers;
        return duty(new PahoLink(
                BrokerSettings.of(url, "han-01"),
                new Subscription(desk.filters(), desk::hear, false),
                () -> {},
                new PahoCalls.Times(Duration.ofSeconds(2), Duration.ofSeconds(1))));
    }

    PublishingLoop duty(BrokerLink link) {
        return new PublishingLoop(
                link,
                outbox,
                health,
                new StatusCodec("han-01", "boot-1", "0.1.0"),
                ROOT,
                () -> answers.next(),
                InstantSource.system(),
                nanos::get,
                RandomGenerator.getDefault());
    }

    /** Runs until nothing is on its way and nothing may be sent. */
    static void untilIdle(PublishingLoop duty) throws IOException, InterruptedException {
        while (duty.turn()) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
