package org.tilewatch.edge.ingest.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A file seen through a small reused buffer, either at any place ({@link #u16} and its like) or through a range from its begin to
 * its end ({@link #range}, {@link #next}, {@link #nextBlock}). Use one window for one of both. Reading outside the file is
 * {@code TRUNCATED}, whatever an offset says.
 */
public final class FileWindow {

    private final FileChannel channel;
    private final ByteBuffer buffer;
    private final long size;
    private long start;
    private long rangeNext;
    private long rangeEnd;

    public FileWindow(FileChannel channel, ByteBuffer buffer) throws IOException {
        this.channel = channel;
        this.buffer = buffer.clear().limit(0);
        this.size = channel.size();
    }

    public void order(ByteOrder order) {
        buffer.order(order);
    }

    public ByteOrder order() {
        return buffer.order();
    }

    public long size() {
        return size;
    }

    public int u8(long position) throws IOException, UnreadableTile {
        return buffer.get(at(position, 1)) & 0xff;
    }

    public int u16(long position) throws IOException, UnreadableTile {
        return buffer.getShort(at(position, 2)) & 0xffff;
    }

    public long u32(long position) throws IOException, UnreadableTile {
        return buffer.getInt(at(position, 4)) & 0xffff_ffffL;
    }

    public long i64(long position) throws IOException, UnreadableTile {
        return buffer.getLong(at(position, 8));
    }

    public double f64(long position) throws IOException, UnreadableTile {
        return buffer.getDouble(at(position, 8));
    }

    /** Fills {@code into} up to its limit from {@code position} on. */
    public void copy(long position, ByteBuffer into) throws IOException, UnreadableTile {
        checkRange(position, into.remaining());
        long from = position;
        while (into.hasRemaining()) {
            int read = channel.read(into, from);
            if (read < 0) {
                throw UnreadableTile.truncated("the file shrank to %d bytes while it was read".formatted(from));
            }
            from += read;
        }
    }

    /** Begins to read the range of {@code length} bytes at {@code position}. */
    public void range(long position, long length) throws UnreadableTile {
        checkRange(position, length);
        rangeNext = position;
        rangeEnd = position + length;
        buffer.limit(0);
    }

    /** The range's next byte, -1 after its last. */
    public int next() throws IOException, UnreadableTile {
        if (!buffer.hasRemaining() && nextBlock() == null) {
            return -1;
        }
        return buffer.get() & 0xff;
    }

    /** The range's next bytes, valid until the next call; null after its last. */
    @Nullable
    public ByteBuffer nextBlock() throws IOException, UnreadableTile {
        if (rangeNext >= rangeEnd) {
            return null;
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), rangeEnd - rangeNext));
        copy(rangeNext, buffer);
        rangeNext += buffer.flip().limit();
        return buffer;
    }

    private int at(long position, int bytes) throws IOException, UnreadableTile {
        checkRange(position, bytes);
        if (position < start || position + bytes > start + buffer.limit()) {
            start = position;
            buffer.clear().limit((int) Math.min(buffer.capacity(), size - position));
            copy(position, buffer);
            buffer.flip();
        }
        return (int) (position - start);
    }

    private void checkRange(long position, long length) throws UnreadableTile {
        if (position < 0 || length < 0 || position > size - length) {
            throw UnreadableTile.truncated(
                    "%d bytes at offset %d are named, the file has %d bytes".formatted(length, position, size));
        }
    }
}
