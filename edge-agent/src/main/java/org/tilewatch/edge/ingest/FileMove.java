package org.tilewatch.edge.ingest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.tilewatch.edge.ingest.sidecar.Sidecars;

/** Moves an image and what belongs to it into another folder, under one new base name where the old one is taken. */
final class FileMove {

    private FileMove() {}

    /** The image's base name, with {@code ~2}, {@code ~3}, ... behind it until none of {@code endings} is taken in the folder. */
    static String freeBase(Path folder, String base, List<String> endings) {
        String free = base;
        for (int n = 2; isTaken(folder, free, endings); n++) {
            free = base + "~" + n;
        }
        return free;
    }

    private static boolean isTaken(Path folder, String base, List<String> endings) {
        return endings.stream().anyMatch(e -> Files.exists(folder.resolve(base + e), LinkOption.NOFOLLOW_LINKS));
    }

    /** What follows a file's base name, with its dot. */
    static String endingWithDot(Path file) {
        String name = Sidecars.name(file);
        return name.substring(Sidecars.base(name).length());
    }

    /**
     * Moves one file, also to another file system; a file that is gone is no error. The target is there in full or not at all.
     */
    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                throw e; // it is the target's folder that is missing
            }
        } catch (AtomicMoveNotSupportedException e) {
            copyThenDelete(from, to);
        }
    }

    static void copyThenDelete(Path from, Path to) throws IOException {
        Path part = to.resolveSibling("." + Sidecars.name(to) + ".part");
        Files.copy(
                from,
                part,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES,
                LinkOption.NOFOLLOW_LINKS);
        if (Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                written.force(true);
            }
        }
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(from);
    }
}
