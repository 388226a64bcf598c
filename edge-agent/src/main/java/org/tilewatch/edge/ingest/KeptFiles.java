package org.tilewatch.edge.ingest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.ingest.sidecar.Sidecars;

/**
 * The folder to which processed images are moved, kept within its quota: the oldest by modification time go first, with their
 * sidecars. No link is followed, and links are left alone.
 */
public final class KeptFiles {

    private static final Logger LOG = LoggerFactory.getLogger(KeptFiles.class);

    private final Path folder;
    private final long maxBytes;

    /** @param maxBytes of all files below the folder, which need not be there yet */
    public KeptFiles(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    private record Kept(Path path, long bytes, long modifiedMillis) {}

    /** Whether images that are let go make room on the disk of that folder. */
    public boolean liesOnDiskOf(Path other) throws IOException {
        return Files.isDirectory(folder) && Files.getFileStore(folder).equals(Files.getFileStore(other));
    }

    /** Lets the oldest images go until the quota holds. */
    public void trim() throws IOException {
        List<Kept> files = files();
        long bytes = files.stream().mapToLong(Kept::bytes).sum();
        letGo(files, bytes - maxBytes, "their folder was over its limit of %,d MiB".formatted(maxBytes >> 20));
    }

    /** Lets the oldest images go until so many bytes are free again; false if that takes more than there are. */
    public boolean release(long wantedBytes) throws IOException {
        return letGo(files(), wantedBytes, "the disk is low") >= wantedBytes;
    }

    private long letGo(List<Kept> files, long wantedBytes, String why) throws IOException {
        files.sort(Comparator.comparingLong(Kept::modifiedMillis).thenComparing(Kept::path));
        Set<Path> gone = new HashSet<>();
        long freed = 0;
        for (Kept oldest : files) {
            if (freed >= wantedBytes) {
                break;
            }
            if (gone.contains(oldest.path())) {
                continue;
            }
            for (Path sidecar : Sidecars.ofThisAlone(oldest.path())) {
                freed += delete(sidecar);
                gone.add(sidecar);
            }
            freed += delete(oldest.path());
            gone.add(oldest.path());
        }
        if (!gone.isEmpty()) {
            LOG.info("{} of the oldest processed files in {} were deleted: {}", gone.size(), folder, why);
        }
        return freed;
    }

    private static long delete(Path file) throws IOException {
        long bytes = Files.exists(file) ? Files.size(file) : 0;
        Files.deleteIfExists(file);
        return bytes;
    }

    private List<Kept> files() throws IOException {
        List<Kept> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(new Kept(
                            file,
                            attributes.size(),
                            attributes.lastModifiedTime().toMillis()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE; // it went away while we walked
            }
        });
        return files;
    }
}
