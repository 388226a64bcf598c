package org.tilewatch.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tilewatch.edge.publish.BrokerLink.Delivery;
import org.tilewatch.edge.publish.BrokerLink.LinkDown;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Message;

@Timeout(30)
final class PahoLinkTest {

    private static final byte[] NO_LIMITS = {};
    private static final byte[] MAXIMUM_PACKET_SIZE_1000 = {0x27, 0, 0, 3, (byte) 0xE8};
    private static final byte[] RECEIVE_MAXIMUM_2 = {0x21, 0, 2};

    @Test
    void aPubackWithoutFaultAcknowledges() throws Exception {
        assertThat(answerTo(0x00)).isInstanceOf(Delivery.Acknowledged.class);
        assertThat(answerTo(0x10))
                .isInstanceOf(Delivery.Acknowledged.class); // no subscribers: the broker has it all the same
    }

    @Test
    void whatMayPassLaterIsRefusedAndWhatNeverWillIsUndeliverable() throws Exception {
        assertThat(answerTo(0x87)).isInstanceOf(Delivery.Refused.class); // not authorised
        assertThat(answerTo(0x97)).isInstanceOf(Delivery.Refused.class); // quota exceeded
        assertThat(answerTo(0x90)).isInstanceOf(Delivery.Undeliverable.class); // topic name invalid
        assertThat(answerTo(0x99)).isInstanceOf(Delivery.Undeliverable.class); // payload format invalid
    }

    @Test
    void aMessageLargerThanTheBrokerTakesIsNotSentAndThoseAfterItPass() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker(MAXIMUM_PACKET_SIZE_1000, 1, 0)) {
            PahoLink link = connected(broker);

            Delivery tooLarge = link.publish(message(1_000)).get();
            List<Delivery> after = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                after.add(link.publish(message(900)).get());
            }

            assertThat(tooLarge).isInstanceOf(Delivery.Undeliverable.class);
            assertThat(after).hasSize(40).allMatch(Delivery.Acknowledged.class::isInstance);
            assertThat(broker.published()).isEqualTo(40);
            link.disconnect();
        }
    }

    @Test
    void aBrokerThatClosesTheConnectionOnALargeMessageIsNotSentItAgain() throws Exception {
        // Two under way, either may be the culprit: the next connection sends one at a time; twice alone, it is known.
        try (ScriptedBroker broker = new ScriptedBroker(NO_LIMITS, 2, 0x95)) {
            PahoLink link = connected(broker);
            CompletableFuture<Delivery> small = link.publish(message(100));
            CompletableFuture<Delivery> large = link.publish(message(5_000));
            assertThatThrownBy(small::get).hasCauseInstanceOf(LinkDown.class);
            assertThatThrownBy(large::get).hasCauseInstanceOf(LinkDown.class);
        }
        try (ScriptedBroker broker = new ScriptedBroker(NO_LIMITS, 1, 0, 0x95)) {
            PahoLink link = connected(broker);
            assertThat(link.publish(message(100)).get()).isInstanceOf(Delivery.Acknowledged.class);
            CompletableFuture<Delivery> large = link.publish(message(5_000));
            assertThatThrownBy(large::get).hasCauseInstanceOf(LinkDown.class);

            link.connect(Optional.empty());
            CompletableFuture<Delivery> again = link.publish(message(5_000));
            assertThatThrownBy(again::get).hasCauseInstanceOf(LinkDown.class);

            link.connect(Optional.empty());

            assertThat(link.publish(message(5_000)).get()).isInstanceOf(Delivery.Undeliverable.class);
            link.disconnect();
        }
    }

    /** Many that speak only MQTT 3.1.1 say nothing when they meet 5. */
    @Test
    void aBrokerThatHangsUpIsAskedWhetherItSpeaksMqtt5() throws Exception {
        try (ByteBroker broker = new ByteBroker(ByteBroker.Wire::read)) {
            assertThatThrownBy(() -> DrivenStation.link(broker.url()).connect(Optional.empty()))
                    .isInstanceOf(LinkDown.class)
                    .hasMessageEndingWith(": the broker hung up; does it speak MQTT 5?");
        }
    }

    @Test
    void thePacketOfExactlyTheSizeThatTheBrokerTakesPasses() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker(MAXIMUM_PACKET_SIZE_1000, 1, 0)) {
            PahoLink link = connected(broker);
            // 1 + 2 bytes of header, 2 + 1 of topic, 2 of packet id, 1 of properties' length.
            assertThat(link.publish(message(1_000 - 9)).get()).isInstanceOf(Delivery.Acknowledged.class);
            assertThat(link.publish(message(1_000 - 8)).get()).isInstanceOf(Delivery.Undeliverable.class);
            link.disconnect();
        }
    }

    @Test
    void noMoreMessagesAreUnderWayThanTheBrokerAllows() throws Exception {
        // Paho throws when a third message is sent before one of two is acknowledged.
        try (ScriptedBroker broker = new ScriptedBroker(RECEIVE_MAXIMUM_2, 2, 0)) {
            PahoLink link = connected(broker);
            List<CompletableFuture<Delivery>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(link.publish(message(10)));
            }
            for (CompletableFuture<Delivery> answer : answers) {
                assertThat(answer.get()).isInstanceOf(Delivery.Acknowledged.class);
            }
            link.disconnect();
        }
    }

    @Test
    void whatIsUnderWayFailsWhenTheLinkIsDropped() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker(NO_LIMITS, 0, 0)) {
            PahoLink link = connected(broker);
            CompletableFuture<Delivery> answer = link.publish(message(10));

            link.drop();

            assertThatThrownBy(answer::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(LinkDown.class);
            assertThat(link.isUp()).isFalse();
        }
    }

    @Test
    void aBrokerThatGoesAwayIsNoticedAndTold() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        EmbeddedBroker broker = EmbeddedBroker.start();
        PahoLink link = new PahoLink(BrokerSettings.of(broker.url(), "han-01"), Subscription.NONE, lost::countDown);
        link.connect(Optional.empty());

        broker.close();

        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(link.isUp()).isFalse();
    }

    @Test
    void manyConnectsLeaveNoThreadBehind() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker(NO_LIMITS, 1, 0)) {
            PahoLink link = connected(broker);
            link.disconnect();
            int before = mqttThreads();
            for (int i = 0; i < 10; i++) {
                link.connect(Optional.empty());
                link.drop();
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (mqttThreads() > before && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(mqttThreads()).isLessThanOrEqualTo(before);
        }
    }

    private static int mqttThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("MQTT"))
                .count();
    }

    private static Delivery answerTo(int reasonCode) throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker(NO_LIMITS, 1, reasonCode)) {
            PahoLink link = connected(broker);
            Delivery delivery = link.publish(message(10)).get();
            link.disconnect();
            return delivery;
        }
    }

    private static PahoLink connected(ScriptedBroker broker) throws Exception {
        PahoLink link = new PahoLink(BrokerSettings.of(broker.url(), "han-01"), Subscription.NONE, () -> {});
        link.connect(Optional.empty());
        return link;
    }

    private static Message message(int payloadBytes) {
        return new Message("t", new byte[payloadBytes], "", Map.of(), Optional.empty(), false);
    }
}
