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
        try {
            Files.createLink(copy, file); // takes no room; the disk may be full
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.copy(file, copy);
        }
    }

    /** Copies every row that can still be read, from both ends of each table: a bad page hides only what lies between. */
    private void fill(Path file) throws SQLException {
        try (Connection fresh = DriverManager.getConnection(DatabaseFile.url(file));
                Statement into = fresh.createStatement()) {
            into.execute("PRAGMA synchronous = OFF"); // made durable as a whole, when it is complete
            int version = Schema.VERSION;
            try (Connection damaged = DriverManager.getConnection(DatabaseFile.url(aside.database()));
                    Statement from = damaged.createStatement()) {
                from.execute("PRAGMA writable_schema = ON"); // else SQLite reads nothing of a file that is cut short
                int found = DatabaseFile.number(from, "PRAGMA user_version");
                version = found >= 1 && found <= Schema.VERSION ? found : Schema.VERSION;
                Schema.migrate(into, 0, version);
                into.execute("BEGIN IMMEDIATE");
                for (String table : tables(into)) {
                    int copied = copy(table, "ASC", from, fresh) + copy(table, "DESC", from, fresh);
                    rows += copied;
                    reports += table.equals("report") ? copied : 0;
                }
                into.execute("COMMIT");
            } catch (SQLException unreadable) {
                // nothing more to be had; the file stays for a closer look by people
                if (DatabaseFile.number(into, "PRAGMA user_version") == 0) {
                    Schema.migrate(into, 0, version);
                }
            }
            Schema.migrate(into, version, Schema.VERSION);
        }
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

    private static int copy(String table, String order, Statement from, Connection fresh) {
        int copied = 0;
        try (ResultSet found = from.executeQuery("SELECT * FROM %s ORDER BY rowid %s".formatted(table, order))) {
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
