package org.tilewatch.edge.imagery;

/** Where an acquisition time was read. */
public enum AcquiredFrom {
    /** The STAC Item beside the image. */
    STAC,
    /** TIFFTAG_DATETIME. */
    TAG,
    /** The file's name. */
    NAME,
    /** Nothing told: the time the file arrived. */
    ARRIVAL
}
