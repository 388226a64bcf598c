package org.tilewatch.edge.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.store.Archive.Archived;
import org.tilewatch.edge.store.Archive.State;
import org.tilewatch.edge.store.database.Database;
import org.tilewatch.edge.store.file.ChipFiles;
import org.tilewatch.edge.store.file.DiskRoom;
import org.tilewatch.edge.store.file.Retention;
import org.tilewatch.edge.store.file.StateFolder;
import org.tilewatch.edge.store.file.TileFiles;

/**
 * What a state folder holds, for people: the outbox to be looked at and mended, sites, looks and events to be looked at, beside a running
 * agent as well as without one. One thread.
 */
/*
 * Beside an agent: SQLite's write-ahead log lets another process read at any time and write between two transactions; the agent waits
 * up to five seconds for one of them, and each here is one small transaction. Nothing here touches a file but the database, since
 * files are written and deleted under a lock inside the agent. The agent keeps no row of a report in memory, so that it sees the change
 * on its next turn. A report that is on its way while it is dropped may still be acknowledged, and is recorded so.
 */
public final class QueueDesk implements AutoCloseable {

    private final Database database;
    private final Outbox outbox;
    private final Archive archive;
    private final Ledger ledger;
    private final Sites sites;
    private final Events events;

    private QueueDesk(Database database, StateFolder folder, InstantSource clock) {
        this.database = database;
        Reports reports = new Reports(database, new ChipFiles(folder, true), DiskRoom.ENDLESS, clock);
        this.outbox = new Outbox(reports, Retention.UNLIMITED);
        this.archive = new Archive(reports, Retention.UNLIMITED);
        this.ledger = new Ledger(database, clock);
        this.sites = new Sites(database, new Baselines(database, new TileFiles(folder, true), Store.HISTORY_DEPTH));
        this.events = new Events(database);
    }

    /**
     * How many reports there are in each state, and what was dropped.
     *
     * @param reports by state; a state without reports is 0
     * @param bytes of alerts and chips in the outbox, dead letters included
     * @param droppedChips that the quota ever took
     * @param droppedReports that people ever dropped
     */
    public record Counts(Map<State, Integer> reports, long bytes, long droppedChips, long droppedReports) {}

    /** Opens it for looking only: needs no right to write, and waits for nobody. */
    public static QueueDesk look(Path stateFolder) throws IOException {
        StateFolder folder = new StateFolder(stateFolder);
        return new QueueDesk(Database.beside(folder, true), folder, InstantSource.system());
    }

    /** Opens it for changes too. */
    public static QueueDesk change(Path stateFolder, InstantSource clock) throws IOException {
        StateFolder folder = new StateFolder(stateFolder);
        return new QueueDesk(Database.beside(folder, false), folder, clock);
    }

    public Counts counts() throws IOException {
        Map<State, Integer> reports = new EnumMap<>(State.class);
        for (State state : State.values()) {
            reports.put(state, 0);
        }
        database.read(() -> count(reports));
        return new Counts(reports, outbox.bytes(), outbox.droppedChips(), outbox.droppedReports());
    }

    private int count(Map<State, Integer> reports) throws SQLException {
        try (ResultSet rows = database.statement("SELECT state, count(*) FROM report GROUP BY state")
                .executeQuery()) {
            while (rows.next()) {
                reports.put(State.valueOf(rows.getString(1)), rows.getInt(2));
            }
        }
        return reports.size();
    }

    /** The reports of a state in the order in which they are sent. */
    public List<Archived> inOrder(State state, int atMost) throws IOException {
        return archive.inOrder(state, atMost);
    }

    /** The reports whose alert id begins so. */
    public List<Archived> beginningWith(String alertId, int atMost) throws IOException {
        return archive.beginningWith(alertId, atMost);
    }

    /** Reports with their pictures; not to be trimmed from here. */
    public Archive archive() {
        return archive;
    }

    /** As {@link Store#sites}. */
    public List<String> sites() throws IOException {
        return database.read(sites::names);
    }

    /** As {@link Store#grid}. */
    public Optional<SiteGrid> grid(String site) throws IOException {
        return database.read(() -> sites.storedGrid(site));
    }

    /** As {@link Store#events}. */
    public List<Event> events(String site) throws IOException {
        return database.read(() -> events.all(site));
    }

    /** As {@link Store#pace}. */
    public List<Pace> pace(String site) throws IOException {
        return database.read(() -> sites.pace(site));
    }

    /** The looks on record; not to be changed from here. */
    public Ledger ledger() {
        return ledger;
    }

    /** As {@link Outbox#requeue}. */
    public boolean requeue(String alertId) throws IOException {
        return outbox.requeue(alertId);
    }

    /** As {@link Outbox#drop}. */
    public boolean drop(String alertId, String why) throws IOException {
        return outbox.drop(alertId, why);
    }

    @Override
    public void close() throws IOException {
        database.close();
    }
}
