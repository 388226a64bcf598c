package org.tilewatch.edge.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The wall clock beside one that only goes on: tells when somebody set the former. Stations have no clock battery; theirs starts in
 * the past and is set while they work. For one thread.
 */
public final class StationClock {

    /** Before it the clock was not set yet: this program did not exist. */
    private static final Instant SET_SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration STEP = Duration.ofSeconds(2);

    private final InstantSource wall;
    private final LongSupplier nanoTime;
    private Instant lastWall;
    private long lastNanos;

    /** @param nanoTime monotonic, as {@link System#nanoTime} */
    public StationClock(InstantSource wall, LongSupplier nanoTime) {
        this.wall = wall;
        this.nanoTime = nanoTime;
        lastWall = wall.instant();
        lastNanos = nanoTime.getAsLong();
    }

    public Instant now() {
        return wall.instant();
    }

    /** Whether the clock was set, by more than it may drift, since this was last asked. */
    public boolean wasSet() {
        Instant now = wall.instant();
        long nanos = nanoTime.getAsLong();
        Duration passed = Duration.between(lastWall, now);
        boolean set = passed.minusNanos(nanos - lastNanos).abs().compareTo(STEP) > 0;
        lastWall = now;
        lastNanos = nanos;
        return set;
    }

    /** Whether it shows a time that can be. */
    public static boolean isSet(Instant now) {
        return !now.isBefore(SET_SINCE);
    }
}
