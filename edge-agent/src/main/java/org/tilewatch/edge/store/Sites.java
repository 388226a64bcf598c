package org.tilewatch.edge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.watched.Coverage;
import org.tilewatch.edge.store.Baselines.Baseline;
import org.tilewatch.edge.store.database.Database;
import org.tilewatch.edge.store.file.HistoryTile;
import org.tilewatch.edge.store.pace.PaceTable;

/**
 * Grid, detector state and history of every site.
 *
 * <p>What was read of a site is kept in memory, up to {@value #REMEMBERED_TILES} history tiles over all sites, because a look needs
 * all of it and changes little: the steady state reads no row and leaves no garbage. A failed transaction forgets the site, so memory
 * never tells what the database does not. All under the database's lock.
 */
final class Sites {

    private static final int REMEMBERED_TILES = 50_000;

    private final Database database;
    private final Baselines baselines;
    private final PaceTable paces;
    private final LinkedHashMap<String, Memory> memories = new LinkedHashMap<>(16, 0.75f, true);
    private int rememberedTiles;

    Sites(Database database, Baselines baselines) {
        this.database = database;
        this.baselines = baselines;
        this.paces = new PaceTable(database);
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

    /** The same beside an agent: looks at nothing else, and changes nothing. */
    Optional<SiteGrid> storedGrid(String site) throws SQLException {
        Memory memory = new Memory();
        readSite(site, memory);
        return memory.grid;
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

    /** In alphabetical order. */
    List<String> names() throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows =
                database.statement("SELECT name FROM site ORDER BY name").executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** Of one site, or of all for an empty name; ordered by site, each site before its zones. */
    List<Coverage> coverage(String site) throws SQLException {
        List<Coverage> found = new ArrayList<>();
        try (ResultSet rows = database.statement(
                        "SELECT * FROM coverage WHERE site = ? OR ? = '' ORDER BY site, zone", site, site)
                .executeQuery()) {
            while (rows.next()) {
                found.add(new Coverage(
                        rows.getString("site"),
                        rows.getString("zone"),
                        rows.getInt("looks"),
                        rows.getInt("clear_looks"),
                        Database.instant(rows.getLong("last_look")),
                        rows.getDouble("observed"),
                        time(rows, "last_clear"),
                        time(rows, "blind_since")));
            }
        }
        return found;
    }

    List<Pace> pace(String site) throws SQLException {
        return paces.of(site);
    }

    private static Optional<Instant> time(ResultSet rows, String column) throws SQLException {
        long micros = rows.getLong(column);
        return rows.wasNull() ? Optional.empty() : Optional.of(Database.instant(micros));
    }

    private void cover(Settlement look) throws SQLException {
        List<Coverage> known = coverage(look.site());
        for (Coverage.Seen seen : look.coverage()) {
            Coverage now = known.stream()
                    .filter(each -> each.zone().equals(seen.zone()))
                    .findFirst()
                    .map(each -> each.after(seen, look.pass().acquired()))
                    .orElseGet(
                            () -> Coverage.first(look.site(), seen, look.pass().acquired()));
            database.statement(
                            "INSERT OR REPLACE INTO coverage VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                            now.site(),
                            now.zone(),
                            now.looks(),
                            now.clearLooks(),
                            Database.micros(now.lastLook()),
                            now.observedFraction(),
                            now.lastClear().map(Database::micros).orElse(null),
                            now.blindSince().map(Database::micros).orElse(null))
                    .executeUpdate();
        }
    }

    /** Forgets a look whose file cannot be read. */
    boolean lost(long file) throws SQLException {
        memories.clear();
        rememberedTiles = 0;
        return baselines.delete(file);
    }

    /** Within a transaction: forgets all that was learned of a site but its grid; returns the files that no row names any more. */
    List<Long> unlearn(String site) throws SQLException {
        Memory memory = memory(site);
        List<Long> files = memory.baselines.stream().map(Baseline::file).toList();
        for (long file : files) {
            baselines.delete(file);
        }
        if (memory.stored) {
            memory.detectorState = "";
            memory.leastHistory = 0;
            write(site, memory);
        }
        forget(site);
        return files;
    }

    /** Whether anything is known of the site. */
    boolean known(String site) throws SQLException {
        return memory(site).stored;
    }

    /** What is kept of a site in memory; read anew when it is needed. */
    boolean forget(String site) {
        Memory memory = memories.remove(site);
        if (memory != null) {
            rememberedTiles -= memory.history.size();
        }
        return memory != null;
    }

    /** Within the settlement's transaction; adds the files that no row names any more to {@code released}. */
    void settle(Settlement look, List<Long> released) throws SQLException {
        cover(look);
        paces.add(look.site(), look.pace());
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
            Baseline fresh = baselines.fresh(look.pass(), look.learned().get());
            remember(memory, baselines.add(look.site(), memory.baselines, fresh, released));
            changed |= memory.leastHistory != before;
        }
        if (changed) {
            write(look.site(), memory);
        }
    }

    private void remember(Memory memory, List<Baseline> looks) {
        List<HistoryTile> history = new ArrayList<>(memory.history.size());
        Map<String, Integer> counts = new HashMap<>();
        for (Baseline baseline : looks) {
            for (HistoryTile tile : baseline.tiles()) {
                if (tile != null) {
                    history.add(tile);
                    counts.merge(tile.tileId(), 1, Integer::sum);
                }
            }
        }
        rememberedTiles += history.size() - memory.history.size();
        memory.baselines = looks;
        memory.history = Collections.unmodifiableList(history);
        memory.leastHistory = counts.isEmpty() ? 0 : Collections.min(counts.values());
    }

    private Memory memory(String site) throws SQLException {
        Memory memory = memories.get(site);
        if (memory == null) {
            memory = new Memory();
            readSite(site, memory);
            remember(memory, baselines.of(site));
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
