package org.tilewatch.edge.command.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.store.Archive.Archived;
import org.tilewatch.edge.store.Archive.State;
import org.tilewatch.edge.store.QueueDesk.Counts;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The queue as programs read it, schema 1; one line, ASCII. */
final class QueueJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private QueueJson() {}

    static String list(Counts counts, List<Archived> reports) {
        ObjectNode top = JSON.createObjectNode();
        top.put("schema", 1);
        top.put("waiting", counts.reports().get(State.WAITING));
        top.put("dead", counts.reports().get(State.DEAD));
        top.put("dropped", counts.reports().get(State.DROPPED));
        top.put("sent", counts.reports().get(State.ACKNOWLEDGED));
        top.put("bytes", counts.bytes());
        top.put("chips_dropped", counts.droppedChips());
        top.put("reports_dropped", counts.droppedReports());
        ArrayNode list = top.putArray("reports");
        for (Archived each : reports) {
            fields(list.addObject(), each);
        }
        return JSON.writeValueAsString(top) + "\n";
    }

    static String report(Archived report) {
        ObjectNode top = JSON.createObjectNode();
        top.put("schema", 1);
        fields(top, report);
        try {
            top.set("alert", JSON.readTree(report.json()));
        } catch (JacksonException unreadable) {
            top.putNull("alert");
        }
        return JSON.writeValueAsString(top) + "\n";
    }

    private static void fields(ObjectNode into, Archived report) {
        into.put("id", report.alertId());
        into.put("event", report.eventId());
        into.put("revision", report.revision());
        into.put("site", report.site());
        into.put("severity", Topics.lower(report.severity()));
        into.put("state", QueueText.state(report));
        into.put("acquired", report.acquired().toString());
        into.put("queued", report.queued().toString());
        Optional<Instant> left = report.left();
        into.put("left", left.isPresent() ? left.get().toString() : null);
        into.put("attempts", report.attempts());
        into.put("failure", report.failure().isEmpty() ? null : report.failure());
        ArrayNode chips = into.putArray("chips");
        report.roles().forEach(chips::add);
    }
}
