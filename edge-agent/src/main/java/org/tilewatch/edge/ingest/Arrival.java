package org.tilewatch.edge.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.tilewatch.edge.ingest.sidecar.Sidecars;

/** A complete file in the inbox, as it was when the inbox was last scanned. For one thread. */
public final class Arrival {

    private final Path path;
    private final String folder;
    private final long size;
    private final Instant modified;
    private final Instant arrived;
    private String sha256 = "";

    Arrival(Path path, String folder, long size, Instant modified, Instant arrived) {
        this.path = path;
        this.folder = folder;
        this.size = size;
        this.modified = modified;
        this.arrived = arrived;
    }

    public Path path() {
        return path;
    }

    /** Folder below the inbox with {@code /} between its parts, empty for the inbox itself: a hint at the site. */
    public String folder() {
        return folder;
    }

    public String name() {
        return Sidecars.name(path);
    }

    /** Bytes. */
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
