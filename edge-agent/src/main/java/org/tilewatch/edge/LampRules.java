package org.tilewatch.edge;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.tilewatch.edge.health.Phase;
import org.tilewatch.edge.health.StationState;
import org.tilewatch.edge.lamp.LampState;
import org.tilewatch.edge.lamp.LampState.Light;

/**
 * What the lamps say about the station.
 *
 * <table>
 *   <caption>Lamps</caption>
 *   <tr><td>ready</td><td>blinks while learning, steady when ready or degraded, off while disarmed</td></tr>
 *   <tr><td>working</td><td>on while a look is processed</td></tr>
 *   <tr><td>alert</td><td>on until a person silences it</td></tr>
 *   <tr><td>fault</td><td>on while any condition is open, blinks after a look or file that was no use</td></tr>
 *   <tr><td>link</td><td>on while the broker is connected, blinks while it is not</td></tr>
 *   <tr><td>buzzer</td><td>pulses after each new alert, for a bounded time, and ends when silenced</td></tr>
 * </table>
 *
 * <p>Used by one thread.
 */
final class LampRules implements Supplier<LampState> {

    /** How long the buzzer pulses after an alert. */
    static final Duration BUZZ_FOR = Duration.ofSeconds(20);

    private final Supplier<StationState> station;
    private final LongSupplier nanoTime;
    private int openAlertsBefore;
    private long latestAlertNanos;

    /**
     * @param station told anew for every lamp state
     * @param nanoTime monotonic nanoseconds, as of {@link System#nanoTime}
     */
    LampRules(Supplier<StationState> station, LongSupplier nanoTime) {
        this.station = station;
        this.nanoTime = nanoTime;
    }

    /** The lamps of this moment; a number of open alerts that has grown since the last call begins the buzzing. */
    @Override
    public LampState get() {
        StationState state = station.get();
        long now = nanoTime.getAsLong();
        if (state.openAlerts() > openAlertsBefore) {
            latestAlertNanos = now;
        }
        openAlertsBefore = state.openAlerts();
        return lampsOf(state, Duration.ofNanos(now - latestAlertNanos));
    }

    /** The rule itself. */
    static LampState lampsOf(StationState state, Duration sinceLatestAlert) {
        boolean alert = state.openAlerts() > 0;
        boolean buzzing = alert && sinceLatestAlert.compareTo(BUZZ_FOR) < 0;
        return new LampState(
                state.armed() ? ready(state.phase()) : Light.OFF,
                Light.when(state.working()),
                Light.when(alert),
                fault(state),
                link(state),
                buzzing ? Light.BLINK : Light.OFF);
    }

    private static Light ready(Phase phase) {
        return switch (phase) {
            case LEARNING -> Light.BLINK;
            case READY, DEGRADED -> Light.ON;
            case STARTING, STOPPED, LOST -> Light.OFF;
        };
    }

    private static Light fault(StationState state) {
        return !state.conditions().isEmpty() ? Light.ON : state.isLastBad() ? Light.BLINK : Light.OFF;
    }

    private static Light link(StationState state) {
        if (state.phase() == Phase.STOPPED) {
            return Light.OFF;
        }
        return state.linkUp() ? Light.ON : Light.BLINK;
    }
}
