package org.tilewatch.edge.store.database;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of the database, as the steps that led to them: step n makes format n of format n - 1, the first one of nothing. A fresh
 * file goes through all of them, so that there is one way to each format. Whoever changes a table adds a step at the end of the list;
 * a step that was released is never changed.
 *
 * <p>Times are microseconds since 1970, UTC; a number that is not known is NULL. Statements end with a semicolon at the end of a line.
 */
final class Schema {

    private static final String FIRST = """
        CREATE TABLE file (
          sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, attempts INTEGER NOT NULL, settled INTEGER,
          outcome TEXT, site TEXT, acquired INTEGER, platform TEXT,
          verdict TEXT, reason TEXT, sentence TEXT, score REAL);
        CREATE INDEX file_look ON file (site, acquired) WHERE outcome = 'look';
        CREATE TABLE kept (
          path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified_millis INTEGER NOT NULL, sha256 TEXT NOT NULL);
        CREATE TABLE site (
          name TEXT PRIMARY KEY, grid INTEGER NOT NULL, epsg INTEGER,
          u0 REAL, ux REAL, uy REAL, v0 REAL, vx REAL, vy REAL, gsd_x REAL, gsd_y REAL,
          detector_state TEXT NOT NULL, least_history INTEGER NOT NULL);
        CREATE TABLE baseline (
          id INTEGER PRIMARY KEY, site TEXT NOT NULL, acquired INTEGER NOT NULL, acquired_from TEXT NOT NULL,
          platform TEXT NOT NULL, sun_azimuth REAL, sun_elevation REAL, off_nadir REAL,
          file INTEGER NOT NULL UNIQUE, bytes_per_tile INTEGER NOT NULL, tiles TEXT NOT NULL);
        CREATE INDEX baseline_site ON baseline (site);
        CREATE TABLE event (
          id TEXT PRIMARY KEY, site TEXT NOT NULL, tile TEXT NOT NULL, revision INTEGER NOT NULL,
          status TEXT NOT NULL, polarity TEXT NOT NULL, kind TEXT NOT NULL,
          first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL,
          looks_seen INTEGER NOT NULL, looks_missed INTEGER NOT NULL,
          area REAL NOT NULL, score REAL NOT NULL, outline TEXT NOT NULL, open INTEGER NOT NULL);
        CREATE INDEX event_open ON event (site) WHERE open = 1;
        CREATE INDEX event_recent ON event (site, last_seen);
        CREATE TABLE report (
          seq INTEGER PRIMARY KEY AUTOINCREMENT, alert_id TEXT NOT NULL UNIQUE, event_id TEXT NOT NULL,
          severity TEXT NOT NULL, rank INTEGER NOT NULL, dead INTEGER NOT NULL, attempts INTEGER NOT NULL,
          failure TEXT NOT NULL, queued INTEGER NOT NULL, alert BLOB NOT NULL, bytes INTEGER NOT NULL,
          chips TEXT NOT NULL, chip_file TEXT);
        CREATE INDEX report_order ON report (dead, rank, seq);
        CREATE INDEX report_chips ON report (chip_file) WHERE chip_file IS NOT NULL;
        CREATE TABLE acknowledged (alert_id TEXT PRIMARY KEY, at INTEGER NOT NULL);
        CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
        """;

    /**
     * Reports stay as an archive once they are acknowledged or dropped. The alert comes last: what follows so long a value in a row
     * is slow to read. {@code acknowledged} keeps the ids of reports that left the archive too.
     */
    private static final String ARCHIVE = """
        CREATE TABLE report_2 (
          seq INTEGER PRIMARY KEY AUTOINCREMENT, alert_id TEXT NOT NULL UNIQUE, event_id TEXT NOT NULL,
          revision INTEGER NOT NULL, site TEXT NOT NULL, severity TEXT NOT NULL, rank INTEGER NOT NULL,
          state TEXT NOT NULL, attempts INTEGER NOT NULL, failure TEXT NOT NULL, acquired INTEGER NOT NULL,
          queued INTEGER NOT NULL, left_outbox INTEGER, bytes INTEGER NOT NULL, chips TEXT NOT NULL, chip_file TEXT,
          alert BLOB NOT NULL);
        INSERT INTO report_2
          SELECT seq, alert_id, event_id, coalesce(event.revision, 0), coalesce(event.site, ''), severity, rank,
            CASE dead WHEN 1 THEN 'DEAD' ELSE 'WAITING' END, attempts, failure, coalesce(event.last_seen, queued),
            queued, NULL, bytes, chips, chip_file, alert
          FROM report LEFT JOIN event ON event.id = report.event_id;
        DROP TABLE report;
        ALTER TABLE report_2 RENAME TO report;
        CREATE INDEX report_order ON report (state, rank, seq);
        CREATE INDEX report_bytes ON report (state, bytes);
        CREATE INDEX report_site ON report (site, seq);
        CREATE INDEX report_event ON report (event_id);
        CREATE INDEX report_chips ON report (chip_file) WHERE chip_file IS NOT NULL;
        CREATE INDEX report_pictures ON report (state, seq) WHERE chip_file IS NOT NULL;
        """;

    /** What people ordered. An answer is known again by its key; {@code setting} holds whether the station is armed. */
    private static final String ORDERS = """
        CREATE TABLE review (
          seq INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL, decision TEXT NOT NULL,
          reviewer TEXT NOT NULL, note TEXT NOT NULL, at INTEGER NOT NULL);
        CREATE INDEX review_event ON review (event_id);
        CREATE TABLE answer (
          seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, request TEXT NOT NULL,
          answer TEXT NOT NULL, at INTEGER NOT NULL);
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        """;

    /**
     * What is told of an event beyond its life, and what was seen of each site and zone. {@code zone} is empty for the site as a whole;
     * {@code blind_since} is NULL where the last look saw it.
     */
    private static final String DETAILS = """
        ALTER TABLE event ADD COLUMN zone TEXT NOT NULL DEFAULT '';
        ALTER TABLE event ADD COLUMN area_error REAL;
        ALTER TABLE event ADD COLUMN length REAL;
        ALTER TABLE event ADD COLUMN width REAL;
        ALTER TABLE event ADD COLUMN orientation REAL;
        ALTER TABLE event ADD COLUMN reference TEXT;
        ALTER TABLE event ADD COLUMN reference_fraction REAL;
        ALTER TABLE event ADD COLUMN support REAL NOT NULL DEFAULT 0;
        ALTER TABLE event ADD COLUMN lean REAL NOT NULL DEFAULT 0;
        ALTER TABLE event ADD COLUMN clear_looks_before INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE coverage (
          site TEXT NOT NULL, zone TEXT NOT NULL, looks INTEGER NOT NULL, clear_looks INTEGER NOT NULL,
          last_look INTEGER NOT NULL, observed REAL NOT NULL, last_clear INTEGER, blind_since INTEGER,
          PRIMARY KEY (site, zone)) WITHOUT ROWID;
        """;

    /** The pace of work in each zone: a row per clear look. Areas in square metres. */
    private static final String PACE = """
        CREATE TABLE pace (
          site TEXT NOT NULL, zone TEXT NOT NULL, acquired INTEGER NOT NULL, disturbed REAL NOT NULL, built REAL NOT NULL,
          bright INTEGER NOT NULL, dark INTEGER NOT NULL, wagons INTEGER NOT NULL, redder REAL, texture REAL,
          PRIMARY KEY (site, zone, acquired)) WITHOUT ROWID;
        """;

    /** Each look asks for the few of a site's many past events whose places are restless. */
    private static final String RESTLESS = """
        CREATE INDEX event_restless ON event (site, last_seen)
          WHERE open = 0 AND status IN ('ENDED', 'RETRACTED') AND score >= 0.05;
        """;

    /** How large the last looks found an event, each number with how well it was borne out. */
    private static final String FITS = """
        ALTER TABLE event ADD COLUMN fits TEXT NOT NULL DEFAULT '';
        """;

    /** A scene may show several sites: {@code file} holds its first look, this the others, and {@code look} is all of them. */
    private static final String SEVERAL_SITES = """
        CREATE TABLE further_look (
          sha256 TEXT NOT NULL, name TEXT NOT NULL, site TEXT NOT NULL, acquired INTEGER NOT NULL, platform TEXT NOT NULL,
          verdict TEXT NOT NULL, reason TEXT NOT NULL, score REAL, UNIQUE (sha256, site));
        CREATE INDEX further_look_site ON further_look (site, acquired);
        CREATE VIEW look AS
          SELECT sha256, name, site, acquired, platform, verdict, reason, score FROM file WHERE outcome = 'look'
          UNION ALL SELECT * FROM further_look;
        """;

    private static final List<String> STEPS =
            List.of(FIRST, ARCHIVE, ORDERS, DETAILS, PACE, RESTLESS, FITS, SEVERAL_SITES);

    /** The newest format. */
    static final int VERSION = STEPS.size();

    private Schema() {}

    /** Brings a file from its format (0: none yet) to another one, in one transaction. */
    static void migrate(Statement statement, int from, int to) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        for (String step : STEPS.subList(from, to)) {
            for (String sql : step.split(";\n", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
        statement.execute("PRAGMA user_version = " + to);
        statement.execute("COMMIT");
    }
}
