package org.tilewatch.edge.store.file;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much room the disk of a folder has, against the reserve that the station leaves to the rest of the system: a tenth of the
 * disk, at most 1 GiB.
 *
 * @param freeBytes what this user may still write
 * @param totalBytes size of the disk
 */
public record DiskRoom(LongSupplier freeBytes, LongSupplier totalBytes) {

    /** A disk that is never full. */
    public static final DiskRoom ENDLESS = new DiskRoom(() -> Long.MAX_VALUE, () -> Long.MAX_VALUE);

    private static final long MOST_RESERVED = 1L << 30;
    private static final int RESERVED_PART = 10;

    /** The disk that a folder lies on. */
    public static DiskRoom of(Path folder) {
        Disk disk = new Disk(folder);
        return new DiskRoom(
                () -> asked(() -> disk.store().getUsableSpace()),
                () -> asked(() -> disk.store().getTotalSpace()));
    }

    /** Looked up once, when the folder is there: that means reading the list of all mounts, and it is asked on each look. */
    private static final class Disk {
        private final Path folder;
        private volatile @Nullable FileStore store;

        Disk(Path folder) {
            this.folder = folder;
        }

        FileStore store() throws IOException {
            FileStore known = store;
            if (known == null) {
                known = Files.getFileStore(folder);
                store = known;
            }
            return known;
        }
    }

    private interface Question {
        long ask() throws IOException;
    }

    private static long asked(Question question) {
        try {
            return question.ask();
        } catch (IOException e) {
            return Long.MAX_VALUE; // writing will tell
        }
    }

    public long free() {
        return freeBytes.getAsLong();
    }

    public long reserve() {
        return Math.min(MOST_RESERVED, totalBytes.getAsLong() / RESERVED_PART);
    }

    /** Bytes that are wanting to the reserve; 0 if none are. */
    public long wanting() {
        return Math.max(0, reserve() - free());
    }
}
