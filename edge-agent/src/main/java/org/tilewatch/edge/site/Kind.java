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
    /** Land under water, or water that fell dry. */
    WATER,
    /** Snow or ice. */
    ICE,
    /** Burnt ground. */
    BURN,
    /** Smoke or dust. */
    SMOKE,
    /** Something very hot. */
    HOTSPOT,
    OTHER
}
