package org.tilewatch.edge.lamp;

import java.io.IOException;

/** The lamps of a station: pins ({@link GpioLamps}) or the terminal ({@link ConsoleLamps}). Used by one thread at a time. */
public interface Lamps extends AutoCloseable {

    /**
     * Shows a state; cheap when nothing changed.
     *
     * @param blinkOn whether blinking lamps are lit now
     */
    void show(LampState state, boolean blinkOn) throws IOException;

    /** Goes to the safe state, all off, and gives the lamps back; a second call does nothing. */
    @Override
    void close() throws IOException;
}
