package org.tilewatch.edge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tilewatch.edge.site.Details;
import org.tilewatch.edge.site.Details.Comparison;
import org.tilewatch.edge.site.Details.Measures;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Fits;
import org.tilewatch.edge.site.Fits.Fit;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.store.database.Database;

/**
 * The ledger of events. All under the database's lock.
 *
 * <p>An outline is text: numbers parted by blanks, rings by semicolons. Java's decimal form of a double reads back as the same
 * double.
 */
final class Events {

    private final Database database;
    private final StringBuilder written = new StringBuilder();

    Events(Database database) {
        this.database = database;
    }

    /** Puts events as a look left them; returns the ids of those that an order closed in the meantime, which stay as they are. */
    Set<String> put(List<Event> left) throws SQLException {
        Set<String> closed = new HashSet<>();
        for (Event event : left) {
            if (database.number("SELECT 1 FROM event WHERE id = ? AND open = 0", event.id()) == 1) {
                closed.add(event.id());
            } else {
                revise(event);
            }
        }
        return closed;
    }

    /** Puts an event, whatever stood there. */
    void revise(Event event) throws SQLException {
        Details details = event.details();
        database.statement(
                        "INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
                        event.status().open() ? 1 : 0,
                        details.zone(),
                        Database.orNull(details.measures().areaErrorFraction()),
                        Database.orNull(details.measures().lengthMetres()),
                        Database.orNull(details.measures().widthMetres()),
                        Database.orNull(details.measures().orientationDegrees()),
                        details.compared().map(Comparison::structure).orElse(null),
                        details.compared().map(Comparison::fraction).orElse(null),
                        details.support(),
                        details.lean(),
                        details.clearLooksBefore(),
                        text(details.fits()))
                .executeUpdate();
    }

    Optional<Event> byId(String id) throws SQLException {
        return read("SELECT * FROM event WHERE id = ?", id).stream().findFirst();
    }

    List<Event> all(String site) throws SQLException {
        return read("SELECT * FROM event WHERE site = ? ORDER BY last_seen DESC, id", site);
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
                "SELECT * FROM event WHERE site = ? AND last_seen >= ? AND open = 0 AND status IN ('ABSORBED',"
                        + " 'RETRACTED') ORDER BY last_seen, id",
                site,
                Database.micros(since));
    }

    /** Worded as the index of these events is. */
    List<Event> restless(String site) throws SQLException {
        return read(
                "SELECT * FROM event WHERE site = ? AND open = 0 AND status IN ('ENDED', 'RETRACTED') AND score >= 0.05"
                        + " ORDER BY last_seen DESC, id LIMIT 300",
                site);
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
                outline(rows.getString("outline")),
                details(rows));
    }

    private static Details details(ResultSet rows) throws SQLException {
        double error = Database.orNaN(rows, "area_error");
        Measures measures = new Measures(
                error,
                Database.orNaN(rows, "length"),
                Database.orNaN(rows, "width"),
                Database.orNaN(rows, "orientation"));
        double fraction = Database.orNaN(rows, "reference_fraction");
        Optional<Comparison> compared = Optional.ofNullable(rows.getString("reference"))
                .map(structure -> new Comparison(structure, fraction, error));
        return new Details(
                rows.getString("zone"),
                measures,
                compared,
                rows.getDouble("support"),
                fits(rows.getString("fits")),
                rows.getDouble("lean"),
                rows.getInt("clear_looks_before"));
    }

    private String text(Fits fits) {
        written.setLength(0);
        for (Fit fit : fits.list()) {
            written.append(written.isEmpty() ? "" : " ")
                    .append(fit.areaSquareMetres())
                    .append(' ')
                    .append(fit.support());
        }
        return written.toString();
    }

    private static Fits fits(String text) {
        if (text.isEmpty()) {
            return Fits.NONE;
        }
        String[] numbers = text.split(" ", -1);
        List<Fit> fits = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 2) {
            fits.add(new Fit(Double.parseDouble(numbers[i]), Double.parseDouble(numbers[i + 1])));
        }
        return new Fits(fits);
    }

    private String text(Outline outline) {
        written.setLength(0);
        for (double[] ring : outline.rings()) {
            written.append(written.isEmpty() ? "" : ";");
            for (int i = 0; i < ring.length; i++) {
                written.append(i == 0 ? "" : " ").append(ring[i]);
            }
        }
        return written.toString();
    }

    private static Outline outline(String text) {
        List<double[]> rings = new ArrayList<>(1);
        for (int from = 0; from <= text.length(); ) {
            int end = text.indexOf(';', from);
            end = end < 0 ? text.length() : end;
            rings.add(ring(text, from, end));
            from = end + 1;
        }
        return new Outline(rings);
    }

    private static double[] ring(String text, int from, int end) {
        int count = 1;
        for (int i = from; i < end; i++) {
            count += text.charAt(i) == ' ' ? 1 : 0;
        }
        double[] values = new double[count];
        int at = from;
        for (int i = 0; i < count; i++) {
            int blank = text.indexOf(' ', at);
            int stop = blank < 0 || blank > end ? end : blank;
            values[i] = number(text, at, stop);
            at = stop + 1;
        }
        return values;
    }

    /** As Double.parseDouble; plain numbers of few digits, which outlines are made of, without garbage. */
    private static double number(String text, int from, int end) {
        boolean negative = from < end && text.charAt(from) == '-';
        long digits = 0;
        double unit = 0;
        for (int i = negative ? from + 1 : from; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.' && unit == 0) {
                unit = 1;
            } else if (c >= '0' && c <= '9' && end - from <= 15) {
                digits = 10 * digits + c - '0';
                unit *= 10;
            } else {
                return Double.parseDouble(text.substring(from, end));
            }
        }
        double value = unit == 0 ? digits : digits / unit;
        return negative ? -value : value;
    }
}
