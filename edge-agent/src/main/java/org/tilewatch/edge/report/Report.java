package org.tilewatch.edge.report;

import java.time.Instant;
import java.util.List;

/**
 * What leaves the station for one revision of one event: one unit, its chips before its alert.
 *
 * @param alertId UUIDv5 of event and revision
 * @param eventId stable name of the event
 * @param revision of the event, from 1
 * @param site of the event
 * @param acquired acquisition time of the picture with the change
 * @param chips the pictures, in the order in which they are sent
 * @param alert the message that names the chips by their SHA-256
 */
public record Report(
        String alertId,
        String eventId,
        int revision,
        String site,
        Instant acquired,
        Severity severity,
        List<Message> chips,
        Message alert) {

    public Report {
        chips = List.copyOf(chips);
    }
}
