package org.tilewatch.edge.report;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One message for the broker.
 *
 * @param topic below the station's root, without a leading slash, for instance {@code alert/urgent/harbour/c0r1}
 * @param payload owned by the message: not to be changed
 * @param contentType media type, empty if none is told
 * @param userProperties MQTT 5 user properties, in order of iteration
 * @param expiry how long the message stays of use once it is with the broker; empty for ever
 * @param retained whether the broker keeps it for later subscribers
 * @param exchange what makes it a request or the answer to one
 * @param acknowledged whether the broker is to say that it took over (QoS 1); else the message may be lost (QoS 0)
 */
public record Message(
        String topic,
        byte[] payload,
        String contentType,
        Map<String, String> userProperties,
        Optional<Duration> expiry,
        boolean retained,
        Optional<Exchange> exchange,
        boolean acknowledged) {

    /** To be acknowledged. */
    public Message(
            String topic,
            byte[] payload,
            String contentType,
            Map<String, String> userProperties,
            Optional<Duration> expiry,
            boolean retained,
            Optional<Exchange> exchange) {
        this(topic, payload, contentType, userProperties, expiry, retained, exchange, true);
    }

    /** Neither request nor answer. */
    public Message(
            String topic,
            byte[] payload,
            String contentType,
            Map<String, String> userProperties,
            Optional<Duration> expiry,
            boolean retained) {
        this(topic, payload, contentType, userProperties, expiry, retained, Optional.empty());
    }

    /**
     * Request and response of MQTT 5.
     *
     * @param responseTopic absolute, where the answer to a request is wanted; empty in an answer, or where none is wanted
     * @param correlation made up by who asks and sent back with the answer; empty if there is none; not to be changed
     */
    public record Exchange(String responseTopic, byte[] correlation) {}

    /** The same under another topic. */
    public Message at(String other) {
        return new Message(other, payload, contentType, userProperties, expiry, retained, exchange, acknowledged);
    }

    /** The same with another time of use. */
    public Message expiringAfter(Duration use) {
        return new Message(
                topic, payload, contentType, userProperties, Optional.of(use), retained, exchange, acknowledged);
    }

    /** The same for a broker that need not say whether it took over. */
    public Message unacknowledged() {
        return new Message(topic, payload, contentType, userProperties, expiry, retained, exchange, false);
    }
}
