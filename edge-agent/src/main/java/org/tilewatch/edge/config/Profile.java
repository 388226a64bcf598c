package org.tilewatch.edge.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.config.document.Document;
import org.tilewatch.edge.config.document.Written;
import org.tilewatch.edge.config.document.Written.Form;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;

/**
 * What {@code calibrate} learned, as it stands in its YAML file.
 *
 * @param id told with each verdict
 * @param subject what it was learned on
 * @param knots score and probability, both above 0, below 1 and growing; empty if scores are probabilities already
 * @param thresholds alert budget, least probability of a confirmed and of a provisional event, by budget; empty if none were learned
 */
public record Profile(String id, Subject subject, List<double[]> knots, List<double[]> thresholds) {

    private static final int MOST_ROWS = 64;

    /** What a profile can be learned on. */
    public enum Subject {
        SERIES,
        PAIRS
    }

    /** Reads and checks a file; all that is wrong in it is told at once. */
    public static Profile read(Path file, Subject wanted) throws WrongConfiguration {
        List<Problem> problems = new ArrayList<>();
        Optional<Map<String, Written>> written = Document.read(file, problems);
        Profile profile = new Reader(file, problems, written.orElse(Map.of())).profile(wanted, written.isPresent());
        if (!problems.isEmpty()) {
            throw new WrongConfiguration(problems);
        }
        return profile;
    }

    private record Reader(Path file, List<Problem> problems, Map<String, Written> values) {

        Profile profile(Subject wanted, boolean readable) {
            if (!readable) {
                return new Profile("", wanted, List.of(), List.of());
            }
            values.forEach((key, value) -> {
                if (!List.of("schema", "id", "madeFor", "learnedFrom", "knots", "thresholds")
                                .contains(key)
                        && !key.startsWith("learnedFrom.")) {
                    wrong(value, key, "unknown key; allowed: schema, id, madeFor, learnedFrom, knots, thresholds");
                }
            });
            oneOf("schema", "1");
            String made = wanted == Subject.SERIES ? "series" : "pairs";
            oneOf("madeFor", made);
            return new Profile(id(), wanted, knots(), thresholds());
        }

        private void oneOf(String key, String allowed) {
            Written value = values.get(key);
            if (value == null) {
                missing(key, allowed);
            } else if (!value.text().equals(allowed)) {
                wrong(value, key, "'" + value.shown() + "'; needed here: " + allowed);
            }
        }

        private String id() {
            Written value = values.get("id");
            if (value == null) {
                missing("id", "a name, 1 to 40 of a-z, 0-9 and -");
                return "";
            }
            if (!value.text().matches("[a-z0-9-]{1,40}")) {
                wrong(value, "id", "'" + value.shown() + "'; allowed: 1 to 40 of a-z, 0-9 and -");
            }
            return value.text();
        }

        private List<double[]> knots() {
            List<double[]> knots = rows("knots", 2, 1);
            for (int i = 1; i < knots.size(); i++) {
                if (knots.get(i)[0] <= knots.get(i - 1)[0] || knots.get(i)[1] <= knots.get(i - 1)[1]) {
                    Written row = item("knots", i);
                    wrong(row, "knots", row.shown() + " does not lie above the row before; allowed: both numbers grow");
                }
            }
            return knots;
        }

        private List<double[]> thresholds() {
            List<double[]> rows = rows("thresholds", 3, 100);
            for (int i = 1; i < rows.size(); i++) {
                if (rows.get(i)[0] <= rows.get(i - 1)[0]) {
                    Written row = item("thresholds", i);
                    wrong(row, "thresholds", row.shown() + "; allowed: rows by growing budget");
                }
            }
            return rows;
        }

        private Written item(String key, int index) {
            Written list = values.get(key);
            return list == null ? Written.text("") : list.items().get(index);
        }

        /** The first number is above 0 and below {@code most}, the others above 0 and below 1. */
        private List<double[]> rows(String key, int columns, double most) {
            Written list = values.get(key);
            if (list == null) {
                missing(key, "a list, which may be empty");
                return List.of();
            }
            if (list.form() != Form.LIST || list.items().size() > MOST_ROWS) {
                wrong(list, key, "'" + list.shown() + "'; allowed: a list of at most " + MOST_ROWS + " rows");
                return List.of();
            }
            List<double[]> rows = new ArrayList<>();
            for (Written item : list.items()) {
                double[] row = row(item, columns, most);
                if (row.length == columns) {
                    rows.add(row);
                } else {
                    wrong(
                            item,
                            key,
                            "'%s'; allowed: %d numbers, the first above 0 and below %.0f, the others above 0 and below 1"
                                    .formatted(item.shown(), columns, most));
                }
            }
            return rows.size() == list.items().size() ? rows : List.of();
        }

        /** Empty if anything is wrong. */
        private static double[] row(Written item, int columns, double most) {
            double[] row = new double[columns];
            if (item.items().size() != columns) {
                return new double[0];
            }
            for (int i = 0; i < columns; i++) {
                Written number = item.items().get(i);
                row[i] = number.form() == Form.NUMBER ? number(number.text()) : Double.NaN;
                if (!(row[i] > 0 && row[i] < (i == 0 ? most : 1))) {
                    return new double[0];
                }
            }
            return row;
        }

        private static double number(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }

        private void missing(String key, String allowed) {
            problems.add(new Problem(file, 1, 1, key, "is missing; needed: " + allowed));
        }

        private void wrong(Written at, String key, String what) {
            problems.add(new Problem(file, at.line(), at.column(), key, what));
        }
    }
}
