package org.tilewatch.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.loop.Loop;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.StatusCodec;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.AlertSummary;
import org.tilewatch.edge.report.alert.SampleAlerts;
import org.tilewatch.edge.store.Outbox;
import org.tilewatch.edge.store.Store;

@Timeout(60)
final class PublishingLoopTest {

    private static final String ROOT = "tilewatch/1/han-01";

    @TempDir
    Path state;

    private final Health health = new Health(6);
    private final Ticker ticker = new Ticker();
    private Store store;
    private Outbox outbox;

    @BeforeEach
    void openStore() throws IOException {
        store = Store.open(state, Store.Durability.TEMPORARY, InstantSource.system());
        outbox = store.outbox();
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    @Test
    void chipsReachTheSubscriberBeforeTheirAlertAndTheReportLeavesTheOutbox() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                // One subscription: a broker owes no order between the messages of two.
                Listening analyst = new Listening(broker.url(), ROOT + "/#");
                Loop loop = started(broker.url())) {
            Report report = AlertCodec.report(SampleAlerts.of("e1"));
            outbox.enqueue(report);
            loop.wake();

            List<String> topics = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                topics.add(
                        analyst.next(topic -> topic.startsWith(ROOT + "/alert/") || topic.startsWith(ROOT + "/chip/"))
                                .topic());
            }
            awaitEmpty();

            String chip = ROOT + "/chip/" + report.alertId();
            assertThat(topics)
                    .containsExactly(
                            chip + "/before", chip + "/after", chip + "/diff", ROOT + "/alert/urgent/harbour/c0r1");
            assertThat(outbox.queued()).isZero();
        }
    }

    @Test
    void whatIsSentArrivesUnchangedWithItsProperties() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Listening analyst = new Listening(broker.url(), ROOT + "/alert/#");
                Loop loop = started(broker.url())) {
            Report report = AlertCodec.report(SampleAlerts.of("e1"));
            outbox.enqueue(report);
            loop.wake();

            Message alert = analyst.next(any -> true);

            assertThat(alert.payload()).isEqualTo(report.alert().payload());
            assertThat(alert.contentType()).isEqualTo("application/geo+json");
            assertThat(alert.userProperties()).isEqualTo(report.alert().userProperties());
            assertThat(alert.expiry().orElseThrow()).isBetween(Duration.ofDays(6), Duration.ofDays(7));
        }
    }

    @Test
    void aBrokerThatIsAwayAtTheStartAndAgainInTheMiddleLosesNothingAndKeepsTheOrder() throws Exception {
        int port = EmbeddedBroker.freePort();
        List<String> sent = enqueue(0, 20);
        try (Loop loop = started("mqtt://127.0.0.1:" + port)) {
            try (EmbeddedBroker broker = EmbeddedBroker.startAt(port);
                    Listening analyst = new Listening(broker.url(), ROOT + "/alert/#")) {
                ticker.advance(Duration.ofSeconds(5));
                loop.wake();
                for (int i = 0; i < 5; i++) {
                    assertThat(id(analyst)).isEqualTo(sent.get(i));
                }
            }
            awaitLinkDown();
            sent.addAll(enqueue(20, 5));
            int left = outbox.queued();
            List<String> heard = new ArrayList<>();
            try (EmbeddedBroker broker = EmbeddedBroker.startAt(port);
                    Listening analyst = new Listening(broker.url(), ROOT + "/alert/#")) {
                ticker.advance(Duration.ofSeconds(5));
                loop.wake();
                for (int i = 0; i < left; i++) {
                    heard.add(id(analyst));
                }
                awaitEmpty();
            }
            assertThat(left).isBetween(5, 20);
            assertThat(heard).isEqualTo(sent.subList(25 - left, 25));
        }
        assertThat(outbox.deadLetters()).isZero();
    }

    @Test
    void theStatusIsRetainedAndSaysStoppedAfterAnOrderlyEnd() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            health.learned(2);
            try (Listening wallboard = new Listening(broker.url(), ROOT + "/status");
                    Loop loop = started(broker.url())) {
                assertThat(text(wallboard.next(any -> true))).contains("\"phase\":\"learning\"", "\"looks_so_far\":2");
                health.learned(6);
                loop.wake();
                assertThat(text(wallboard.next(any -> true))).contains("\"phase\":\"ready\"");
            }
            try (Listening later = new Listening(broker.url(), ROOT + "/status")) {
                assertThat(text(later.next(any -> true))).contains("\"phase\":\"stopped\"");
            }
        }
    }

    @Test
    void theLastWillSaysLostWhenTheLinkIsCut() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Listening wallboard = new Listening(broker.url(), ROOT + "/status")) {
            PahoLink link = link(broker.url());
            PublishingLoop duty = duty(link);
            untilIdle(duty);
            assertThat(text(wallboard.next(any -> true))).contains("\"phase\":\"starting\"");

            link.drop();

            assertThat(text(wallboard.next(any -> true))).contains("\"phase\":\"lost\"");
        }
    }

    private static void untilIdle(PublishingLoop duty) throws Exception {
        while (duty.turn()) {
            Thread.onSpinWait();
        }
    }

    private static String id(Listening analyst) throws Exception {
        AlertSummary alert = AlertSummary.read(analyst.next(any -> true).payload());
        return alert.id();
    }

    private static String text(Message message) {
        return new String(message.payload(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private List<String> enqueue(int first, int count) throws IOException {
        List<String> ids = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            Report report = AlertCodec.report(SampleAlerts.of("e" + i));
            outbox.enqueue(report);
            ids.add(report.alertId());
        }
        return ids;
    }

    private void awaitEmpty() throws IOException {
        while (outbox.queued() > 0) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    private void awaitLinkDown() {
        while (health.now().linkUp()) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Monotonic time that stands still until it is advanced. */
    private static final class Ticker {

        private final AtomicLong nanos = new AtomicLong();

        void advance(Duration by) {
            nanos.addAndGet(by.toNanos());
        }

        long nanoTime() {
            return nanos.get();
        }
    }

    private Loop started(String url) {
        Loop loop = new Loop("publishing", duty(link(url)), Duration.ofMillis(50));
        loop.start();
        return loop;
    }

    private static PahoLink link(String url) {
        return new PahoLink(BrokerSettings.of(url, "han-01"), Subscription.NONE, () -> {});
    }

    private PublishingLoop duty(BrokerLink link) {
        return new PublishingLoop(
                link,
                outbox,
                health,
                new StatusCodec("han-01", "boot-1", "0.1.0"),
                ROOT,
                List::of,
                InstantSource.system(),
                ticker::nanoTime,
                RandomGenerator.getDefault());
    }
}
