package org.tilewatch.edge.publish;

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
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.tilewatch.edge.publish.BrokerLink.Delivery;
import org.tilewatch.edge.report.Message;

/** Translates between our values and Paho's. */
final class PahoPackets {

    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int CONNECT_SECONDS = 10;

    private PahoPackets() {}

    static MqttConnectionOptions options(BrokerSettings settings, Optional<Message> lastWill) throws IOException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setConnectionTimeout(CONNECT_SECONDS);
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
        return new MqttMessage(message.payload(), 1, message.retained() && retainAvailable, properties);
    }

    static Message incoming(String topic, MqttMessage message) {
        MqttProperties properties = message.getProperties() == null ? new MqttProperties() : message.getProperties();
        Map<String, String> user = new LinkedHashMap<>();
        if (properties.getUserProperties() != null) {
            properties.getUserProperties().forEach(property -> user.put(property.getKey(), property.getValue()));
        }
        String contentType = properties.getContentType();
        return new Message(
                topic,
                message.getPayload(),
                contentType == null ? "" : contentType,
                user,
                Optional.ofNullable(properties.getMessageExpiryInterval()).map(Duration::ofSeconds),
                message.isRetained());
    }

    /** Size of the PUBLISH packet as it goes over the wire. */
    static int packetBytes(String topic, MqttMessage message) throws MqttException {
        MqttPublish packet = new MqttPublish(topic, message, message.getProperties());
        packet.setMessageId(1);
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
            default -> new Delivery.Refused(why);
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
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static String name(int code) {
        return switch (code) {
            case MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD -> " (bad user name or password)";
            case MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED -> " (not authorised)";
            case MqttReturnCode.RETURN_CODE_QUOTA_EXCEEDED -> " (quota exceeded)";
            case MqttReturnCode.RETURN_CODE_PACKET_TOO_LARGE -> " (packet too large)";
            case MqttReturnCode.RETURN_CODE_PAYLOAD_FORMAT_INVALID -> " (payload format invalid)";
            case MqttReturnCode.RETURN_CODE_TOPIC_NAME_INVALID -> " (topic name invalid)";
            default -> "";
        };
    }
}
