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
 */
public record Message(
        String topic,
        byte[] payload,
        String contentType,
        Map<String, String> userProperties,
        Optional<Duration> expiry,
        boolean retained) {}
