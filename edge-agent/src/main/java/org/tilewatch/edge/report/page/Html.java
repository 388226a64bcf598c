package org.tilewatch.edge.report.page;

import java.util.Base64;
import java.util.Locale;
import org.tilewatch.edge.report.record.Picture;

/** Text made fit for HTML. */
final class Html {

    private Html() {}

    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            }
        });
        return safe.toString();
    }

    /** Escaped, square metres and spans as a printer would set them. */
    static String set(String sentence) {
        return escaped(sentence)
                .replaceAll("(?<=\\d) m2\\b", "&nbsp;m<sup>2</sup>")
                .replace("+- ", "&plusmn;&nbsp;")
                .replace(" %", "&nbsp;%");
    }

    static String dataUri(Picture picture) {
        return "data:" + picture.mediaType() + ";base64," + Base64.getEncoder().encodeToString(picture.bytes());
    }

    /** A coordinate of a drawing, with a tenth of a unit. */
    static String at(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
