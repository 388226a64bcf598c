package org.tilewatch.edge.command.pair;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;

/**
 * A strict reader of comma-separated values (RFC 4180) in UTF-8: fields may be quoted, a quote inside is doubled, lines end with CRLF
 * or LF. The first line names the columns; every line has as many fields.
 */
public final class Csv {

    private static final long MOST_BYTES = 16 << 20;
    private static final int MOST_FIELDS = 256;

    private final Path file;
    private final String text;
    private final StringBuilder field = new StringBuilder();
    private int at;
    private int line = 1;

    private Csv(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * One record.
     *
     * @param line of the file on which it begins, from 1
     */
    public record Row(int line, List<String> fields) {}

    /** All records, the one with the names first; at least that one. Lines that are empty are passed over. */
    public static List<Row> read(Path file) throws IOException, WrongConfiguration {
        if (Files.size(file) > MOST_BYTES) {
            throw wrong(file, 0, "it has %d bytes, at most %d are read".formatted(Files.size(file), MOST_BYTES));
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong(file, 0, "it is not UTF-8");
        }
        return new Csv(file, text.startsWith("\uFEFF") ? text.substring(1) : text).rows();
    }

    private List<Row> rows() throws WrongConfiguration {
        List<Row> rows = new ArrayList<>();
        while (at < text.length()) {
            Row row = row();
            boolean blank = row.fields().size() == 1 && row.fields().getFirst().isEmpty();
            if (!blank) {
                int wanted = rows.isEmpty()
                        ? row.fields().size()
                        : rows.getFirst().fields().size();
                if (row.fields().size() != wanted) {
                    throw wrong(
                            file,
                            row.line(),
                            "%d fields where the first line names %d columns"
                                    .formatted(row.fields().size(), wanted));
                }
                rows.add(row);
            }
        }
        if (rows.isEmpty()) {
            throw wrong(file, 0, "it is empty; its first line names the columns");
        }
        return rows;
    }

    private Row row() throws WrongConfiguration {
        int begin = line;
        List<String> fields = new ArrayList<>();
        do {
            if (fields.size() == MOST_FIELDS) {
                throw wrong(file, begin, "more than " + MOST_FIELDS + " fields");
            }
            fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
        } while (take(','));
        if (take('\r') && !(at < text.length() && text.charAt(at) == '\n')) {
            throw wrong(file, line, "a carriage return without a line feed");
        }
        if (at < text.length() && !take('\n')) {
            throw wrong(
                    file,
                    line,
                    "after a closing quote comes a comma or the end of the line, not '" + text.charAt(at) + "'");
        }
        line++;
        return new Row(begin, fields);
    }

    private boolean take(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private String plain() throws WrongConfiguration {
        int begin = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '"') {
                throw wrong(file, line, "a quote inside a field that does not begin with one");
            }
            at++;
        }
        return text.substring(begin, at);
    }

    private String quoted() throws WrongConfiguration {
        int begin = line;
        field.setLength(0);
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"' && !take('"')) {
                return field.toString();
            }
            line += c == '\n' ? 1 : 0;
            field.append(c);
        }
        throw wrong(file, begin, "a quoted field that does not end");
    }

    private static WrongConfiguration wrong(Path file, int line, String what) {
        return new WrongConfiguration(List.of(new Problem(file, line, 1, "csv", what)));
    }
}
