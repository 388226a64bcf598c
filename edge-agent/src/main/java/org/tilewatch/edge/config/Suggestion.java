package org.tilewatch.edge.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return near(name, names(section).toList())
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

    private static Optional<String> near(String name, List<String> candidates) {
        int limit = Math.max(2, name.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(name, candidate) <= Math.min(limit, candidate.length() / 2))
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    private static Optional<String> elsewhere(String name) {
        return Keys.ALL.stream()
                .filter(key -> key.name().equalsIgnoreCase(name))
                .map(Key::path)
                .findFirst();
    }

    /** Levenshtein's distance without regard to case; names are cut at 64 letters to bound the work. */
    private static int distance(String first, String second) {
        String a = cut(first);
        String b = cut(second);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static String cut(String name) {
        return name.substring(0, Math.min(64, name.length())).toLowerCase(Locale.ROOT);
    }
}
