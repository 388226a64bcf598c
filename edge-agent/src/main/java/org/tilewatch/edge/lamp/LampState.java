package org.tilewatch.edge.lamp;

/** What each lamp is to say, until the next state. */
public record LampState(Light ready, Light working, Light alert, Light fault, Light link, Light buzzer) {

    /** The safe state. */
    public static final LampState ALL_OFF =
            new LampState(Light.OFF, Light.OFF, Light.OFF, Light.OFF, Light.OFF, Light.OFF);

    /** What one lamp does; the blinking is kept by {@link LampPanel}, in step for all lamps. */
    public enum Light {
        OFF,
        ON,
        BLINK;

        /** Steady light for true. */
        public static Light when(boolean on) {
            return on ? ON : OFF;
        }

        /** Whether the lamp is lit in this half of the blinking period. */
        boolean lit(boolean blinkOn) {
            return this == ON || (this == BLINK && blinkOn);
        }
    }

    /** The light of one lamp. */
    public Light of(Lamp lamp) {
        return switch (lamp) {
            case READY -> ready;
            case WORKING -> working;
            case ALERT -> alert;
            case FAULT -> fault;
            case LINK -> link;
            case BUZZER -> buzzer;
        };
    }
}
