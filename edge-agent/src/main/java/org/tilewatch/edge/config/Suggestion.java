package org.tilewatch.edge.config;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tilewatch.edge.config.document.NearName;

/** What the user may have meant by a key that is not known. */
final class Suggestion {

    private Suggestion() {}

    /** The keys of a section (or of the top, for an empty name), as a list for people. */
    static String namesIn(String section) {
        return names(section).collect(Collectors.joining(", "));
    }

    /** The end of a message about an unknown key: the nearest known one, else all that may stand there. */
    static String insteadOf(String path) {
        int dot = path.indexOf('.');
        String section = dot < 0 ? "" : path.substring(0, dot);
        String name = path.substring(dot + 1);
        return NearName.of(name, names(section).toList())
                .or(() -> elsewhere(name))
                .map(found -> "; did you mean '" + found + "'?")
                .orElseGet(() -> "; allowed: " + namesIn(section));
    }

    private static Stream<String> names(String section) {
        Stream<String> keys =
                Keys.ALL.stream().filter(key -> key.section().equals(section)).map(Key::name);
        return section.isEmpty()
                ? Stream.concat(Keys.SECTIONS.keySet().stream(), keys).sorted()
                : keys;
    }

    private static Optional<String> elsewhere(String name) {
        return Keys.ALL.stream()
                .filter(key -> key.name().equalsIgnoreCase(name))
                .map(Key::path)
                .findFirst();
    }
}
