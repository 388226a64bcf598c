package org.tilewatch.edge.store;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.store.file.ChipFiles;

/**
 * Reports that wait for the broker. A report stays, at its place, until it is acknowledged or set aside as a dead letter. Safe for
 * use by several threads.
 */
public final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final String STORED_BYTES = "SELECT total(bytes) FROM report";
    private static final String DROPPED_CHIPS = "dropped-chips";

    private final Database database;
    private final ChipFiles files;
    private final Retention retention;
    private final InstantSource clock;
    /** Chip files that rows of the running transaction gave up; only used under the database's lock. */
    private final Set<String> givenUp = new HashSet<>();

    Outbox(Database database, ChipFiles files, Retention retention, InstantSource clock) {
        this.database = database;
        this.files = files;
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * A report that waits.
     *
     * @param report without the chips that are gone
     * @param attempts failed ones so far
     * @param missingChips topics of the chips that the quota took or the disk lost
     */
    public record Queued(Report report, int attempts, List<String> missingChips) {}

    /** Adds a report, durably; false if it waits already, is a dead letter or was acknowledged before. */
    public boolean enqueue(Report report) throws IOException {
        return change(() -> add(report));
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

    /** The broker has taken over: the report and its chips are removed, its id is kept so that it is never queued again. */
    public void acknowledged(String alertId) throws IOException {
        change(() -> {
            giveUpChips(alertId);
            database.statement("DELETE FROM report WHERE alert_id = ?", alertId).executeUpdate();
            return database.statement(
                            "INSERT OR IGNORE INTO acknowledged VALUES (?, ?)",
                            alertId,
                            Database.micros(clock.instant()))
                    .executeUpdate();
        });
    }

    /** Counts an attempt that failed; the report keeps its place. */
    public void failed(String alertId, String why) throws IOException {
        change(() -> database.statement(
                        "UPDATE report SET attempts = attempts + 1, failure = ? WHERE alert_id = ?", why, alertId)
                .executeUpdate());
    }

    /** Sets aside a report that can never pass. */
    public void deadLetter(String alertId, String why) throws IOException {
        change(() -> database.statement("UPDATE report SET dead = 1, failure = ? WHERE alert_id = ?", why, alertId)
                .executeUpdate());
        LOG.warn("report {} can never pass ({}); set aside as a dead letter", alertId, why);
    }

    /** Reports that wait, dead letters left out. */
    public int queued() throws IOException {
        return (int) count("SELECT count(*) FROM report WHERE dead = 0");
    }

    public int deadLetters() throws IOException {
        return (int) count("SELECT count(*) FROM report WHERE dead = 1");
    }

    /** Bytes of alerts and chips, dead letters included. */
    public long bytes() throws IOException {
        return count(STORED_BYTES);
    }

    /** Chips that the quota ever took. */
    public long droppedChips() throws IOException {
        return count("SELECT value FROM counter WHERE name = '" + DROPPED_CHIPS + "'");
    }

    /** Drops chips beyond the retention, also when nothing is added; returns how many. */
    public int trim() throws IOException {
        return change(this::dropOverdue);
    }

    private long count(String sql) throws IOException {
        return database.read(() -> database.number(sql));
    }

    /** A transaction after which the chip files that no row names any more are deleted. */
    <T> T change(Database.Work<T> work) throws IOException {
        return database.read(() -> {
            boolean done = false;
            try {
                T result = database.transaction(work);
                done = true;
                return result;
            } finally {
                if (done) {
                    deleteGivenUp();
                } else {
                    givenUp.clear();
                }
            }
        });
    }

    /** Within a transaction. */
    boolean add(Report report) throws SQLException, IOException {
        String id = report.alertId();
        if (database.number(
                        "SELECT 1 FROM report WHERE alert_id = ?1 UNION SELECT 1 FROM acknowledged WHERE alert_id = ?1",
                        id)
                == 1) {
            return false;
        }
        byte[] alert = ChipFiles.encode(List.of(report.alert()));
        byte[] chips = report.chips().isEmpty() ? new byte[0] : ChipFiles.encode(report.chips());
        String chipFile = report.chips().isEmpty() ? null : files.write(chips);
        database.statement(
                        """
                        INSERT INTO report (alert_id, event_id, severity, rank, dead, attempts, failure, queued, bytes, chips, chip_file,
                          alert) VALUES (?, ?, ?, ?, 0, 0, '', ?, ?, ?, ?, ?)\
                        """,
                        id,
                        report.eventId(),
                        report.severity().name(),
                        report.severity() == Severity.URGENT ? 0 : 1,
                        Database.micros(clock.instant()),
                        alert.length + chips.length,
                        String.join(
                                "\n",
                                report.chips().stream().map(Message::topic).toList()),
                        chipFile,
                        alert)
                .executeUpdate();
        dropOverdue();
        return true;
    }

    private int dropOverdue() throws SQLException {
        long oldest = Database.micros(clock.instant().minus(retention.maxAge()));
        int dropped = 0;
        while (true) {
            try (ResultSet rows = database.statement(
                            "SELECT alert_id, chips, queued FROM report WHERE chip_file IS NOT NULL ORDER BY seq LIMIT"
                                    + " 1")
                    .executeQuery()) {
                if (!rows.next()
                        || (database.number(STORED_BYTES) <= retention.maxBytes()
                                && rows.getLong("queued") >= oldest)) {
                    break;
                }
                String alertId = rows.getString("alert_id");
                dropped += topics(rows.getString("chips")).size();
                giveUpChips(alertId);
                database.statement(
                                "UPDATE report SET chip_file = NULL, bytes = length(alert) WHERE alert_id = ?", alertId)
                        .executeUpdate();
            }
        }
        if (dropped > 0) {
            database.statement(
                            "INSERT INTO counter VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = value + ?2",
                            DROPPED_CHIPS,
                            dropped)
                    .executeUpdate();
            LOG.warn(
                    "outbox is over its limits; {} chips of the oldest reports were dropped, their alerts stay",
                    dropped);
        }
        return dropped;
    }

    /** To be followed by the removal of the row, or of the file's name in it. */
    private void giveUpChips(String alertId) throws SQLException {
        try (ResultSet rows = database.statement("SELECT chip_file FROM report WHERE alert_id = ?", alertId)
                .executeQuery()) {
            if (rows.next() && rows.getString(1) != null) {
                givenUp.add(rows.getString(1));
            }
        }
    }

    private void deleteGivenUp() throws SQLException, IOException {
        for (String sha256 : givenUp) {
            if (database.number("SELECT count(*) FROM report WHERE chip_file = ?", sha256) == 0) {
                files.delete(sha256);
            }
        }
        givenUp.clear();
    }

    /** SHA-256 of the chip files that rows name. */
    Set<String> namedFiles() throws IOException {
        return database.read(() -> {
            Set<String> named = new HashSet<>();
            try (ResultSet rows = database.statement("SELECT chip_file FROM report WHERE chip_file IS NOT NULL")
                    .executeQuery()) {
                while (rows.next()) {
                    named.add(rows.getString(1));
                }
            }
            return named;
        });
    }

    private String firstBesides(Set<String> onTheirWay) throws IOException {
        return database.read(() -> {
            try (ResultSet rows = database.statement("SELECT alert_id FROM report WHERE dead = 0 ORDER BY rank, seq")
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
        Message alert = ChipFiles.decode(rows.getBytes("alert")).getFirst();
        Optional<byte[]> content = Optional.empty();
        if (rows.getString("chip_file") != null) {
            content = files.read(rows.getString("chip_file"));
        }
        List<Message> chips = content.isPresent() ? ChipFiles.decode(content.get()) : List.of();
        List<String> missing = content.isPresent() ? List.of() : topics(rows.getString("chips"));
        Report report = new Report(
                rows.getString("alert_id"),
                rows.getString("event_id"),
                Severity.valueOf(rows.getString("severity")),
                chips,
                alert);
        return new Queued(report, rows.getInt("attempts"), missing);
    }

    private static List<String> topics(String lines) {
        return lines.isEmpty() ? List.of() : List.of(lines.split("\n", -1));
    }
}
