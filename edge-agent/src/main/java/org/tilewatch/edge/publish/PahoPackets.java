package org.tilewatch.edge.publish;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.publish.BrokerLink.Delivery;
import org.tilewatch.edge.publish.BrokerLink.LinkDown;
import org.tilewatch.edge.publish.BrokerLink.LinkDown.Cause;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.publish.access.PemFiles;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Message.Exchange;

/** Translates between our values and Paho's. */
final class PahoPackets {

    private PahoPackets() {}

    static MqttConnectionOptions options(BrokerSettings settings, PahoCalls.Times times, Optional<Message> lastWill)
            throws IOException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(settings.sessionKept().isZero());
        if (!settings.sessionKept().isZero()) {
            options.setSessionExpiryInterval(settings.sessionKept().toSeconds());
        }
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(Math.toIntExact(times.keepAlive().toSeconds()));
        options.setConnectionTimeout(Math.toIntExact(times.connect().toSeconds()));
        options.setHttpsHostnameVerificationEnabled(true);
        settings.user().ifPresent(options::setUserName);
        settings.password().ifPresent(options::setPassword);
        if (settings.secure()) {
            options.setSocketFactory(
                    PemFiles.socketFactory(settings.caFile(), settings.certFile(), settings.keyFile()));
        }
        lastWill.ifPresent(will -> options.setWill(will.topic(), outgoing(will, true)));
        return options;
    }

    static MqttMessage outgoing(Message message, boolean retainAvailable) {
        MqttProperties properties = new MqttProperties();
        if (!message.contentType().isEmpty()) {
            properties.setContentType(message.contentType());
        }
        message.expiry().ifPresent(expiry -> properties.setMessageExpiryInterval(expiry.toSeconds()));
        List<UserProperty> user = new ArrayList<>();
        message.userProperties().forEach((key, value) -> user.add(new UserProperty(key, value)));
        properties.setUserProperties(user);
        message.exchange().ifPresent(exchange -> {
            if (!exchange.responseTopic().isEmpty()) {
                properties.setResponseTopic(exchange.responseTopic());
            }
            if (exchange.correlation().length > 0) {
                properties.setCorrelationData(exchange.correlation());
            }
        });
        int qos = message.acknowledged() ? 1 : 0;
        return new MqttMessage(message.payload(), qos, message.retained() && retainAvailable, properties);
    }

    /** With QoS 1; what was sent retained says so also while the link stands, else an order left behind looks like a fresh one. */
    static MqttSubscription asked(String filter) {
        MqttSubscription asked = new MqttSubscription(filter, 1);
        asked.setRetainAsPublished(true);
        return asked;
    }

    static Message incoming(String topic, MqttMessage message) {
        MqttProperties properties = message.getProperties() == null ? new MqttProperties() : message.getProperties();
        Map<String, String> user = new LinkedHashMap<>();
        if (properties.getUserProperties() != null) {
            properties.getUserProperties().forEach(property -> user.put(property.getKey(), property.getValue()));
        }
        String contentType = properties.getContentType();
        Message taken = new Message(
                topic,
                message.getPayload(),
                contentType == null ? "" : contentType,
                user,
                Optional.ofNullable(properties.getMessageExpiryInterval()).map(Duration::ofSeconds),
                message.isRetained(),
                exchange(properties));
        return message.getQos() == 0 ? taken.unacknowledged() : taken;
    }

    private static Optional<Exchange> exchange(MqttProperties properties) {
        String topic = properties.getResponseTopic();
        byte[] correlation = properties.getCorrelationData();
        return topic == null && correlation == null
                ? Optional.empty()
                : Optional.of(
                        new Exchange(topic == null ? "" : topic, correlation == null ? new byte[0] : correlation));
    }

    /** What the broker allows on a connection. */
    record Granted(int receiveMaximum, long mostPacketBytes, boolean retainAvailable) {}

    /** Reads a CONNACK's properties; null is none. */
    static Granted granted(String address, @Nullable MqttProperties told) throws LinkDown {
        MqttProperties properties = told == null ? new MqttProperties() : told;
        Integer receiveMaximum = properties.getReceiveMaximum();
        Long mostBytes = properties.getMaximumPacketSize();
        if (receiveMaximum != null && receiveMaximum < 1) {
            throw new LinkDown(address + ": the broker takes no message at all (Receive Maximum 0)");
        }
        return new Granted(
                receiveMaximum == null ? Integer.MAX_VALUE : receiveMaximum,
                mostBytes == null ? Long.MAX_VALUE : mostBytes,
                properties.isRetainAvailable() == null || properties.isRetainAvailable());
    }

    /** Size of the PUBLISH packet as it goes over the wire. */
    static int packetBytes(String topic, MqttMessage message) throws MqttException {
        MqttPublish packet = new MqttPublish(topic, message, message.getProperties());
        packet.setMessageId(message.getQos() == 0 ? 0 : 1);
        return packet.getHeader().length + packet.getPayload().length;
    }

    /** What the broker's PUBACK means; no code means success. */
    static Delivery delivery(int[] reasonCodes) {
        int code = code(reasonCodes);
        if (code < 0x80) {
            return new Delivery.Acknowledged();
        }
        String why = "the broker answered PUBACK 0x%02x%s".formatted(code, name(code));
        return switch (code) {
            case MqttReturnCode.RETURN_CODE_PACKET_TOO_LARGE,
                    MqttReturnCode.RETURN_CODE_PAYLOAD_FORMAT_INVALID,
                    MqttReturnCode.RETURN_CODE_TOPIC_NAME_INVALID -> new Delivery.Undeliverable(why);
            default -> new Delivery.Refused(why, code == MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED);
        };
    }

    /**
     * Whether the connection ended since a message was too large: told by DISCONNECT, or by a PUBACK with that reason, which MQTT
     * does not allow there (mosquitto sends it all the same) and at which Paho breaks off.
     */
    static boolean tooLarge(MqttDisconnectResponse response) {
        MqttException exception = response.getException();
        return response.getReturnCode() == MqttReturnCode.RETURN_CODE_PACKET_TOO_LARGE
                || (exception != null && exception.getReasonCode() == MqttException.REASON_CODE_INVALID_RETURN_CODE);
    }

    /** What the end of a connection that stood means. */
    static LinkDown lost(MqttDisconnectResponse response) {
        int code = response.getReturnCode();
        if (code >= 0x80) {
            return refused(
                    "the broker disconnected with", code, response.getServerReference(), response.getReasonString());
        }
        String why = response.getException() == null ? "" : ": " + reason(response.getException());
        return new LinkDown("the connection was lost" + why);
    }

    /** What it means that no connection could be made. */
    static LinkDown notConnected(String address, Throwable failure, @Nullable MqttProperties answer) {
        if (failure instanceof LinkDown known) {
            return known;
        }
        int code = failure instanceof MqttException mqtt ? mqtt.getReasonCode() : 0;
        if (code >= 0x80 && code <= 0xFF) {
            return refused(
                    address + ": the broker answered",
                    code,
                    answer == null ? null : answer.getServerReference(),
                    answer == null ? null : answer.getReasonString());
        }
        if (code == MqttException.REASON_CODE_INVALID_RETURN_CODE || (code > 0 && code < 6)) {
            return new LinkDown(
                    Cause.NO_MQTT_5, address + " speaks no MQTT 5, only an older version; the agent needs 5");
        }
        return new LinkDown(address + ": " + reason(failure) + (hungUp(failure) ? "; does it speak MQTT 5?" : ""));
    }

    private static LinkDown refused(String said, int code, @Nullable String reference, @Nullable String reasonString) {
        String why = "%s 0x%02x%s%s"
                .formatted(said, code, name(code), reasonString == null ? "" : ": " + printable(reasonString));
        return switch (code) {
            case MqttReturnCode.RETURN_CODE_UNSUPPORTED_PROTOCOL_VERSION ->
                new LinkDown(Cause.NO_MQTT_5, why + "; the agent needs MQTT 5");
            case MqttReturnCode.RETURN_CODE_IDENTIFIER_NOT_VALID,
                    MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD,
                    MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED,
                    MqttReturnCode.RETURN_CODE_BANNED,
                    MqttReturnCode.RETURN_CODE_BAD_AUTHENTICATION,
                    MqttReturnCode.RETURN_CODE_QOS_NOT_SUPPORTED -> new LinkDown(Cause.FORBIDDEN, why);
            case MqttReturnCode.RETURN_CODE_USE_ANOTHER_SERVER, MqttReturnCode.RETURN_CODE_SERVER_MOVED ->
                new LinkDown(
                        Cause.MOVED,
                        why
                                + (reference == null
                                        ? "; where to is not known, ask whoever runs it"
                                        : "; it names '%s': if that is right, put it into mqtt.url"
                                                .formatted(printable(reference))));
            case MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER ->
                new LinkDown(Cause.TAKEN_OVER, why + "; another client uses this station's id");
            case MqttReturnCode.RETURN_CODE_RETAIN_NOT_SUPPORTED -> new LinkDown(Cause.NO_RETAINED_WILL, why);
            default -> new LinkDown(why);
        };
    }

    /** Text of the broker as it may stand in a log: short, and no control characters. */
    private static String printable(String text) {
        String cut = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    static int code(int[] reasonCodes) {
        return reasonCodes == null || reasonCodes.length == 0 ? 0 : reasonCodes[0] & 0xFF;
    }

    /** Why something failed, in words for the log. */
    static String reason(Throwable failure) {
        if (failure instanceof MqttException mqtt) {
            int code = mqtt.getReasonCode() & 0xFF;
            if (mqtt.getReasonCode() >= 0x80 && mqtt.getReasonCode() <= 0xFF) {
                return "the broker answered 0x%02x%s".formatted(code, name(code));
            }
        }
        Throwable cause = root(failure);
        String message = cause.getMessage();
        if (message != null) {
            return message;
        }
        return hungUp(failure) ? "the broker hung up" : cause.getClass().getSimpleName();
    }

    private static boolean hungUp(Throwable failure) {
        return root(failure) instanceof EOFException;
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String name(int code) {
        return switch (code) {
            case MqttReturnCode.RETURN_CODE_UNSUPPORTED_PROTOCOL_VERSION -> " (unsupported protocol version)";
            case MqttReturnCode.RETURN_CODE_IDENTIFIER_NOT_VALID -> " (client identifier not valid)";
            case MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD -> " (bad user name or password)";
            case MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED -> " (not authorised)";
            case MqttReturnCode.RETURN_CODE_SERVER_UNAVAILABLE -> " (server unavailable)";
            case MqttReturnCode.RETURN_CODE_SERVER_BUSY -> " (server busy)";
            case MqttReturnCode.RETURN_CODE_BANNED -> " (banned)";
            case MqttReturnCode.RETURN_CODE_SERVER_SHUTTING_DOWN -> " (server shutting down)";
            case MqttReturnCode.RETURN_CODE_KEEP_ALIVE_TIMEOUT -> " (keep-alive timeout)";
            case MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER -> " (session taken over)";
            case MqttReturnCode.RETURN_CODE_TOPIC_NAME_INVALID -> " (topic name invalid)";
            case MqttReturnCode.RETURN_CODE_RECEIVE_MAXIMUM_EXCEEDED -> " (receive maximum exceeded)";
            case MqttReturnCode.RETURN_CODE_PACKET_TOO_LARGE -> " (packet too large)";
            case MqttReturnCode.RETURN_CODE_QUOTA_EXCEEDED -> " (quota exceeded)";
            case MqttReturnCode.RETURN_CODE_PAYLOAD_FORMAT_INVALID -> " (payload format invalid)";
            case MqttReturnCode.RETURN_CODE_RETAIN_NOT_SUPPORTED -> " (retain not supported)";
            case MqttReturnCode.RETURN_CODE_QOS_NOT_SUPPORTED -> " (QoS not supported)";
            case MqttReturnCode.RETURN_CODE_USE_ANOTHER_SERVER -> " (use another server)";
            case MqttReturnCode.RETURN_CODE_SERVER_MOVED -> " (server moved)";
            case MqttReturnCode.RETURN_CODE_CONNECTION_RATE_EXCEEDED -> " (connection rate exceeded)";
            default -> "";
        };
    }
}
