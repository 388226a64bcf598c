package org.tilewatch.edge.store.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.store.file.StateFolder;

/**
 * Replaces a damaged database by a fresh one that holds what could be read of it; the damaged one stays in a folder of its own.
 */
/*
 * A power cut may come at any point. Until the fresh file is complete and has its name tilewatch.db.salvaged, everything is as it was
 * and the next start begins anew (with another folder for the same damaged files). From then on the old files may go: the next start
 * only finishes. The old log has to go before the fresh file takes the name: SQLite would play it back into it.
 */
final class Salvage {

    private final StateFolder state;
    private final StateFolder aside;
    private int rows;
    private int reports;

    private Salvage(StateFolder state, StateFolder aside) {
        this.state = state;
        this.aside = aside;
    }

    /** Puts a fresh database in the place of the damaged one; what happened, for people. */
    static String run(StateFolder state, Instant now, String damage) throws IOException, SQLException {
        StateFolder aside = new StateFolder(state.damaged(now));
        Files.createDirectory(aside.root());
        keep(state.database(), aside.database());
        keep(state.writeAheadLog(), aside.writeAheadLog());
        Salvage salvage = new Salvage(state, aside);
        Path part =
                state.salvagedDatabase().resolveSibling(state.salvagedDatabase().getFileName() + ".part");
        Files.deleteIfExists(part);
        salvage.fill(part);
        String message = salvage.message(damage);
        Files.writeString(aside.salvageNote(), message + "\n");
        Files.createFile(aside.unsweptMark());
        StateFolder.force(aside.root());
        StateFolder.forceFile(part);
        Files.move(part, state.salvagedDatabase(), StandardCopyOption.ATOMIC_MOVE);
        StateFolder.force(state.root());
        finish(state);
        return message;
    }

    /** Does what a power cut left undone; nothing in most cases. */
    static void finish(StateFolder state) throws IOException {
        if (!Files.exists(state.salvagedDatabase())) {
            return;
        }
        Files.deleteIfExists(state.writeAheadLog());
        Files.deleteIfExists(state.sharedMemory());
        StateFolder.force(state.root());
        Files.move(state.salvagedDatabase(), state.database(), StandardCopyOption.ATOMIC_MOVE);
        StateFolder.force(state.root());
    }

    private static void keep(Path file, Path copy) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        if (Files.isDirectory(file)) {
            Files.move(file, copy); // with all that somebody put there
            return;
        }
        try {
            Files.createLink(copy, file); // takes no room; the disk may be full
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.copy(file, copy);
        }
    }

    /**
     * What database and log come to if every page of the log counts that is whole, in the order in which they are to be read: SQLite
     * leaves out all behind the first that is not.
     */
    private List<Path> sources() {
        List<Path> sources = new ArrayList<>();
        try {
            Path rebuilt = aside.rebuiltDatabase();
            Optional<WriteAheadLog> log = WriteAheadLog.read(aside.writeAheadLog());
            if (log.isPresent()) {
                if (Files.exists(aside.database())) {
                    Files.copy(aside.database(), rebuilt);
                }
                log.get().applyTo(rebuilt);
                keep(aside.writeAheadLog(), aside.damagedLog()); // SQLite deletes the log when it is done with it
                sources.add(rebuilt);
            }
        } catch (IOException noRoom) {
            sources.clear(); // what SQLite makes of it is left
        }
        if (Files.isRegularFile(aside.database())) {
            sources.add(!sources.isEmpty() && isSound(sources.getFirst()) ? 1 : 0, aside.database());
        }
        return sources;
    }

    private static boolean isSound(Path file) {
        try (Connection connection = DriverManager.getConnection(DatabaseFile.url(file));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            return rows.next() && rows.getString(1).equals("ok");
        } catch (SQLException e) {
            return false;
        }
    }

    private void fill(Path file) throws IOException, SQLException {
        List<Path> sources = sources();
        try (Connection fresh = DriverManager.getConnection(DatabaseFile.url(file));
                Statement into = fresh.createStatement()) {
            into.execute("PRAGMA synchronous = OFF"); // made durable as a whole, when it is complete
            int version = 0;
            for (Path source : sources) {
                version = fill(source, fresh, into, version);
            }
            Schema.migrate(into, version, Schema.VERSION);
        }
        Files.deleteIfExists(aside.rebuiltDatabase());
    }

    /**
     * Copies every row that can still be read and is not there yet, from both ends of each table: a bad page hides only what lies
     * between.
     *
     * @param version format of {@code fresh} so far, 0 if it is empty
     * @return its format now
     */
    private int fill(Path source, Connection fresh, Statement into, int version) throws SQLException {
        int made = version;
        try (Connection damaged = DriverManager.getConnection(DatabaseFile.url(source));
                Statement from = damaged.createStatement()) {
            from.execute("PRAGMA writable_schema = ON"); // else SQLite reads nothing of a file that is cut short
            int found = DatabaseFile.number(from, "PRAGMA user_version");
            boolean known = found >= 1 && found <= Schema.VERSION;
            if (version > 0 && found != version) {
                return version;
            }
            if (version == 0 && known) {
                Schema.migrate(into, 0, found);
                made = found;
            }
            if (known) {
                copyAll(from, fresh, into);
            }
        } catch (SQLException unreadable) {
            return made; // nothing more to be had; the file stays for a closer look by people
        }
        return made;
    }

    private void copyAll(Statement from, Connection fresh, Statement into) throws SQLException {
        into.execute("BEGIN IMMEDIATE");
        for (String table : tables(into)) {
            List<String> key = key(table, into);
            int copied = copy(table, key, " ASC", from, fresh) + copy(table, key, " DESC", from, fresh);
            rows += copied;
            reports += table.equals("report") ? copied : 0;
        }
        into.execute("COMMIT");
    }

    private static List<String> tables(Statement fresh) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet found = fresh.executeQuery(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY rowid")) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }

    /** Columns in whose order a table lies in the file. */
    private static List<String> key(String table, Statement fresh) throws SQLException {
        boolean ofItsOwn =
                DatabaseFile.number(fresh, "SELECT wr FROM pragma_table_list WHERE name = '" + table + "'") == 1;
        if (!ofItsOwn) {
            return List.of("rowid");
        }
        List<String> columns = new ArrayList<>();
        try (ResultSet found =
                fresh.executeQuery("SELECT name FROM pragma_table_info('" + table + "') WHERE pk > 0 ORDER BY pk")) {
            while (found.next()) {
                columns.add(found.getString(1));
            }
        }
        return columns;
    }

    private static int copy(String table, List<String> key, String order, Statement from, Connection fresh) {
        int copied = 0;
        String sql = "SELECT * FROM " + table + " ORDER BY " + String.join(order + ", ", key) + order;
        try (ResultSet found = from.executeQuery(sql)) {
            int columns = found.getMetaData().getColumnCount();
            String places = String.join(",", Collections.nCopies(columns, "?"));
            try (PreparedStatement insert =
                    fresh.prepareStatement("INSERT OR IGNORE INTO %s VALUES (%s)".formatted(table, places))) {
                while (found.next()) {
                    for (int i = 1; i <= columns; i++) {
                        insert.setObject(i, found.getObject(i));
                    }
                    copied += insert.executeUpdate();
                }
            }
        } catch (SQLException badPage) {
            return copied;
        }
        return copied;
    }

    private String message(String damage) {
        return "database %s was damaged (%s) and moved to %s; a fresh one was started with %d rows carried over, %d of them reports"
                .formatted(state.database().getFileName(), damage, aside.root(), rows, reports);
    }
}
