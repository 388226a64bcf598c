package org.tilewatch.edge.publish;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts with full jitter: each is drawn evenly between nothing and a bound, so that stations that lost the same
 * broker do not come back in step. The bound doubles from half a second up to 4 s; after ten minutes of outage it is 30 s.
 */
final class Backoff {

    private static final Duration FIRST_BOUND = Duration.ofMillis(500);
    private static final Duration BOUND = Duration.ofSeconds(4);
    private static final Duration LATE_BOUND = Duration.ofSeconds(30);
    private static final Duration LATE = Duration.ofMinutes(10);

    private final RandomGenerator random;
    private int attempts;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The pause before the next attempt, given how long nothing has worked. */
    Duration next(Duration outage) {
        return Duration.ofNanos((long) (random.nextDouble() * bound(outage).toNanos()));
    }

    /** The pause where nothing is won by trying soon: half of the late bound, or up to all of it. */
    Duration slow() {
        long half = LATE_BOUND.toNanos() / 2;
        return Duration.ofNanos(half + (long) (random.nextDouble() * half));
    }

    void reset() {
        attempts = 0;
    }

    private Duration bound(Duration outage) {
        if (outage.compareTo(LATE) >= 0) {
            return LATE_BOUND;
        }
        Duration doubled = FIRST_BOUND.multipliedBy(1L << Math.min(attempts++, 10));
        return doubled.compareTo(BOUND) < 0 ? doubled : BOUND;
    }
}
