package org.tilewatch.edge.analyst;

/** Text in the columns of a terminal, where some letters take two. */
final class Columns {

    static final int OF_A_TERMINAL = 80;

    private Columns() {}

    static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int c : text.codePoints().toArray()) {
            used += width(c);
            if (used > columns - 1) {
                break;
            }
            cut.appendCodePoint(c);
        }
        return cut.append('…').toString();
    }

    static int width(CharSequence text) {
        return text.codePoints().map(Columns::width).sum();
    }

    private static int width(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HANGUL, HIRAGANA, KATAKANA -> 2;
            default -> 1;
        };
    }

    /** Takes out control characters and those that turn the direction of writing. */
    static String clean(String told) {
        StringBuilder clean = new StringBuilder();
        told.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .limit(400)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
