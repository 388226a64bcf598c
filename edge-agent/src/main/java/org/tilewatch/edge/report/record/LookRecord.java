package org.tilewatch.edge.report.record;

import java.time.Instant;

/**
 * One look.
 *
 * @param name of its image file
 * @param sha256 of that file, in hex
 * @param verdict learning, changed, unchanged or unusable
 * @param reason why it is unusable, else empty
 * @param score probability that anything changed, NaN where nothing can be said
 */
public record LookRecord(
        String name, String sha256, Instant acquired, String platform, String verdict, String reason, double score) {

    /** Whether the ground was seen at all. */
    public boolean clear() {
        return !verdict.equals("unusable");
    }
}
