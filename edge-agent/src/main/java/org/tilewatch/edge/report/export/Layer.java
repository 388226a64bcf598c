package org.tilewatch.edge.report.export;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.site.Outline;

/**
 * A table, with or without places.
 *
 * @param name fit to be the name of an SQL table
 * @param spatial whether its rows may have a place
 */
public record Layer(String name, String description, boolean spatial, List<Column> columns, List<Row> rows) {

    public Layer {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.values().size() != columns.size()) {
                throw new IllegalArgumentException("a row of %s has %d values for %d columns"
                        .formatted(name, row.values().size(), columns.size()));
            }
        }
    }

    /** What a column holds. */
    public enum Holds {
        /** {@link String}. */
        TEXT,
        /** {@link Integer}. */
        INTEGER,
        /** {@link Double}. */
        REAL,
        /** {@link Boolean}. */
        BOOLEAN,
        /** {@link java.time.Instant}. */
        TIME
    }

    /** One column. */
    public record Column(String name, Holds type) {}

    /**
     * One row.
     *
     * @param place in longitude and latitude
     * @param values in the order of the columns, null where one is not known; owned by the row: not to be changed
     */
    public record Row(Optional<Outline> place, List<@Nullable Object> values) {}
}
