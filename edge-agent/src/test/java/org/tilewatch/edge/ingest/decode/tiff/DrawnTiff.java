package org.tilewatch.edge.ingest.decode.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes small TIFFs for tests, in all the variants that are read. */
public final class DrawnTiff {

    /** Value of a sample. */
    public interface Ink {
        int at(int x, int y, int sample);
    }

    /** Packs one chunk of samples (8 or 16 bit, in the file's byte order). */
    public interface Packer {
        byte[] pack(byte[] chunk);
    }

    private final int width;
    private final int height;
    private final int samples;
    private final Ink ink;
    private final Map<Integer, Object> tags = new TreeMap<>();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private boolean big;
    private boolean planar;
    private int bits = 8;
    private int predictor = 1;
    private int chunkWidth;
    private int chunkHeight;
    private Packer packer = chunk -> chunk;
    private final List<Integer> sparse = new ArrayList<>();
    private @Nullable DrawnTiff mask;

    public DrawnTiff(int width, int height, int samples, Ink ink) {
        this.width = width;
        this.height = height;
        this.samples = samples;
        this.ink = ink;
        chunkWidth = width;
        chunkHeight = height;
        shorts(259, 1).shorts(262, samples == 3 ? 2 : 1);
    }

    public DrawnTiff shorts(int tag, int... values) {
        tags.put(tag, values);
        return this;
    }

    public DrawnTiff reals(int tag, double... values) {
        tags.put(tag, values);
        return this;
    }

    public DrawnTiff text(int tag, String text) {
        tags.put(tag, (text + "\0").getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    public DrawnTiff undefined(int tag, byte[] bytes) {
        tags.put(tag, ByteBuffer.wrap(bytes));
        return this;
    }

    /** EPSG code, upper left corner and pixel size, y downwards. */
    public DrawnTiff place(int epsg, double x, double y, double sx, double sy) {
        return reals(33550, sx, sy, 0)
                .reals(33922, 0, 0, 0, x, y, 0)
                .shorts(34735, 1, 1, 0, 2, 1025, 0, 1, 1, epsg < 5000 ? 2048 : 3072, 0, 1, epsg);
    }

    public DrawnTiff bigEndian() {
        order = ByteOrder.BIG_ENDIAN;
        return this;
    }

    public DrawnTiff bigTiff() {
        big = true;
        return this;
    }

    public DrawnTiff planar() {
        planar = true;
        return shorts(284, 2);
    }

    public DrawnTiff bits(int perSample) {
        bits = perSample;
        return this;
    }

    public DrawnTiff predictor() {
        predictor = 2;
        return shorts(317, 2);
    }

    public DrawnTiff tiles(int edge) {
        chunkWidth = edge;
        chunkHeight = edge;
        return shorts(322, edge).shorts(323, edge);
    }

    public DrawnTiff strips(int rows) {
        chunkHeight = rows;
        return shorts(278, rows);
    }

    public DrawnTiff packed(int compression, Packer how) {
        packer = how;
        return shorts(259, compression);
    }

    public DrawnTiff deflated() {
        return packed(8, Packing::deflate);
    }

    public DrawnTiff without(int chunk) {
        sparse.add(chunk);
        return this;
    }

    /** A mask of one bit per pixel in a directory of its own. */
    public DrawnTiff mask(Ink bit) {
        mask = new DrawnTiff(width, height, 1, bit)
                .bits(1)
                .shorts(262, 4)
                .shorts(254, 4)
                .deflated();
        return this;
    }

    public Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    public byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(Math.max(1 << 22, width * height * samples * (bits + 7) / 4))
                .order(order);
        out.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M')).put(out.get(0));
        out.putShort((short) (big ? 43 : 42));
        if (big) {
            out.putShort((short) 8).putShort((short) 0);
        }
        int link = out.position();
        offset(out, 0);
        link = directory(out, link);
        if (mask != null) {
            mask.big = big;
            mask.order = order;
            mask.directory(out, link);
        }
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }

    /** Writes chunks and directory, sets the link to it, returns where its own link lies. */
    private int directory(ByteBuffer out, int link) {
        chunks(out);
        tags.put(256, new int[] {width});
        tags.put(257, new int[] {height});
        int[] bitsOfAll = new int[samples];
        Arrays.fill(bitsOfAll, bits);
        tags.put(258, bitsOfAll);
        tags.put(277, new int[] {samples});
        Map<Integer, Integer> outside = new HashMap<>();
        tags.forEach((tag, value) -> {
            outside.put(tag, out.position());
            TiffValues.write(out, value);
        });
        int at = out.position();
        if (big) {
            out.putLong(link, at).putLong(tags.size());
        } else {
            out.putInt(link, at).putShort((short) tags.size());
        }
        tags.forEach((tag, value) -> field(out, tag, value, outside.get(tag)));
        int next = out.position();
        offset(out, 0);
        return next;
    }

    private void field(ByteBuffer out, int tag, Object value, @Nullable Integer outside) {
        int type = value instanceof int[] ? 3 : value instanceof long[] ? 4 : value instanceof double[] ? 12 : 2;
        int count = TiffValues.count(value);
        int bytes = count * (type == 3 ? 2 : type == 4 ? 4 : type == 12 ? 8 : 1);
        out.putShort((short) tag).putShort((short) (value instanceof ByteBuffer ? 7 : type));
        offset(out, count);
        int room = big ? 8 : 4;
        if (bytes > room) {
            offset(out, Objects.requireNonNull(outside));
        } else {
            int start = out.position();
            TiffValues.write(out, value);
            out.position(start + room);
        }
    }

    private void offset(ByteBuffer out, long value) {
        if (big) {
            out.putLong(value);
        } else {
            out.putInt((int) value);
        }
    }

    private void chunks(ByteBuffer out) {
        List<Long> offsets = new ArrayList<>();
        List<Long> lengths = new ArrayList<>();
        for (int plane = 0; plane < (planar ? samples : 1); plane++) {
            for (int y = 0; y < height; y += chunkHeight) {
                for (int x = 0; x < width; x += chunkWidth) {
                    boolean left = sparse.contains(offsets.size());
                    byte[] packed = left ? new byte[0] : packer.pack(chunk(x, y, plane));
                    offsets.add(left ? 0L : out.position());
                    lengths.add((long) packed.length);
                    out.put(packed);
                }
            }
        }
        boolean tiled = tags.containsKey(322);
        tags.put(tiled ? 324 : 273, offsets.stream().mapToLong(n -> n).toArray());
        tags.put(tiled ? 325 : 279, lengths.stream().mapToLong(n -> n).toArray());
    }

    private byte[] chunk(int x0, int y0, int plane) {
        int rows = tags.containsKey(322) ? chunkHeight : Math.min(chunkHeight, height - y0);
        int perPixel = planar ? 1 : samples;
        ByteBuffer chunk = ByteBuffer.allocate(rows * ((chunkWidth * perPixel * bits + 7) / 8))
                .order(order);
        for (int y = y0; y < y0 + rows; y++) {
            if (bits == 1) {
                bitRow(chunk, y);
                continue;
            }
            int[] row = new int[chunkWidth * perPixel];
            for (int i = 0; i < row.length; i++) {
                int x = Math.min(width - 1, x0 + i / perPixel);
                row[i] = ink.at(x, Math.min(height - 1, y), planar ? plane : i % perPixel);
            }
            for (int i = 0; i < row.length; i++) {
                int value = predictor == 2 && i >= perPixel ? row[i] - row[i - perPixel] : row[i];
                if (bits == 8) {
                    chunk.put((byte) value);
                } else {
                    chunk.putShort((short) value);
                }
            }
        }
        return chunk.array();
    }

    private void bitRow(ByteBuffer chunk, int y) {
        for (int x = 0; x < width; x += 8) {
            int eight = 0;
            for (int i = 0; i < 8 && x + i < width; i++) {
                eight |= ink.at(x + i, y, 0) << (7 - i);
            }
            chunk.put((byte) eight);
        }
    }
}
