package org.tilewatch.edge.report;

import java.time.Instant;
import java.util.Map;

/**
 * What a receiver needs to know of an alert. Every text was written elsewhere: not to be used as a path or printed unfiltered.
 *
 * @param id a UUID
 * @param dataId the event's stable name
 * @param change {@code new}, {@code update} or {@code deletion}
 * @param probability 0 to 1
 * @param acquired acquisition time of the picture with the change
 * @param chips lower-case hexadecimal SHA-256 by role
 */
public record AlertSummary(
        String id,
        String dataId,
        String change,
        String station,
        String site,
        String tile,
        String severity,
        String status,
        String sentence,
        double probability,
        Instant acquired,
        Map<String, String> chips) {

    public AlertSummary {
        chips = Map.copyOf(chips);
    }
}
