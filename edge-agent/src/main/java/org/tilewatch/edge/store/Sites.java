package org.tilewatch.edge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.site.SiteGrid;

/**
 * Grid, detector state and history of every site.
 *
 * <p>What was read of a site is kept in memory, up to {@value #REMEMBERED_TILES} history tiles over all sites, because a look needs
 * all of it and changes little: the steady state reads no row and leaves no garbage. A failed transaction forgets the site, so memory
 * never tells what the database does not. All under the database's lock.
 */
final class Sites {

    private static final Logger LOG = LoggerFactory.getLogger(Sites.class);
    private static final int REMEMBERED_TILES = 50_000;
    private static final String DROPPED = "-";
    private static final Comparator<Baseline> NEWEST_FIRST = Comparator.comparing(
                    (Baseline baseline) -> baseline.pass().acquired())
            .thenComparingLong(Baseline::id)
            .reversed();

    private final Database database;
    private final TileFiles files;
    private final int depth;
    private final LinkedHashMap<String, Memory> memories = new LinkedHashMap<>(16, 0.75f, true);
    private int rememberedTiles;

    Sites(Database database, TileFiles files, int depth) {
        this.database = database;
        this.files = files;
        this.depth = depth;
    }

    /** A row: one learned look. A tile that newer looks pushed out of the ring is null; the places of the others stay. */
    private record Baseline(long id, Pass pass, long file, int bytesPerTile, HistoryTile[] tiles) {
        String tileText() {
            StringJoiner text = new StringJoiner(" ");
            for (HistoryTile tile : tiles) {
                text.add(tile == null ? DROPPED : tile.tileId());
            }
            return text.toString();
        }
    }

    private static final class Memory {
        Optional<SiteGrid> grid = Optional.empty();
        String detectorState = "";
        boolean stored;
        List<Baseline> baselines = List.of();
        List<HistoryTile> history = List.of();
        int leastHistory;
    }

    Optional<SiteGrid> grid(String site) throws SQLException {
        return memory(site).grid;
    }

    String detectorState(String site) throws SQLException {
        return memory(site).detectorState;
    }

    List<HistoryTile> history(String site) throws SQLException {
        return memory(site).history;
    }

    int leastHistory(String site) throws SQLException {
        return memory(site).leastHistory;
    }

    int leastHistory() throws SQLException {
        return (int) database.number("SELECT min(least_history) FROM site");
    }

    /** Numbers of the files that rows name. */
    Set<Long> namedFiles() throws SQLException {
        Set<Long> named = new HashSet<>();
        try (ResultSet rows = database.statement("SELECT file FROM baseline").executeQuery()) {
            while (rows.next()) {
                named.add(rows.getLong(1));
            }
        }
        return named;
    }

    long newestId() throws SQLException {
        return database.number("SELECT max(id) FROM baseline");
    }

    /** Forgets a look whose file cannot be read. */
    boolean lost(long file) throws SQLException {
        memories.clear();
        rememberedTiles = 0;
        return database.statement("DELETE FROM baseline WHERE file = ?", file).executeUpdate() == 1;
    }

    void forget(String site) {
        Memory memory = memories.remove(site);
        if (memory != null) {
            rememberedTiles -= memory.history.size();
        }
    }

    /** Within the settlement's transaction; adds the files that no row names any more to {@code released}. */
    void settle(Settlement look, List<Long> released) throws SQLException {
        Memory memory = memory(look.site());
        boolean changed = !memory.stored
                || look.newGrid().isPresent()
                || look.detectorState().isPresent();
        if (look.newGrid().isPresent()) {
            memory.grid = look.newGrid();
        }
        memory.detectorState = look.detectorState().orElse(memory.detectorState);
        if (look.learned().isPresent()) {
            int before = memory.leastHistory;
            learn(look.site(), memory, look.pass(), look.learned().get(), released);
            changed |= memory.leastHistory != before;
        }
        if (changed) {
            write(look.site(), memory);
        }
    }

    private void learn(String site, Memory memory, Pass pass, LearnedTiles learned, List<Long> released)
            throws SQLException {
        Pass stored = new Pass(
                Database.instant(Database.micros(pass.acquired())),
                pass.acquiredFrom(),
                pass.platform(),
                pass.sunAzimuthDegrees(),
                pass.sunElevationDegrees(),
                pass.offNadirDegrees());
        Baseline fresh = new Baseline(
                learned.id(),
                stored,
                learned.file(),
                learned.bytesPerTile(),
                tiles(learned.tileIds(), stored, learned.file(), learned.bytesPerTile()));
        List<Baseline> all = new ArrayList<>(memory.baselines);
        all.add(fresh);
        all.sort(NEWEST_FIRST);
        Map<String, Integer> counts = new HashMap<>();
        List<Baseline> kept = new ArrayList<>(all.size());
        for (Baseline baseline : all) {
            int live = 0;
            boolean thinned = false;
            for (int i = 0; i < baseline.tiles.length; i++) {
                HistoryTile tile = baseline.tiles[i];
                if (tile != null && counts.merge(tile.tileId(), 1, Integer::sum) > depth) {
                    baseline.tiles[i] = null;
                    thinned = true;
                } else if (tile != null) {
                    live++;
                }
            }
            keepOrRelease(site, baseline, baseline.id == fresh.id, live, thinned, kept, released);
        }
        remember(memory, kept);
    }

    private void keepOrRelease(
            String site,
            Baseline baseline,
            boolean fresh,
            int live,
            boolean thinned,
            List<Baseline> kept,
            List<Long> released)
            throws SQLException {
        if (live > 0) {
            kept.add(baseline);
        } else {
            released.add(baseline.file);
        }
        if (fresh && live > 0) {
            insert(site, baseline);
        } else if (live == 0 && !fresh) {
            database.statement("DELETE FROM baseline WHERE id = ?", baseline.id).executeUpdate();
        } else if (thinned && live > 0) {
            database.statement("UPDATE baseline SET tiles = ? WHERE id = ?", baseline.tileText(), baseline.id)
                    .executeUpdate();
        }
    }

    private static HistoryTile[] tiles(List<String> tileIds, Pass pass, long file, int bytesPerTile) {
        HistoryTile[] tiles = new HistoryTile[tileIds.size()];
        for (int i = 0; i < tiles.length; i++) {
            if (!tileIds.get(i).equals(DROPPED)) {
                tiles[i] = new HistoryTile(tileIds.get(i), pass, file, TileFiles.offset(i, bytesPerTile), bytesPerTile);
            }
        }
        return tiles;
    }

    private void remember(Memory memory, List<Baseline> baselines) {
        List<HistoryTile> history = new ArrayList<>(memory.history.size());
        Map<String, Integer> counts = new HashMap<>();
        for (Baseline baseline : baselines) {
            for (HistoryTile tile : baseline.tiles) {
                if (tile != null) {
                    history.add(tile);
                    counts.merge(tile.tileId(), 1, Integer::sum);
                }
            }
        }
        rememberedTiles += history.size() - memory.history.size();
        memory.baselines = baselines;
        memory.history = Collections.unmodifiableList(history);
        memory.leastHistory = counts.isEmpty() ? 0 : Collections.min(counts.values());
    }

    private Memory memory(String site) throws SQLException {
        Memory memory = memories.get(site);
        if (memory == null) {
            memory = new Memory();
            readSite(site, memory);
            remember(memory, readBaselines(site));
            memories.put(site, memory);
            while (rememberedTiles > REMEMBERED_TILES && memories.size() > 1) {
                forget(memories.firstEntry().getKey());
            }
        }
        return memory;
    }

    private void readSite(String site, Memory memory) throws SQLException {
        try (ResultSet rows =
                database.statement("SELECT * FROM site WHERE name = ?", site).executeQuery()) {
            if (!rows.next()) {
                return;
            }
            memory.stored = true;
            memory.detectorState = rows.getString("detector_state");
            if (rows.getInt("grid") == 1) {
                memory.grid = Optional.of(new SiteGrid(
                        site, readReference(rows), Database.orNaN(rows, "gsd_x"), Database.orNaN(rows, "gsd_y")));
            }
        }
    }

    private static Optional<GeoReference> readReference(ResultSet rows) throws SQLException {
        int epsg = rows.getInt("epsg");
        if (rows.wasNull()) {
            return Optional.empty();
        }
        Affine toMap = new Affine(
                rows.getDouble("u0"),
                rows.getDouble("ux"),
                rows.getDouble("uy"),
                rows.getDouble("v0"),
                rows.getDouble("vx"),
                rows.getDouble("vy"));
        return Optional.of(new GeoReference(epsg, toMap));
    }

    private List<Baseline> readBaselines(String site) throws SQLException {
        List<Baseline> baselines = new ArrayList<>();
        List<Long> lost = new ArrayList<>();
        try (ResultSet rows = database.statement("SELECT * FROM baseline WHERE site = ?", site)
                .executeQuery()) {
            while (rows.next()) {
                Baseline baseline = readBaseline(rows);
                boolean sound = files.holds(baseline.file, baseline.id, baseline.tiles.length, baseline.bytesPerTile);
                if (sound) {
                    baselines.add(baseline);
                } else {
                    lost.add(baseline.file);
                }
            }
        }
        for (long file : lost) {
            LOG.warn(
                    "site {}: {} does not hold the tiles it should; going on without this look",
                    site,
                    files.path(file));
            database.statement("DELETE FROM baseline WHERE file = ?", file).executeUpdate();
        }
        baselines.sort(NEWEST_FIRST);
        return baselines;
    }

    private static Baseline readBaseline(ResultSet rows) throws SQLException {
        Pass pass = new Pass(
                Database.instant(rows.getLong("acquired")),
                AcquiredFrom.valueOf(rows.getString("acquired_from")),
                rows.getString("platform"),
                Database.orNaN(rows, "sun_azimuth"),
                Database.orNaN(rows, "sun_elevation"),
                Database.orNaN(rows, "off_nadir"));
        long file = rows.getLong("file");
        int bytesPerTile = rows.getInt("bytes_per_tile");
        List<String> tileIds = List.of(rows.getString("tiles").split(" ", -1));
        return new Baseline(rows.getLong("id"), pass, file, bytesPerTile, tiles(tileIds, pass, file, bytesPerTile));
    }

    private void insert(String site, Baseline baseline) throws SQLException {
        Pass pass = baseline.pass;
        database.statement(
                        "INSERT INTO baseline VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        baseline.id,
                        site,
                        Database.micros(pass.acquired()),
                        pass.acquiredFrom().name(),
                        pass.platform(),
                        Database.orNull(pass.sunAzimuthDegrees()),
                        Database.orNull(pass.sunElevationDegrees()),
                        Database.orNull(pass.offNadirDegrees()),
                        baseline.file,
                        baseline.bytesPerTile,
                        baseline.tileText())
                .executeUpdate();
    }

    private void write(String site, Memory memory) throws SQLException {
        Object[] values = new Object[13];
        values[0] = site;
        values[1] = memory.grid.isPresent() ? 1 : 0;
        if (memory.grid.isPresent()) {
            SiteGrid grid = memory.grid.get();
            values[9] = Database.orNull(grid.gsdXMetres());
            values[10] = Database.orNull(grid.gsdYMetres());
            if (grid.georeference().isPresent()) {
                GeoReference reference = grid.georeference().get();
                Affine map = reference.toMap();
                values[2] = reference.epsg();
                Object[] affine = {map.u0(), map.ux(), map.uy(), map.v0(), map.vx(), map.vy()};
                System.arraycopy(affine, 0, values, 3, affine.length);
            }
        }
        values[11] = memory.detectorState;
        values[12] = memory.leastHistory;
        database.statement("INSERT OR REPLACE INTO site VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
                .executeUpdate();
        memory.stored = true;
    }
}
