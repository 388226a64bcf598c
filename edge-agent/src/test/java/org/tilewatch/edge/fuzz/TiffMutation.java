package org.tilewatch.edge.fuzz;

import java.util.random.RandomGenerator;

/** Changes to the directories of a TIFF or BigTIFF: tags, types, counts, values, offsets, links. */
final class TiffMutation {

    private static final int[] TAGS = {
        254, 256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 306, 317, 322, 323, 324, 325, 338, 339, 347, 33550,
        33922, 34264, 34735, 42113
    };

    private final byte[] bytes;
    private final RandomGenerator random;
    private final boolean little;
    private final boolean big;

    TiffMutation(byte[] bytes, RandomGenerator random) {
        this.bytes = bytes.clone();
        this.random = random;
        this.little = bytes.length > 0 && bytes[0] == 'I';
        this.big = Mutator.get(bytes, 2, 2, little) == 43;
    }

    byte[] changed() {
        long directory = number(big ? 8 : 4, big ? 8 : 4);
        if (random.nextInt(4) == 0) {
            long next = afterFields(directory);
            directory = number(next, big ? 8 : 4) == 0 ? directory : number(next, big ? 8 : 4);
        }
        long fields = number(directory, big ? 8 : 2);
        if (directory <= 0 || directory >= bytes.length - 4 || fields < 1 || fields > 100) {
            Mutator.put(bytes, random.nextInt(Math.min(bytes.length, 16)), 4, Mutator.telling(random), little);
            return bytes;
        }
        if (random.nextInt(12) == 0) {
            set(afterFields(directory), big ? 8 : 4, random.nextBoolean() ? directory : random.nextInt(bytes.length));
            return bytes;
        }
        field(directory + (big ? 8 : 2) + random.nextLong(fields) * (big ? 20 : 12));
        return bytes;
    }

    private long afterFields(long directory) {
        return directory + (big ? 8 : 2) + number(directory, big ? 8 : 2) * (big ? 20 : 12);
    }

    private void field(long at) {
        int word = big ? 8 : 4;
        long value = at + 4 + word;
        switch (random.nextInt(6)) {
            case 0 -> set(at, 2, TAGS[random.nextInt(TAGS.length)]);
            case 1 -> set(at + 2, 2, random.nextInt(20));
            case 2 -> set(at + 4, word, Mutator.telling(random));
            case 3 -> set(value, word, Mutator.telling(random));
            case 4 -> set(value, 2, random.nextInt(80));
            default -> // one of the values that lie elsewhere, such as the offset of a strip
                set(number(value, word) + 4L * random.nextInt(4), 1 << random.nextInt(4), Mutator.telling(random));
        }
    }

    private long number(long at, int count) {
        return Mutator.get(bytes, at, count, little);
    }

    private void set(long at, int count, long value) {
        if (at >= 0 && at < bytes.length) {
            Mutator.put(bytes, (int) at, count, value, little);
        }
    }
}
