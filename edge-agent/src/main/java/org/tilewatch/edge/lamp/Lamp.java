package org.tilewatch.edge.lamp;

import java.util.Locale;

/** The outputs of a station, in the order in which they are shown; the buzzer counts as one. */
public enum Lamp {
    READY,
    WORKING,
    ALERT,
    FAULT,
    LINK,
    BUZZER;

    /** The lamp's name in configuration, messages and on the terminal. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
