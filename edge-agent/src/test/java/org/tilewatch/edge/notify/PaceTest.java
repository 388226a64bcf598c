package org.tilewatch.edge.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PaceTest {

    @ParameterizedTest
    @CsvSource({
        "22:00, 07:00, 21:59, false",
        "22:00, 07:00, 22:00, true",
        "22:00, 07:00, 00:00, true",
        "22:00, 07:00, 06:59, true",
        "22:00, 07:00, 07:00, false",
        "12:00, 14:00, 11:59, false",
        "12:00, 14:00, 12:00, true",
        "12:00, 14:00, 14:00, false"
    })
    void quietHoursBeginAndEndOnTheMinuteAlsoOverMidnight(
            LocalTime from, LocalTime until, LocalTime now, boolean quiet) {
        assertThat(new Pace(1, Optional.of(new Pace.Hours(from, until))).quiet(now))
                .isEqualTo(quiet);
    }

    @Test
    void aCallIsForgottenAfterAnHour() {
        Pace pace = new Pace(2, Optional.empty());
        pace.called(0);
        pace.called(Duration.ofMinutes(30).toNanos());

        assertThat(pace.room(Duration.ofMinutes(59).toNanos())).isZero();
        assertThat(pace.room(Duration.ofMinutes(60).toNanos())).isEqualTo(1);
        assertThat(pace.room(Duration.ofMinutes(90).toNanos())).isEqualTo(2);
        assertThat(pace.quiet(LocalTime.MIDNIGHT)).isFalse();
    }
}
