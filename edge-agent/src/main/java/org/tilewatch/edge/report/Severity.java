package org.tilewatch.edge.report;

import java.util.List;
import java.util.stream.Stream;

/** How much a published report asks of people. */
public enum Severity {
    /** Needs a person now. */
    URGENT,
    /** Is kept for the record. */
    ROUTINE;

    /** The levels in the topic, most pressing first. */
    public static List<String> names() {
        return Stream.of(values()).map(Topics::lower).toList();
    }
}
