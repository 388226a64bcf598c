package org.tilewatch.edge.store.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The path names inside a station's state folder; no other class makes one.
 *
 * <pre>
 * tilewatch.db (-wal, -shm)         the database
 * tilewatch.lock                    held by the one agent that uses the folder
 * baselines/NUMBER.tiles            the learned tiles of one look
 * chips/SHA256.chips                the chips of one report
 * damaged-YYYYMMDDTHHMMSSZ/         a damaged database, moved aside, and its log (damaged.wal); salvage.txt says what happened, chips
 *                                   that lost their row lie there too; unswept: they were not moved yet
 * tilewatch.db.salvaged (.part)     what takes the place of a damaged database
 * </pre>
 *
 * @param root the folder itself
 */
public record StateFolder(Path root) {

    static final String TILES_SUFFIX = ".tiles";
    static final String CHIPS_SUFFIX = ".chips";

    private static final String DAMAGED = "damaged-";
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    public Path database() {
        return root.resolve("tilewatch.db");
    }

    public Path writeAheadLog() {
        return root.resolve("tilewatch.db-wal");
    }

    public Path sharedMemory() {
        return root.resolve("tilewatch.db-shm");
    }

    public Path lock() {
        return root.resolve("tilewatch.lock");
    }

    public Path baselines() {
        return root.resolve("baselines");
    }

    public Path tiles(long number) {
        return baselines().resolve(number + TILES_SUFFIX);
    }

    public Path chips() {
        return root.resolve("chips");
    }

    public Path chips(String sha256) {
        return chips().resolve(sha256 + CHIPS_SUFFIX);
    }

    public Path salvagedDatabase() {
        return root.resolve("tilewatch.db.salvaged");
    }

    /** In a folder with a damaged database: its log, under a name that SQLite leaves alone. */
    public Path damagedLog() {
        return root.resolve("damaged.wal");
    }

    /** In a folder with a damaged database: for the time of the salvage, what database and log come to. */
    public Path rebuiltDatabase() {
        return root.resolve("rebuilt.db");
    }

    /** In a folder with a damaged database. */
    public Path salvageNote() {
        return root.resolve("salvage.txt");
    }

    /** In a folder with a damaged database. */
    public Path unsweptMark() {
        return root.resolve("unswept");
    }

    /** Folders with damaged databases, earliest first. */
    public List<Path> damaged() throws IOException {
        try (Stream<Path> found = Files.list(root)) {
            return found.filter(path -> path.getFileName().toString().startsWith(DAMAGED))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    /** What happened to the databases that were damaged, for people. */
    public List<String> damageNotes() throws IOException {
        List<String> notes = new ArrayList<>();
        for (Path each : damaged()) {
            Path note = new StateFolder(each).salvageNote();
            notes.add(Files.exists(note) ? Files.readString(note).strip() : each + " holds a damaged database");
        }
        return notes;
    }

    /** A folder name not yet taken. */
    public Path damaged(Instant now) {
        String name = DAMAGED + COMPACT.format(now);
        Path free = root.resolve(name);
        for (int i = 2; Files.exists(free); i++) {
            free = root.resolve(name + "-" + i);
        }
        return free;
    }

    /** Whether there are files here that only a database gives a meaning. */
    public boolean hasPictures() throws IOException {
        for (Path each : List.of(baselines(), chips())) {
            try (Stream<Path> files = Files.list(each)) {
                if (files.findAny().isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    public void create() throws IOException {
        Files.createDirectories(baselines());
        Files.createDirectories(chips());
    }

    /** Makes the names in a folder durable: a file's own fsync does not promise its name. */
    public static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Makes a file's content durable that somebody else wrote. */
    public static void forceFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
