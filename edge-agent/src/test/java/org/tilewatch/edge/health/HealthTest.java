package org.tilewatch.edge.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.health.StationState.LastLook;

class HealthTest {

    private final Health health = new Health(3);

    @Test
    void aStationStartsThenLearnsThenIsReady() {
        assertThat(health.now().phase()).isEqualTo(Phase.STARTING);

        health.learned(2);
        assertThat(health.now().phase()).isEqualTo(Phase.LEARNING);
        assertThat(health.now().looksSoFar()).isEqualTo(2);
        assertThat(health.now().looksNeeded()).isEqualTo(3);

        health.learned(3);
        assertThat(health.now().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void alertsStayOpenUntilSomebodySilencesThem() {
        health.alertRaised("e1");
        health.alertRaised("e1");
        assertThat(health.now().openAlerts()).isEqualTo(2);

        health.silence();
        assertThat(health.now().openAlerts()).isZero();

        health.alertRaised("e1");
        assertThat(health.now().openAlerts()).isEqualTo(1);
    }

    @Test
    void aConditionLastsFromRaisingToClearing() {
        health.raise(Condition.DISK_LOW, "2 % left");
        health.raise(Condition.DISK_LOW, "1 % left");
        health.raise(Condition.NO_TILES, "none for 3 days");
        assertThat(health.now().conditions()).containsEntry(Condition.DISK_LOW, "1 % left");

        health.clear(Condition.DISK_LOW);
        assertThat(health.now().conditions()).containsOnlyKeys(Condition.NO_TILES);
    }

    @Test
    void aViewDoesNotChangeAfterwards() {
        StationState before = health.now();

        health.working(true);
        health.linkUp(true);
        health.raise(Condition.DISK_LOW, "1 % left");
        health.lastLook(new LastLook("port", Instant.EPOCH, "unchanged", ""));

        assertThat(before.working()).isFalse();
        assertThat(before.linkUp()).isFalse();
        assertThat(before.conditions()).isEmpty();
        assertThat(before.lastLook()).isEmpty();
        assertThat(health.now().working()).isTrue();
        assertThat(health.now().linkUp()).isTrue();
        assertThat(health.now().lastLook()).isPresent();
    }
}
