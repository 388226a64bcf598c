package org.tilewatch.edge.site;

/** What kind of thing changed, as the ledger knows it. */
public enum Kind {
    STRUCTURE,
    GROUND,
    OPENING,
    COVER,
    VEHICLE,
    WAGONS,
    MAST,
    OTHER
}
