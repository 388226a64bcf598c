package org.tilewatch.edge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;

/**
 * The ledger of events. All under the database's lock.
 *
 * <p>An outline is text: numbers parted by blanks, rings by semicolons. Java's decimal form of a double reads back as the same
 * double.
 */
final class Events {

    private final Database database;

    Events(Database database) {
        this.database = database;
    }

    void put(Event event) throws SQLException {
        database.statement(
                        "INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        event.id(),
                        event.site(),
                        event.tile(),
                        event.revision(),
                        event.status().name(),
                        event.polarity().name(),
                        event.kind().name(),
                        Database.micros(event.firstSeen()),
                        Database.micros(event.lastSeen()),
                        event.looksSeen(),
                        event.looksMissed(),
                        event.areaSquareMetres(),
                        event.score(),
                        text(event.outline()),
                        event.status().open() ? 1 : 0)
                .executeUpdate();
    }

    Optional<Event> byId(String id) throws SQLException {
        return read("SELECT * FROM event WHERE id = ?", id).stream().findFirst();
    }

    List<Event> open(String site) throws SQLException {
        return read("SELECT * FROM event WHERE site = ? AND open = 1 ORDER BY id", site);
    }

    List<Event> closedSince(String site, Instant since) throws SQLException {
        return read(
                "SELECT * FROM event WHERE site = ? AND last_seen >= ? AND open = 0 ORDER BY last_seen, id",
                site,
                Database.micros(since));
    }

    List<Event> absorbedSince(String site, Instant since) throws SQLException {
        return read(
                "SELECT * FROM event WHERE site = ? AND last_seen >= ? AND open = 0 AND status = 'ABSORBED'"
                        + " ORDER BY last_seen, id",
                site,
                Database.micros(since));
    }

    private List<Event> read(String sql, Object... values) throws SQLException {
        List<Event> events = new ArrayList<>();
        try (ResultSet rows = database.statement(sql, values).executeQuery()) {
            while (rows.next()) {
                events.add(event(rows));
            }
        }
        return events;
    }

    private static Event event(ResultSet rows) throws SQLException {
        return new Event(
                rows.getString("id"),
                rows.getString("site"),
                rows.getString("tile"),
                rows.getInt("revision"),
                EventStatus.valueOf(rows.getString("status")),
                Polarity.valueOf(rows.getString("polarity")),
                Kind.valueOf(rows.getString("kind")),
                Database.instant(rows.getLong("first_seen")),
                Database.instant(rows.getLong("last_seen")),
                rows.getInt("looks_seen"),
                rows.getInt("looks_missed"),
                rows.getDouble("area"),
                rows.getDouble("score"),
                outline(rows.getString("outline")));
    }

    private static String text(Outline outline) {
        StringJoiner rings = new StringJoiner(";");
        for (double[] ring : outline.rings()) {
            StringBuilder numbers = new StringBuilder();
            for (double number : ring) {
                numbers.append(numbers.isEmpty() ? "" : " ").append(number);
            }
            rings.add(numbers);
        }
        return rings.toString();
    }

    private static Outline outline(String text) {
        List<double[]> rings = new ArrayList<>();
        for (String ring : text.split(";", -1)) {
            String[] numbers = ring.split(" ", -1);
            double[] values = new double[numbers.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Double.parseDouble(numbers[i]);
            }
            rings.add(values);
        }
        return new Outline(rings);
    }
}
