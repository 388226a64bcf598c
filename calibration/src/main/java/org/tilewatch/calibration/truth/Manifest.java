package org.tilewatch.calibration.truth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.command.pair.Csv;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;

/**
 * Reads {@code manifest.csv}: columns source, a, b and, if wanted, name, label, gsd_m, split ({@code train} or another word) and scene.
 * Paths are relative to its folder. All that is wrong is told at once, with line and value.
 */
public final class Manifest {

    /** Name of the file that lists the pairs of a folder. */
    public static final String NAME = "manifest.csv";

    private final Path file;
    private final List<String> columns;
    private final List<Problem> problems = new ArrayList<>();

    private Manifest(Path file, List<String> columns) {
        this.file = file;
        this.columns = columns;
    }

    /** The pairs in the file's order. */
    public static List<LabelledPair> read(Path file) throws IOException, WrongConfiguration {
        List<Csv.Row> rows = Csv.read(file);
        Manifest manifest = new Manifest(file, rows.getFirst().fields());
        for (String column : List.of("source", "a", "b")) {
            if (!manifest.columns.contains(column)) {
                manifest.wrong(1, column, "no such column; there are " + String.join(", ", manifest.columns));
            }
        }
        manifest.stopIfWrong();
        List<LabelledPair> pairs = new ArrayList<>();
        for (Csv.Row row : rows.subList(1, rows.size())) {
            manifest.pair(row, pairs);
        }
        manifest.stopIfWrong();
        return pairs;
    }

    private void stopIfWrong() throws WrongConfiguration {
        if (!problems.isEmpty()) {
            throw new WrongConfiguration(problems);
        }
    }

    private void pair(Csv.Row row, List<LabelledPair> into) {
        int before = problems.size();
        String source = needed(row, "source");
        Path a = existing(row, "a");
        Path b = existing(row, "b");
        Optional<Path> label = value(row, "label").isEmpty() ? Optional.empty() : Optional.of(existing(row, "label"));
        double gsd = gsd(row);
        if (problems.size() == before) {
            String name = value(row, "name").isEmpty() ? source + " line " + row.line() : value(row, "name");
            String scene = value(row, "scene").isEmpty() ? name : value(row, "scene");
            boolean training = value(row, "split").equals("train");
            into.add(new LabelledPair(source, name, a, b, label, gsd, training, scene));
        }
    }

    private double gsd(Csv.Row row) {
        String text = value(row, "gsd_m");
        try {
            double metres = text.isEmpty() ? Double.NaN : Double.parseDouble(text);
            if (text.isEmpty() || (metres > 0 && metres < 1e5)) {
                return metres;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        wrong(row.line(), "gsd_m", "'" + text + "' is no ground sample distance; metres above 0 are allowed");
        return Double.NaN;
    }

    private Path existing(Csv.Row row, String column) {
        String text = needed(row, column);
        try {
            Path path = file.toAbsolutePath().resolveSibling(text);
            if (!text.isEmpty() && !Files.isRegularFile(path)) {
                wrong(row.line(), column, "no such file: " + text);
            }
            return path;
        } catch (InvalidPathException e) {
            wrong(row.line(), column, "no path: " + e.getMessage());
            return file;
        }
    }

    private String needed(Csv.Row row, String column) {
        String text = value(row, column);
        if (text.isEmpty()) {
            wrong(row.line(), column, "is empty");
        }
        return text;
    }

    private String value(Csv.Row row, String column) {
        int index = columns.indexOf(column);
        return index < 0 ? "" : row.fields().get(index).strip();
    }

    private void wrong(int line, String key, String what) {
        problems.add(new Problem(file, line, 1, key, what));
    }
}
