package org.tilewatch.edge.store;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.store.database.Database;

/** What became of every file that ever reached the inbox, known by its SHA-256. Safe for use by several threads. */
public final class Ledger {

    private static final String SETTLE = """
        INSERT INTO file (sha256, name, attempts, settled, outcome, site, acquired, platform, verdict, reason, sentence, score)
        VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        ON CONFLICT (sha256) DO UPDATE SET name = ?2, settled = ?3, outcome = ?4, site = ?5, acquired = ?6, platform = ?7,
          verdict = ?8, reason = ?9, sentence = ?10, score = ?11
        WHERE settled IS NULL\
        """;

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Instant FAR_FUTURE = Instant.parse("9999-12-31T00:00:00Z");

    private final Database database;
    private final InstantSource clock;
    /** Attempts that are still to be taken back. */
    private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();

    Ledger(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One look as the ledger remembers it.
     *
     * @param name of its file
     * @param reason why it is unusable, else empty
     * @param score NaN where there is none
     * @param sha256 of its file, in hex
     */
    public record PastLook(
            String name,
            Instant acquired,
            String platform,
            String verdict,
            String reason,
            double score,
            String sha256) {}

    /** Whether a file of this content has reached its final state: a verdict or a place in quarantine. */
    public boolean settled(String sha256) throws IOException {
        return database.read(
                () -> database.number("SELECT 1 FROM file WHERE sha256 = ? AND settled IS NOT NULL", sha256) == 1);
    }

    /** SHA-256 of the settled file that stands under this path, told without reading it. */
    public Optional<String> settledPath(Settlement.KeptFile kept) throws IOException {
        return database.read(() -> {
            try (ResultSet rows = database.statement(
                            "SELECT sha256 FROM kept WHERE path = ? AND size = ? AND modified_millis = ?",
                            kept.path(),
                            kept.size(),
                            kept.modifiedMillis())
                    .executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        });
    }

    /** Remembers where a settled file stays, if it was not part of its settlement. */
    public void keep(Settlement.KeptFile kept, String sha256) throws IOException {
        database.transaction(() -> insertKept(kept, sha256));
    }

    /**
     * Counts an attempt to process a file, durably: to be called before its content is looked at, so that a file that kills the
     * process is known.
     *
     * @return number of this attempt, from 1
     */
    public int beginAttempt(String sha256, String name) throws IOException {
        int more = withdrawn.contains(sha256) ? 0 : 1;
        int attempt = database.transaction(() -> {
            database.statement("""
                INSERT INTO file (sha256, name, attempts) VALUES (?1, ?2, 1)
                ON CONFLICT (sha256) DO UPDATE SET attempts = attempts + ?3, name = ?2\
                """, sha256, name, more).executeUpdate();
            return (int) database.number("SELECT attempts FROM file WHERE sha256 = ?", sha256);
        });
        withdrawn.remove(sha256);
        return attempt;
    }

    /** Attempts at a file so far that count; 0 for one that was never begun. */
    public long attempts(String sha256) throws IOException {
        return database.read(
                () -> database.number("SELECT COALESCE(MAX(attempts), 0) FROM file WHERE sha256 = ?", sha256));
    }

    /**
     * Takes an attempt back that failed by no fault of the file. Where that cannot be stored, since the disk is full, it is taken back
     * with the next attempt.
     */
    public void withdrawAttempt(String sha256) {
        try {
            database.transaction(
                    () -> database.statement("UPDATE file SET attempts = attempts - 1 WHERE sha256 = ?", sha256)
                            .executeUpdate());
        } catch (IOException e) {
            LOG.debug("attempt at {} is taken back later: {}", sha256, e.getMessage());
            withdrawn.add(sha256);
        }
    }

    /**
     * Lets a refused file that is offered once more be tried once more: its sidecar may have been mended, or it was refused and the
     * power went before it left the inbox. What was tried too often stays so.
     *
     * @return false if the file was not refused
     */
    public boolean reopen(String sha256) throws IOException {
        return database.transaction(() -> database.statement("""
            UPDATE file SET settled = NULL, attempts = CASE reason WHEN 'failed-repeatedly' THEN attempts ELSE 0 END
            WHERE sha256 = ? AND outcome = 'refused'\
            """, sha256).executeUpdate() == 1);
    }

    /**
     * Records that the file goes to quarantine.
     *
     * @param reason one word, for counting
     * @param sentence for people
     * @return false if the file was settled before; nothing is changed then
     */
    public boolean settleRefused(String sha256, String name, String reason, String sentence) throws IOException {
        return database.transaction(
                () -> settle(sha256, name, "refused", null, null, null, null, reason, sentence, null));
    }

    /** Records that the file shows a look that is known from another file; false if the file was settled before. */
    public boolean settleRepeated(String sha256, String name, String site, Instant acquired, String platform)
            throws IOException {
        long micros = Database.micros(acquired);
        return database.transaction(
                () -> settle(sha256, name, "repeated", site, micros, platform, null, null, null, null));
    }

    /** Whether a look of this pass is on record for the site, from whatever file. */
    public boolean lookKnown(String site, Instant acquired, String platform) throws IOException {
        return database.read(() -> database.number(
                        "SELECT 1 FROM look WHERE site = ? AND acquired = ? AND platform = ?",
                        site,
                        Database.micros(acquired),
                        platform)
                == 1);
    }

    /** The site's looks, latest acquisition first. */
    public List<PastLook> looks(String site, int atMost) throws IOException {
        return looks(site, Instant.EPOCH, FAR_FUTURE, atMost);
    }

    /** The site's looks that were acquired from {@code from} on and before {@code until}, latest acquisition first. */
    public List<PastLook> looks(String site, Instant from, Instant until, int atMost) throws IOException {
        return database.read(() -> {
            List<PastLook> looks = new ArrayList<>();
            try (ResultSet rows = database.statement("""
                SELECT name, acquired, platform, verdict, reason, score, sha256 FROM look
                WHERE site = ? AND acquired >= ? AND acquired < ? ORDER BY acquired DESC LIMIT ?\
                """, site, Database.micros(from), Database.micros(until), atMost)
                    .executeQuery()) {
                while (rows.next()) {
                    looks.add(pastLook(rows));
                }
            }
            return looks;
        });
    }

    private static PastLook pastLook(ResultSet row) throws SQLException {
        return new PastLook(
                row.getString("name"),
                Database.instant(row.getLong("acquired")),
                row.getString("platform"),
                row.getString("verdict"),
                row.getString("reason"),
                Database.orNaN(row, "score"),
                row.getString("sha256"));
    }

    /** How many reports of a severity were drawn up about looks of one day, UTC. */
    public record DayCount(LocalDate day, Severity severity, int count) {}

    /** The reports that are kept, counted by day of acquisition and severity, earliest first; of one site or of all. */
    public List<DayCount> reportsPerDay(Optional<String> site) throws IOException {
        return database.read(() -> {
            List<DayCount> counts = new ArrayList<>();
            try (ResultSet rows = database.statement("""
                SELECT acquired / 86400000000 AS day, severity, count(*) FROM report
                WHERE ?1 = '' OR site = ?1 GROUP BY day, severity ORDER BY day\
                """, site.orElse("")).executeQuery()) {
                while (rows.next()) {
                    LocalDate day = LocalDate.ofEpochDay(rows.getLong(1));
                    counts.add(new DayCount(day, Severity.valueOf(rows.getString(2)), rows.getInt(3)));
                }
            }
            return counts;
        });
    }

    /** How many files came to each outcome: the verdict of their first look, {@code refused} or {@code repeated}. */
    public Map<String, Integer> outcomes() throws IOException {
        return database.read(() -> {
            Map<String, Integer> counts = new TreeMap<>();
            try (ResultSet rows = database.statement(
                            "SELECT coalesce(verdict, outcome), count(*) FROM file WHERE settled IS NOT NULL GROUP BY"
                                    + " 1")
                    .executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getInt(2));
                }
            }
            return counts;
        });
    }

    /** Within the settlement's transaction: the looks that one file gives, each of another site. */
    boolean settle(List<Settlement> looks) throws SQLException {
        Settlement look = looks.getFirst();
        boolean fresh = settle(
                look.sha256(),
                look.name(),
                "look",
                look.site(),
                Database.micros(look.pass().acquired()),
                look.pass().platform(),
                look.verdict(),
                look.reason(),
                null,
                Database.orNull(look.score()));
        if (fresh && look.kept().isPresent()) {
            insertKept(look.kept().get(), look.sha256());
        }
        for (Settlement further : looks.subList(fresh ? 1 : looks.size(), looks.size())) {
            database.statement(
                            "INSERT INTO further_look VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                            look.sha256(),
                            further.name(),
                            further.site(),
                            Database.micros(further.pass().acquired()),
                            further.pass().platform(),
                            further.verdict(),
                            further.reason(),
                            Database.orNull(further.score()))
                    .executeUpdate();
        }
        return fresh;
    }

    private boolean settle(String sha256, String name, String outcome, @Nullable Object... rest) throws SQLException {
        Object[] values = new Object[11];
        values[0] = sha256;
        values[1] = name;
        values[2] = Database.micros(clock.instant());
        values[3] = outcome;
        System.arraycopy(rest, 0, values, 4, rest.length);
        return database.statement(SETTLE, values).executeUpdate() == 1;
    }

    private boolean insertKept(Settlement.KeptFile kept, String sha256) throws SQLException {
        database.statement(
                        "INSERT OR REPLACE INTO kept (path, size, modified_millis, sha256) VALUES (?, ?, ?, ?)",
                        kept.path(),
                        kept.size(),
                        kept.modifiedMillis(),
                        sha256)
                .executeUpdate();
        return true;
    }
}
