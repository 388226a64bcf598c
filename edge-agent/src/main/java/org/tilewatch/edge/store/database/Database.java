package org.tilewatch.edge.store.database;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.store.file.StateFolder;

/** The one connection to the database file and the one lock around it; opens, checks and, where damaged, replaces the file. */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
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

    /**
     * Opens the folder's database, making what is missing and bringing older formats up to date; a damaged one is moved aside and what
     * can be read carried over.
     *
     * @throws IOException if the folder cannot be used, is in use, or was written by a newer version
     */
    public static Database open(StateFolder folder, boolean durable, InstantSource clock) throws IOException {
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
            if (version > Schema.VERSION) {
                throw new IOException(
                        "database %s has format %d, this version of the agent knows up to %d: install a newer one"
                                .formatted(folder.database(), version, Schema.VERSION));
            }
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = " + (durable ? "FULL" : "OFF"));
            statement.execute("PRAGMA temp_store = MEMORY");
            statement.execute("PRAGMA busy_timeout = 5000"); // a person may look at the file meanwhile
            if (version > 0) {
                check(statement);
            }
            if (version < Schema.VERSION) {
                Schema.migrate(statement, version, Schema.VERSION);
                if (version > 0) {
                    LOG.info("{}: brought from format {} to {}", folder.database(), version, Schema.VERSION);
                }
            }
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

    /** What was done about a damaged file, if it was. */
    public Optional<Salvage> salvage() {
        return salvage;
    }

    /** What is done under the lock. */
    public interface Work<T> {
        T run() throws SQLException, IOException;
    }

    /** Runs the work as one transaction; it is durable on return, and without effect when this throws. */
    public <T> T transaction(Work<T> work) throws IOException {
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
    public <T> T read(Work<T> work) throws IOException {
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
    public PreparedStatement statement(String sql, @Nullable Object... values) throws SQLException {
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
    public long number(String sql, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = statement(sql, values).executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** As times are stored. */
    public static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** The time that is stored as this number. */
    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** As a number that may be unknown is stored. */
    public static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }

    /** A number that may be unknown. */
    public static double orNaN(ResultSet rows, String column) throws SQLException {
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
