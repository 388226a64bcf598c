package org.tilewatch.edge.config;

import java.util.Optional;
import org.tilewatch.edge.config.document.Written;

/**
 * One key of the configuration.
 *
 * @param path {@code section.name}, or the name alone at the top of the file
 * @param required in a section that is there (a section with a required key need not be there, see {@link Keys#SECTIONS})
 * @param fallback what holds where the key is not written
 * @param about a sentence for people
 */
record Key<T>(String path, ValueType<T> type, boolean required, Optional<Written> fallback, String about) {

    static <T> Key<T> required(String path, ValueType<T> type, String about) {
        return new Key<>(path, type, true, Optional.empty(), about);
    }

    static <T> Key<T> optional(String path, ValueType<T> type, String about) {
        return new Key<>(path, type, false, Optional.empty(), about);
    }

    static <T> Key<T> orElse(String path, ValueType<T> type, Written fallback, String about) {
        return new Key<>(path, type, false, Optional.of(fallback), about);
    }

    /** Name of its section; empty at the top of the file. */
    String section() {
        return path.contains(".") ? path.substring(0, path.indexOf('.')) : "";
    }

    /** The key as it is written in its section. */
    String name() {
        return path.substring(path.indexOf('.') + 1);
    }
}
