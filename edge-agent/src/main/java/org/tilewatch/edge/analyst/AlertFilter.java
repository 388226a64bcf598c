package org.tilewatch.edge.analyst;

import java.util.Set;
import org.tilewatch.edge.report.alert.AlertSummary;

/**
 * Which alerts are wanted besides what their topics tell; an empty set stands for any.
 *
 * @param leastProbability 0 to 1; withdrawals are wanted however improbable, since they take something back
 */
public record AlertFilter(Set<String> zones, Set<String> kinds, double leastProbability) {

    public AlertFilter {
        zones = Set.copyOf(zones);
        kinds = Set.copyOf(kinds);
    }

    /** Whether the alert is wanted. */
    public boolean wants(AlertSummary alert) {
        return (zones.isEmpty() || zones.contains(alert.zone()))
                && (kinds.isEmpty() || kinds.contains(alert.kind()))
                && (alert.probability() >= leastProbability
                        || leastProbability == 0
                        || alert.change().equals("deletion"));
    }
}
