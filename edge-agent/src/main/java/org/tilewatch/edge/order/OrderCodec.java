package org.tilewatch.edge.order;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tilewatch.edge.order.Order.Reviewer;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Message.Exchange;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The wire format of orders and their outcomes: small JSON objects, without any field that is not known. */
public final class OrderCodec {

    /** Most bytes of an order. */
    public static final int MOST_BYTES = 2_048;

    /** Arms or disarms, for those who know one topic for both. */
    public static final String SWITCH = "armed";

    private static final int LONGEST_TEXT = 200;
    private static final Duration ANSWER_EXPIRY = Duration.ofHours(1);

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MOST_BYTES)
                            .maxNestingDepth(2)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private OrderCodec() {}

    /** An order that cannot be understood; the message says why. */
    public static final class BadOrder extends Exception {

        private static final long serialVersionUID = 1;

        BadOrder(String why) {
            super(why);
        }
    }

    /**
     * Reads what was sent under a name, for instance {@code reject}; an empty payload is one without fields. Under {@link #SWITCH} the
     * payload is the word {@code on} or {@code off}: the order is then {@link Order.Arm} or {@link Order.Disarm}.
     */
    public static Order decode(String name, byte[] payload) throws BadOrder {
        return name.equals(SWITCH) ? switched(payload) : fromObject(name, payload);
    }

    private static Order switched(byte[] payload) throws BadOrder {
        return switch (payload.length > LONGEST_TEXT ? "" : new String(payload, StandardCharsets.UTF_8)) {
            case "on" -> new Order.Arm();
            case "off" -> new Order.Disarm();
            default -> throw new BadOrder("the payload must be the word on or off");
        };
    }

    private static Order fromObject(String name, byte[] payload) throws BadOrder {
        Fields fields = new Fields(object(payload));
        Order order = switch (name) {
            case "accept" -> new Order.Accept(fields.either("event", "alert"), fields.reviewer());
            case "reject" -> new Order.Reject(fields.either("event", "alert"), fields.reviewer());
            case "silence" -> new Order.Silence();
            case "arm" -> new Order.Arm();
            case "disarm" -> new Order.Disarm();
            case "rebaseline" -> new Order.Rebaseline(fields.required("site"));
            case "resend" -> new Order.Resend(fields.required("alert"));
            default -> throw new BadOrder("no command is called '%s'".formatted(printable(name)));
        };
        fields.nothingElse();
        return order;
    }

    /** The message that tells an outcome to who asked. */
    public static Message answer(String topic, byte[] correlation, String name, Outcome outcome) {
        ObjectNode body = JSON.createObjectNode();
        body.put("schema", 1).put("command", printable(name)).put("ok", outcome.good());
        body.put("code", outcome.code().text()).put("sentence", outcome.sentence());
        return new Message(
                topic,
                JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8),
                "application/json",
                Map.of(),
                Optional.of(ANSWER_EXPIRY),
                false,
                Optional.of(new Exchange("", correlation)));
    }

    private static ObjectNode object(byte[] payload) throws BadOrder {
        if (payload.length == 0) {
            return JSON.createObjectNode();
        }
        if (payload.length > MOST_BYTES) {
            throw new BadOrder("the payload has %,d bytes, allowed are %,d".formatted(payload.length, MOST_BYTES));
        }
        try {
            if (JSON.readTree(payload) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new BadOrder("the payload is no JSON object of plain fields: " + printable(e.getOriginalMessage()));
        }
        throw new BadOrder("the payload is no JSON object");
    }

    static String printable(String text) {
        String cut = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    /** Takes fields out of an object and complains of what is left. */
    private record Fields(ObjectNode object, List<String> taken) {

        Fields(ObjectNode object) {
            this(object, new ArrayList<>());
        }

        String either(String one, String other) throws BadOrder {
            if (object.has(one) == object.has(other)) {
                throw new BadOrder("give either '%s' or '%s'".formatted(one, other));
            }
            return required(object.has(one) ? one : other);
        }

        Reviewer reviewer() throws BadOrder {
            return new Reviewer(text("by"), text("note"));
        }

        String required(String field) throws BadOrder {
            String text = text(field);
            if (text.isEmpty()) {
                throw new BadOrder("'%s' is missing".formatted(field));
            }
            return text;
        }

        private String text(String field) throws BadOrder {
            taken.add(field);
            JsonNode value = object.path(field);
            if (value.isMissingNode()) {
                return "";
            }
            if (!value.isString() || value.stringValue().length() > LONGEST_TEXT) {
                throw new BadOrder("'%s' must be text of at most %d characters".formatted(field, LONGEST_TEXT));
            }
            return value.stringValue();
        }

        void nothingElse() throws BadOrder {
            Set<String> names = Set.copyOf(object.propertyNames());
            for (String name : names) {
                if (!taken.contains(name)) {
                    throw new BadOrder("'%s' is no field of this command".formatted(printable(name)));
                }
            }
        }
    }
}
