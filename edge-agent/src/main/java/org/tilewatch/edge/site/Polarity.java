package org.tilewatch.edge.site;

/** Direction of a change. */
public enum Polarity {
    APPEARED,
    VANISHED,
    ALTERED
}
