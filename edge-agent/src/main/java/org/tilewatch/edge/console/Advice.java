package org.tilewatch.edge.console;

/** What a person can do about a condition, in a sentence. */
final class Advice {

    private Advice() {}

    /** Empty for a code that is not known here; its own sentence has to do then. */
    static String on(String code) {
        return switch (code) {
            case "disk-low" ->
                "Make room on this disk, or lower retention.maxBytes. Detection goes on; pictures are the first to go.";
            case "clock-unsynchronised" ->
                "Check the network and the time service (timedatectl). Looks keep the times of their own files.";
            case "no-tiles" -> "Check the receiver, and that it writes into the inbox folder.";
            case "decoder-rejects" -> "Look at the quarantine under Files: the reasons say what is wrong.";
            case "outbox-dropping" ->
                "Bring the broker back or raise retention.maxBytes. No alert is lost, the oldest pictures are.";
            case "certificate-ending" ->
                "Have a new certificate issued and put it in place; the station takes it at its next start.";
            case "store-damaged" ->
                "What could be read was carried over. Keep or remove the folder damaged-TIME in the state folder;"
                        + " check the disk.";
            case "broker-refuses" -> "Check user, password, certificate and the broker's rules for this station.";
            case "notifier-failing" ->
                "Check the notify section of the configuration, and the other end. Alerts reach the broker all the"
                        + " same.";
            case "session-taken-over" -> "Another client uses this station's id: stop one of the two, or rename it.";
            default -> "";
        };
    }
}
