package org.tilewatch.edge.ingest.decode.tiff;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.tilewatch.edge.ingest.file.FileWindow;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/**
 * One image file directory of a TIFF or BigTIFF: where each tag's values lie. Values are read when asked for, so that a table of a
 * million offsets takes no memory.
 */
final class TiffDirectory {

    private static final int MAX_FIELDS = 4096;

    /** Bytes per value of the types 0 to 18. */
    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

    private record Field(int type, long count, long position) {}

    private final FileWindow in;
    private final Map<Integer, Field> fields = new HashMap<>();
    private final long next;

    /** Reads the directory at {@code offset}. */
    TiffDirectory(FileWindow in, long offset, boolean big) throws IOException, UnreadableTile {
        this.in = in;
        long count = big ? in.i64(offset) : in.u16(offset);
        if (count < 1 || count > MAX_FIELDS) {
            throw UnreadableTile.corrupt("the directory at offset %d tells of %d fields".formatted(offset, count));
        }
        int fieldBytes = big ? 20 : 12;
        long first = offset + (big ? 8 : 2);
        for (int i = 0; i < count; i++) {
            addField(first + (long) i * fieldBytes, big);
        }
        long end = first + count * fieldBytes;
        next = big ? in.i64(end) : in.u32(end);
    }

    private void addField(long at, boolean big) throws IOException, UnreadableTile {
        int tag = in.u16(at);
        int type = in.u16(at + 2);
        long count = big ? in.i64(at + 4) : in.u32(at + 4);
        long inline = at + (big ? 12 : 8);
        int bytes = type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0;
        if (bytes == 0) {
            return; // a type of later years: readers skip what they do not know
        }
        if (count < 0 || count > in.size()) {
            throw UnreadableTile.corrupt(
                    "tag %d tells of %d values in a file of %d bytes".formatted(tag, count, in.size()));
        }
        boolean fits = count * bytes <= (big ? 8 : 4);
        fields.put(tag, new Field(type, count, fits ? inline : big ? in.i64(inline) : in.u32(inline)));
    }

    /** Offset of the next directory, 0 after the last. */
    long next() {
        return next;
    }

    /** How many values a tag has, 0 if it is absent. */
    long count(int tag) {
        Field field = fields.get(tag);
        return field == null ? 0 : field.count();
    }

    /** First value of an integer tag. */
    long value(int tag, long ifAbsent) throws IOException, UnreadableTile {
        return count(tag) == 0 ? ifAbsent : valueAt(tag, 0);
    }

    /** A value of an integer tag. */
    long valueAt(int tag, long index) throws IOException, UnreadableTile {
        Field field = fieldOf(tag, index);
        long at = field.position() + index * TYPE_BYTES[field.type()];
        return switch (field.type()) {
            case 1, 2, 6, 7 -> in.u8(at);
            case 3, 8 -> in.u16(at);
            case 4, 9, 13 -> in.u32(at);
            case 16, 17, 18 -> in.i64(at);
            default -> throw UnreadableTile.corrupt("tag %d has type %d, not an integer".formatted(tag, field.type()));
        };
    }

    /** A value of a tag of doubles. */
    double realAt(int tag, long index) throws IOException, UnreadableTile {
        Field field = fieldOf(tag, index);
        if (field.type() != 12) {
            throw UnreadableTile.corrupt("tag %d has type %d, not double".formatted(tag, field.type()));
        }
        return in.f64(field.position() + index * 8);
    }

    /** Where a tag's values lie in the file. */
    long position(int tag) throws UnreadableTile {
        return fieldOf(tag, 0).position();
    }

    /** A text of at most 64 characters, empty if the tag is absent. */
    String text(int tag) throws IOException, UnreadableTile {
        Field field = fields.get(tag);
        if (field == null || field.type() != 2) {
            return "";
        }
        byte[] chars = new byte[(int) Math.min(field.count(), 64)];
        int length = 0;
        while (length < chars.length) {
            int c = in.u8(field.position() + length);
            if (c == 0) {
                break;
            }
            chars[length++] = (byte) c;
        }
        return new String(chars, 0, length, StandardCharsets.ISO_8859_1).strip();
    }

    private Field fieldOf(int tag, long index) throws UnreadableTile {
        Field field = fields.get(tag);
        if (field == null || index >= field.count()) {
            throw UnreadableTile.corrupt("tag %d has no value number %d".formatted(tag, index));
        }
        return field;
    }
}
