package org.tilewatch.edge.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.store.database.Database;
import org.tilewatch.edge.store.file.ChipFiles;
import org.tilewatch.edge.store.file.Retention;

/**
 * Every report of the station, those that wait and those that left, with alert and pictures, within the retention. Safe for use by
 * several threads.
 */
public final class Archive {

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    private static final String LEFT = "state IN ('ACKNOWLEDGED', 'DROPPED')";
    /** Rows that one turn of trimming removes at most: the publishing loop waits meanwhile. */
    private static final int MOST_AT_ONCE = 200;

    private final Database database;
    private final Reports reports;
    private final Retention retention;

    Archive(Reports reports, Retention retention) {
        this.database = reports.database();
        this.reports = reports;
        this.retention = retention;
    }

    /** Where a report stands. */
    public enum State {
        /** In the outbox. */
        WAITING,
        /** It can never pass; people may queue it again. */
        DEAD,
        /** Taken out of the outbox by people. */
        DROPPED,
        /** The broker has taken over. */
        ACKNOWLEDGED
    }

    /**
     * One report.
     *
     * @param seq its place in the order of queueing
     * @param revision of its event, 0 where an older version of the agent did not note it
     * @param failure why it last failed, is dead or was dropped; empty if it never did
     * @param left when it was acknowledged or dropped
     * @param roles pictures that are kept: before, after, diff
     * @param json the alert as it was drawn up
     */
    public record Archived(
            long seq,
            String alertId,
            String eventId,
            int revision,
            String site,
            Severity severity,
            State state,
            int attempts,
            String failure,
            Instant acquired,
            Instant queued,
            Optional<Instant> left,
            List<String> roles,
            String json) {}

    /**
     * Which reports are asked for; all that is given must hold.
     *
     * @param from acquired then or later
     * @param until acquired before
     * @param belowSeq for the next page: {@code seq} of the last one seen
     * @param limit most that are wanted
     */
    public record Query(
            Optional<String> site,
            Optional<Severity> severity,
            Optional<State> state,
            Optional<Instant> from,
            Optional<Instant> until,
            long belowSeq,
            int limit) {

        /** The newest of all. */
        public static Query newest(int limit) {
            return new Query(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Long.MAX_VALUE,
                    limit);
        }

        /** The same of one site. */
        public Query ofSite(String name) {
            return new Query(Optional.of(name), severity, state, from, until, belowSeq, limit);
        }

        /** The same in one state. */
        public Query in(State wanted) {
            return new Query(site, severity, Optional.of(wanted), from, until, belowSeq, limit);
        }

        /** The page after the report with this {@code seq}. */
        public Query below(long seq) {
            return new Query(site, severity, state, from, until, seq, limit);
        }
    }

    /** The newest {@code limit} reports, newest first. */
    public List<Archived> newest(int limit) throws IOException {
        return find(Query.newest(limit));
    }

    /** Newest first. */
    public List<Archived> find(Query query) throws IOException {
        List<Object> values = new ArrayList<>(List.of(query.belowSeq));
        StringBuilder sql = new StringBuilder("SELECT * FROM report WHERE seq < ?");
        and(sql, values, "site = ?", query.site.orElse(null));
        and(sql, values, "severity = ?", query.severity.map(Enum::name).orElse(null));
        and(sql, values, "state = ?", query.state.map(Enum::name).orElse(null));
        and(sql, values, "acquired >= ?", query.from.map(Database::micros).orElse(null));
        and(sql, values, "acquired < ?", query.until.map(Database::micros).orElse(null));
        values.add(query.limit);
        return read(sql.append(" ORDER BY seq DESC LIMIT ?").toString(), values.toArray());
    }

    private static void and(StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            values.add(value);
        }
    }

    public Optional<Archived> byAlertId(String alertId) throws IOException {
        return read("SELECT * FROM report WHERE alert_id = ?", alertId).stream().findFirst();
    }

    /** The reports of an event, earliest revision first. */
    public List<Archived> byEvent(String eventId) throws IOException {
        return read("SELECT * FROM report WHERE event_id = ? ORDER BY seq", eventId);
    }

    List<Archived> inOrder(State state, int atMost) throws IOException {
        return read("SELECT * FROM report WHERE state = ? ORDER BY rank, seq LIMIT ?", state.name(), atMost);
    }

    List<Archived> beginningWith(String alertId, int atMost) throws IOException {
        return read(
                "SELECT * FROM report WHERE alert_id >= ?1 AND alert_id < ?1 || '~' ORDER BY seq LIMIT ?2",
                alertId,
                atMost);
    }

    /** A picture of a report, by its role (before, after, diff); empty if it never had it or it is gone. */
    public Optional<Message> chip(String alertId, String role) throws IOException {
        return database.read(() -> {
            try (ResultSet rows = database.statement("SELECT * FROM report WHERE alert_id = ?", alertId)
                    .executeQuery()) {
                List<Message> chips = rows.next() ? reports.chips(rows).orElse(List.of()) : List.of();
                return chips.stream()
                        .filter(chip -> role(chip.topic()).equals(role))
                        .findFirst();
            }
        });
    }

    /** Bytes of alerts and pictures that left the outbox. */
    public long bytes() throws IOException {
        return database.read(() -> database.number("SELECT total(bytes) FROM report WHERE " + LEFT));
    }

    /**
     * Lets go of what is beyond the retention, a part of it at a time.
     *
     * @param byAge false while the clock cannot be trusted
     * @return whether there may be more
     */
    public boolean trim(boolean byAge) throws IOException {
        long oldest = byAge ? Database.micros(reports.now().minus(retention.archiveAge())) : Long.MIN_VALUE;
        boolean moreByAge = letGo("its age", Long.MAX_VALUE, () -> removeFirst("queued < " + oldest, false));
        boolean moreBySize = letGo("its size", bytes() - retention.archiveBytes(), () -> {
            long freed = removeFirst("chip_file IS NOT NULL", true);
            return freed > 0 ? freed : removeFirst("TRUE", false);
        });
        return moreByAge || moreBySize;
    }

    /** Lets go of the oldest pictures until so many bytes are free again, a part of it at a time; false if none are left. */
    public boolean release(long wantedBytes) throws IOException {
        return letGo("what the disk has room for", wantedBytes, () -> removeFirst("chip_file IS NOT NULL", true));
    }

    /** One thing less; its bytes, 0 if there is none left. */
    private interface Step {
        long take() throws SQLException;
    }

    private boolean letGo(String beyond, long wantedBytes, Step step) throws IOException {
        if (wantedBytes <= 0) {
            return false;
        }
        int removed = reports.change(() -> {
            int taken = 0;
            long freed = 0;
            for (long last = 1; last > 0 && freed < wantedBytes && taken < MOST_AT_ONCE; freed += last) {
                last = step.take();
                taken += last > 0 ? 1 : 0;
            }
            return taken;
        });
        if (removed > 0) {
            LOG.info("archive is over {}; {} of its oldest pictures or reports were let go", beyond, removed);
        }
        return removed == MOST_AT_ONCE;
    }

    private long removeFirst(String condition, boolean onlyPictures) throws SQLException {
        try (ResultSet rows = database.statement(
                        "SELECT seq, chip_file, bytes, length(alert) FROM report WHERE %s AND %s ORDER BY seq LIMIT 1"
                                .formatted(LEFT, condition))
                .executeQuery()) {
            if (!rows.next()) {
                return 0;
            }
            long bytes = rows.getLong(3);
            if (onlyPictures) {
                bytes -= rows.getLong(4);
                reports.dropChips(rows.getLong(1), rows.getString(2));
            } else {
                reports.forget(rows.getLong(1), Optional.ofNullable(rows.getString(2)));
            }
            return Math.max(1, bytes);
        }
    }

    private List<Archived> read(String sql, Object... values) throws IOException {
        return database.read(() -> {
            List<Archived> found = new ArrayList<>();
            try (ResultSet rows = database.statement(sql, values).executeQuery()) {
                while (rows.next()) {
                    found.add(archived(rows));
                }
            }
            return found;
        });
    }

    private static Archived archived(ResultSet row) throws SQLException, IOException {
        long left = row.getLong("left_outbox");
        Optional<Instant> leftAt = row.wasNull() ? Optional.empty() : Optional.of(Database.instant(left));
        boolean pictures = row.getString("chip_file") != null;
        return new Archived(
                row.getLong("seq"),
                row.getString("alert_id"),
                row.getString("event_id"),
                row.getInt("revision"),
                row.getString("site"),
                Severity.valueOf(row.getString("severity")),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getString("failure"),
                Database.instant(row.getLong("acquired")),
                Database.instant(row.getLong("queued")),
                leftAt,
                pictures ? Reports.chipTopics(row).stream().map(Archive::role).toList() : List.of(),
                json(row));
    }

    private static String json(ResultSet row) throws SQLException, IOException {
        try {
            return new String(Reports.alert(row).payload(), StandardCharsets.UTF_8);
        } catch (ChipFiles.UnreadableMessages e) {
            return ""; // a dead letter for just this reason, or about to be one
        }
    }

    private static String role(String topic) {
        return topic.substring(topic.lastIndexOf('/') + 1);
    }
}
