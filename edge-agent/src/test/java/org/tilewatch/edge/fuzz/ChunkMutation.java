package org.tilewatch.edge.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/** Changes to the parts of PNG, JPEG and JPEG 2000: their lengths, kinds, order and content, with sound checksums. */
final class ChunkMutation {

    private final byte[] bytes;
    private final RandomGenerator random;

    /** A part of the file, its own head included. */
    private record Part(int from, int to) {}

    ChunkMutation(byte[] bytes, RandomGenerator random) {
        this.bytes = bytes.clone();
        this.random = random;
    }

    byte[] png() {
        List<Part> chunks = new ArrayList<>();
        for (int at = 8; at + 12 <= bytes.length; ) {
            long length = Mutator.get(bytes, at, 4, false);
            int end = (int) Math.min(bytes.length, at + 12 + length);
            chunks.add(new Part(at, end));
            at = end;
        }
        if (chunks.isEmpty()) {
            return bytes;
        }
        Part chunk = chunks.get(random.nextInt(chunks.size()));
        if (random.nextInt(4) == 0) {
            return rearranged(chunks, chunk);
        }
        edit(chunk, 8, 4);
        if (random.nextInt(8) > 0) {
            checksum(chunk);
        }
        return bytes;
    }

    private void checksum(Part chunk) {
        CRC32 crc = new CRC32();
        int length = chunk.to() - chunk.from() - 8;
        if (length >= 4) {
            crc.update(bytes, chunk.from() + 4, length);
            Mutator.put(bytes, chunk.to() - 4, 4, crc.getValue(), false);
        }
    }

    byte[] jpeg() {
        return marked(2, bytes.length);
    }

    byte[] jpeg2000() {
        List<Part> boxes = new ArrayList<>();
        for (int at = 0; at + 8 <= bytes.length; ) {
            long length = Mutator.get(bytes, at, 4, false);
            int end = length < 8 ? bytes.length : (int) Math.min(bytes.length, at + length);
            boxes.add(new Part(at, end));
            at = end;
        }
        if (boxes.isEmpty()) {
            return bytes;
        }
        Part last = boxes.getLast();
        if (random.nextInt(3) > 0 && last.to() - last.from() > 12) {
            return marked(last.from() + 10, last.to());
        }
        Part box = boxes.get(random.nextInt(boxes.size()));
        if (random.nextInt(4) == 0) {
            return rearranged(boxes, box);
        }
        edit(box, 0, 0);
        return bytes;
    }

    /** Changes one of the segments that begin with a marker and its length, or the data behind them. */
    private byte[] marked(int from, int end) {
        List<Part> segments = new ArrayList<>();
        int at = from;
        while (at + 4 <= end && (bytes[at] & 0xff) == 0xff) {
            int to = (int) Math.min(end, at + 2 + Mutator.get(bytes, at + 2, 2, false));
            segments.add(new Part(at, to));
            at = to;
        }
        segments.add(new Part(Math.min(at, end - 1), end));
        Part segment = segments.get(random.nextInt(segments.size()));
        if (random.nextInt(6) == 0) {
            return rearranged(segments, segment);
        }
        edit(segment, 2, 0);
        return bytes;
    }

    /** Writes a number somewhere behind the part's head, or into its length. */
    private void edit(Part part, int head, int tail) {
        int from = random.nextInt(6) == 0 ? part.from() : Math.min(part.from() + head, part.to() - 1);
        int room = part.to() - tail - from;
        if (room > 0) {
            int at = from + random.nextInt(Math.min(room, random.nextBoolean() ? 24 : room));
            Mutator.put(bytes, at, 1 << random.nextInt(3), Mutator.telling(random), false);
        }
    }

    private byte[] rearranged(List<Part> parts, Part chosen) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, parts.getFirst().from());
        boolean doubled = random.nextBoolean();
        for (Part part : parts) {
            int times = !part.equals(chosen) ? 1 : doubled ? 2 : 0;
            for (int i = 0; i < times; i++) {
                out.write(bytes, part.from(), part.to() - part.from());
            }
        }
        return out.toByteArray();
    }
}
