package org.tilewatch.edge.ingest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.tilewatch.edge.ingest.sidecar.Sidecars;

/** Moves an image and what belongs to it into another folder, under one new base name where the old one is taken. */
final class FileMove {

    /** Of a file's name, on the file systems of Linux. */
    private static final int MOST_NAME_BYTES = 255;

    /** For a number behind the base name, and for the dot and {@code .part} of a copy under way. */
    private static final int ROOM = 12;

    private FileMove() {}

    /**
     * The image's base name, with {@code ~2}, {@code ~3}, ... behind it until none of {@code endings} is taken in the folder; cut where
     * it would leave no room for them.
     */
    static String freeBase(Path folder, String base, List<String> endings) {
        int longest = endings.stream().mapToInt(FileMove::bytes).max().orElse(0);
        String fitting = writable(base);
        while (bytes(fitting) + longest + ROOM > MOST_NAME_BYTES && !fitting.isEmpty()) {
            fitting = fitting.substring(0, fitting.offsetByCodePoints(fitting.length(), -1));
        }
        String free = fitting;
        for (int n = 2; isTaken(folder, free, endings); n++) {
            free = fitting + "~" + n;
        }
        return free;
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The name without what stands for bytes that are no text. */
    private static String writable(String name) {
        return name.replace('\uFFFD', '_');
    }

    private static boolean isTaken(Path folder, String base, List<String> endings) {
        return endings.stream().anyMatch(e -> Files.exists(folder.resolve(base + e), LinkOption.NOFOLLOW_LINKS));
    }

    /** What follows a file's base name, with its dot. */
    static String endingWithDot(Path file) {
        String name = Sidecars.name(file);
        return writable(name.substring(Sidecars.base(name).length()));
    }

    /**
     * Moves one file, or a folder with all that is in it, also to another file system; a file that is gone is no error. The target is there in full or not at all.
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

    /** Deletes a file or a folder with all that is in it; what is gone is no error, no link is followed. */
    static void delete(Path file) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> below = Files.walk(file)) {
                for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
        Files.deleteIfExists(file);
    }

    /** Bytes of a file, or of all files in a folder; 0 for a link. */
    static long bytes(Path file) throws IOException {
        long bytes = 0;
        try (Stream<Path> below = Files.walk(file)) {
            for (Path each : below.toList()) {
                bytes += Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS) ? Files.size(each) : 0;
            }
        }
        return bytes;
    }

    private static void copyFolderThenDelete(Path from, Path to) throws IOException {
        Path part = to.resolveSibling("." + Sidecars.name(to) + ".part");
        delete(part);
        try (Stream<Path> below = Files.walk(from)) {
            for (Path each : below.toList()) {
                Files.copy(
                        each,
                        part.resolve(from.relativize(each).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
        }
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
        delete(from);
    }

    static void copyThenDelete(Path from, Path to) throws IOException {
        if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            copyFolderThenDelete(from, to);
            return;
        }
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
