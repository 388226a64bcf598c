package org.tilewatch.edge.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Changes that need no knowledge of the format, and which of the others is tried. The same random numbers, the same change. */
final class Mutator {

    private static final long[] TELLING = {
        0,
        1,
        2,
        7,
        8,
        9,
        16,
        255,
        256,
        257,
        4096,
        32_767,
        32_768,
        65_535,
        65_536,
        0x7fff_ffffL,
        0x8000_0000L,
        0xffff_fffeL,
        0xffff_ffffL,
        0x1_0000_0000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1
    };

    private final RandomGenerator random;

    Mutator(RandomGenerator random) {
        this.random = random;
    }

    /** One to three changes to an image file; {@code other} is spliced in now and then. */
    byte[] image(Corpus.Seed seed, byte[] other) {
        byte[] bytes = seed.content().clone();
        for (int left = 1 + random.nextInt(3); left > 0 && bytes.length > 0; left--) {
            bytes = random.nextInt(3) == 0 ? blind(bytes, other) : knowing(seed.ending(), bytes);
        }
        return bytes;
    }

    private byte[] knowing(String ending, byte[] bytes) {
        return switch (ending) {
            case ".tif" -> new TiffMutation(bytes, random).changed();
            case ".png" -> new ChunkMutation(bytes, random).png();
            case ".jp2" -> new ChunkMutation(bytes, random).jpeg2000();
            default -> new ChunkMutation(bytes, random).jpeg();
        };
    }

    /** A change that could be made to any file. */
    byte[] blind(byte[] bytes, byte[] other) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes);
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> joined(bytes, 0, at, bytes, at + random.nextInt(bytes.length - at), bytes.length); // cut out
            case 3 -> joined(bytes, 0, at, bytes, random.nextInt(at + 1), bytes.length); // doubled
            case 4 -> joined(bytes, 0, at, other, random.nextInt(other.length), other.length); // spliced
            case 5 -> filled(bytes, at);
            default -> numbered(bytes, at);
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] changed = bytes.clone();
        for (int left = 1 + random.nextInt(8); left > 0; left--) {
            changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    private byte[] filled(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        Arrays.fill(changed, at, Math.min(bytes.length, at + 1 + random.nextInt(64)), (byte) random.nextInt(256));
        return changed;
    }

    private byte[] numbered(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        put(changed, at, 1 << random.nextInt(4), telling(), random.nextBoolean());
        return changed;
    }

    private static byte[] joined(byte[] first, int from, int to, byte[] second, int from2, int to2) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first, from, to - from);
        out.write(second, from2, to2 - from2);
        return out.toByteArray();
    }

    private long telling() {
        return telling(random);
    }

    /** A number at which something ends, or any. */
    static long telling(RandomGenerator random) {
        return random.nextInt(4) == 0
                ? random.nextLong()
                : TELLING[random.nextInt(TELLING.length)] + random.nextInt(-1, 2);
    }

    static void put(byte[] bytes, int at, int count, long value, boolean littleEndian) {
        for (int i = 0; i < count && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >> (8 * (littleEndian ? i : count - 1 - i)));
        }
    }

    static long get(byte[] bytes, long at, int count, boolean littleEndian) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            long index = at + (littleEndian ? count - 1 - i : i);
            value = (value << 8) | (index >= 0 && index < bytes.length ? bytes[(int) index] & 0xff : 0);
        }
        return value;
    }
}
