package org.tilewatch.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.loop.Loop;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Message.Exchange;
import org.tilewatch.edge.report.alert.AlertSummary;

/** The same against brokers that people run: Artemis in this process, and mosquitto where it is installed. */
@Timeout(90)
final class RealBrokersTest {

    private static final String ROOT = DrivenStation.ROOT;
    private static final String ANSWERS = ROOT + "/answer/kim";

    @TempDir
    Path folder;

    /** One that can go and come back on its port. */
    private interface Broker extends AutoCloseable {

        String url();

        void goAndComeBack() throws Exception;

        @Override
        void close();
    }

    /** Brokers that people run. */
    enum Kind {
        ARTEMIS,
        MOSQUITTO
    }

    static Stream<Kind> brokers() {
        return Mosquitto.installed() ? Stream.of(Kind.values()) : Stream.of(Kind.ARTEMIS);
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void anOrderIsAnsweredOnceAndARetainedOneIsIgnored(Kind kind) throws Exception {
        try (Broker broker = broker(kind);
                DrivenStation station = new DrivenStation(folder.resolve("state"));
                Listening desk = new Listening(broker.url(), ANSWERS)) {
            PahoLink asking = connected(broker.url(), "kim");
            asking.publish(order("disarm", "c0", true)).get();
            PublishingLoop duty = station.hearingDuty(broker.url());
            try (Loop loop = new Loop("publishing", duty, Duration.ofMillis(20))) {
                loop.start();
                awaitLink(station, true);
                boolean armedAfterRetained = station.health.now().armed();

                asking.publish(order("disarm", "c1", false)).get();
                Message first = desk.next(any -> true);
                boolean armedAfterOrder = station.health.now().armed();
                asking.publish(order("disarm", "c1", false)).get();
                Message again = desk.next(any -> true);
                asking.publish(order("arm", "c2", false)).get();
                Message refused = desk.next(any -> true);

                assertThat(armedAfterRetained).isTrue();
                assertThat(armedAfterOrder).isFalse();
                assertThat(text(first)).contains("\"code\":\"done\"");
                assertThat(first.exchange().orElseThrow().correlation()).isEqualTo(bytes("c1"));
                assertThat(text(again)).isEqualTo(text(first));
                assertThat(text(refused)).contains("\"code\":\"not-allowed\"");
            }
            asking.disconnect();
        }
    }

    /** A broker takes the retain flag off what it hands on at once, unless asked not to; Artemis 2.55 does so all the same. */
    @Test
    void anOrderThatIsSentRetainedWhileTheStationListensIsIgnoredToo() throws Exception {
        assumeThat(Mosquitto.installed()).isTrue();
        try (Broker broker = broker(Kind.MOSQUITTO);
                DrivenStation station = new DrivenStation(folder.resolve("state"));
                Listening desk = new Listening(broker.url(), ANSWERS)) {
            PublishingLoop duty = station.hearingDuty(broker.url());
            PahoLink asking = connected(broker.url(), "kim");
            try (Loop loop = new Loop("publishing", duty, Duration.ofMillis(20))) {
                loop.start();
                awaitLink(station, true);
                asking.publish(order("disarm", "c0", true)).get();
                asking.publish(order("arm", "c1", false)).get();
                Message first = desk.next(any -> true);

                assertThat(first.exchange().orElseThrow().correlation()).isEqualTo(bytes("c1"));
                assertThat(station.health.now().armed()).isTrue();
            }
            asking.disconnect();
        }
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void aBacklogArrivesInOrderThoughTheBrokerGoesInTheMiddle(Kind kind) throws Exception {
        try (Broker broker = broker(kind);
                DrivenStation station = new DrivenStation(folder.resolve("state"))) {
            List<String> queued = station.enqueue(0, 200);
            List<String> heard = new ArrayList<>();
            PublishingLoop duty = station.hearingDuty(broker.url());
            try (Listening analyst = new Listening(broker.url(), ROOT + "/alert/#");
                    Loop loop = new Loop("publishing", duty, Duration.ofMillis(20))) {
                loop.start();
                while (heard.size() < 20) {
                    heard.add(alertId(analyst));
                }
                broker.goAndComeBack();
            }
            int left = station.outbox.queued();
            List<String> later = new ArrayList<>();
            try (Listening analyst = new Listening(broker.url(), ROOT + "/alert/#");
                    Loop loop = new Loop("publishing", station.hearingDuty(broker.url()), Duration.ofMillis(20))) {
                loop.start();
                while (later.size() < left) {
                    later.add(alertId(analyst));
                }
                while (station.outbox.queued() > 0) {
                    LockSupport.parkNanos(10_000_000);
                }
            }
            assertThat(heard).isEqualTo(queued.subList(0, 20));
            assertThat(later).isEqualTo(queued.subList(200 - left, 200));
            assertThat(station.outbox.deadLetters()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void anotherClientUnderTheStationsIdIsToldAndDoesNotStopTheStation(Kind kind) throws Exception {
        try (Broker broker = broker(kind);
                DrivenStation station = new DrivenStation(folder.resolve("state"))) {
            PublishingLoop duty = station.hearingDuty(broker.url());
            DrivenStation.untilIdle(duty);
            PahoLink intruder = connected(broker.url(), "han-01");
            while (station.health.now().linkUp()) {
                duty.turn();
            }
            duty.turn();
            boolean told = station.health.now().conditions().containsKey(Condition.SESSION_TAKEN_OVER);
            intruder.disconnect();
            station.enqueue(0, 1);
            station.advance(Duration.ofSeconds(31));
            DrivenStation.untilIdle(duty);
            station.advance(Duration.ofSeconds(11));
            duty.turn();

            // mosquitto 2.0 cuts the older client off without a word: a lost connection like any other.
            assertThat(told).isEqualTo(kind == Kind.ARTEMIS);
            assertThat(station.outbox.queued()).isZero();
            assertThat(station.health.now().conditions()).isEmpty();
            duty.end();
        }
    }

    private Broker broker(Kind kind) throws Exception {
        int port = EmbeddedBroker.freePort();
        return switch (kind) {
            case ARTEMIS -> new Artemis(port);
            case MOSQUITTO -> new Installed(Mosquitto.start(Files.createDirectories(folder.resolve("broker")), port));
        };
    }

    private static final class Artemis implements Broker {

        private final int port;
        private EmbeddedBroker broker;

        Artemis(int port) {
            this.port = port;
            this.broker = EmbeddedBroker.startAt(port);
        }

        @Override
        public String url() {
            return broker.url();
        }

        @Override
        public void goAndComeBack() {
            broker.close();
            broker = EmbeddedBroker.startAt(port);
        }

        @Override
        public void close() {
            broker.close();
        }
    }

    private record Installed(Mosquitto broker) implements Broker {

        @Override
        public String url() {
            return broker.url();
        }

        @Override
        public void goAndComeBack() throws Exception {
            broker.kill();
            broker.restart();
            broker.awaitListening();
        }

        @Override
        public void close() {
            broker.close();
        }
    }

    private static PahoLink connected(String url, String clientId) throws Exception {
        PahoLink link = new PahoLink(BrokerSettings.of(url, clientId), Subscription.NONE, () -> {});
        link.connect(Optional.empty());
        return link;
    }

    private static Message order(String name, String correlation, boolean retained) {
        return new Message(
                ROOT + "/cmd/" + name,
                bytes("{}"),
                "application/json",
                Map.of(),
                Optional.empty(),
                retained,
                Optional.of(new Exchange(ANSWERS, bytes(correlation))));
    }

    private static void awaitLink(DrivenStation station, boolean up) {
        while (station.health.now().linkUp() != up) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static String alertId(Listening analyst) throws Exception {
        return AlertSummary.read(analyst.next(any -> true).payload()).id();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Message message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }
}
