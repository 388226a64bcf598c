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
INSERT INTO file VALUES ('ab', 'a.tif', 1, 1772331000000000, 'look', 'harbour', 1772330000000000, 'S2A', 'changed', '', NULL, 0.9);
INSERT INTO event VALUES ('e1', 'harbour', 'c0r0', 2, 'CONFIRMED', 'APPEARED', 'OTHER', 1772000000000000, 1772330000000000, 2, 0,
  412.5, 0.97, '0.0 0.0 2.0 0.0 2.0 2.0', 1);
INSERT INTO report (alert_id, event_id, severity, rank, dead, attempts, failure, queued, alert, bytes, chips, chip_file) VALUES
  ('r1', 'e1', 'ROUTINE', 1, 0, 0, '', 1772331000000000, x'00', 500, 'chip/r1/before' || char(10) || 'chip/r1/after', NULL),
  ('r2', 'e1', 'URGENT', 0, 1, 3, 'too large', 1772331000000001, x'00', 1, '', NULL),
  ('r3', 'e9', 'ROUTINE', 1, 0, 0, '', 1772331000000002, x'00', 1, '', NULL);
INSERT INTO acknowledged VALUES ('r0', 1772330000000000);
PRAGMA user_version = 1;
