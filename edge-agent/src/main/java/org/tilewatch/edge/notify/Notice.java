package org.tilewatch.edge.notify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.report.alert.AlertSummary;

/**
 * What people are told in one call: one alert, or several that waited.
 *
 * @param station name for people
 * @param alerts at least one, oldest first
 * @param pictures of a single alert by role; not to be changed
 * @param link where more is to be seen
 */
record Notice(String station, List<AlertSummary> alerts, Map<String, byte[]> pictures, Optional<String> link) {

    private static final int MOST_LINES = 5;

    Notice {
        alerts = List.copyOf(alerts);
        pictures = Map.copyOf(pictures);
        if (alerts.isEmpty()) {
            throw new IllegalArgumentException("a notice tells of at least one alert");
        }
    }

    /** The newest of its alerts. */
    AlertSummary newest() {
        return alerts.getLast();
    }

    int count() {
        return alerts.size();
    }

    boolean urgent() {
        return alerts.stream().anyMatch(each -> each.severity().equals("urgent"));
    }

    /** One line. */
    String title() {
        return count() == 1 ? station + ": " + newest().site() : station + ": %d alerts".formatted(count());
    }

    /** A line for each alert, newest first, as far as people read. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (AlertSummary each : alerts.reversed().stream().limit(MOST_LINES).toList()) {
            text.append(text.isEmpty() ? "" : "\n");
            text.append(count() == 1 ? "" : each.site() + ": ").append(each.sentence());
            text.append(each.change().equals("deletion") ? " (withdrawn)" : "");
        }
        int more = Math.max(0, count() - MOST_LINES);
        return more == 0 ? text.toString() : text + "\nand %d more".formatted(more);
    }

    /** The alert as it was published, or a FeatureCollection of several. */
    String geoJson() {
        if (count() == 1) {
            return newest().json();
        }
        List<String> features = alerts.stream().map(AlertSummary::json).toList();
        return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}";
    }
}
