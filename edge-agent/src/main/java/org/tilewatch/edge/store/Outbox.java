package org.tilewatch.edge.store;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.store.database.Database;
import org.tilewatch.edge.store.file.ChipFiles;
import org.tilewatch.edge.store.file.Retention;

/**
 * Reports that wait for the broker. A report stays, at its place, until it is acknowledged or set aside as a dead letter; what left
 * is found in the {@link Archive}. Safe for use by several threads.
 */
public final class Outbox {

    private static final String WITH_CHIPS = """
        SELECT seq, chip_file, chips, queued, bytes - length(alert) FROM report
        WHERE chip_file IS NOT NULL AND state IN ('WAITING', 'DEAD')
        """;

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final String STORED_BYTES = "SELECT total(bytes) FROM report WHERE state IN ('WAITING', 'DEAD')";
    private static final String DROPPED_REPORTS = "dropped-reports";

    private final Database database;
    private final Reports reports;
    private final Retention retention;

    Outbox(Reports reports, Retention retention) {
        this.database = reports.database();
        this.reports = reports;
        this.retention = retention;
    }

    /**
     * A report that waits.
     *
     * @param report without the chips that are gone
     * @param attempts failed ones so far
     * @param missingChips topics of the chips that the quota took or the disk lost
     * @param since when it was queued
     */
    public record Queued(Report report, int attempts, List<String> missingChips, Instant since) {}

    /** Adds a report, durably; false if it waits already, is a dead letter, was dropped or was acknowledged before. */
    public boolean enqueue(Report report) throws IOException {
        return reports.change(() -> add(report));
    }

    /** The report to be sent next: urgent ones first, the longest waiting first. */
    public Optional<Queued> next() throws IOException {
        return next(Set.of());
    }

    /** The report to be sent next while those with the given alert ids are on their way. */
    public Optional<Queued> next(Set<String> onTheirWay) throws IOException {
        for (String alertId = firstBesides(onTheirWay); !alertId.isEmpty(); alertId = firstBesides(onTheirWay)) {
            String id = alertId;
            try {
                Optional<Queued> queued = database.read(() -> load(id));
                if (queued.isPresent()) {
                    return queued;
                }
            } catch (ChipFiles.UnreadableMessages e) {
                deadLetter(id, "its row cannot be read: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** The broker has taken over: the report goes to the archive and is never queued again. */
    public void acknowledged(String alertId) throws IOException {
        acknowledged(List.of(alertId));
    }

    /** The same for several, in one transaction. */
    public void acknowledged(Collection<String> alertIds) throws IOException {
        if (alertIds.isEmpty()) {
            return;
        }
        long now = Database.micros(reports.now());
        reports.change(() -> {
            for (String alertId : alertIds) {
                archive(alertId, now);
            }
            return true;
        });
    }

    private void archive(String alertId, long now) throws SQLException {
        int known = database.statement(
                        "UPDATE report SET state = 'ACKNOWLEDGED', left_outbox = ? WHERE alert_id = ?", now, alertId)
                .executeUpdate();
        if (known == 0) {
            database.statement("INSERT OR IGNORE INTO acknowledged VALUES (?, ?)", alertId, now)
                    .executeUpdate();
        }
    }

    /** Counts an attempt that failed; the report keeps its place. */
    public void failed(String alertId, String why) throws IOException {
        reports.change(() -> database.statement(
                        "UPDATE report SET attempts = attempts + 1, failure = ? WHERE alert_id = ?", why, alertId)
                .executeUpdate());
    }

    /** Sets aside a report that can never pass. */
    public void deadLetter(String alertId, String why) throws IOException {
        reports.change(() -> database.statement(
                        "UPDATE report SET state = 'DEAD', failure = ? WHERE alert_id = ? AND state = 'WAITING'",
                        why,
                        alertId)
                .executeUpdate());
        LOG.warn("report {} can never pass ({}); set aside as a dead letter", alertId, why);
    }

    /** Lets a dead letter or a dropped report wait again, at its old place; false if there is none of this id. */
    public boolean requeue(String alertId) throws IOException {
        return reports.change(() -> database.statement("""
            UPDATE report SET state = 'WAITING', attempts = 0, failure = '', left_outbox = NULL
            WHERE alert_id = ? AND state IN ('DEAD', 'DROPPED')\
            """, alertId).executeUpdate() == 1);
    }

    /**
     * Takes a report that waits or is dead out of the outbox for good, because somebody wants so. It is counted and stays on record with
     * its chips.
     *
     * @return false if none of this id waits or is dead
     */
    public boolean drop(String alertId, String why) throws IOException {
        boolean dropped = reports.change(() -> {
            boolean found = database.statement("""
                UPDATE report SET state = 'DROPPED', failure = ?, left_outbox = ?
                WHERE alert_id = ? AND state IN ('WAITING', 'DEAD')\
                """, why, Database.micros(reports.now()), alertId)
                            .executeUpdate()
                    == 1;
            if (found) {
                reports.count(DROPPED_REPORTS, 1);
            }
            return found;
        });
        if (dropped) {
            LOG.warn("report {} was dropped: {}", alertId, why);
        }
        return dropped;
    }

    /** Reports that people ever dropped. */
    public long droppedReports() throws IOException {
        return reports.counted(DROPPED_REPORTS);
    }

    /** Reports that wait, dead letters left out. */
    public int queued() throws IOException {
        return (int) count("SELECT count(*) FROM report WHERE state = 'WAITING'");
    }

    public int deadLetters() throws IOException {
        return (int) count("SELECT count(*) FROM report WHERE state = 'DEAD'");
    }

    /** Bytes of alerts and chips, dead letters included. */
    public long bytes() throws IOException {
        return count(STORED_BYTES);
    }

    /** Chips that quota, age or a full disk ever took. */
    public long droppedChips() throws IOException {
        return reports.counted(Reports.DROPPED_CHIPS);
    }

    /**
     * Drops chips beyond the retention, also when nothing is added.
     *
     * @param byAge false while the clock cannot be trusted
     * @return how many
     */
    public int trim(boolean byAge) throws IOException {
        long oldest = byAge ? Database.micros(reports.now().minus(retention.maxAge())) : Long.MIN_VALUE;
        return reports.change(() -> dropOldest(retention.maxBytes(), oldest));
    }

    /** Drops the oldest chips until so many bytes are free again, or none are left; returns how many. */
    public int release(long wantedBytes) throws IOException {
        return reports.change(() -> dropOldest(Math.max(0, bytes() - wantedBytes), Long.MIN_VALUE));
    }

    private long count(String sql) throws IOException {
        return database.read(() -> database.number(sql));
    }

    /** Within a transaction: adds reports but those of the given events. */
    void add(List<Report> those, Set<String> besides) throws SQLException, IOException {
        for (Report report : those) {
            if (!besides.contains(report.eventId())) {
                add(report);
            }
        }
    }

    /** Within a transaction. */
    boolean add(Report report) throws SQLException, IOException {
        if (!reports.insert(report)) {
            return false;
        }
        dropOldest(retention.maxBytes(), Long.MIN_VALUE);
        return true;
    }

    /** Drops chips, those of the oldest reports first, while there are more bytes than that or they were queued before that time. */
    private int dropOldest(long bytesLeft, long queuedBefore) throws SQLException {
        long bytes = bytesLeft == Long.MAX_VALUE ? 0 : database.number(STORED_BYTES);
        int dropped = 0;
        boolean byAge = queuedBefore > Long.MIN_VALUE;
        // Each report that is added comes by here: with nothing to drop the 10,000 that may wait are not read.
        for (boolean more = byAge || bytes > bytesLeft; more; ) {
            try (ResultSet rows = (byAge
                            ? database.statement(WITH_CHIPS + "ORDER BY queued < ? DESC, seq LIMIT 1", queuedBefore)
                            : database.statement(WITH_CHIPS + "ORDER BY seq LIMIT 1"))
                    .executeQuery()) {
                more = rows.next() && (bytes > bytesLeft || rows.getLong("queued") < queuedBefore);
                if (more) {
                    bytes -= rows.getLong(5);
                    dropped += Reports.chipTopics(rows).size();
                    reports.dropChips(rows.getLong("seq"), rows.getString("chip_file"));
                }
            }
        }
        if (dropped > 0) {
            reports.count(Reports.DROPPED_CHIPS, dropped);
            LOG.warn(
                    "outbox is over its limits; {} chips of the oldest reports were dropped, their alerts stay",
                    dropped);
        }
        return dropped;
    }

    private String firstBesides(Set<String> onTheirWay) throws IOException {
        return database.read(() -> {
            try (ResultSet rows = database.statement(
                            "SELECT alert_id FROM report WHERE state = 'WAITING' ORDER BY rank, seq")
                    .executeQuery()) {
                while (rows.next()) {
                    if (!onTheirWay.contains(rows.getString(1))) {
                        return rows.getString(1);
                    }
                }
            }
            return "";
        });
    }

    private Optional<Queued> load(String alertId) throws SQLException, IOException {
        try (ResultSet rows = database.statement("SELECT * FROM report WHERE alert_id = ?", alertId)
                .executeQuery()) {
            return rows.next() ? Optional.of(queued(rows)) : Optional.empty();
        }
    }

    private Queued queued(ResultSet rows) throws SQLException, IOException {
        Optional<List<Message>> chips = reports.chips(rows);
        Report report = new Report(
                rows.getString("alert_id"),
                rows.getString("event_id"),
                rows.getInt("revision"),
                rows.getString("site"),
                Database.instant(rows.getLong("acquired")),
                Severity.valueOf(rows.getString("severity")),
                chips.orElse(List.of()),
                Reports.alert(rows));
        return new Queued(
                report,
                rows.getInt("attempts"),
                chips.isPresent() ? List.of() : Reports.chipTopics(rows),
                Database.instant(rows.getLong("queued")));
    }
}
