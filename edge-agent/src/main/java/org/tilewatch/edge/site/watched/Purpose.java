package org.tilewatch.edge.site.watched;

import java.util.Locale;

/** What a zone is there for. */
public enum Purpose {
    /** Where something is being built, or is expected to be. */
    CONSTRUCTION,
    HOUSING,
    /** Of an underground facility, a tunnel, a gate. */
    ENTRANCE,
    /** Open ground where goods are handled; a roof over it is an event. */
    LOADING_AREA,
    RAIL_YARD,
    ROAD,
    WATER,
    /** Nothing in it is ever published. */
    IGNORE;

    /** As the sites file writes it, for instance {@code loading-area}. */
    public String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
