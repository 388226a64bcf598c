package org.tilewatch.edge.health;

/** The station's state as the status topic and the lamps tell it. */
public enum Phase {
    STARTING,
    LEARNING,
    READY,
    DEGRADED,
    STOPPED,
    /** Only ever told by the broker: the Last Will. */
    LOST
}
