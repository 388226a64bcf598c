package org.tilewatch.edge.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.watched.Coverage;
import org.tilewatch.edge.store.database.Database;
import org.tilewatch.edge.store.file.ChipFiles;
import org.tilewatch.edge.store.file.DiskRoom;
import org.tilewatch.edge.store.file.HistoryTile;
import org.tilewatch.edge.store.file.LearnedTiles;
import org.tilewatch.edge.store.file.Retention;
import org.tilewatch.edge.store.file.StateFolder;
import org.tilewatch.edge.store.file.TileFiles;

/**
 * What a station remembers, in one state folder. Every method that changes something is durable on return. Safe for use by several
 * threads; the looks of one site are settled by one thread.
 */
/*
 * Threads: the detection loop and the publishing loop share one connection and one fair lock around it. SQLite lets one writer in at a
 * time anyway, and a second connection would wait for the first by polling and could give up with SQLITE_BUSY; the lock hands over in
 * turn and cannot fail. What it costs is that the publishing loop waits while a commit of the detection loop reaches the disk. Pixels are
 * written and read outside of this lock. Chips are written under it: no acknowledgement can delete their file before a row names it.
 *
 * Order of durable steps in settle: tiles and chips on disk, then one transaction, then files that no row names any more are let go.
 * A crash before the commit leaves files without a row: removed at the next start. A row never names a file that is not whole; where a
 * disk lost one all the same, the look is left out of the history, the chip out of its report.
 *
 * Cost, in fsyncs: 1 for beginAttempt, 1 for the tiles of each site (see TileFiles), 1 for the commit; 2 more per report with chips.
 * SQLite adds 3 at each checkpoint, about every 1000 pages; new names for tiles cost 1 for 16 files while histories still grow.
 */
public final class Store implements AutoCloseable {

    /** Looks of each tile that are kept. */
    public static final int HISTORY_DEPTH = 6;

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private final Database database;
    private final TileFiles tiles;
    private final Ledger ledger;
    private final Sites sites;
    private final Events events;
    private final Reports reports;
    private final Outbox outbox;
    private final Archive archive;
    private final OrderBook orders;
    private final DiskRoom room;
    private final AtomicLong newestBaseline = new AtomicLong();

    /** Whether what is stored outlives a power cut. */
    public enum Durability {
        /** Yes: a station. */
        FULL,
        /** No: a state that is thrown away at the end. */
        TEMPORARY
    }

    private Store(
            StateFolder folder,
            Database database,
            Durability durability,
            Retention retention,
            DiskRoom room,
            InstantSource clock)
            throws IOException {
        boolean durable = durability == Durability.FULL;
        this.room = room;
        this.database = database;
        this.tiles = new TileFiles(folder, durable);
        this.ledger = new Ledger(database, clock);
        Baselines baselines = new Baselines(database, tiles, HISTORY_DEPTH);
        this.sites = new Sites(database, baselines);
        this.events = new Events(database);
        ChipFiles chips = new ChipFiles(folder, durable);
        this.reports = new Reports(database, chips, room, clock);
        this.outbox = new Outbox(reports, retention);
        this.archive = new Archive(reports, retention);
        this.orders = new OrderBook(reports, sites, events, outbox);
        tiles.removeAllBut(database.read(baselines::namedFiles));
        chips.sweep(reports.namedFiles());
        newestBaseline.set(database.read(baselines::newestId));
    }

    /** Opens a store whose outbox has no limit. */
    public static Store open(Path stateFolder, Durability durability, InstantSource clock) throws IOException {
        return open(stateFolder, durability, clock, Retention.UNLIMITED);
    }

    /**
     * Opens the store of a folder, making what is missing; what can be read of a damaged database is carried over: see {@link #salvaged}.
     *
     * @throws IOException if the folder cannot be used, is in use, or was written by a newer version
     */
    public static Store open(Path stateFolder, Durability durability, InstantSource clock, Retention retention)
            throws IOException {
        DiskRoom room = durability == Durability.FULL ? DiskRoom.of(stateFolder) : DiskRoom.ENDLESS;
        return open(stateFolder, durability, clock, retention, room);
    }

    /** The same with another judge of the disk's room. */
    public static Store open(Path path, Durability durability, InstantSource clock, Retention retention, DiskRoom room)
            throws IOException {
        StateFolder folder = new StateFolder(path);
        Database database = Database.open(folder, durability == Durability.FULL, clock);
        try {
            return new Store(folder, database, durability, retention, room, clock);
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** What was found and done at this start if the database was damaged; to be told to people. */
    public Optional<String> salvaged() {
        return database.salvaged();
    }

    public Ledger ledger() {
        return ledger;
    }

    public Outbox outbox() {
        return outbox;
    }

    public Archive archive() {
        return archive;
    }

    /** Names of the sites that any look or event was of, in alphabetical order. */
    public List<String> sites() throws IOException {
        return database.read(sites::names);
    }

    public OrderBook orders() {
        return orders;
    }

    /** The disk that the state folder lies on. */
    public DiskRoom room() {
        return room;
    }

    /** The site's grid; empty until a look or the sites file fixed it. */
    public Optional<SiteGrid> grid(String site) throws IOException {
        return database.read(() -> sites.grid(site));
    }

    /** What the detector last left to remember of the site; empty if nothing. */
    public String detectorState(String site) throws IOException {
        return database.read(() -> sites.detectorState(site));
    }

    /** The learned looks of all the site's tiles, latest acquisition first; at most {@link #HISTORY_DEPTH} of a tile. */
    public List<HistoryTile> history(String site) throws IOException {
        return database.read(() -> sites.history(site));
    }

    /** Least number of learned looks over the site's tiles, 0 if it has none. */
    public int leastHistory(String site) throws IOException {
        return database.read(() -> sites.leastHistory(site));
    }

    /** The same over all sites. */
    public int leastHistory() throws IOException {
        return database.read(sites::leastHistory);
    }

    /** What was seen of a site and its zones, the site first; empty before its first look. */
    public List<Coverage> coverage(String site) throws IOException {
        return database.read(() -> sites.coverage(site));
    }

    /** The same of all sites, ordered by name. */
    public List<Coverage> coverage() throws IOException {
        return coverage("");
    }

    /** The pace of work in a site's zones, ordered by zone, oldest look first. */
    public List<Pace> pace(String site) throws IOException {
        return database.read(() -> sites.pace(site));
    }

    /** The site's events that later looks may continue, ordered by id. */
    public List<Event> openEvents(String site) throws IOException {
        return database.read(() -> events.open(site));
    }

    /** The site's other events that were last seen at that time or later, in this order. */
    public List<Event> closedEvents(String site, Instant lastSeenSince) throws IOException {
        return database.read(() -> events.closedSince(site, lastSeenSince));
    }

    /** Those of {@link #closedEvents} that became part of the baseline, by themselves or by a person's rejection. */
    public List<Event> absorbedEvents(String site, Instant lastSeenSince) throws IOException {
        return database.read(() -> events.absorbedSince(site, lastSeenSince));
    }

    /** The latest 300 events of the site that ended or were rejected, of those that had a probability of at least 0.05. */
    public List<Event> restlessEvents(String site) throws IOException {
        return database.read(() -> events.restless(site));
    }

    /** All events of the site, open and closed, latest seen first. */
    public List<Event> events(String site) throws IOException {
        return database.read(() -> events.all(site));
    }

    public Optional<Event> event(String id) throws IOException {
        return database.read(() -> events.byId(id));
    }

    /**
     * Reads the pixels of a tile to the buffer's position, which moves behind them; a direct buffer leaves no garbage.
     *
     * @return false if the disk has lost them; that look is forgotten then, and the buffer's content undefined
     */
    public boolean read(HistoryTile tile, ByteBuffer into) throws IOException {
        int position = into.position();
        try {
            tiles.read(tile, into);
            return true;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            LOG.warn("{} cannot be read ({}); going on without this look", tiles.path(tile.file()), e.toString());
            into.position(position);
            database.transaction(() -> sites.lost(tile.file()));
            return false;
        }
    }

    /**
     * A place to put the tiles that a look teaches. To be closed, also after they were settled. While the disk's reserve is touched the
     * look teaches nothing.
     */
    public LearnedTiles learn(int bytesPerTile) throws IOException {
        return new LearnedTiles(
                tiles, newestBaseline.incrementAndGet(), tiles.take(), bytesPerTile, room.wanting() == 0);
    }

    /** Makes all that a look leaves behind durable, as a whole: see {@link #settle(List)}. */
    public boolean settle(Settlement look) throws IOException {
        return settle(List.of(look));
    }

    /**
     * Makes all that the looks of one file leave behind durable, as a whole; each is of another site. False if a file of the same
     * content was settled before; nothing is changed then.
     */
    public boolean settle(List<Settlement> ofOneFile) throws IOException {
        List<Settlement> looks = Settlement.finished(ofOneFile);
        List<Long> released = new ArrayList<>();
        try {
            if (!reports.change(() -> settle(looks, released))) {
                return false;
            }
        } catch (IOException | RuntimeException | Error e) {
            database.read(() ->
                    looks.stream().map(Settlement::site).filter(sites::forget).count());
            throw e;
        }
        for (Settlement look : looks) {
            look.learned().ifPresent(LearnedTiles::handOver);
            released.addAll(orders.forgottenFiles(look.site()));
        }
        tiles.giveBack(released);
        return true;
    }

    private boolean settle(List<Settlement> looks, List<Long> released) throws IOException, SQLException {
        boolean fresh = ledger.settle(looks);
        for (Settlement look : fresh ? looks : List.<Settlement>of()) {
            sites.settle(look, released);
            outbox.add(look.reports(), events.put(look.events()));
        }
        return fresh;
    }

    @Override
    public void close() throws IOException {
        tiles.close();
        database.close();
    }
}
