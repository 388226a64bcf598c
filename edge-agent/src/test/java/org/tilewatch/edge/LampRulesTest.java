package org.tilewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.health.Phase;
import org.tilewatch.edge.health.StationState;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.health.StationState.LastLook;
import org.tilewatch.edge.lamp.LampState;
import org.tilewatch.edge.lamp.LampState.Light;

class LampRulesTest {

    private long seconds;

    @ParameterizedTest
    @CsvSource({
        // phase, working, link, alerts, condition, seconds -> ready, working, alert, fault, link, buzzer
        "STARTING, false, false, 0, false,  0, OFF,   OFF, OFF, OFF, BLINK, OFF",
        "LEARNING, false, true,  0, false,  0, BLINK, OFF, OFF, OFF, ON,    OFF",
        "LEARNING, true,  true,  0, false,  0, BLINK, ON,  OFF, OFF, ON,    OFF",
        "READY,    false, true,  0, false,  0, ON,    OFF, OFF, OFF, ON,    OFF",
        "READY,    false, false, 0, false,  0, ON,    OFF, OFF, OFF, BLINK, OFF",
        "READY,    false, true,  1, false,  0, ON,    OFF, ON,  OFF, ON,    BLINK",
        "READY,    false, true,  1, false, 19, ON,    OFF, ON,  OFF, ON,    BLINK",
        "READY,    false, true,  1, false, 20, ON,    OFF, ON,  OFF, ON,    OFF",
        "READY,    false, true,  0, false, 99, ON,    OFF, OFF, OFF, ON,    OFF",
        "DEGRADED, false, true,  0, true,   0, ON,    OFF, OFF, ON,  ON,    OFF",
        "READY,    true,  false, 2, true,   5, ON,    ON,  ON,  ON,  BLINK, BLINK",
        "STOPPED,  false, false, 0, false,  0, OFF,   OFF, OFF, OFF, OFF,   OFF",
    })
    void lampsTellTheState(
            Phase phase,
            boolean working,
            boolean link,
            int alerts,
            boolean condition,
            long seconds,
            Light ready,
            Light work,
            Light alert,
            Light fault,
            Light linkLight,
            Light buzzer) {
        Map<Condition, String> open = condition ? Map.of(Condition.DISK_LOW, "2 % free") : Map.of();
        StationState state = new StationState(phase, 3, 6, working, link, true, alerts, Optional.empty(), "", open);
        assertThat(LampRules.lampsOf(state, Duration.ofSeconds(seconds)))
                .isEqualTo(new LampState(ready, work, alert, fault, linkLight, buzzer));
    }

    @Test
    void theFaultLampBlinksAfterAPassThatWasNoUseAndNotAfterANight() {
        Health health = new Health(6);
        health.learned(3);
        assertThat(health.now().words()).isEqualTo("learning 3 of 6");

        health.lastLook(new LastLook("home", Instant.EPOCH, "unusable", "misplaced"));
        assertThat(LampRules.lampsOf(health.now(), Duration.ZERO).fault()).isEqualTo(Light.BLINK);
        assertThat(health.now().words()).isEqualTo("pass was bad: misplaced");

        health.lastLook(new LastLook("home", Instant.EPOCH, "unusable", "night"));
        assertThat(LampRules.lampsOf(health.now(), Duration.ZERO).fault()).isEqualTo(Light.OFF);
        assertThat(health.now().words()).isEqualTo("learning 3 of 6");

        health.refused("truncated");
        assertThat(health.now().words()).isEqualTo("pass was bad: truncated");
        health.alertRaised("flood");
        assertThat(health.now().words()).isEqualTo("change");
    }

    @Test
    void theBuzzerSoundsAnewForEachNewAlertAndStopsWhenSilenced() {
        Health health = new Health(6);
        LampRules rules =
                new LampRules(health::now, () -> Duration.ofSeconds(seconds).toNanos());
        List<Light> heard = new ArrayList<>();
        heard.add(buzzerAt(rules, 1000));
        health.alertRaised("e1");
        heard.add(buzzerAt(rules, 1001));
        heard.add(buzzerAt(rules, 1021));
        health.alertRaised("e1");
        heard.add(buzzerAt(rules, 1030));
        health.silence();
        heard.add(buzzerAt(rules, 1031));
        assertThat(heard).containsExactly(Light.OFF, Light.BLINK, Light.OFF, Light.BLINK, Light.OFF);
    }

    private Light buzzerAt(LampRules rules, long now) {
        seconds = now;
        return rules.get().buzzer();
    }
}
