package org.tilewatch.edge.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.health.StationState;
import org.tilewatch.edge.health.StationState.Condition;

/** Decides which status and condition messages are due. Used by one thread. */
public final class StatusTeller {

    private static final Duration HEARTBEAT = Duration.ofSeconds(60);
    /** Looks may come many a second; of their news alone the broker hears at most this often. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final StatusCodec codec;
    private @Nullable StationState told;
    private long toldNanos;

    public StatusTeller(StatusCodec codec) {
        this.codec = codec;
    }

    /** After a connect the broker knows nothing for sure: everything is told again, also which conditions are over. */
    public void forget() {
        told = null;
    }

    /** The messages due; counted as told. */
    public List<Message> due(StationState state, Instant now, long nowNanos) {
        StationState before = told;
        if (before != null && !isDue(before, state, nowNanos)) {
            return List.of();
        }
        List<Message> messages = new ArrayList<>();
        messages.add(codec.status(state, now));
        messages.addAll(conditions(before, state.conditions()));
        told = state;
        toldNanos = nowNanos;
        return messages;
    }

    private boolean isDue(StationState before, StationState state, long nowNanos) {
        Duration silent = Duration.ofNanos(nowNanos - toldNanos);
        if (before.phase() != state.phase()
                || before.armed() != state.armed()
                || !before.conditions().equals(state.conditions())) {
            return true;
        }
        boolean looked =
                before.looksSoFar() != state.looksSoFar() || !before.lastLook().equals(state.lastLook());
        return silent.compareTo(looked ? BETWEEN_LOOKS : HEARTBEAT) >= 0;
    }

    private List<Message> conditions(@Nullable StationState before, Map<Condition, String> open) {
        List<Message> messages = new ArrayList<>();
        for (Condition condition : Condition.values()) {
            String sentence = open.getOrDefault(condition, "");
            String toldSentence = before == null ? null : before.conditions().getOrDefault(condition, "");
            if (!sentence.equals(toldSentence)) {
                messages.add(
                        sentence.isEmpty() ? codec.conditionOver(condition) : codec.condition(condition, sentence));
            }
        }
        return messages;
    }
}
