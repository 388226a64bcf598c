package org.tilewatch.edge.notify;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How often people may be called: so many times in any hour, and not in the quiet hours. Used by one thread. */
final class Pace {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final int mostPerHour;
    private final Optional<Hours> quiet;
    private final Deque<Long> callsNanos = new ArrayDeque<>();

    /** From one local time to another, over midnight where that comes first. */
    record Hours(LocalTime from, LocalTime until) {

        boolean include(LocalTime time) {
            boolean afterFrom = !time.isBefore(from);
            boolean beforeUntil = time.isBefore(until);
            return from.isBefore(until) ? afterFrom && beforeUntil : afterFrom || beforeUntil;
        }
    }

    Pace(int mostPerHour, Optional<Hours> quiet) {
        this.mostPerHour = mostPerHour;
        this.quiet = quiet;
    }

    boolean quiet(LocalTime now) {
        return quiet.filter(hours -> hours.include(now)).isPresent();
    }

    /** Calls that may still be made now. */
    int room(long nowNanos) {
        while (!callsNanos.isEmpty() && nowNanos - callsNanos.getFirst() >= HOUR) {
            callsNanos.removeFirst();
        }
        return mostPerHour - callsNanos.size();
    }

    void called(long nowNanos) {
        callsNanos.addLast(nowNanos);
    }
}
