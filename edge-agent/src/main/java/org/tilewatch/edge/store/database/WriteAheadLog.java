package org.tilewatch.edge.store.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What lies in the write-ahead log of a database that nobody has open: whether it was damaged, and which of its pages are whole. */
/*
 * SQLite reads a log up to the first frame whose checksum is wrong, and takes what follows for the rest of a transaction that a power
 * cut tore: bits that rot in the middle cost all transactions behind them, without a word, and a head that rots costs them all. But
 * each of our commits is forced to the disk before the next begins, so a power cut tears one transaction at most: where more than one
 * commit lies behind the bad frame, the disk has lost something that it had promised to keep. (The log begins anew whenever the
 * database is opened for writing, so no torn rest of an earlier life lies behind.)
 *
 * Format, big-endian (https://sqlite.org/fileformat2.html, "The Write-Ahead Log"):
 *
 *   head   0 magic | 4 version | 8 page size | 12 checkpoint | 16 salt, 2 words | 24 checksum of 0 to 24, 2 words
 *   frame  0 page number | 4 pages of the database after a commit, else 0 | 8 salt | 16 checksum, 2 words | 24 the page
 *
 * A frame's checksum is over its first 8 bytes and the page, and goes on from that of the frame before; its words are read in the
 * order that the last bit of the magic tells.
 */
final class WriteAheadLog {

    private static final int HEAD_BYTES = 32;
    private static final int FRAME_HEAD_BYTES = 24;
    private static final int MAGIC = 0x377f0682;
    private static final int LARGEST_PAGE = 65_536;
    /** Of transactions, behind the first frame that is not whole: one may have been torn by a power cut. */
    private static final int MOST_TORN = 1;

    private final Path file;
    private final Head head;
    private final List<Frame> frames = new ArrayList<>();

    private record Head(boolean whole, ByteOrder order, int pageBytes, long salt, Sum sum) {}

    /**
     * A page as a transaction left it.
     *
     * @param page its number, 0 where the frame is of an earlier round
     * @param pages size of the database if the frame ends a transaction, else 0
     * @param position of the page in the file
     * @param read whether SQLite reads it, if it reads the one before
     * @param whole whether the page is as it was written
     */
    private record Frame(int page, int pages, long position, boolean read, boolean whole) {

        Frame mended() {
            return new Frame(page, pages, position, read, page > 0);
        }
    }

    /** Fletcher's sum as SQLite has it. */
    private record Sum(int first, int second) {

        static final Sum ZERO = new Sum(0, 0);

        Sum over(ByteBuffer bytes, int from, int length) {
            int a = first;
            int b = second;
            for (int i = from; i < from + length; i += 8) {
                a += bytes.getInt(i) + b;
                b += bytes.getInt(i + 4) + a;
            }
            return new Sum(a, b);
        }
    }

    private WriteAheadLog(Path file, Head head) {
        this.file = file;
        this.head = head;
    }

    /** Reads a log; empty if there is none, or nothing was ever written into it. */
    static Optional<WriteAheadLog> read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) < HEAD_BYTES) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES);
            fill(channel, bytes, 0);
            if (bytes.equals(ByteBuffer.allocate(HEAD_BYTES))) {
                return Optional.empty();
            }
            WriteAheadLog log = new WriteAheadLog(file, head(bytes, channel));
            log.readFrames(channel);
            return Optional.of(log);
        }
    }

    /** Where the head is not whole its page size is the usual one and its salt that of the first frame. */
    private static Head head(ByteBuffer bytes, FileChannel channel) throws IOException {
        int magic = bytes.getInt(0);
        int pageBytes = bytes.getInt(8);
        ByteOrder order = (magic & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        Sum told = new Sum(bytes.getInt(24), bytes.getInt(28));
        boolean whole = (magic | 1) == (MAGIC | 1)
                && pageBytes >= 512
                && pageBytes <= LARGEST_PAGE
                && Integer.bitCount(pageBytes) == 1
                && Sum.ZERO.over(bytes.duplicate().order(order), 0, 24).equals(told);
        if (whole) {
            return new Head(true, order, pageBytes, bytes.getLong(16), told);
        }
        ByteBuffer first = ByteBuffer.allocate(FRAME_HEAD_BYTES);
        fill(channel, first, HEAD_BYTES);
        return new Head(false, ByteOrder.LITTLE_ENDIAN, 4096, first.getLong(8), Sum.ZERO);
    }

    private void readFrames(FileChannel channel) throws IOException {
        int frameBytes = FRAME_HEAD_BYTES + head.pageBytes;
        ByteBuffer bytes = ByteBuffer.allocate(frameBytes);
        ByteBuffer words = bytes.duplicate().order(head.order);
        Sum told = head.sum;
        Sum made = head.sum;
        for (long at = HEAD_BYTES; at + frameBytes <= channel.size(); at += frameBytes) {
            fill(channel, bytes, at);
            boolean ofThisRound = bytes.getLong(8) == head.salt && bytes.getInt(0) > 0;
            Sum toldBefore = told;
            Sum madeBefore = made;
            told = new Sum(bytes.getInt(16), bytes.getInt(20));
            made = over(words, toldBefore);
            boolean whole = ofThisRound && made.equals(told);
            if (!whole && ofThisRound && over(words, madeBefore).equals(told) && !frames.isEmpty()) {
                // Only the checksum of the frame before had suffered.
                whole = true;
                frames.add(frames.removeLast().mended());
            }
            frames.add(new Frame(
                    ofThisRound ? bytes.getInt(0) : 0,
                    ofThisRound ? bytes.getInt(4) : 0,
                    at + FRAME_HEAD_BYTES,
                    ofThisRound && made.equals(told),
                    whole));
        }
    }

    private Sum over(ByteBuffer words, Sum before) {
        return before.over(words, 0, 8).over(words, FRAME_HEAD_BYTES, head.pageBytes);
    }

    private static void fill(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        bytes.clear();
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
            // until it is full or the file ends
        }
        bytes.clear();
    }

    /** What is wrong with it, for people, if SQLite would leave out what had been committed. */
    Optional<String> damage() {
        if (!head.whole) {
            return Optional.of("the head of its log is damaged");
        }
        int bad = 0;
        while (bad < frames.size() && frames.get(bad).read) {
            bad++;
        }
        long lost = frames.subList(bad, frames.size()).stream()
                .filter(frame -> frame.pages > 0)
                .count();
        return lost <= MOST_TORN
                ? Optional.empty()
                : Optional.of("its log is damaged at frame %d of %d, with %d transactions behind"
                        .formatted(bad + 1, frames.size(), lost));
    }

    /** Lays the pages that are whole over those of a database, up to the last commit. */
    void applyTo(Path database) throws IOException {
        int last = frames.size() - 1;
        while (last >= 0 && !(frames.get(last).whole && frames.get(last).pages > 0)) {
            last--;
        }
        if (last < 0) {
            return;
        }
        ByteBuffer page = ByteBuffer.allocate(head.pageBytes);
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel into = FileChannel.open(database, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            for (int i = 0; i <= last; i++) {
                Frame frame = frames.get(i);
                boolean unproven = i == 0 && !head.whole; // its checksum goes on from the head's
                if ((frame.whole || unproven) && frame.page > 0 && frame.page <= frames.get(last).pages) {
                    fill(from, page, frame.position);
                    into.write(page, (frame.page - 1L) * head.pageBytes);
                }
            }
        }
    }
}
