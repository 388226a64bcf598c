package org.tilewatch.edge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.store.database.Database;
import org.tilewatch.edge.store.file.HistoryTile;
import org.tilewatch.edge.store.file.LearnedTiles;
import org.tilewatch.edge.store.file.TileFiles;

/**
 * The rows that name the files of learned tiles, one per look, and the rule which of them stay: of each tile the newest by
 * acquisition time. All under the database's lock.
 *
 * <p>A row lists the look's tiles in the order of the file. One that newer looks pushed out leaves a dash, so that the places of
 * the others stay; a row with dashes alone goes, and so does its file.
 */
final class Baselines {

    private static final Logger LOG = LoggerFactory.getLogger(Baselines.class);
    private static final String DROPPED = "-";
    private static final Comparator<Baseline> NEWEST_FIRST = Comparator.comparing(
                    (Baseline baseline) -> baseline.pass().acquired())
            .thenComparingLong(Baseline::id)
            .reversed();

    private final Database database;
    private final TileFiles files;
    private final int depth;

    Baselines(Database database, TileFiles files, int depth) {
        this.database = database;
        this.files = files;
        this.depth = depth;
    }

    /** One learned look; a tile that was dropped is null. */
    record Baseline(
            long id,
            Pass pass,
            long file,
            int bytesPerTile,
            @Nullable HistoryTile[] tiles) {

        private int live() {
            int live = 0;
            for (HistoryTile tile : tiles) {
                live += tile == null ? 0 : 1;
            }
            return live;
        }

        private String tileText() {
            StringJoiner text = new StringJoiner(" ");
            for (HistoryTile tile : tiles) {
                text.add(tile == null ? DROPPED : tile.tileId());
            }
            return text.toString();
        }
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

    boolean delete(long file) throws SQLException {
        return database.statement("DELETE FROM baseline WHERE file = ?", file).executeUpdate() == 1;
    }

    /** The site's looks, newest first; those whose file does not hold what it should are forgotten. */
    List<Baseline> of(String site) throws SQLException {
        List<Baseline> baselines = new ArrayList<>();
        try (ResultSet rows = database.statement("SELECT * FROM baseline WHERE site = ?", site)
                .executeQuery()) {
            while (rows.next()) {
                baselines.add(baseline(rows));
            }
        }
        for (Baseline baseline : List.copyOf(baselines)) {
            if (!files.holds(baseline.file, baseline.id, baseline.tiles.length, baseline.bytesPerTile)) {
                LOG.warn(
                        "site {}: {} does not hold the tiles it should; going on without this look",
                        site,
                        files.path(baseline.file));
                baselines.remove(baseline);
                delete(baseline.file);
            }
        }
        baselines.sort(NEWEST_FIRST);
        return baselines;
    }

    /** The look as it will be stored by {@link #add}. */
    Baseline fresh(Pass pass, LearnedTiles learned) {
        Pass stored = new Pass(
                Database.instant(Database.micros(pass.acquired())),
                pass.acquiredFrom(),
                pass.platform(),
                pass.sunAzimuthDegrees(),
                pass.sunElevationDegrees(),
                pass.offNadirDegrees());
        HistoryTile[] tiles = tiles(learned.tileIds(), stored, learned.file(), learned.bytesPerTile());
        return new Baseline(learned.id(), stored, learned.file(), learned.bytesPerTile(), tiles);
    }

    /** Adds a look to those of its site and drops what is too old then; the files of looks that go are {@code released}. */
    List<Baseline> add(String site, List<Baseline> before, Baseline fresh, List<Long> released) throws SQLException {
        List<Baseline> all = new ArrayList<>(before);
        all.add(fresh);
        all.sort(NEWEST_FIRST);
        insert(site, fresh);
        Map<String, Integer> counts = new HashMap<>();
        List<Baseline> kept = new ArrayList<>(all.size());
        for (Baseline baseline : all) {
            Baseline left = thin(baseline, counts);
            if (left.live() == 0) {
                database.statement("DELETE FROM baseline WHERE id = ?", baseline.id)
                        .executeUpdate();
                released.add(baseline.file);
                continue;
            }
            if (left.live() < baseline.live()) {
                database.statement("UPDATE baseline SET tiles = ? WHERE id = ?", left.tileText(), left.id)
                        .executeUpdate();
            }
            kept.add(left);
        }
        return kept;
    }

    private Baseline thin(Baseline baseline, Map<String, Integer> counts) {
        HistoryTile[] left = baseline.tiles.clone();
        for (int i = 0; i < left.length; i++) {
            HistoryTile tile = left[i];
            if (tile != null && counts.merge(tile.tileId(), 1, Integer::sum) > depth) {
                left[i] = null;
            }
        }
        return new Baseline(baseline.id, baseline.pass, baseline.file, baseline.bytesPerTile, left);
    }

    private static @Nullable HistoryTile[] tiles(List<String> tileIds, Pass pass, long file, int bytesPerTile) {
        HistoryTile[] tiles = new HistoryTile[tileIds.size()];
        for (int i = 0; i < tiles.length; i++) {
            if (!tileIds.get(i).equals(DROPPED)) {
                tiles[i] = new HistoryTile(tileIds.get(i), pass, file, TileFiles.offset(i, bytesPerTile), bytesPerTile);
            }
        }
        return tiles;
    }

    private static Baseline baseline(ResultSet rows) throws SQLException {
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
}
