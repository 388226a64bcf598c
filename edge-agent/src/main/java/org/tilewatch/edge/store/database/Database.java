package org.tilewatch.edge.store.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
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
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.store.database.DatabaseFile.Damaged;
import org.tilewatch.edge.store.file.StateFolder;

/** The one connection to the database file and the one lock around it. */
public final class Database implements AutoCloseable {

    private final Path path;
    private final Connection connection;
    private final Optional<FileChannel> lockFile;
    private final Optional<String> salvaged;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Database(Path path, Connection connection, Optional<FileChannel> lockFile, Optional<String> salvaged) {
        this.path = path;
        this.connection = connection;
        this.lockFile = lockFile;
        this.salvaged = salvaged;
    }

    /**
     * Opens the folder's database, making what is missing and bringing older formats up to date; a damaged one is moved aside and what
     * can be read carried over.
     *
     * @throws IOException if the folder cannot be used, is in use, or was written by a newer version
     */
    public static Database open(StateFolder folder, boolean durable, InstantSource clock) throws IOException {
        folder.create();
        FileChannel lockFile = DatabaseFile.lock(folder);
        try {
            Salvage.finish(folder);
            Optional<String> salvaged = Optional.empty();
            Connection connection;
            try {
                connection = DatabaseFile.connect(folder, durable);
            } catch (Damaged damage) {
                salvaged = Optional.of(Salvage.run(folder, clock.instant(), String.valueOf(damage.getMessage())));
                connection = DatabaseFile.connect(folder, durable);
            }
            return new Database(folder.database(), connection, Optional.of(lockFile), salvaged);
        } catch (SQLException | Damaged e) {
            lockFile.close();
            throw new IOException("database " + folder.database() + " cannot be opened: " + e.getMessage(), e);
        } catch (IOException e) {
            lockFile.close();
            throw e;
        }
    }

    /**
     * Opens the folder's database as it is, beside an agent that may be using it: nothing is made, brought up to date or salvaged. An
     * agent that does not run yet cannot start until this is closed, unless it is read-only.
     *
     * @throws IOException if there is none, or it is of another format than this version's
     */
    public static Database beside(StateFolder folder, boolean readOnly) throws IOException {
        Path path = folder.database();
        if (!Files.exists(path)) {
            throw new IOException(
                    "no agent has kept its state in %s: there is no %s".formatted(folder.root(), path.getFileName()));
        }
        Optional<FileChannel> lockFile = readOnly ? Optional.empty() : DatabaseFile.lockIfFree(folder);
        try {
            if (lockFile.isPresent()) {
                DatabaseFile.checkLog(folder);
            }
            return new Database(path, DatabaseFile.connectBeside(folder, readOnly), lockFile, Optional.empty());
        } catch (SQLException | IOException e) {
            if (lockFile.isPresent()) {
                lockFile.get().close();
            }
            throw e instanceof IOException told
                    ? told
                    : new IOException("database " + path + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** What was found and done just now if the file was damaged, for people. */
    public Optional<String> salvaged() {
        return salvaged;
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

    /** With a statement of its own: one that failed before, on a full disk for instance, would fail for ever. */
    private void rollBack() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException ignored) {
            // SQLite has rolled back by itself; the error that led here is the one to tell
        }
    }

    /** A prepared statement that failed is of no more use to the driver, whatever it was that failed. */
    private void forgetStatements() {
        for (PreparedStatement statement : statements.values()) {
            try {
                statement.close();
            } catch (SQLException ignored) {
                // it is thrown away in any case
            }
        }
        statements.clear();
    }

    /** Runs the work under the lock. */
    public <T> T read(Work<T> work) throws IOException {
        lock.lock();
        try {
            return work.run();
        } catch (SQLException e) {
            forgetStatements();
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
            if (lockFile.isPresent()) {
                lockFile.get().close();
            }
            return true;
        });
    }
}
