package org.tilewatch.edge.analyst;

import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.tilewatch.edge.report.alert.AlertSummary;

/** Prints alerts as the rows of a table of 80 columns; nothing that others wrote reaches the terminal unfiltered. */
public final class AlertTable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int PLACE = 24;
    private static final int KIND = 9;
    private static final int ROWS_PER_HEAD = 40;

    private final PrintStream out;
    private int rows;

    public AlertTable(PrintStream out) {
        this.out = out;
    }

    /** Prints a row, now and then with the head above it. */
    public synchronized void print(AlertSummary alert) {
        if (rows++ % ROWS_PER_HEAD == 0) {
            out.println(head());
        }
        out.println(row(alert));
        out.flush();
    }

    static String head() {
        return "ACQUIRED (UTC)    SEVERITY  " + Columns.pad("STATION/SITE", PLACE) + "  " + Columns.pad("KIND", KIND)
                + "  AREA PROB CHG";
    }

    /** Square metres; from 100,000 on square kilometres, in at most six columns up to 9,999 of them. */
    static String area(double squareMetres) {
        double kilometres = squareMetres / 1e6;
        if (Double.isNaN(squareMetres)) {
            return "-";
        }
        if (squareMetres < 99_999.5) {
            return "%.0f".formatted(squareMetres);
        }
        return kilometres < 9.95
                ? "%.1fkm2".formatted(kilometres)
                : kilometres < 999.5 ? "%.0fkm2".formatted(kilometres) : "%.0fk2".formatted(kilometres);
    }

    static String row(AlertSummary alert) {
        String place = Columns.cut(Columns.clean(alert.station() + "/" + alert.site()), PLACE);
        String area = area(alert.areaSquareMetres());
        String probability =
                Double.isNaN(alert.probability()) ? "?" : "%d%%".formatted(Math.round(100 * alert.probability()));
        String change = switch (alert.change()) {
            case "update" -> "upd";
            case "deletion" -> "del";
            default -> "new";
        };
        return TIME.format(alert.acquired()) + "  "
                + Columns.pad(Columns.cut(Columns.clean(alert.severity()), 8), 8) + "  "
                + Columns.pad(place, PLACE) + "  "
                + Columns.pad(Columns.cut(Columns.clean(alert.kind()), KIND), KIND)
                + " ".repeat(Math.max(1, 6 - area.length())) + Columns.cut(area, 6)
                + " ".repeat(Math.max(1, 5 - probability.length())) + probability + " " + change;
    }
}
