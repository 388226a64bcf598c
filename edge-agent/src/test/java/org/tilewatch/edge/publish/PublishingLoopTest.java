package org.tilewatch.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.loop.Loop;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.report.AlertCodec;
import org.tilewatch.edge.report.AlertSummary;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.SampleAlerts;
import org.tilewatch.edge.report.StatusCodec;

@Timeout(60)
final class PublishingLoopTest {

    private static final String ROOT = "tilewatch/1/han-01";

    private final WaitingReports outbox = new WaitingReports();
    private final Health health = new Health(6);

    @Test
    void chipsReachTheSubscriberBeforeTheirAlertAndTheReportLeavesTheOutbox() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Listening analyst = new Listening(broker.url(), ROOT + "/alert/#", ROOT + "/chip/#");
                Loop loop = started(broker.url())) {
            Report report = AlertCodec.report(SampleAlerts.of("e1"));
            outbox.add(report);
            loop.wake();

            List<String> topics = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                topics.add(analyst.next(any -> true).topic());
            }
            outbox.awaitEmpty();

            String chip = ROOT + "/chip/" + report.alertId();
            assertThat(topics)
                    .containsExactly(
                            chip + "/before", chip + "/after", chip + "/diff", ROOT + "/alert/urgent/harbour/c0r1");
            assertThat(outbox.acknowledged()).containsExactly(report.alertId());
        }
    }

    @Test
    void whatIsSentArrivesUnchangedWithItsProperties() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Listening analyst = new Listening(broker.url(), ROOT + "/alert/#");
                Loop loop = started(broker.url())) {
            Report report = AlertCodec.report(SampleAlerts.of("e1"));
            outbox.add(report);
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
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Report report = AlertCodec.report(SampleAlerts.of("e" + i));
            sent.add(report.alertId());
            outbox.add(report);
        }
        List<String> heard = new ArrayList<>();
        try (Loop loop = started("mqtt://127.0.0.1:" + port)) {
            try (EmbeddedBroker broker = EmbeddedBroker.startAt(port);
                    Listening analyst = new Listening(broker.url(), ROOT + "/alert/#")) {
                for (int i = 0; i < 5; i++) {
                    heard.add(id(analyst));
                }
            }
            try (EmbeddedBroker broker = EmbeddedBroker.startAt(port);
                    Listening analyst = new Listening(broker.url(), ROOT + "/alert/#")) {
                loop.wake();
                outbox.awaitEmpty();
                Report last = AlertCodec.report(SampleAlerts.of("last"));
                outbox.add(last);
                loop.wake();
                for (String id = id(analyst); !id.equals(last.alertId()); id = id(analyst)) {
                    heard.add(id);
                }
                outbox.awaitEmpty();
            }
        }
        assertThat(outbox.acknowledged())
                .startsWith(sent.toArray(new String[0]))
                .hasSize(21);
        assertThat(heard).isSubsetOf(sent);
        assertThat(heard.stream().distinct())
                .isSubsetOf(sent)
                .isSortedAccordingTo((a, b) -> Integer.compare(sent.indexOf(a), sent.indexOf(b)));
    }

    @Test
    void theStatusIsRetainedAndSaysStoppedAfterAnOrderlyEnd() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            health.learned(2);
            try (Loop loop = started(broker.url());
                    Listening wallboard = new Listening(broker.url(), ROOT + "/status")) {
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
            boolean worked = duty.turn();
            assertThat(worked).isFalse();
            assertThat(text(wallboard.next(any -> true))).contains("\"phase\":\"starting\"");

            link.drop();

            assertThat(text(wallboard.next(any -> true))).contains("\"phase\":\"lost\"");
        }
    }

    private static String id(Listening analyst) throws Exception {
        AlertSummary alert = AlertSummary.read(analyst.next(any -> true).payload());
        return alert.id();
    }

    private static String text(Message message) {
        return new String(message.payload(), java.nio.charset.StandardCharsets.UTF_8);
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
                InstantSource.system(),
                System::nanoTime,
                RandomGenerator.getDefault());
    }
}
