package org.tilewatch.edge.site;

/** Where an event is in its life. */
public enum EventStatus {
    /** Seen on one clear look. */
    PROVISIONAL,
    /** Seen again on a later clear look. */
    CONFIRMED,
    /** A clear look no longer shows it. */
    ENDED,
    /** Became part of the baseline after many looks. */
    ABSORBED,
    /** Withdrawn by review or better evidence. */
    RETRACTED;

    /** Whether later looks may still continue the event. */
    public boolean open() {
        return this == PROVISIONAL || this == CONFIRMED;
    }
}
