package org.tilewatch.edge.analyst;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.report.alert.AlertContent.Chip;
import org.tilewatch.edge.report.alert.AlertSummary;

/**
 * Puts reports together again: keeps chips until their alert comes, and hands each alert on once. A station sends chips before their
 * alert, but alerts and chips are two subscriptions, between which a broker owes no order: a chip that comes later is handed on by
 * itself.
 *
 * <p>At most 32 MiB of chips wait, the oldest give way; the ids of the last 10,000 alerts and what the last 600 chips that are missing
 * must be are known. One thread at a time.
 */
public final class ArrivingAlerts {

    private static final long MOST_WAITING_BYTES = 32L << 20;
    private static final int IDS_KNOWN = 10_000;
    private static final int MOST_MISSING = 600;
    private static final Set<String> ROLES = Set.of("before", "after", "diff");

    private final String root;
    private final Consumer<ReceivedAlert> alerts;
    private final Consumer<ReceivedAlert> late;
    private final Consumer<String> refused;
    /** Chips by station and topic, the oldest first. */
    private final Map<String, byte[]> waiting = new LinkedHashMap<>();

    /** Alerts that name a chip which has not come, by the chip's key. */
    private final Map<String, AlertSummary> missing = new LinkedHashMap<>();

    private final Map<String, Boolean> seen = new LinkedHashMap<>();
    private long waitingBytes;

    /**
     * @param root the topic levels above the stations, for instance {@code tilewatch/1}
     * @param late gets the chips that come after their alert, each by itself, with that alert
     * @param refused hears in a sentence of each message that was no alert
     */
    public ArrivingAlerts(
            String root, Consumer<ReceivedAlert> alerts, Consumer<ReceivedAlert> late, Consumer<String> refused) {
        this.root = root + "/";
        this.alerts = alerts;
        this.late = late;
        this.refused = refused;
    }

    /**
     * Topic filters for the alerts wanted and, if they are, for the chips; {@code +} stands for any. In a team each alert goes to one
     * member; all members hear all chips, since the broker would share those out by themselves.
     *
     * @param team name of the shared subscription; empty for none
     */
    public static List<String> filters(
            String root, String station, String severity, String site, boolean chips, String team) {
        String above = root + "/" + station + "/";
        String share = team.isEmpty() ? "" : "$share/" + team + "/";
        String alerts = share + above + "alert/" + severity + "/" + site + "/+";
        return chips ? List.of(above + "chip/+/+", alerts) : List.of(alerts);
    }

    /** Takes a message as it came. */
    public void accept(Message message) {
        if (!message.topic().startsWith(root)) {
            return;
        }
        String[] levels = message.topic().substring(root.length()).split("/", -1);
        if (levels.length == 4 && levels[1].equals("chip") && ROLES.contains(levels[3])) {
            chip(levels[0], levels[2], levels[3], message.payload());
        } else if (levels.length == 5 && levels[1].equals("alert")) {
            alert(levels[0], message.payload());
        }
    }

    private void alert(String station, byte[] payload) {
        AlertSummary summary;
        try {
            summary = AlertSummary.read(payload);
        } catch (IOException e) {
            refused.accept("a message of station %s was left out: %s".formatted(station, e.getMessage()));
            return;
        }
        if (!Topics.level(summary.station()).equals(station)) {
            refused.accept("an alert in the name of %s came by station %s and was left out"
                    .formatted(summary.station(), station));
            return;
        }
        Map<String, byte[]> chips = takeChips(station, summary);
        if (seen.put(station + "/" + summary.id(), true) == null) {
            forgetOldest(seen, IDS_KNOWN);
            ReceivedAlert alert = new ReceivedAlert(station, summary, chips);
            alert.missing().forEach(role -> missing.put(key(station, summary.id(), role), summary));
            forgetOldest(missing, MOST_MISSING);
            alerts.accept(alert);
        }
    }

    private void chip(String station, String alertId, String role, byte[] picture) {
        String key = key(station, alertId, role);
        AlertSummary alert = missing.get(key);
        if (alert == null) {
            keep(key, picture);
        } else if (Chip.sha256(picture).equals(alert.chips().get(role))) {
            missing.remove(key);
            late.accept(new ReceivedAlert(station, alert, Map.of(role, picture)));
        } else {
            refuseChip(alertId, role);
        }
    }

    private void refuseChip(String alertId, String role) {
        refused.accept(
                "chip %s of alert %s is not the picture that the alert names; left out".formatted(role, alertId));
    }

    private Map<String, byte[]> takeChips(String station, AlertSummary summary) {
        Map<String, byte[]> chips = new HashMap<>();
        for (String role : ROLES) {
            byte[] picture = waiting.remove(key(station, summary.id(), role));
            if (picture == null) {
                continue;
            }
            waitingBytes -= picture.length;
            if (Chip.sha256(picture).equals(summary.chips().get(role))) {
                chips.put(role, picture);
            } else {
                refuseChip(summary.id(), role);
            }
        }
        return chips;
    }

    private void keep(String key, byte[] picture) {
        if (picture.length > Chip.MOST_BYTES) {
            refused.accept("a chip of %,d bytes was left out".formatted(picture.length));
            return;
        }
        byte[] replaced = waiting.remove(key);
        waitingBytes += picture.length - (replaced == null ? 0 : replaced.length);
        waiting.put(key, picture);
        Iterator<byte[]> oldest = waiting.values().iterator();
        while (waitingBytes > MOST_WAITING_BYTES) {
            waitingBytes -= oldest.next().length;
            oldest.remove();
        }
    }

    private static void forgetOldest(Map<String, ?> known, int most) {
        Iterator<String> oldest = known.keySet().iterator();
        while (known.size() > most) {
            oldest.next();
            oldest.remove();
        }
    }

    private static String key(String station, String alertId, String role) {
        return station + "/" + alertId + "/" + role;
    }
}
