package org.tilewatch.edge.detect.coarse;

/** What a pixel turned into. The order is that of the stored codes: new ones go to the end. */
public enum ChangeClass {
    NONE(0),
    /** Land is under water. */
    WATER_CAME(1),
    /** Water fell dry. */
    WATER_WENT(2),
    ICE_WENT(3),
    /** Snow or ice. */
    ICE_CAME(4),
    BURN(5),
    /** Ground without plants: cleared, built on, a sand bank. */
    GROUND(6),
    /** Smoke or dust over it. */
    SMOKE(7),
    /** Far hotter than all around. */
    HOT(8);

    /** As it is stored. */
    final int code;

    private static final ChangeClass[] ALL = values();

    ChangeClass(int code) {
        this.code = code;
    }

    static ChangeClass of(int code) {
        return code >= 0 && code < ALL.length ? ALL[code] : NONE;
    }
}
