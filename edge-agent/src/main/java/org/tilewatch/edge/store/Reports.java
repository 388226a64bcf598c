package org.tilewatch.edge.store;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
import org.tilewatch.edge.store.database.Database;
import org.tilewatch.edge.store.file.ChipFiles;
import org.tilewatch.edge.store.file.DiskRoom;

/**
 * The rows of reports and the files of their chips; {@link Outbox} and {@link Archive} are two views of them. All under the
 * database's lock.
 */
final class Reports {

    /** Chips that quota or disk ever took. */
    static final String DROPPED_CHIPS = "dropped-chips";

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final Database database;
    private final ChipFiles files;
    private final DiskRoom room;
    private final InstantSource clock;
    /** Chip files that rows of the running transaction gave up. */
    private final Set<String> givenUp = new HashSet<>();

    private boolean hasRoom = true;

    Reports(Database database, ChipFiles files, DiskRoom room, InstantSource clock) {
        this.database = database;
        this.files = files;
        this.room = room;
        this.clock = clock;
    }

    Database database() {
        return database;
    }

    Instant now() {
        return clock.instant();
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

    /** Within a transaction; without its chips if the disk has no room for them. False if its id was ever used before. */
    boolean insert(Report report) throws SQLException, IOException {
        String id = report.alertId();
        if (database.number(
                        "SELECT 1 FROM report WHERE alert_id = ?1 UNION SELECT 1 FROM acknowledged WHERE alert_id = ?1",
                        id)
                == 1) {
            return false;
        }
        byte[] alert = ChipFiles.encode(List.of(report.alert()));
        boolean pictures = !report.chips().isEmpty() && room.wanting() == 0;
        byte[] chips = pictures ? ChipFiles.encode(report.chips()) : new byte[0];
        String chipFile = pictures ? files.write(chips) : null;
        long bytes = (long) alert.length + chips.length;
        database.statement(
                        """
                        INSERT INTO report (alert_id, event_id, revision, site, severity, rank, state, attempts, failure, acquired,
                          queued, bytes, chips, chip_file, alert) VALUES (?, ?, ?, ?, ?, ?, 'WAITING', 0, '', ?, ?, ?, ?, ?, ?)\
                        """,
                        id,
                        report.eventId(),
                        report.revision(),
                        report.site(),
                        report.severity().name(),
                        report.severity() == Severity.URGENT ? 0 : 1,
                        Database.micros(report.acquired()),
                        Database.micros(clock.instant()),
                        bytes,
                        String.join(
                                "\n",
                                report.chips().stream().map(Message::topic).toList()),
                        chipFile,
                        alert)
                .executeUpdate();
        if (!report.chips().isEmpty()) {
            tellRoom(pictures);
        }
        if (!pictures && !report.chips().isEmpty()) {
            count(DROPPED_CHIPS, report.chips().size());
        }
        return true;
    }

    /** Once when it ends and once when it is back: what fails on a full disk is tried again and again. */
    private void tellRoom(boolean room) {
        if (room != hasRoom) {
            LOG.warn(
                    room
                            ? "the disk has room for chips again"
                            : "the disk has no room for chips: reports are queued without them, and say so");
        }
        hasRoom = room;
    }

    /** Within a transaction: counts what people should know of. */
    void count(String counter, int more) throws SQLException {
        database.statement(
                        "INSERT INTO counter VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = value + ?2",
                        counter,
                        more)
                .executeUpdate();
    }

    long counted(String counter) throws IOException {
        return database.read(() -> database.number("SELECT value FROM counter WHERE name = ?", counter));
    }

    /** Within a transaction: the row stays without its chips. */
    void dropChips(long seq, String chipFile) throws SQLException {
        givenUp.add(chipFile);
        database.statement("UPDATE report SET chip_file = NULL, bytes = length(alert) WHERE seq = ?", seq)
                .executeUpdate();
    }

    /** Within a transaction: the row goes, its id stays known for ever. */
    void forget(long seq, Optional<String> chipFile) throws SQLException {
        chipFile.ifPresent(givenUp::add);
        database.statement(
                        "INSERT OR IGNORE INTO acknowledged SELECT alert_id, coalesce(left_outbox, queued) FROM report"
                                + " WHERE seq = ?",
                        seq)
                .executeUpdate();
        database.statement("DELETE FROM report WHERE seq = ?", seq).executeUpdate();
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

    /** The row's alert. */
    static Message alert(ResultSet row) throws SQLException, IOException {
        return ChipFiles.decode(row.getBytes("alert")).getFirst();
    }

    /** The row's chips; empty if they were dropped or the disk lost them, an empty list if it never had any. */
    Optional<List<Message>> chips(ResultSet row) throws SQLException, IOException {
        if (row.getString("chips").isEmpty()) {
            return Optional.of(List.of());
        }
        if (row.getString("chip_file") == null) {
            return Optional.empty();
        }
        Optional<byte[]> content = files.read(row.getString("chip_file"));
        return content.isEmpty() ? Optional.empty() : Optional.of(ChipFiles.decode(content.get()));
    }

    /** Topics of the chips that the report had when it was queued. */
    static List<String> chipTopics(ResultSet row) throws SQLException {
        String lines = row.getString("chips");
        return lines.isEmpty() ? List.of() : List.of(lines.split("\n", -1));
    }
}
