package org.tilewatch.edge.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;
import org.tilewatch.edge.ingest.file.Caps;

/** An inbox in a temporary folder, with files to put into it and a clock that is set by hand. */
final class FilledInbox implements AutoCloseable {

    static final String STAC = "{\"properties\": {\"datetime\": \"2026-01-01T00:00:00Z\"}}";

    private final Path root;
    private final Set<String> settledContent = new HashSet<>();
    private Instant now = Instant.parse("2026-06-01T12:00:00Z");
    private long nanos;
    private final Path folder;
    private final InboxSettings settings;
    private final Decoder decoder;

    FilledInbox(Path root) throws IOException {
        this.root = root;
        Natives.load();
        folder = Files.createDirectory(root.resolve("inbox"));
        settings = InboxSettings.of(folder, root.resolve("state"));
        decoder = new Decoder(Caps.DEFAULT);
    }

    Path folder() {
        return folder;
    }

    InboxSettings settings() {
        return settings;
    }

    /** SHA-256 of what the ledger knows. */
    Set<String> settledContent() {
        return settledContent;
    }

    Inbox inboxWith(InboxSettings other) {
        return new Inbox(other, decoder, a -> settledContent.contains(a.sha256()), () -> now, () -> nanos);
    }

    /** A file with place and time of its own, written an hour ago. */
    Path image(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(folder.resolve(name).getParent());
        new DrawnTiff(8, 8, 3, (x, y, s) -> x + name.hashCode() % 97)
                .place(32652, 500_000, 4_400_000, 1, 1)
                .write(file);
        return aged(file, Duration.ofHours(1));
    }

    Path aged(Path file, Duration age) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(now.minus(age)));
    }

    void later(Duration by) {
        now = now.plus(by);
        nanos += by.toNanos();
    }

    /** Somebody sets the clock: no time passes. */
    void setClock(Instant to) {
        now = to;
    }

    Instant now() {
        return now;
    }

    List<String> drain(Inbox inbox) throws IOException {
        List<String> names = new ArrayList<>();
        for (var next = inbox.oldest(any -> true); next.isPresent(); next = inbox.oldest(any -> true)) {
            names.add(next.get().name());
            inbox.done(next.get());
        }
        return names;
    }

    /** The files below a folder of the root. */
    List<String> below(String folderName) throws IOException {
        Path below = root.resolve(folderName);
        if (!Files.exists(below)) {
            return List.of();
        }
        try (var walk = Files.walk(below)) {
            return walk.filter(Files::isRegularFile)
                    .map(f -> below.relativize(f).toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        decoder.close();
    }
}
