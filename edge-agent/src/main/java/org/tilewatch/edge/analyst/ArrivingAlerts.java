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
 * Puts reports together again: keeps chips until their alert comes, and hands each alert on once.
 *
 * <p>At most 32 MiB of chips wait, the oldest give way; the ids of the last 10,000 alerts are known. One thread at a time.
 */
public final class ArrivingAlerts {

    private static final long MOST_WAITING_BYTES = 32L << 20;
    private static final int IDS_KNOWN = 10_000;
    private static final Set<String> ROLES = Set.of("before", "after", "diff");

    private final String root;
    private final Consumer<ReceivedAlert> alerts;
    private final Consumer<String> refused;
    /** Chips by station and topic, the oldest first. */
    private final Map<String, byte[]> waiting = new LinkedHashMap<>();

    private final Map<String, Boolean> seen = new LinkedHashMap<>();
    private long waitingBytes;

    /**
     * @param root the topic levels above the stations, for instance {@code tilewatch/1}
     * @param refused hears in a sentence of each message that was no alert
     */
    public ArrivingAlerts(String root, Consumer<ReceivedAlert> alerts, Consumer<String> refused) {
        this.root = root + "/";
        this.alerts = alerts;
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
            keep(key(levels[0], levels[2], levels[3]), message.payload());
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
            forgetOldest();
            alerts.accept(new ReceivedAlert(station, summary, chips));
        }
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
                refused.accept("chip %s of alert %s is not the picture that the alert names; left out"
                        .formatted(role, summary.id()));
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

    private void forgetOldest() {
        if (seen.size() > IDS_KNOWN) {
            Iterator<String> oldest = seen.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private static String key(String station, String alertId, String role) {
        return station + "/" + alertId + "/" + role;
    }
}
