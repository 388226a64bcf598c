package org.tilewatch.edge.config.sites;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;

/** What was found wrong with a sites file, each with its path in the document. */
final class Findings {

    private final Path file;
    private final List<Problem> problems = new ArrayList<>();

    Findings(Path file) {
        this.file = file;
    }

    void add(String path, String what) {
        problems.add(new Problem(file, 0, 0, path, what));
    }

    /** @param line counted from 1; 0 where not known */
    void addAt(int line, int column, String what) {
        problems.add(new Problem(file, Math.max(0, line), column, "file", what));
    }

    int count() {
        return problems.size();
    }

    List<Problem> all() {
        return List.copyOf(problems);
    }
}
