package org.tilewatch.edge.ingest;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the inbox remembers of a file between two scans.
 *
 * @param size bytes when it last changed
 * @param modified the file system's time of that change
 * @param since when it was first seen so
 * @param peek what its header told; null until it was complete
 */
record Sighting(
        long size,
        Instant modified,
        Instant since,
        @Nullable Peek peek) {

    /**
     * @param acquired acquisition time; {@link Instant#MIN} for an unusable file, which goes first
     * @param complete it tells its time and its place, or its STAC Item does
     */
    record Peek(Instant acquired, boolean complete) {}

    /** This sighting, or a new one if the file changed, or if the clock was put back behind it. */
    Sighting renewed(long nowSize, Instant nowModified, Instant now) {
        boolean same = size == nowSize && modified.equals(nowModified) && !since.isAfter(now);
        return same ? this : new Sighting(nowSize, nowModified, now, null);
    }

    Sighting with(@Nullable Peek told) {
        return new Sighting(size, modified, since, told);
    }

    /** This sighting as of a clock that was just set: whatever waits begins to wait anew. */
    Sighting since(Instant now) {
        return new Sighting(size, modified, now, peek);
    }

    /** @param timesHold false where the clock was set lately: then the time of a change says nothing */
    boolean isQuiet(Duration quietPeriod, Instant now, boolean timesHold) {
        return (timesHold && !modified.plus(quietPeriod).isAfter(now)) || isUnchangedFor(quietPeriod, now);
    }

    boolean isUnchangedFor(Duration wait, Instant now) {
        return !since.plus(wait).isAfter(now);
    }
}
