package org.tilewatch.edge.config;

import java.nio.file.Path;

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
