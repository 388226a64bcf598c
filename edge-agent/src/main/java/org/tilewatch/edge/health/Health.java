package org.tilewatch.edge.health;

import java.util.EnumMap;
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
    private int openAlerts;
    private Optional<LastLook> lastLook = Optional.empty();
    private final Map<Condition, String> conditions = new EnumMap<>(Condition.class);

    public Health(int looksNeeded) {
        this.looksNeeded = looksNeeded;
    }

    /** The state now. */
    public synchronized StationState now() {
        return new StationState(
                phase, looksSoFar, looksNeeded, working, linkUp, openAlerts, lastLook, Map.copyOf(conditions));
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

    /** One more urgent report that asks for a person. */
    public synchronized void alertRaised() {
        openAlerts++;
    }

    /** A person has taken notice: lamp and buzzer go quiet until the next alert. */
    public synchronized void silence() {
        openAlerts = 0;
    }

    public synchronized void lastLook(LastLook look) {
        lastLook = Optional.of(look);
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
