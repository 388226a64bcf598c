package org.tilewatch.edge.analyst;

import java.io.Console;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.tilewatch.edge.report.alert.AlertSummary;

/**
 * Prints alerts for people, two or three lines of at most 80 columns each. What others wrote is printed without control characters,
 * so that it cannot command the terminal.
 */
public final class AlertPrinter {

    private static final int COLUMNS = Columns.OF_A_TERMINAL;
    private static final String INDENT = "         ";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final PrintStream out;
    private final boolean coloured;

    public AlertPrinter(PrintStream out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    /** Prints to standard output, with colours if that is a terminal that has them and nobody set NO_COLOR. */
    @SuppressWarnings("SystemConsoleNull") // Java 25 gives null again where there is no terminal.
    public static AlertPrinter onStandardOutput() {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        boolean wanted = System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        return new AlertPrinter(System.out, terminal && wanted);
    }

    /** Prints an alert: severity, acquisition time, station, place, probability, and below what it says. */
    public synchronized void print(AlertSummary alert) {
        out.print(text(alert));
        out.flush();
    }

    String text(AlertSummary alert) {
        boolean urgent = alert.severity().equals("urgent");
        String severity = Columns.cut(Columns.clean(alert.severity()).toUpperCase(Locale.ROOT), 7);
        String probability =
                Double.isNaN(alert.probability()) ? "  ? %" : "%3d %%".formatted(Math.round(100 * alert.probability()));
        String place = Columns.clean(alert.station()) + "  " + Columns.clean(alert.site()) + " / "
                + Columns.clean(alert.tile());
        int room = COLUMNS - INDENT.length() - 19 - 5 - 1;
        String head = colour(urgent ? "1;31" : "36", Columns.pad(severity, 9))
                + Columns.pad(TIME.format(alert.acquired()), 19)
                + Columns.pad(Columns.cut(place, room), room + 1)
                + colour("1", probability);
        String told = Columns.clean(alert.sentence()) + (alert.change().equals("update") ? " (update)" : "");
        return head.stripTrailing() + "\n" + wrapped(told);
    }

    private static String wrapped(String sentence) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(INDENT);
        for (String word : sentence.split(" +", -1)) {
            String fit = Columns.cut(word, COLUMNS - INDENT.length());
            if (line.length() > INDENT.length() && Columns.width(line) + 1 + Columns.width(fit) > COLUMNS) {
                lines.append(line).append('\n');
                line = new StringBuilder(INDENT);
            }
            line.append(line.length() > INDENT.length() ? " " : "").append(fit);
        }
        return lines.append(line).append('\n').toString();
    }

    private String colour(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
