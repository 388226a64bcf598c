package org.tilewatch.edge.console;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.console.http.Reply;
import org.tilewatch.edge.console.http.Request;
import org.tilewatch.edge.order.Order;
import org.tilewatch.edge.order.Order.Reviewer;
import org.tilewatch.edge.order.Orders;
import org.tilewatch.edge.order.Outcome;
import org.tilewatch.edge.site.Outline;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person orders on the page; the station's orders carry it out. */
final class Reviews {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_NOTE = 500;
    private static final int LONGEST_ID = 200;

    private final Orders orders;

    Reviews(Orders orders) {
        this.orders = orders;
    }

    Reply silence() throws IOException {
        return told(orders.carryOut(new Order.Silence()));
    }

    /** {@code {"event": ID, "decision": "accept", "reject" or "correct", "note": TEXT, "outline": [[x, y], ...]}}, the note if wanted. */
    Reply review(Request request) throws IOException {
        Optional<Order> order = request.body().flatMap(Reviews::order);
        if (order.isEmpty()) {
            return Reply.text(
                    Reply.BAD_REQUEST,
                    "wanted are an event and a decision, accept, reject or correct with an outline\n");
        }
        return told(orders.carryOut(order.get()));
    }

    private static Optional<Order> order(byte[] body) {
        JsonNode asked;
        try {
            asked = JSON.readTree(body);
        } catch (JacksonException e) {
            return Optional.empty();
        }
        String event = asked.path("event").asString("");
        String note = asked.path("note").asString("");
        if (event.isEmpty() || event.length() > LONGEST_ID || note.length() > LONGEST_NOTE) {
            return Optional.empty();
        }
        Reviewer by = new Reviewer("page", note);
        return switch (asked.path("decision").asString("")) {
            case "accept" -> Optional.of(new Order.Accept(event, by));
            case "reject" -> Optional.of(new Order.Reject(event, by));
            case "correct" ->
                ZonesJson.ring(asked.path("outline"))
                        .map(ring -> new Order.Correct(event, new Outline(List.of(ring)), by));
            default -> Optional.empty();
        };
    }

    private static Reply told(Outcome outcome) {
        String text = JSON.writeValueAsString(
                JSON.createObjectNode().put("code", outcome.code().text()).put("sentence", outcome.sentence()));
        return outcome.good() ? Reply.json(text) : Reply.text(Reply.CONFLICT, outcome.sentence() + "\n");
    }
}
