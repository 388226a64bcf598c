package org.tilewatch.edge.ingest.decode.tiff;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.Deflater;

/** The other side of {@link Unpacker}: packs bytes for drawn TIFFs. */
public final class Packing {

    private Packing() {}

    public static byte[] deflate(byte[] raw) {
        Deflater deflater = new Deflater();
        deflater.setInput(raw);
        deflater.finish();
        byte[] packed = new byte[raw.length * 2 + 64];
        int length = deflater.deflate(packed);
        deflater.end();
        return java.util.Arrays.copyOf(packed, length);
    }

    /** Runs of equal bytes, and the rest literally; a no-operation (128) at the begin. */
    public static byte[] packBits(byte[] raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(128);
        for (int i = 0; i < raw.length; ) {
            int run = 1;
            while (i + run < raw.length && run < 128 && raw[i + run] == raw[i]) {
                run++;
            }
            out.write(run > 1 ? 257 - run : 0);
            out.write(raw[i]);
            i += run;
        }
        return out.toByteArray();
    }

    /** TIFF's LZW: clear code first, one code wider one entry early, clear again when the table is full. */
    public static byte[] lzw(byte[] raw) {
        Bits out = new Bits();
        Map<String, Integer> table = new HashMap<>();
        int next = 258;
        int width = 9;
        out.put(256, width);
        String known = "";
        for (byte b : raw) {
            String longer = known + (char) (b & 0xff);
            if (longer.length() == 1 || table.containsKey(longer)) {
                known = longer;
                continue;
            }
            out.put(known.length() == 1 ? known.charAt(0) : Objects.requireNonNull(table.get(known)), width);
            table.put(longer, next++);
            width = next == 512 ? 10 : next == 1024 ? 11 : next == 2048 ? 12 : width;
            if (next == 4094) {
                out.put(256, 12);
                table.clear();
                next = 258;
                width = 9;
            }
            known = longer.substring(longer.length() - 1);
        }
        out.put(known.length() == 1 ? known.charAt(0) : Objects.requireNonNull(table.get(known)), width);
        next++;
        width = next == 512 ? 10 : next == 1024 ? 11 : next == 2048 ? 12 : width;
        out.put(257, width);
        return out.bytes();
    }

    /** Moves quantisation and Huffman tables into a stream of their own and leaves out the JFIF marker, as TIFF writers do. */
    public static byte[] splitTables(byte[] jpeg, ByteArrayOutputStream tables) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        tables.write(jpeg, 0, 2);
        rest.write(jpeg, 0, 2);
        int at = 2;
        while ((jpeg[at + 1] & 0xff) != 0xda) {
            int marker = jpeg[at + 1] & 0xff;
            int length = 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
            if (marker == 0xdb || marker == 0xc4) {
                tables.write(jpeg, at, length);
            } else if (marker != 0xe0) {
                rest.write(jpeg, at, length);
            }
            at += length;
        }
        tables.write(new byte[] {(byte) 0xff, (byte) 0xd9});
        rest.write(jpeg, at, jpeg.length - at);
        return rest.toByteArray();
    }

    private static final class Bits {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int held;
        private int count;

        void put(int code, int width) {
            for (int i = width - 1; i >= 0; i--) {
                held = held << 1 | (code >> i & 1);
                if (++count == 8) {
                    out.write(held);
                    held = 0;
                    count = 0;
                }
            }
        }

        byte[] bytes() {
            if (count > 0) {
                out.write(held << (8 - count));
            }
            return out.toByteArray();
        }
    }
}
