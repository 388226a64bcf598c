package org.tilewatch.edge.store.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files with learned tiles, one per look.
 *
 * <pre>
 * format 1, big-endian
 *  0  'T' 'W' 'T' 'L'
 *  4  short  format version
 *  6  short  number of tiles, unsigned
 *  8  long   id of the baseline row that names the file
 * 16  the tiles one after the other, all of one length, raw as given
 * </pre>
 *
 * <p>Names cost an fsync of the folder, contents one of the file. So names are made some at a time, and a file that no row names any
 * more is written over by a later look instead of being deleted: in the steady state a look costs one fsync here, and the blocks
 * of the file are already allocated. The row's id in the header tells an older content from the one that the row means, whatever
 * a crash leaves. Files that no row names are removed at start-up.
 *
 * <p>Safe for use by several threads.
 */
public final class TileFiles implements AutoCloseable {

    static final int MOST_TILES = 0xffff;

    private static final int MAGIC = 'T' << 24 | 'W' << 16 | 'T' << 8 | 'L';
    private static final short VERSION = 1;
    private static final int HEADER_BYTES = 16;
    private static final int SPARES = 16;
    private static final int OPEN_FILES = 24;

    private final StateFolder folder;
    private final boolean durable;
    private final ArrayDeque<Long> spares = new ArrayDeque<>();
    private final LinkedHashMap<Long, FileChannel> open = new LinkedHashMap<>(32, 0.75f, true);
    private long nextFile = 1;

    public TileFiles(StateFolder folder, boolean durable) {
        this.folder = folder;
        this.durable = durable;
    }

    public static long offset(int index, int bytesPerTile) {
        return HEADER_BYTES + (long) index * bytesPerTile;
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    public Path path(long file) {
        return folder.tiles(file);
    }

    /** Removes what no row names: leftovers of a crash and files that were kept to be written over. */
    public synchronized void removeAllBut(Set<Long> named) throws IOException {
        try (Stream<Path> found = Files.list(folder.baselines())) {
            for (Path path : (Iterable<Path>) found::iterator) {
                long number = number(path);
                if (named.contains(number)) {
                    nextFile = Math.max(nextFile, number + 1);
                } else {
                    Files.delete(path);
                }
            }
        }
    }

    private static long number(Path path) {
        String name = path.getFileName().toString();
        if (!name.matches("[0-9]{1,18}\\" + StateFolder.TILES_SUFFIX)) {
            return -1;
        }
        return Long.parseLong(name.substring(0, name.length() - StateFolder.TILES_SUFFIX.length()));
    }

    /** Number of a file whose name is durable and which may be written over. */
    public synchronized long take() throws IOException {
        if (spares.isEmpty()) {
            for (int i = 0; i < SPARES; i++) {
                while (Files.exists(path(nextFile))) {
                    nextFile++;
                }
                Files.createFile(path(nextFile));
                spares.addLast(nextFile++);
            }
            if (durable) {
                StateFolder.force(folder.baselines());
            }
        }
        return spares.removeFirst();
    }

    /** Takes back files that no row names. */
    public void giveBack(List<Long> several) throws IOException {
        for (long file : several) {
            giveBack(file);
        }
    }

    /** Takes back a file that no row names. */
    public synchronized void giveBack(long file) throws IOException {
        if (spares.size() < SPARES) {
            spares.addFirst(file);
            return;
        }
        FileChannel channel = open.remove(file);
        if (channel != null) {
            channel.close();
        }
        Files.deleteIfExists(path(file));
    }

    /** Writes the header, cuts off what an earlier look left behind the last tile, and makes it all durable. */
    void finish(FileChannel channel, long id, int tiles, int bytesPerTile) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putInt(MAGIC)
                .putShort(VERSION)
                .putShort((short) tiles)
                .putLong(id)
                .flip();
        writeFully(channel, header, 0);
        channel.truncate(offset(tiles, bytesPerTile));
        if (durable) {
            channel.force(false);
        }
    }

    /** Whether the file is there and holds what the row with this id means. */
    public boolean holds(long file, long id, int tiles, int bytesPerTile) {
        try (FileChannel channel = FileChannel.open(path(file), StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
            channel.read(header, 0);
            header.flip();
            return header.remaining() == HEADER_BYTES
                    && header.getInt() == MAGIC
                    && header.getShort() == VERSION
                    && Short.toUnsignedInt(header.getShort()) == tiles
                    && header.getLong() == id
                    && channel.size() >= offset(tiles, bytesPerTile);
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads the tile to the buffer's position, which moves behind it. */
    public synchronized void read(HistoryTile tile, ByteBuffer into) throws IOException {
        FileChannel channel = channel(tile.file());
        int limit = into.limit();
        into.limit(into.position() + tile.length());
        try {
            long at = tile.offset();
            while (into.hasRemaining()) {
                int read = channel.read(into, at);
                if (read < 0) {
                    throw new EOFException(path(tile.file()) + " ends within tile " + tile.tileId());
                }
                at += read;
            }
        } finally {
            into.limit(limit);
        }
    }

    private FileChannel channel(long file) throws IOException {
        FileChannel channel = open.get(file);
        if (channel == null || !channel.isOpen()) { // an interrupt closes it
            channel = FileChannel.open(path(file), StandardOpenOption.READ);
            open.put(file, channel);
            if (open.size() > OPEN_FILES) {
                Map.Entry<Long, FileChannel> eldest = open.pollFirstEntry();
                eldest.getValue().close();
            }
        }
        return channel;
    }

    @Override
    public synchronized void close() throws IOException {
        for (FileChannel channel : open.values()) {
            channel.close();
        }
        open.clear();
    }
}
