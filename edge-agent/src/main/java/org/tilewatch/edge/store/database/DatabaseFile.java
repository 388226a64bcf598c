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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.store.file.StateFolder;

/** Opens the database file of a state folder: its lock, its settings, its format, whether it is sound. */
final class DatabaseFile {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);
    private static final int SQLITE_CORRUPT = 11;
    private static final int SQLITE_FULL = 13;
    private static final int SQLITE_CANTOPEN = 14;
    private static final int SQLITE_NOTADB = 26;
    /** People change the queue within a moment; an agent that starts then waits for them. */
    private static final int LOCK_TRIES = 20;

    private static final Duration LOCK_PAUSE = Duration.ofMillis(100);

    private DatabaseFile() {}

    /** The file is not a sound database. */
    static final class Damaged extends Exception {
        private static final long serialVersionUID = 1;

        Damaged(String message) {
            super(message);
        }
    }

    /** Takes the folder for this process alone. */
    static FileChannel lock(StateFolder folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock held = channel.tryLock();
            for (int i = 0; held == null && i < LOCK_TRIES; i++) {
                LockSupport.parkNanos(LOCK_PAUSE.toNanos());
                held = channel.tryLock();
            }
            if (held != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} is held by this very process", folder.lock());
        }
        channel.close();
        throw new IOException("state folder " + folder.root() + " is in use by another agent");
    }

    /** The same where no agent runs; makes no file, which might then be one that the agent's user cannot open. */
    static Optional<FileChannel> lockIfFree(StateFolder folder) throws IOException {
        if (!Files.exists(folder.lock())) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} is held by this very process", folder.lock());
        }
        channel.close();
        return Optional.empty();
    }

    static String url(Path file) {
        return "jdbc:sqlite:" + file;
    }

    /** A connection for an agent, to a file that is sound and of the newest format. */
    static Connection connect(StateFolder folder, boolean durable) throws SQLException, IOException, Damaged {
        checkFiles(folder);
        Connection connection = DriverManager.getConnection(url(folder.database()));
        try (Statement statement = connection.createStatement()) {
            int version = number(statement, "PRAGMA user_version");
            if (version > Schema.VERSION) {
                throw new IOException(
                        "database %s has format %d, this version of the agent knows up to %d: install a newer one"
                                .formatted(folder.database(), version, Schema.VERSION));
            }
            if (version == 0 && folder.hasPictures()) {
                throw new Damaged("it holds nothing, but pictures lie beside it");
            }
            settings(statement, durable);
            bringUpToDate(folder, statement, version);
            beginLogAnew(statement);
            return connection;
        } catch (SQLException e) {
            connection.close();
            int code = e.getErrorCode() & 0xff;
            if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) {
                throw new Damaged(String.valueOf(e.getMessage()));
            }
            throw e;
        } catch (IOException | Damaged e) {
            connection.close();
            throw e;
        }
    }

    private static void settings(Statement statement, boolean durable) throws SQLException {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = " + (durable ? "FULL" : "OFF"));
        statement.execute("PRAGMA temp_store = MEMORY");
        statement.execute("PRAGMA busy_timeout = 5000"); // a person may change the queue meanwhile
    }

    private static void bringUpToDate(StateFolder folder, Statement statement, int version)
            throws SQLException, Damaged {
        if (version > 0) {
            check(statement);
        }
        if (version < Schema.VERSION) {
            Schema.migrate(statement, version, Schema.VERSION);
            if (version > 0) {
                LOG.info("{}: brought from format {} to {}", folder.database(), version, Schema.VERSION);
            }
        }
    }

    /** See {@link WriteAheadLog}; where the disk has no room for it the log goes on. */
    private static void beginLogAnew(Statement statement) throws SQLException {
        try {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            if ((e.getErrorCode() & 0xff) != SQLITE_FULL) {
                throw e;
            }
        }
    }

    /** A connection for people beside an agent, or without one. */
    static Connection connectBeside(StateFolder folder, boolean readOnly) throws SQLException, IOException {
        Connection connection = readOnly ? readOnly(folder) : DriverManager.getConnection(url(folder.database()));
        try (Statement statement = connection.createStatement()) {
            if (!readOnly) {
                settings(statement, true);
            }
            int version = number(statement, "PRAGMA user_version");
            if (version != Schema.VERSION) {
                throw new IOException(
                        "database %s has format %d, this version works with %d: start the agent of this version once"
                                .formatted(folder.database(), version, Schema.VERSION));
            }
            return connection;
        } catch (SQLException | IOException e) {
            connection.close();
            throw e;
        }
    }

    /** Also for a user who may only read: without a log beside it the file is all there is, and nobody is writing. */
    private static Connection readOnly(StateFolder folder) throws SQLException {
        String uri = url(Path.of("")) + folder.database().toUri();
        Connection connection = DriverManager.getConnection(uri + "?mode=ro");
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            number(statement, "PRAGMA user_version");
            return connection;
        } catch (SQLException e) {
            connection.close();
            if ((e.getErrorCode() & 0xff) != SQLITE_CANTOPEN || Files.exists(folder.writeAheadLog())) {
                throw e;
            }
            return DriverManager.getConnection(uri + "?immutable=1");
        }
    }

    /** SQLite takes an empty file, or none, for a new database; with files of ours beside it, it is one that lost its content. */
    private static void checkFiles(StateFolder folder) throws IOException, Damaged {
        Path file = folder.database();
        if (Files.isDirectory(file)) {
            throw new Damaged("it is a folder");
        }
        boolean nothing = !Files.exists(file) || Files.size(file) == 0;
        if (nothing && !Files.exists(folder.writeAheadLog()) && folder.hasPictures()) {
            throw new Damaged(
                    "the file is " + (Files.exists(file) ? "empty" : "gone") + ", but pictures lie beside it");
        }
        Optional<String> log = WriteAheadLog.read(folder.writeAheadLog()).flatMap(WriteAheadLog::damage);
        if (log.isPresent()) {
            throw new Damaged(log.get());
        }
    }

    /** Before people change a database that no agent has open: what they add would bury what can still be salvaged. */
    static void checkLog(StateFolder folder) throws IOException {
        Optional<String> log = WriteAheadLog.read(folder.writeAheadLog()).flatMap(WriteAheadLog::damage);
        if (log.isPresent()) {
            throw new IOException("database %s is damaged (%s): start the agent once, it salvages what can be read"
                    .formatted(folder.database(), log.get()));
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

    static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }
}
