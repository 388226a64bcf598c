package org.tilewatch.calibration.evaluate.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as text of at most 80 columns. */
public final class TextTable {

    private static final int COLUMNS = 80;

    private TextTable() {}

    /** The lines, without line breaks. */
    public static List<String> lines(List<Section> sections) {
        List<String> lines = new ArrayList<>();
        for (Section section : sections) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(section.title());
            lines.addAll(wrapped(section.note()));
            if (!section.figures().isEmpty()) {
                lines.add(line("", "value", "90 % interval", ""));
            }
            section.figures().forEach(figure -> lines.addAll(lines(figure)));
        }
        return lines;
    }

    /** The counterpart goes below where it does not fit beside. */
    private static List<String> lines(Figure figure) {
        String whole = line(figure.label(), figure.value(), figure.interval(), figure.beside());
        if (whole.length() <= COLUMNS) {
            return List.of(whole);
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(figure.label(), figure.value(), figure.interval(), ""));
        wrapped(figure.beside()).forEach(part -> lines.add("  " + part));
        return lines;
    }

    private static String line(String label, String value, String interval, String beside) {
        return String.format(Locale.ROOT, "  %-31s %8s  %-16s %s", label, value, interval, beside)
                .stripTrailing();
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + word.length() + 5 > COLUMNS) {
                lines.add("  " + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add("  " + line);
        }
        return lines;
    }
}
