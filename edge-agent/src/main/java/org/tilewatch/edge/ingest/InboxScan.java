package org.tilewatch.edge.ingest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.ingest.decode.satdump.PassFolder;
import org.tilewatch.edge.ingest.sidecar.Sidecars;

/**
 * One walk through the inbox. A folder that holds {@code dataset.json}, or a product of SatDump in a folder of its own, is a pass: one
 * sighting for all that lies in it, under the name of its {@code dataset.json}, which may not be there yet. Where passes are expected,
 * every folder right below the inbox is one, so that no channel is taken for an image before the rest has come.
 */
final class InboxScan extends SimpleFileVisitor<Path> {

    private static final int MAX_DEPTH = 8;
    private static final Set<String> UNFINISHED = Set.of("part", "tmp");

    private final InboxSettings settings;
    private final Map<Path, Written> found = new HashMap<>();

    /** Bytes, and when it was last changed: of a file, or of all files of a pass together. */
    record Written(long size, Instant modified) {

        private static final Written NOTHING = new Written(0, Instant.MIN);

        private Written with(Written other) {
            return new Written(size + other.size, modified.isAfter(other.modified) ? modified : other.modified);
        }
    }

    private InboxScan(InboxSettings settings) {
        this.settings = settings;
    }

    /** What lies there now; what did not change since {@code before} keeps its sighting. */
    static Map<Path, Sighting> of(InboxSettings settings, Map<Path, Sighting> before, Instant now) throws IOException {
        InboxScan scan = new InboxScan(settings);
        Files.walkFileTree(settings.folder(), Set.of(), MAX_DEPTH, scan);
        Map<Path, Sighting> seen = new HashMap<>();
        scan.grouped().forEach((file, written) -> {
            Sighting known = before.get(file);
            seen.put(
                    file,
                    known == null
                            ? new Sighting(written.size(), written.modified(), now, null)
                            : known.renewed(written.size(), written.modified(), now));
        });
        return seen;
    }

    /** Whether a file of the inbox stands for the pass in whose folder it lies. */
    static boolean isPass(Path file, Path inbox) {
        return PassFolder.isDataset(file) && !inbox.equals(file.getParent());
    }

    /** All of a pass as it is now; nothing where the folder is gone. */
    static Written pass(InboxSettings settings, Path dataset) throws IOException {
        InboxScan scan = new InboxScan(settings);
        Path folder = dataset.getParent();
        if (folder != null && Files.isDirectory(folder)) {
            Files.walkFileTree(folder, Set.of(), MAX_DEPTH, scan);
        }
        return scan.found.values().stream().reduce(Written.NOTHING, Written::with);
    }

    private Map<Path, Written> grouped() {
        Set<Path> passes = passes();
        if (passes.isEmpty()) {
            return found;
        }
        Map<Path, Written> grouped = new HashMap<>();
        found.forEach((file, written) -> {
            @Nullable Path pass = outermost(file, passes);
            grouped.merge(pass == null ? file : pass.resolve(PassFolder.DATASET), written, Written::with);
        });
        return grouped;
    }

    private Set<Path> passes() {
        Set<Path> passes = new HashSet<>();
        for (Path file : found.keySet()) {
            @Nullable Path folder = file.getParent();
            if (PassFolder.isDataset(file)) {
                add(folder, passes);
            } else if (folder != null && Sidecars.name(file).equals(PassFolder.PRODUCT)) {
                add(folder.getParent(), passes);
            }
            if (settings.satdump() && settings.folder().relativize(file).getNameCount() > 1) {
                add(settings.folder().resolve(settings.folder().relativize(file).getName(0)), passes);
            }
        }
        return passes;
    }

    private void add(@Nullable Path folder, Set<Path> passes) {
        if (folder != null && !folder.equals(settings.folder()) && folder.startsWith(settings.folder())) {
            passes.add(folder);
        }
    }

    private @Nullable Path outermost(Path file, Set<Path> passes) {
        @Nullable Path best = null;
        for (@Nullable Path at = file.getParent(); at != null && !at.equals(settings.folder()); at = at.getParent()) {
            best = passes.contains(at) ? at : best;
        }
        return best;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        boolean other = folder.equals(settings.quarantine()) || folder.equals(settings.kept());
        boolean hidden = Sidecars.name(folder).startsWith(".") && !folder.equals(settings.folder());
        return other || hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String name = Sidecars.name(file);
        if (!name.startsWith(".") && !UNFINISHED.contains(Sidecars.ending(name)) && !attributes.isDirectory()) {
            found.put(
                    file,
                    new Written(attributes.size(), attributes.lastModifiedTime().toInstant()));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException && !file.equals(settings.folder())) {
            return FileVisitResult.CONTINUE; // it went away while we walked
        }
        throw failure;
    }
}
