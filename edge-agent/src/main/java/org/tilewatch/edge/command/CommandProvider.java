package org.tilewatch.edge.command;

import java.util.List;

/** Adds commands to the command line; found by {@link java.util.ServiceLoader}. */
public interface CommandProvider {

    /** Objects annotated with picocli's {@code @Command}, each a {@code Callable<Integer>} that returns the exit code. */
    List<Object> commands();
}
