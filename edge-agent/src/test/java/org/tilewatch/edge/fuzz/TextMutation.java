package org.tilewatch.edge.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Changes to JSON, YAML and world files: numbers, words, brackets, nesting, references. */
final class TextMutation {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|[A-Za-z:_-]{2,}");
    private static final Pattern BRACKET = Pattern.compile("[\\[\\]{},:]");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1e308",
            "1e309",
            "-1e999999999",
            "NaN",
            "Infinity",
            "1e-320",
            "9223372036854775808",
            "0x10",
            "1.",
            "00012",
            "2147483648",
            "1e5000000",
            "9".repeat(999),
            "9".repeat(5000),
            "null",
            "true",
            "\"1\"",
            "[]",
            "{}");
    private static final List<String> WORDS = List.of(
            "\"\"",
            "null",
            "\"../../../etc/passwd\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"0000-00-00T00:00:00Z\"",
            "\"%s%n%x\"",
            "&a",
            "*a",
            "&a [*a, *a]",
            "!!java.net.URL",
            "<<",
            "? ",
            "---",
            "...",
            "\"" + "x".repeat(70_000) + "\"",
            "\t",
            "\u0000",
            "\u2028",
            "~",
            "|",
            ">",
            "@",
            "`");
    private static final List<String> BRACKETS = List.of(
            "",
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "[".repeat(40),
            "{\"a\":".repeat(40),
            "[".repeat(3000),
            ",,",
            "/*",
            "#",
            "\n- ");

    private final RandomGenerator random;

    TextMutation(RandomGenerator random) {
        this.random = random;
    }

    byte[] changed(byte[] text, Mutator blind) {
        byte[] bytes = text;
        for (int left = 1 + random.nextInt(3); left > 0 && bytes.length > 0; left--) {
            bytes = random.nextInt(4) == 0 ? blind.blind(bytes, text) : replaced(bytes);
        }
        return bytes;
    }

    private byte[] replaced(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int kind = random.nextInt(3);
        Pattern pattern = kind == 0 ? NUMBER : kind == 1 ? WORD : BRACKET;
        List<String> others = kind == 0 ? NUMBERS : kind == 1 ? WORDS : BRACKETS;
        List<MatchResult> places = pattern.matcher(text).results().toList();
        if (places.isEmpty()) {
            return bytes;
        }
        MatchResult place = places.get(random.nextInt(places.size()));
        String other = others.get(random.nextInt(others.size()));
        return (text.substring(0, place.start()) + other + text.substring(place.end()))
                .getBytes(StandardCharsets.UTF_8);
    }
}
