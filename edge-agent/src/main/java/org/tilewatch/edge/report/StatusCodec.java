package org.tilewatch.edge.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tilewatch.edge.health.Phase;
import org.tilewatch.edge.health.StationState;
import org.tilewatch.edge.health.StationState.Condition;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The wire format of a station's status and conditions, all retained.
 *
 * @param bootId new at every start of the agent
 * @param version of the agent
 */
public record StatusCodec(String stationId, String bootId, String version) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MEDIA_TYPE = "application/json";

    /** The status now. */
    public Message status(StationState state, Instant now) {
        return status(state, state.phase(), now);
    }

    /** The last word of an orderly end. */
    public Message stopped(StationState state, Instant now) {
        return status(state, Phase.STOPPED, now);
    }

    /** The Last Will, which the broker publishes when the station goes silent; it names no time, since nobody knows it yet. */
    public Message lost() {
        return retained("status", bytes(head(Phase.LOST)));
    }

    /** The message of a condition while it lasts. */
    public Message condition(Condition condition, String sentence) {
        ObjectNode body = JSON.createObjectNode();
        body.put("code", condition.code()).put("sentence", sentence);
        return retained("condition/" + condition.code(), bytes(body));
    }

    /** Takes a condition off the broker: an empty payload. */
    public Message conditionOver(Condition condition) {
        return retained("condition/" + condition.code(), new byte[0]);
    }

    private Message status(StationState state, Phase phase, Instant now) {
        ObjectNode body = head(phase);
        body.put("time", now.toString());
        body.put("armed", state.armed());
        body.put("looks_so_far", state.looksSoFar());
        body.put("looks_needed", state.looksNeeded());
        body.put("words", state.words());
        state.lastLook()
                .ifPresent(look -> body.putObject("last_look")
                        .put("site", look.site())
                        .put("acquired", look.acquired().toString())
                        .put("verdict", look.verdict())
                        .put("reason", look.reason()));
        ObjectNode conditions = body.putObject("conditions");
        new TreeMap<>(state.conditions()).forEach((condition, sentence) -> conditions.put(condition.code(), sentence));
        return retained("status", bytes(body));
    }

    private ObjectNode head(Phase phase) {
        ObjectNode head = JSON.createObjectNode();
        head.put("schema", 1).put("station", stationId).put("phase", Topics.lower(phase));
        return head.put("boot_id", bootId).put("version", version);
    }

    private static byte[] bytes(ObjectNode body) {
        return JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    }

    private static Message retained(String topic, byte[] payload) {
        String type = payload.length == 0 ? "" : MEDIA_TYPE;
        return new Message(topic, payload, type, Map.of(), Optional.empty(), true);
    }
}
