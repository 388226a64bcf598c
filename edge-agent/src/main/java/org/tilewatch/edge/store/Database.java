package org.tilewatch.edge.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one connection to the database file and the one lock around it; opens, checks and, where damaged, replaces the file. */
final class Database implements AutoCloseable {

    static final int SCHEMA_VERSION = 1;

    /** Times are microseconds since 1970, UTC. A number that is not known is NULL. */
    private static final String SCHEMA = """
        CREATE TABLE file (
          sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, attempts INTEGER NOT NULL, settled INTEGER,
          outcome TEXT, site TEXT, acquired INTEGER, platform TEXT,
          verdict TEXT, reason TEXT, sentence TEXT, score REAL);
        CREATE INDEX file_look ON file (site, acquired) WHERE outcome = 'look';
        CREATE TABLE kept (
          path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified_millis INTEGER NOT NULL, sha256 TEXT NOT NULL);
        CREATE TABLE site (
          name TEXT PRIMARY KEY, grid INTEGER NOT NULL, epsg INTEGER,
          u0 REAL, ux REAL, uy REAL, v0 REAL, vx REAL, vy REAL, gsd_x REAL, gsd_y REAL,
          detector_state TEXT NOT NULL, least_history INTEGER NOT NULL);
        CREATE TABLE baseline (
          id INTEGER PRIMARY KEY, site TEXT NOT NULL, acquired INTEGER NOT NULL, acquired_from TEXT NOT NULL,
          platform TEXT NOT NULL, sun_azimuth REAL, sun_elevation REAL, off_nadir REAL,
          file INTEGER NOT NULL UNIQUE, bytes_per_tile INTEGER NOT NULL, tiles TEXT NOT NULL);
        CREATE INDEX baseline_site ON baseline (site);
        CREATE TABLE event (
          id TEXT PRIMARY KEY, site TEXT NOT NULL, tile TEXT NOT NULL, revision INTEGER NOT NULL,
          status TEXT NOT NULL, polarity TEXT NOT NULL, kind TEXT NOT NULL,
          first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL,
          looks_seen INTEGER NOT NULL, looks_missed INTEGER NOT NULL,
          area REAL NOT NULL, score REAL NOT NULL, outline TEXT NOT NULL, open INTEGER NOT NULL);
        CREATE INDEX event_open ON event (site) WHERE open = 1;
        CREATE INDEX event_recent ON event (site, last_seen);
        CREATE TABLE report (
          seq INTEGER PRIMARY KEY AUTOINCREMENT, alert_id TEXT NOT NULL UNIQUE, event_id TEXT NOT NULL,
          severity TEXT NOT NULL, rank INTEGER NOT NULL, dead INTEGER NOT NULL, attempts INTEGER NOT NULL,
          failure TEXT NOT NULL, queued INTEGER NOT NULL, alert BLOB NOT NULL, bytes INTEGER NOT NULL,
          chips TEXT NOT NULL, chip_file TEXT);
        CREATE INDEX report_order ON report (dead, rank, seq);
        CREATE INDEX report_chips ON report (chip_file) WHERE chip_file IS NOT NULL;
        CREATE TABLE acknowledged (alert_id TEXT PRIMARY KEY, at INTEGER NOT NULL);
        CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
        """;

    private static final int SQLITE_CORRUPT = 11;
    private static final int SQLITE_NOTADB = 26;

    private final Path path;
    private final Connection connection;
    private final FileChannel lockFile;
    private final Optional<Salvage> salvage;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Database(Path path, Connection connection, FileChannel lockFile, Optional<Salvage> salvage) {
        this.path = path;
        this.connection = connection;
        this.lockFile = lockFile;
        this.salvage = salvage;
    }

    /** Opens the folder's database, making what is missing; a damaged one is moved aside and what can be read carried over. */
    static Database open(StateFolder folder, boolean durable, InstantSource clock) throws IOException {
        folder.create();
        FileChannel lockFile = lock(folder);
        try {
            Optional<Salvage> salvage = Optional.empty();
            Connection connection;
            try {
                connection = connect(folder, durable);
            } catch (Damaged damage) {
                Salvage moved = Salvage.moveAside(folder, clock.instant(), String.valueOf(damage.getMessage()));
                connection = connect(folder, durable);
                moved.carryOver(connection);
                salvage = Optional.of(moved);
            }
            return new Database(folder.database(), connection, lockFile, salvage);
        } catch (SQLException | Damaged e) {
            lockFile.close();
            throw new IOException("database " + folder.database() + " cannot be opened: " + e.getMessage(), e);
        } catch (IOException e) {
            lockFile.close();
            throw e;
        }
    }

    private static FileChannel lock(StateFolder folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock held;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            held = null;
        }
        if (held == null) {
            channel.close();
            throw new IOException("state folder " + folder.root() + " is in use by another agent");
        }
        return channel;
    }

    private static Connection connect(StateFolder folder, boolean durable) throws SQLException, IOException, Damaged {
        if (emptied(folder)) {
            throw new Damaged("the file is empty");
        }
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.database());
        try (Statement statement = connection.createStatement()) {
            int version = number(statement, "PRAGMA user_version");
            if (version > SCHEMA_VERSION) {
                throw new IOException(
                        "database %s has format %d, this version of the agent knows up to %d: install a newer one"
                                .formatted(folder.database(), version, SCHEMA_VERSION));
            }
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = " + (durable ? "FULL" : "OFF"));
            statement.execute("PRAGMA temp_store = MEMORY");
            statement.execute("PRAGMA busy_timeout = 5000"); // a person may look at the file meanwhile
            if (version == 0) {
                createSchema(statement);
            }
            check(statement);
            return connection;
        } catch (SQLException e) {
            connection.close();
            if ((e.getErrorCode() & 0xff) == SQLITE_CORRUPT || (e.getErrorCode() & 0xff) == SQLITE_NOTADB) {
                throw new Damaged(String.valueOf(e.getMessage()));
            }
            throw e;
        } catch (IOException | Damaged e) {
            connection.close();
            throw e;
        }
    }

    /** SQLite takes an empty file for a new database; with files of ours beside it, it is one that lost its content. */
    private static boolean emptied(StateFolder folder) throws IOException {
        if (!Files.exists(folder.database())
                || Files.size(folder.database()) > 0
                || Files.exists(folder.writeAheadLog())) {
            return false;
        }
        try (Stream<Path> chips = Files.list(folder.chips());
                Stream<Path> tiles = Files.list(folder.baselines())) {
            return chips.findAny().isPresent() || tiles.findAny().isPresent();
        }
    }

    private static void createSchema(Statement statement) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        for (String sql : SCHEMA.split(";\n", -1)) {
            if (!sql.isBlank()) {
                statement.execute(sql);
            }
        }
        statement.execute("PRAGMA user_version = " + SCHEMA_VERSION);
        statement.execute("COMMIT");
    }

    private static void check(Statement statement) throws SQLException, Damaged {
        try (ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            String found = rows.next() ? rows.getString(1) : "no answer";
            if (!found.equals("ok")) {
                throw new Damaged(found);
            }
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    Optional<Salvage> salvage() {
        return salvage;
    }

    /** What is done under the lock. */
    interface Work<T> {
        T run() throws SQLException, IOException;
    }

    /** Runs the work as one transaction; it is durable on return, and without effect when this throws. */
    <T> T transaction(Work<T> work) throws IOException {
        return read(() -> {
            statement("BEGIN IMMEDIATE").execute();
            boolean committed = false;
            try {
                T result = work.run();
                statement("COMMIT").execute();
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    rollBack();
                }
            }
        });
    }

    private void rollBack() {
        try {
            statement("ROLLBACK").execute();
        } catch (SQLException ignored) {
            // SQLite has rolled back by itself; the error that led here is the one to tell
        }
    }

    /** Runs the work under the lock. */
    <T> T read(Work<T> work) throws IOException {
        lock.lock();
        try {
            return work.run();
        } catch (SQLException e) {
            throw new IOException("database " + path + ": " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** The statement with these values bound, null as NULL; prepared once and kept. */
    PreparedStatement statement(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** The first column of the first row, 0 without one. */
    long number(String sql, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = statement(sql, values).executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }

    static double orNaN(ResultSet rows, String column) throws SQLException {
        double value = rows.getDouble(column);
        return rows.wasNull() ? Double.NaN : value;
    }

    @Override
    public void close() throws IOException {
        read(() -> {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            connection.close();
            lockFile.close();
            return true;
        });
    }

    /** The file is not a sound database. */
    private static final class Damaged extends Exception {
        private static final long serialVersionUID = 1;

        Damaged(String message) {
            super(message);
        }
    }
}
