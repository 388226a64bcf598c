package org.tilewatch.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BackoffTest {

    @Test
    void pausesGrowToFourSecondsAndAfterTenMinutesToThirty() {
        Backoff backoff = new Backoff(new SplittableRandom(3));
        Duration[] longest = {Duration.ZERO, Duration.ZERO};
        for (int i = 0; i < 1000; i++) {
            longest[0] = max(longest[0], backoff.next(Duration.ofSeconds(599)));
            longest[1] = max(longest[1], backoff.next(Duration.ofSeconds(600)));
        }
        assertThat(longest[0]).isBetween(Duration.ofMillis(3_900), Duration.ofSeconds(4));
        assertThat(longest[1]).isBetween(Duration.ofMillis(29_000), Duration.ofSeconds(30));
    }

    @Test
    void theFirstPauseIsAtMostHalfASecondAlsoAfterAReset() {
        for (int seed = 0; seed < 100; seed++) {
            Backoff backoff = new Backoff(new SplittableRandom(seed));
            assertThat(backoff.next(Duration.ZERO)).isLessThan(Duration.ofMillis(500));
            for (int i = 0; i < 9; i++) {
                assertThat(backoff.next(Duration.ZERO)).isLessThan(Duration.ofSeconds(4));
            }
            backoff.reset();
            assertThat(backoff.next(Duration.ZERO)).isLessThan(Duration.ofMillis(500));
        }
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
