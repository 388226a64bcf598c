package org.tilewatch.edge.store.pace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.store.database.Database;

/** The series of figures of all zones. All under the database's lock. */
public final class PaceTable {

    private final Database database;

    public PaceTable(Database database) {
        this.database = database;
    }

    /** Within a transaction: adds a look's figures. */
    public void add(String site, List<Pace> paces) throws SQLException {
        for (Pace pace : paces) {
            database.statement(
                            "INSERT OR REPLACE INTO pace VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            site,
                            pace.zone(),
                            Database.micros(pace.acquired()),
                            pace.disturbedSquareMetres(),
                            pace.builtSquareMetres(),
                            pace.bright(),
                            pace.dark(),
                            pace.wagons(),
                            Database.orNull(pace.redderDn()),
                            Database.orNull(pace.textureDn()))
                    .executeUpdate();
        }
    }

    /** The figures of a site's zones, ordered by zone, oldest look first. */
    public List<Pace> of(String site) throws SQLException {
        List<Pace> paces = new ArrayList<>();
        try (ResultSet rows = database.statement("SELECT * FROM pace WHERE site = ? ORDER BY zone, acquired", site)
                .executeQuery()) {
            while (rows.next()) {
                paces.add(new Pace(
                        rows.getString("zone"),
                        Database.instant(rows.getLong("acquired")),
                        rows.getDouble("disturbed"),
                        rows.getDouble("built"),
                        rows.getInt("bright"),
                        rows.getInt("dark"),
                        rows.getInt("wagons"),
                        Database.orNaN(rows, "redder"),
                        Database.orNaN(rows, "texture")));
            }
        }
        return paces;
    }
}
