package org.tilewatch.edge.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.store.Settlement;

/**
 * The tiles that one look teaches, written as they are added so that one buffer serves for all. Not durable, and of no effect,
 * until they are part of a {@link Settlement}; closing them before that throws them away. Where the disk has no room for them they
 * are only counted. Used by one thread.
 */
public final class LearnedTiles implements AutoCloseable {

    private final TileFiles files;
    private final long id;
    private final long file;
    private final int bytesPerTile;
    private final Optional<FileChannel> channel;
    private final List<String> tileIds = new ArrayList<>();
    private boolean handedOver;

    /** @param written false if the tiles are to be counted only */
    public LearnedTiles(TileFiles files, long id, long file, int bytesPerTile, boolean written) throws IOException {
        this.files = files;
        this.id = id;
        this.file = file;
        this.bytesPerTile = bytesPerTile;
        this.channel =
                written ? Optional.of(FileChannel.open(files.path(file), StandardOpenOption.WRITE)) : Optional.empty();
    }

    /** Adds a tile from the buffer's position to its limit; both stay as they are. */
    public void add(String tileId, ByteBuffer pixels) throws IOException {
        if (pixels.remaining() != bytesPerTile) {
            throw new IllegalArgumentException("tile %s has %d bytes, the others of its look %d"
                    .formatted(tileId, pixels.remaining(), bytesPerTile));
        }
        if (tileIds.size() == TileFiles.MOST_TILES || tileId.isEmpty() || tileId.indexOf(' ') >= 0) {
            throw new IllegalArgumentException(
                    "tile '%s' cannot be learned as number %d of its look".formatted(tileId, tileIds.size() + 1));
        }
        if (channel.isPresent()) {
            int position = pixels.position();
            try {
                TileFiles.writeFully(channel.get(), pixels, TileFiles.offset(tileIds.size(), bytesPerTile));
            } finally {
                pixels.position(position);
            }
        }
        tileIds.add(tileId);
    }

    /** Whether there is a file with them, to be named by a row. */
    public boolean written() {
        return channel.isPresent();
    }

    /** Number of the row that will name the file. */
    public long id() {
        return id;
    }

    public long file() {
        return file;
    }

    public int bytesPerTile() {
        return bytesPerTile;
    }

    public List<String> tileIds() {
        return Collections.unmodifiableList(tileIds);
    }

    /** Ends the file; from here on it may be named by a row. */
    public void finish() throws IOException {
        if (channel.isPresent()) {
            files.finish(channel.get(), id, tileIds.size(), bytesPerTile);
        }
    }

    public void handOver() {
        handedOver = true;
    }

    @Override
    public void close() throws IOException {
        if (channel.isPresent()) {
            channel.get().close();
        }
        if (!handedOver) {
            handedOver = true;
            files.giveBack(file);
        }
    }
}
