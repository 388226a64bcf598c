package org.tilewatch.edge.store;

import java.time.Duration;

/**
 * How much may wait in the outbox. Beyond it chips go, the oldest first; alerts never.
 *
 * @param maxBytes of chips and alerts together, dead letters included
 * @param maxAge of chips
 */
public record Retention(long maxBytes, Duration maxAge) {

    /** No limit that is ever met. */
    public static final Retention UNLIMITED = new Retention(Long.MAX_VALUE, Duration.ofDays(36_500));

    public Retention {
        if (maxBytes < 1 || maxAge.isNegative()) {
            throw new IllegalArgumentException("retention of %d bytes and %s".formatted(maxBytes, maxAge));
        }
    }
}
