package org.tilewatch.edge.config.document;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A value as it stands in the file, not yet understood.
 *
 * @param text of a scalar, else empty
 * @param items of a list, else empty
 * @param line counted from 1; 0 for a default, which stands in no file
 * @param column counted from 1
 */
public record Written(Form form, String text, List<Written> items, int line, int column) {

    private static final Pattern CREDENTIALS = Pattern.compile("//[^/?#]*@");
    private static final int LONGEST_SHOWN = 60;

    /** What YAML makes of a value. */
    public enum Form {
        TEXT,
        NUMBER,
        TRUTH,
        NOTHING,
        LIST,
        SECTION
    }

    /** A default that is text. */
    public static Written text(String text) {
        return new Written(Form.TEXT, text, List.of(), 0, 0);
    }

    /** A default that is a number. */
    public static Written number(String text) {
        return new Written(Form.NUMBER, text, List.of(), 0, 0);
    }

    /** The value for people: on one line, shortened where it is long, an address without the user and password that it must not have. */
    public String shown() {
        String all = switch (form) {
            case LIST -> items.stream().map(Written::shown).collect(Collectors.joining(", ", "[", "]"));
            case SECTION -> "{...}";
            case TEXT, NUMBER, TRUTH, NOTHING ->
                CREDENTIALS.matcher(text.replaceAll("\\p{Cntrl}", "?")).replaceAll("//***@");
        };
        return all.length() <= LONGEST_SHOWN ? all : all.substring(0, LONGEST_SHOWN - 3) + "...";
    }
}
