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
import java.util.Collections;
import java.util.List;
import org.tilewatch.edge.store.file.StateFolder;

/** A damaged database in the folder it was moved to, and what of it could be carried over into the fresh one. */
public final class Salvage {

    private static final List<String> TABLES = List.of(
            "report",
            "acknowledged",
            "file",
            "kept",
            "site",
            "baseline",
            "event",
            "counter",
            "review",
            "answer",
            "setting");

    private final Path folder;
    private final StateFolder moved;
    private final String damage;
    private int rows;
    private int reports;

    private Salvage(Path folder, String damage) {
        this.folder = folder;
        this.moved = new StateFolder(folder);
        this.damage = damage;
    }

    static Salvage moveAside(StateFolder state, Instant now, String damage) throws IOException {
        Path folder = state.damaged(now);
        Files.createDirectory(folder);
        Salvage salvage = new Salvage(folder, damage);
        move(state.writeAheadLog(), salvage.moved.writeAheadLog());
        move(state.sharedMemory(), salvage.moved.sharedMemory());
        move(state.database(), salvage.moved.database());
        return salvage;
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Copies every row that can still be read, from both ends of each table: a bad page hides only what lies between. */
    void carryOver(Connection fresh) throws SQLException {
        try (Statement into = fresh.createStatement()) {
            into.execute("BEGIN IMMEDIATE");
            try (Connection damaged = DriverManager.getConnection("jdbc:sqlite:" + moved.database());
                    Statement from = damaged.createStatement()) {
                from.execute("PRAGMA writable_schema = ON"); // else SQLite reads nothing of a file that is cut short
                if (version(from) == Schema.VERSION) {
                    for (String table : TABLES) {
                        int copied = copy(table, "ASC", from, fresh) + copy(table, "DESC", from, fresh);
                        rows += copied;
                        reports += table.equals("report") ? copied : 0;
                    }
                }
            } catch (SQLException unreadable) {
                // nothing more to be had; the file stays for a closer look by people
            }
            into.execute("COMMIT");
        }
    }

    private static int version(Statement from) throws SQLException {
        try (ResultSet version = from.executeQuery("PRAGMA user_version")) {
            return version.next() ? version.getInt(1) : 0;
        }
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

    /** Where the damaged files are now. */
    public Path folder() {
        return folder;
    }

    /** What happened, for people. */
    public String message() {
        return "database was damaged (%s) and moved to %s; a fresh one was started with %d rows carried over, %d of them reports"
                .formatted(damage, folder, rows, reports);
    }
}
