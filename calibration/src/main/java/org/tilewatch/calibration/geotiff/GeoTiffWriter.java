package org.tilewatch.calibration.geotiff;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.tilewatch.calibration.geotiff.GeoTiff.Layout;
import org.tilewatch.edge.imagery.Affine;

/**
 * Lays a {@link GeoTiff} down as a file: little-endian, one directory at the end.
 *
 * <pre>
 * 0      II 42, offset of the directory
 * 8      blocks (tiles or strips), each at an even offset
 * then   values that do not fit into their directory entry
 * then   the directory: count, entries sorted by tag (tag, type, count, value or offset), 0
 * </pre>
 */
public final class GeoTiffWriter {

    private static final int TILE = 256;
    private static final int STRIP_ROWS = 64;
    private static final DateTimeFormatter TAG_TIME =
            DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final GeoTiff picture;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final TreeMap<Integer, Field> fields = new TreeMap<>();

    /** TIFF's field types with their size in bytes. */
    private enum Type {
        ASCII(2, 1),
        SHORT(3, 2),
        LONG(4, 4),
        DOUBLE(12, 8);

        final int code;
        final int bytes;

        Type(int code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }
    }

    private record Field(Type type, int count, byte[] value) {}

    private GeoTiffWriter(GeoTiff picture) {
        this.picture = picture;
    }

    /** The whole file. */
    public static byte[] encode(GeoTiff picture) {
        return new GeoTiffWriter(picture).encode();
    }

    private byte[] encode() {
        file.writeBytes(new byte[8]);
        describePixels();
        describePlace();
        writeBlocks();
        int directory = writeDirectory();
        byte[] bytes = file.toByteArray();
        little(ByteBuffer.wrap(bytes))
                .put((byte) 'I')
                .put((byte) 'I')
                .putShort((short) 42)
                .putInt(directory);
        return bytes;
    }

    private void describePixels() {
        put(256, Type.LONG, picture.width());
        put(257, Type.LONG, picture.height());
        put(258, Type.SHORT, 8, 8, 8);
        put(259, Type.SHORT, picture.layout() == Layout.PLAIN_STRIPS ? 1 : 8);
        put(262, Type.SHORT, 2);
        put(277, Type.SHORT, 3);
        put(284, Type.SHORT, 1);
        text(306, TAG_TIME.format(picture.acquired()));
        picture.noData().ifPresent(value -> text(42113, Integer.toString(value)));
    }

    private void describePlace() {
        Affine map = picture.place().toMap();
        put(33550, Type.DOUBLE, map.ux(), -map.vy(), 0);
        put(33922, Type.DOUBLE, 0, 0, 0, map.u0(), map.v0(), 0);
        // Key directory 1.1.0 with three keys: projected model, pixel is area, code of the system.
        put(
                34735,
                Type.SHORT,
                1,
                1,
                0,
                3,
                1024,
                0,
                1,
                1,
                1025,
                0,
                1,
                1,
                3072,
                0,
                1,
                picture.place().epsg());
    }

    private void writeBlocks() {
        boolean tiled = picture.layout() == Layout.DEFLATED_TILES;
        int blockWidth = tiled ? TILE : picture.width();
        int blockHeight = tiled ? TILE : STRIP_ROWS;
        List<Integer> offsets = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        for (int top = 0; top < picture.height(); top += blockHeight) {
            for (int left = 0; left < picture.width(); left += blockWidth) {
                int rows = tiled ? TILE : Math.min(blockHeight, picture.height() - top);
                byte[] block = packed(block(left, top, blockWidth, rows));
                offsets.add(append(block));
                counts.add(block.length);
            }
        }
        put(tiled ? 324 : 273, Type.LONG, doubles(offsets));
        put(tiled ? 325 : 279, Type.LONG, doubles(counts));
        if (tiled) {
            put(322, Type.LONG, TILE);
            put(323, Type.LONG, TILE);
        } else {
            put(278, Type.LONG, STRIP_ROWS);
        }
    }

    /** Tiles reach beyond the picture; there they hold zeros. */
    private byte[] block(int left, int top, int width, int rows) {
        byte[] block = new byte[3 * width * rows];
        int columns = Math.min(width, picture.width() - left);
        for (int row = 0; row < Math.min(rows, picture.height() - top); row++) {
            int from = 3 * ((top + row) * picture.width() + left);
            System.arraycopy(picture.rgb(), from, block, 3 * row * width, 3 * columns);
        }
        return block;
    }

    private byte[] packed(byte[] block) {
        if (picture.layout() == Layout.PLAIN_STRIPS) {
            return block;
        }
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            deflater.setInput(block);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] piece = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(piece, 0, deflater.deflate(piece));
            }
            return out.toByteArray();
        }
    }

    private int writeDirectory() {
        ByteBuffer entries = little(ByteBuffer.allocate(2 + 12 * fields.size() + 4));
        entries.putShort((short) fields.size());
        for (Map.Entry<Integer, Field> entry : fields.entrySet()) {
            Field field = entry.getValue();
            entries.putShort(entry.getKey().shortValue()).putShort((short) field.type().code);
            entries.putInt(field.count());
            if (field.value().length <= 4) {
                entries.put(field.value()).put(new byte[4 - field.value().length]);
            } else {
                entries.putInt(append(field.value()));
            }
        }
        return append(entries.array());
    }

    private int append(byte[] bytes) {
        if (file.size() % 2 == 1) {
            file.write(0);
        }
        int offset = file.size();
        file.writeBytes(bytes);
        return offset;
    }

    private void put(int tag, Type type, double... values) {
        ByteBuffer bytes = little(ByteBuffer.allocate(values.length * type.bytes));
        for (double value : values) {
            switch (type) {
                case SHORT -> bytes.putShort((short) value);
                case LONG -> bytes.putInt((int) value);
                case DOUBLE -> bytes.putDouble(value);
                case ASCII -> bytes.put((byte) value);
            }
        }
        fields.put(tag, new Field(type, values.length, bytes.array()));
    }

    private void text(int tag, String text) {
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.US_ASCII);
        fields.put(tag, new Field(Type.ASCII, bytes.length, bytes));
    }

    private static double[] doubles(List<Integer> values) {
        return values.stream().mapToDouble(Integer::doubleValue).toArray();
    }

    private static ByteBuffer little(ByteBuffer buffer) {
        return buffer.order(ByteOrder.LITTLE_ENDIAN);
    }
}
