package org.tilewatch.edge.ingest.decode.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.tilewatch.edge.ingest.file.FileWindow;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/**
 * Undoes one lossless TIFF compression, as a stream: what a strip takes in memory does not depend on its size. One at a time reads
 * the window's range; {@link #start} begins a new one.
 */
sealed interface Unpacker permits Unpacker.Stored, Unpacker.PackBits, Unpacker.Deflate, LzwUnpacker {

    /** Forgets what was left of the last range. */
    void start();

    /** Fills {@code into[from..from + length)}; fewer only where the range ends before. Returns how many. */
    int read(FileWindow in, byte[] into, int from, int length) throws IOException, UnreadableTile;

    /** Compression 1. */
    final class Stored implements Unpacker {

        private ByteBuffer block = ByteBuffer.allocate(0);

        @Override
        public void start() {
            block = ByteBuffer.allocate(0);
        }

        @Override
        public int read(FileWindow in, byte[] into, int from, int length) throws IOException, UnreadableTile {
            int done = 0;
            while (done < length) {
                if (!block.hasRemaining()) {
                    ByteBuffer more = in.nextBlock();
                    if (more == null) {
                        break;
                    }
                    block = more;
                }
                int n = Math.min(length - done, block.remaining());
                block.get(into, from + done, n);
                done += n;
            }
            return done;
        }
    }

    /** Compression 32773. */
    final class PackBits implements Unpacker {

        private int literal;
        private int repeat;
        private byte repeated;

        @Override
        public void start() {
            literal = 0;
            repeat = 0;
        }

        @Override
        public int read(FileWindow in, byte[] into, int from, int length) throws IOException, UnreadableTile {
            for (int i = 0; i < length; i++) {
                if (literal == 0 && repeat == 0 && !nextRun(in)) {
                    return i;
                }
                if (repeat > 0) {
                    repeat--;
                    into[from + i] = repeated;
                    continue;
                }
                literal--;
                int value = in.next();
                if (value < 0) {
                    return i;
                }
                into[from + i] = (byte) value;
            }
            return length;
        }

        private boolean nextRun(FileWindow in) throws IOException, UnreadableTile {
            int head = in.next();
            while (head == 128) {
                head = in.next();
            }
            if (head < 0) {
                return false;
            }
            if (head < 128) {
                literal = head + 1;
                return true;
            }
            repeat = 257 - head;
            int value = in.next();
            repeated = (byte) value;
            return value >= 0;
        }
    }

    /** Compressions 8 and 32946; holds zlib's native state until {@link #end}. */
    final class Deflate implements Unpacker {

        private final Inflater inflater = new Inflater();

        @Override
        public void start() {
            inflater.reset();
        }

        @Override
        public int read(FileWindow in, byte[] into, int from, int length) throws IOException, UnreadableTile {
            int done = 0;
            try {
                while (done < length && !inflater.finished()) {
                    int n = inflater.inflate(into, from + done, length - done);
                    done += n;
                    if (n == 0 && !feed(in)) {
                        break;
                    }
                }
            } catch (DataFormatException e) {
                throw UnreadableTile.corrupt("a deflate stream is damaged: %s".formatted(e.getMessage()));
            }
            return done;
        }

        private boolean feed(FileWindow in) throws IOException, UnreadableTile {
            if (inflater.finished()) {
                return true;
            }
            if (inflater.needsDictionary() || !inflater.needsInput()) {
                throw UnreadableTile.corrupt("a deflate stream asks for a dictionary");
            }
            ByteBuffer more = in.nextBlock();
            if (more == null) {
                return false;
            }
            inflater.setInput(more);
            return true;
        }

        void end() {
            inflater.end();
        }
    }
}
