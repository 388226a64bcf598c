package org.tilewatch.edge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.health.StationState.LastLook;

final class StatusTellerTest {

    private final Health health = new Health(6);
    private final StatusTeller teller = new StatusTeller(new StatusCodec("han-01", "boot-1", "0.1.0"));

    @Test
    void afterAConnectTheStatusAndAllConditionsAreToldOpenOrNot() {
        health.raise(Condition.DISK_LOW, "2 GiB left");

        List<Message> due = due(0);

        assertThat(due).hasSize(1 + Condition.values().length);
        assertThat(due.stream().filter(message -> message.payload().length > 0))
                .extracting(Message::topic)
                .containsExactly("status", "condition/disk-low");
    }

    @Test
    void withoutNewsTheStatusIsToldEverySixtySeconds() {
        due(0);

        assertThat(due(59)).isEmpty();
        assertThat(due(60)).extracting(Message::topic).containsExactly("status");
        assertThat(due(119)).isEmpty();
    }

    @Test
    void aConditionThatOpensOrClosesIsToldAtOnce() {
        due(0);
        health.raise(Condition.NO_TILES, "none since noon");
        assertThat(due(1)).extracting(Message::topic).containsExactly("status", "condition/no-tiles");
        health.clear(Condition.NO_TILES);

        List<Message> over = due(2);

        assertThat(over).extracting(Message::topic).containsExactly("status", "condition/no-tiles");
        assertThat(over.getLast().payload()).isEmpty();
    }

    @Test
    void looksAloneAreToldEveryFiveSecondsAtMost() {
        due(0);
        health.lastLook(new LastLook("harbour", Instant.EPOCH, "unchanged", ""));

        assertThat(due(4)).isEmpty();
        assertThat(due(5)).hasSize(1);
    }

    private List<Message> due(int second) {
        return teller.due(
                health.now(), Instant.EPOCH, Duration.ofSeconds(second).toNanos());
    }
}
