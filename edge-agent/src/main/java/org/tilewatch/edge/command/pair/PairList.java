package org.tilewatch.edge.command.pair;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;
import org.tilewatch.edge.watch.pair.Pair;

/** The pairs that a file lists: columns {@code a} and {@code b}, if it has them also {@code name} and {@code gsd_m}. */
public final class PairList {

    private final Path file;
    private final List<String> columns;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    private PairList(Path file, List<String> columns) {
        this.file = file;
        this.columns = columns;
    }

    /**
     * One line of the list.
     *
     * @param a the earlier picture as the file names it
     * @param b the later one
     * @param fileName what its own files are called, without ending: no other pair's, and no way out of a folder
     */
    public record Entry(Pair pair, String a, String b, String fileName) {}

    /** In the file's order; problems of all lines are told at once. */
    public static List<Entry> read(Path file) throws IOException, WrongConfiguration {
        List<Csv.Row> rows = Csv.read(file);
        PairList list = new PairList(file, rows.getFirst().fields());
        list.checkColumns();
        List<Entry> entries = new ArrayList<>();
        for (Csv.Row row : rows.subList(1, rows.size())) {
            list.entry(row, entries);
        }
        if (!list.problems.isEmpty()) {
            throw new WrongConfiguration(list.problems);
        }
        return entries;
    }

    private void checkColumns() throws WrongConfiguration {
        for (String column : List.of("a", "b")) {
            if (columns.indexOf(column) < 0) {
                wrong(1, column, "no such column; there are " + String.join(", ", columns));
            }
        }
        for (String column : List.of("a", "b", "name", "gsd_m")) {
            if (columns.indexOf(column) != columns.lastIndexOf(column)) {
                wrong(1, column, "the column is there twice");
            }
        }
        if (!problems.isEmpty()) {
            throw new WrongConfiguration(problems);
        }
    }

    private void entry(Csv.Row row, List<Entry> into) {
        String a = value(row, "a");
        String b = value(row, "b");
        if (a.isEmpty() || b.isEmpty()) {
            wrong(row.line(), a.isEmpty() ? "a" : "b", "no picture is named");
            return;
        }
        try {
            Path before = file.toAbsolutePath().resolveSibling(a);
            Path after = file.toAbsolutePath().resolveSibling(b);
            String name = value(row, "name");
            String shown = name.isEmpty() ? stem(after) : name;
            into.add(new Entry(new Pair(shown, before, after, gsd(row)), a, b, fileName(shown)));
        } catch (InvalidPathException e) {
            wrong(row.line(), "a, b", "no path: " + e.getMessage());
        }
    }

    private double gsd(Csv.Row row) {
        String text = value(row, "gsd_m");
        if (text.isEmpty()) {
            return Double.NaN;
        }
        try {
            double metres = Double.parseDouble(text);
            if (metres > 0 && metres < 1e5) {
                return metres;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        wrong(row.line(), "gsd_m", "'" + text + "' is no ground sample distance; metres above 0 are allowed");
        return Double.NaN;
    }

    private String value(Csv.Row row, String column) {
        int index = columns.indexOf(column);
        return index < 0 ? "" : row.fields().get(index).strip();
    }

    private void wrong(int line, String key, String what) {
        problems.add(new Problem(file, line, 1, key, what));
    }

    /** A path's last part without its ending. */
    public static String stem(Path path) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    private String fileName(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[.]+", "_");
        String base = safe.isEmpty() ? "pair" : safe.substring(0, Math.min(100, safe.length()));
        String free = base;
        for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
            free = base + "-" + number;
        }
        return free;
    }
}
