package org.tilewatch.edge.lamp;

import java.time.Duration;
import org.tilewatch.edge.lamp.gpio.Edge;

/**
 * Tells a press of a button that closes to ground from the bouncing of its contact: a falling edge counts when the last press is
 * long enough ago, by the kernel's time. The kernel's own debouncing comes first and takes out the milliseconds; this lets one
 * press be one press also where a worn contact bounces for longer.
 */
final class Debounce {

    private final long apartNanos;
    private boolean pressedBefore;
    private long lastPressNanos;

    Debounce(Duration apart) {
        this.apartNanos = apart.toNanos();
    }

    /** Whether this edge is a new press. */
    boolean isPress(Edge edge) {
        boolean tooSoon = pressedBefore && edge.timestampNanos() - lastPressNanos < apartNanos;
        if (edge.rising() || tooSoon) {
            return false;
        }
        pressedBefore = true;
        lastPressNanos = edge.timestampNanos();
        return true;
    }
}
