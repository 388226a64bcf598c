package org.tilewatch.edge.config.document;

import java.io.Serial;
import java.nio.file.Path;
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

    /**
     * One thing that is wrong with a file that the user wrote.
     *
     * @param line counted from 1; 0 where the place in the file is not known
     * @param column counted from 1
     * @param key what it is about, for instance {@code mqtt.url}
     * @param what what is wrong, with the value, and what is allowed
     */
    public record Problem(Path file, int line, int column, String key, String what) {

        /** {@code file:line:column: key: what}, as compilers write it. */
        @Override
        public String toString() {
            String place = line == 0 ? file.toString() : file + ":" + line + ":" + column;
            return place + ": " + key + ": " + what;
        }
    }
}
