package org.tilewatch.edge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.health.StationState.LastLook;

final class StatusCodecTest {

    private static final Instant NOW = Instant.parse("2026-03-09T04:00:00Z");
    private final StatusCodec codec = new StatusCodec("han-01", "boot-1", "0.1.0");

    @Test
    void theStatusTellsPhaseProgressLastLookAndConditions() {
        Health health = new Health(6);
        health.learned(3);
        health.lastLook(new LastLook("harbour", NOW.minusSeconds(60), "learning", ""));
        health.raise(Condition.DISK_LOW, "2 GiB left");

        Message status = codec.status(health.now(), NOW);

        assertThat(status.topic()).isEqualTo("status");
        assertThat(status.retained()).isTrue();
        assertThat(text(status))
                .isEqualTo(
                        "{\"schema\":1,\"station\":\"han-01\",\"phase\":\"learning\",\"boot_id\":\"boot-1\",\"version\":\"0.1.0\",\"time\":\"2026-03-09T04:00:00Z\",\"armed\":true,\"looks_so_far\":3,\"looks_needed\":6,\"words\":\"learning"
                            + " 3 of 6\","
                            + "\"last_look\":{\"site\":\"harbour\",\"acquired\":\"2026-03-09T03:59:00Z\",\"verdict\":\"learning\",\"reason\":\"\"},\"conditions\":{\"disk-low\":\"2"
                            + " GiB left\"}}");
    }

    @Test
    void theLastWillSaysLost() {
        assertThat(text(codec.lost())).contains("\"phase\":\"lost\"").doesNotContain("time");
    }

    @Test
    void aConditionIsRetainedWhileItLastsAndEmptyWhenOver() {
        assertThat(codec.condition(Condition.NO_TILES, "none").topic()).isEqualTo("condition/no-tiles");
        assertThat(codec.condition(Condition.NO_TILES, "none").retained()).isTrue();
        assertThat(codec.conditionOver(Condition.NO_TILES).payload()).isEmpty();
        assertThat(codec.conditionOver(Condition.NO_TILES).retained()).isTrue();
    }

    private static String text(Message message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }
}
