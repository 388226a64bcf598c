package org.tilewatch.edge.report;

/** How much a published report asks of people. */
public enum Severity {
    /** Needs a person now. */
    URGENT,
    /** Is kept for the record. */
    ROUTINE
}
