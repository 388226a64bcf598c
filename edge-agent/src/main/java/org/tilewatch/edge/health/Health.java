package org.tilewatch.edge.health;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.health.StationState.LastLook;

/** The station's state, written by the loops and read by lamps, status and page. Safe to use from any thread. */
public final class Health {

    private final int looksNeeded;
    private Phase phase = Phase.STARTING;
    private int looksSoFar;
    private boolean working;
    private boolean linkUp;
    private boolean armed = true;
    /** Urgent reports that nobody silenced yet, by event. */
    private final Map<String, Integer> openAlerts = new HashMap<>();

    private Optional<LastLook> lastLook = Optional.empty();
    private String refused = "";
    private final Map<Condition, String> conditions = new EnumMap<>(Condition.class);

    public Health(int looksNeeded) {
        this.looksNeeded = looksNeeded;
    }

    /** The state now. */
    public synchronized StationState now() {
        int alerts = openAlerts.values().stream().mapToInt(Integer::intValue).sum();
        return new StationState(
                phase,
                looksSoFar,
                looksNeeded,
                working,
                linkUp,
                armed,
                alerts,
                lastLook,
                refused,
                Map.copyOf(conditions));
    }

    public synchronized void phase(Phase now) {
        phase = now;
    }

    /** How far the least known watched tile is; once it has enough looks the station is ready. */
    public synchronized void learned(int looks) {
        looksSoFar = looks;
        phase = looks < looksNeeded ? Phase.LEARNING : Phase.READY;
    }

    public synchronized void working(boolean now) {
        working = now;
    }

    public synchronized void linkUp(boolean up) {
        linkUp = up;
    }

    /** Whether what is found is published; else the station only observes and records. */
    public synchronized void armed(boolean now) {
        armed = now;
    }

    /** One more urgent report of an event that asks for a person. */
    public synchronized void alertRaised(String eventId) {
        openAlerts.merge(eventId, 1, Integer::sum);
    }

    /** A person has taken notice: lamp and buzzer go quiet until the next alert. */
    public synchronized void silence() {
        openAlerts.clear();
    }

    /** A person has judged an event: its alerts ask for nobody any more. */
    public synchronized void reviewed(String eventId) {
        openAlerts.remove(eventId);
    }

    public synchronized void lastLook(LastLook look) {
        lastLook = Optional.of(look);
        refused = "";
    }

    /** A file went to quarantine. */
    public synchronized void refused(String why) {
        refused = why;
    }

    /** Opens a condition or changes its sentence. */
    public synchronized void raise(Condition condition, String sentence) {
        conditions.put(condition, sentence);
    }

    /** Closes a condition. */
    public synchronized void clear(Condition condition) {
        conditions.remove(condition);
    }
}
