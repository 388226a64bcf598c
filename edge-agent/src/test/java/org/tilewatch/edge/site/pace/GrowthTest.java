package org.tilewatch.edge.site.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GrowthTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T02:00:00Z");

    private static Instant day(int day) {
        return FIRST.plus(Duration.ofDays(day));
    }

    private static Optional<Growth> growth(int... counts) {
        List<Pace> series = IntStream.range(0, counts.length)
                .mapToObj(i -> new Pace("yard", day(i), 0, 0, counts[i], 0, 0, 0, 0))
                .toList();
        return Growth.of(series, Pace::bright, 2);
    }

    @Test
    void slowRiseIsFoundAlthoughNoStepOfItStandsOut() {
        // Usual 10, deviation 2 (the least): the surplus over 11 is 0, 1, 2, 3, 4, 5 and adds up to 15 / 2 = 7.5 on the
        // last, 5 on none before.
        Optional<Growth> growth = growth(10, 10, 10, 10, 10, 11, 12, 13, 14, 15, 16);

        assertThat(growth).hasValueSatisfying(found -> {
            assertThat(found.usual()).isEqualTo(10);
            assertThat(found.seen()).isEqualTo(day(10));
            assertThat(found.since()).isEqualTo(day(6));
            assertThat(found.now()).isEqualTo(14);
        });
    }

    @Test
    void whatWasUsedUpLaterIsToldByWhatItGrewTo() {
        assertThat(growth(10, 10, 10, 10, 10, 14, 20, 10, 10, 10))
                .hasValueSatisfying(found -> assertThat(found.now()).isEqualTo(17));
    }

    @Test
    void oneBusyDayIsNoGrowth() {
        assertThat(growth(10, 12, 8, 10, 10, 19, 10, 9, 10, 10, 11)).isEmpty();
    }

    @Test
    void nothingIsSaidBeforeTheUsualIsKnown() {
        assertThat(growth(0, 50, 90, 200, 400)).isEmpty();
    }

    @Test
    void whatVariesMuchFromTheFirstNeedsMuchToGrow() {
        assertThat(growth(0, 40, 10, 50, 0, 30, 40, 35, 30, 45)).isEmpty();
    }
}
