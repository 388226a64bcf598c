package org.tilewatch.edge.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.ingest.decode.satdump.PassFolder;
import org.tilewatch.edge.ingest.sidecar.Sidecars;

/** A complete file in the inbox, or a pass of many files by its {@code dataset.json}, as it was when the inbox was last scanned. For one thread. */
public final class Arrival {

    private final Path path;
    private final Path whole;
    private final String folder;
    private final long size;
    private final Instant modified;
    private final Instant arrived;
    private String sha256 = "";

    private Arrival(Path path, Path whole, String folder, long size, Instant modified, Instant arrived) {
        this.path = path;
        this.whole = whole;
        this.folder = folder;
        this.size = size;
        this.modified = modified;
        this.arrived = arrived;
    }

    /** @param pass whether the file stands for the folder that it lies in */
    static Arrival in(Path inbox, Path file, boolean pass, Sighting sighting, Instant arrived) {
        Path parent = file.getParent();
        Path whole = pass && parent != null ? parent : file;
        @Nullable Path above = whole.getParent();
        String folder = above == null ? "" : inbox.relativize(above).toString().replace('\\', '/');
        return new Arrival(file, whole, folder, sighting.size(), sighting.modified(), arrived);
    }

    /** What is read: the file, or the {@code dataset.json} of a pass. */
    public Path path() {
        return path;
    }

    /** What is moved: the file, or the folder of a pass. */
    Path whole() {
        return whole;
    }

    boolean isPass() {
        return !whole.equals(path);
    }

    /** What lies beside it for its sake. */
    List<Path> sidecars() {
        return isPass() || !Sidecars.isNamedInText(path) ? List.of() : Sidecars.ofThisAlone(path);
    }

    /** Folder below the inbox with {@code /} between its parts, empty for the inbox itself: a hint at the site. */
    public String folder() {
        return folder;
    }

    public String name() {
        return Sidecars.name(whole);
    }

    /** Bytes, of a pass those of all its files. */
    public long size() {
        return size;
    }

    /** The file system's time of its last change; with path and size it names the content cheaply. */
    public Instant modified() {
        return modified;
    }

    /**
     * Arrival time, for images that tell no time of their own: when the file was last written, or first seen if that lies in the
     * future or before the clock was set. But for the latter the same after a restart, since ids hang on it.
     */
    public Instant arrived() {
        return arrived;
    }

    /** SHA-256 of the content in hexadecimal; reads the whole file on first call. A link is not followed: empty for it. */
    public String sha256() throws IOException {
        if (sha256.isEmpty() && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            sha256 = HexFormat.of().formatHex(digest());
        }
        return sha256;
    }

    private byte[] digest() throws IOException {
        try (var in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            if (isPass()) {
                // The folder's name makes a pass that was received twice two, so that both are told; its time makes
                // them one look.
                digest.update((PassFolder.DATASET + whole.getFileName() + size).getBytes(StandardCharsets.UTF_8));
            }
            byte[] block = new byte[1 << 14];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
