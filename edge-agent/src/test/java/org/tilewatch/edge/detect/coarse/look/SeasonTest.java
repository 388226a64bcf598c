package org.tilewatch.edge.detect.coarse.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeasonTest {

    private static final Instant JANUARY = Instant.parse("2026-01-15T10:00:00Z");
    private static final Instant JULY = Instant.parse("2026-07-15T10:00:00Z");

    @Test
    void iceMayComeAndGoFarNorthInAnyMonthAndNeverInTheTropics() {
        assertThat(Season.freezes(JULY, 60)).isTrue();
        assertThat(Season.freezes(JANUARY, -8)).isFalse();
        assertThat(Season.freezes(JULY, -8)).isFalse();
    }

    @Test
    void betweenThemItDoesSoOutsideOfItsOwnSummer() {
        assertThat(Season.freezes(JANUARY, 40)).isTrue();
        assertThat(Season.freezes(JULY, 40)).isFalse();
        assertThat(Season.freezes(JANUARY, -40)).isFalse();
        assertThat(Season.freezes(JULY, -40)).isTrue();
    }
}
