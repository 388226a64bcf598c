package org.tilewatch.edge.health;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One consistent view of the station.
 *
 * @param phase what the station as a whole is doing
 * @param looksSoFar least number of clear looks any watched tile has, while learning
 * @param looksNeeded clear looks a tile needs before it is judged
 * @param working a look is being processed right now
 * @param linkUp the broker is connected
 * @param armed what is found is published; else it is only recorded
 * @param openAlerts urgent reports that nobody has silenced yet
 * @param lastLook acquisition time and site of the latest look, if any
 * @param refused why the latest file went to quarantine, empty once a look came after it
 * @param conditions what is wrong, by code, with a sentence for people
 */
public record StationState(
        Phase phase,
        int looksSoFar,
        int looksNeeded,
        boolean working,
        boolean linkUp,
        boolean armed,
        int openAlerts,
        Optional<LastLook> lastLook,
        String refused,
        Map<Condition, String> conditions) {

    public StationState {
        conditions = Map.copyOf(conditions);
    }

    /**
     * Site and acquisition time of a look, with what came of it.
     *
     * @param reason why it is unusable, else empty
     */
    public record LastLook(String site, Instant acquired, String verdict, String reason) {

        /** Whether a look came to nothing that might have shown something: by night and at dusk nobody expects it to. */
        public boolean isBad() {
            return verdict.equals("unusable") && !reason.equals("night") && !reason.equals("twilight");
        }
    }

    /** Whether the latest file that came was no use, though it might have been. */
    public boolean isLastBad() {
        return !refused.isEmpty() || lastLook.map(LastLook::isBad).orElse(false);
    }

    /** What the station has to say, in a few words for lamps and wallboards; empty while there is nothing to say. */
    public String words() {
        if (!armed) {
            return "disarmed";
        }
        if (openAlerts > 0) {
            return "change";
        }
        if (isLastBad()) {
            String why = refused.isEmpty() ? lastLook.map(LastLook::reason).orElse("") : refused;
            return "pass was bad" + (why.isEmpty() ? "" : ": " + why);
        }
        return phase == Phase.LEARNING ? "learning %d of %d".formatted(looksSoFar, looksNeeded) : "";
    }

    /** What can be wrong with a station; the code is the level in the topic {@code condition/<code>}. */
    public enum Condition {
        DISK_LOW("disk-low"),
        CLOCK_UNSYNCHRONISED("clock-unsynchronised"),
        NO_TILES("no-tiles"),
        DECODER_REJECTS("decoder-rejects"),
        OUTBOX_DROPPING("outbox-dropping"),
        CERTIFICATE_ENDING("certificate-ending"),
        BROKER_REFUSES("broker-refuses"),
        SESSION_TAKEN_OVER("session-taken-over"),
        STORE_DAMAGED("store-damaged"),
        NOTIFIER_FAILING("notifier-failing");

        private final String code;

        Condition(String code) {
            this.code = code;
        }

        /** The level in the topic. */
        public String code() {
            return code;
        }
    }
}
