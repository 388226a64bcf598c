package org.tilewatch.edge.analyst;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tilewatch.edge.report.alert.AlertSummary;

/**
 * An alert with those of its chips that arrived and are what the alert says they are.
 *
 * @param station level of the topic it came by
 * @param chips the pictures by role; owned by the alert: not to be changed
 */
public record ReceivedAlert(String station, AlertSummary summary, Map<String, byte[]> chips) {

    public ReceivedAlert {
        chips = Map.copyOf(chips);
    }

    /** Roles of the chips that the alert names and that did not come with it. */
    public Set<String> missing() {
        Set<String> missing = new HashSet<>(summary.chips().keySet());
        missing.removeAll(chips.keySet());
        return missing;
    }
}
