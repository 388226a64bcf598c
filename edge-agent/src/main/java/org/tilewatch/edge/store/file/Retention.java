package org.tilewatch.edge.store.file;

import java.time.Duration;

/**
 * How much is kept of what leaves the station.
 *
 * @param maxBytes of chips and alerts in the outbox, dead letters included; beyond it chips go, the oldest first, alerts never
 * @param maxAge of chips in the outbox
 * @param archiveBytes of chips and alerts in the archive; beyond it pictures go, the oldest first, then whole reports
 * @param archiveAge of reports in the archive
 */
public record Retention(long maxBytes, Duration maxAge, long archiveBytes, Duration archiveAge) {

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    /** No limit that is ever met. */
    public static final Retention UNLIMITED = new Retention(Long.MAX_VALUE, FOR_EVER, Long.MAX_VALUE, FOR_EVER);

    public Retention {
        if (maxBytes < 1 || maxAge.isNegative() || archiveBytes < 0 || archiveAge.isNegative()) {
            throw new IllegalArgumentException("retention of %d bytes and %s, archive of %d bytes and %s"
                    .formatted(maxBytes, maxAge, archiveBytes, archiveAge));
        }
    }
}
