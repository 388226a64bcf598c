package org.tilewatch.edge.doctor.broker;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.tilewatch.edge.doctor.Finding;
import org.tilewatch.edge.publish.BrokerLink.Delivery;
import org.tilewatch.edge.publish.BrokerLink.LinkDown;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.PahoLink;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Message;

/** A real MQTT 5 handshake, and on demand one message to be taken over by the broker. */
public final class BrokerHandshake implements Supplier<Finding> {

    private static final String NAME = "broker";
    private static final int PUBACK_SECONDS = 5;

    private final BrokerSettings settings;
    private final Optional<Message> trial;

    /**
     * @param settings with a client id of its own: that of a running agent would throw it out
     * @param trial published with its absolute topic; empty for the handshake alone
     */
    public BrokerHandshake(BrokerSettings settings, Optional<Message> trial) {
        this.settings = settings;
        this.trial = trial;
    }

    @Override
    public Finding get() {
        PahoLink link = new PahoLink(settings, Subscription.NONE, () -> {});
        try {
            long begin = System.nanoTime();
            link.connect(Optional.empty());
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            String sentence = "%s speaks MQTT 5, connected within %d ms".formatted(settings.url(), millis);
            return trial.isEmpty() ? Finding.ok(NAME, sentence) : published(link, trial.get(), sentence);
        } catch (LinkDown e) {
            return Finding.fail(NAME, settings.url() + ": " + e.getMessage() + ". " + advice(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.fail(NAME, settings.url() + ": interrupted");
        } finally {
            link.disconnect();
        }
    }

    private static Finding published(PahoLink link, Message message, String sentence)
            throws LinkDown, InterruptedException {
        try {
            Delivery delivery = link.publish(message).get(PUBACK_SECONDS, TimeUnit.SECONDS);
            return switch (delivery) {
                case Delivery.Acknowledged _ ->
                    Finding.ok(NAME, sentence + "; test alert taken over on " + message.topic());
                case Delivery.Refused refused -> notTaken(message, refused.why());
                case Delivery.Undeliverable never -> notTaken(message, never.why());
            };
        } catch (ExecutionException | TimeoutException e) {
            return notTaken(message, "no PUBACK (" + e.getMessage() + ")");
        }
    }

    private static Finding notTaken(Message message, String why) {
        return Finding.fail(
                NAME, "The test alert on " + message.topic() + " was not taken over: " + why + ". Check its rules.");
    }

    private static String advice(LinkDown failure) {
        return switch (failure.kind()) {
            case NO_MQTT_5 -> "It speaks no MQTT 5, which the agent needs: mosquitto does from 1.6 on.";
            case FORBIDDEN -> "Check mqtt.user, mqtt.passwordFile or the certificate, and the broker's rules.";
            case MOVED -> "The station does not follow by itself.";
            case TAKEN_OVER -> "Each client needs an id of its own.";
            case AWAY, NO_RETAINED_WILL ->
                "If a broker runs there: does it speak MQTT 5, and TLS as mqtt.url says? Some of MQTT 3.1.1 just hang"
                        + " up.";
        };
    }
}
