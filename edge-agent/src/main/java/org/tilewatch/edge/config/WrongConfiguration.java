package org.tilewatch.edge.config;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** The set-up cannot be used. Ends a command with exit code 2 after all problems were shown. */
public final class WrongConfiguration extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** At least one problem, in the order of the file. */
    public WrongConfiguration(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
