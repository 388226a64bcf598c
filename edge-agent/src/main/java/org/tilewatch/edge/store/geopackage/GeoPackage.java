package org.tilewatch.edge.store.geopackage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.report.export.Layer;
import org.tilewatch.edge.report.export.Layer.Column;
import org.tilewatch.edge.report.export.Layer.Row;

/** Writes layers as a GeoPackage 1.3: places as polygons in longitude and latitude on WGS 84, other layers as tables of attributes. */
public final class GeoPackage {

    /** {@code GPKG}. */
    private static final int APPLICATION_ID = 0x47504B47;

    private static final int VERSION = 10_300;
    private static final int WGS84 = 4326;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Clauses 1.1.2, 1.1.3 and 2.1.5. */
    private static final String TABLES = """
        CREATE TABLE gpkg_spatial_ref_sys (
          srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
          organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
        CREATE TABLE gpkg_contents (
          table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
          last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
          min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
          CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
        CREATE TABLE gpkg_geometry_columns (
          table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
          z TINYINT NOT NULL, m TINYINT NOT NULL,
          CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
          CONSTRAINT uk_gc_table_name UNIQUE (table_name),
          CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
          CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
        INSERT INTO gpkg_spatial_ref_sys VALUES
          ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system');
        INSERT INTO gpkg_spatial_ref_sys VALUES
          ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system');
        INSERT INTO gpkg_spatial_ref_sys VALUES
          ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,\
        AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],\
        UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]', 'longitude, latitude on WGS 84');
        """;

    private GeoPackage() {}

    /**
     * Writes a file; complete as soon as it has its name.
     *
     * @param written told as the time of the last change
     */
    public static void write(Path file, List<Layer> layers, Instant written) throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        Files.deleteIfExists(part);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + part);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA application_id = " + APPLICATION_ID);
            statement.execute("PRAGMA user_version = " + VERSION);
            statement.execute("BEGIN");
            for (String sql : TABLES.split(";\n", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
            for (Layer layer : layers) {
                layer(connection, statement, layer, written);
            }
            statement.execute("COMMIT");
        } catch (SQLException e) {
            Files.deleteIfExists(part);
            throw new IOException(file + " cannot be written: " + e.getMessage(), e);
        }
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void layer(Connection connection, Statement statement, Layer layer, Instant written)
            throws SQLException {
        String columns = layer.columns().stream()
                .map(column -> ", \"" + column.name() + "\" " + type(column))
                .collect(Collectors.joining());
        statement.execute("CREATE TABLE \"%s\" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL%s%s)"
                .formatted(layer.name(), layer.spatial() ? ", geom POLYGON" : "", columns));
        contents(connection, layer, written);
        if (layer.spatial()) {
            statement.execute("INSERT INTO gpkg_geometry_columns VALUES ('%s', 'geom', 'POLYGON', %d, 0, 0)"
                    .formatted(layer.name(), WGS84));
        }
        rows(connection, layer);
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case TEXT -> "TEXT";
            case INTEGER -> "INTEGER";
            case REAL -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case TIME -> "DATETIME";
        };
    }

    private static void contents(Connection connection, Layer layer, Instant written) throws SQLException {
        @Nullable Object[] box = new @Nullable Object[4];
        for (Row row : layer.rows()) {
            if (row.place().isPresent()) {
                double[] place = GeoPackageGeometry.box(row.place().get());
                for (int i = 0; i < 4; i++) {
                    double before = box[i] == null ? place[i] : (double) box[i];
                    box[i] = i < 2 ? Math.min(before, place[i]) : Math.max(before, place[i]);
                }
            }
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            List<@Nullable Object> values = new ArrayList<>();
            values.add(layer.name());
            values.add(layer.spatial() ? "features" : "attributes");
            values.add(layer.name());
            values.add(layer.description());
            values.add(TIME.format(written));
            Collections.addAll(values, box);
            values.add(layer.spatial() ? (Integer) WGS84 : null);
            insert(insert, values);
        }
    }

    private static void rows(Connection connection, Layer layer) throws SQLException {
        int places = layer.columns().size() + (layer.spatial() ? 2 : 1);
        String marks = String.join(", ", Collections.nCopies(places, "?"));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO \"%s\" VALUES (%s)".formatted(layer.name(), marks))) {
            for (Row row : layer.rows()) {
                List<@Nullable Object> values = new ArrayList<>();
                values.add(null);
                if (layer.spatial()) {
                    values.add(row.place()
                            .map(place -> GeoPackageGeometry.of(place, WGS84))
                            .orElse(null));
                }
                for (@Nullable Object value : row.values()) {
                    values.add(stored(value));
                }
                insert(insert, values);
            }
        }
    }

    private static @Nullable Object stored(@Nullable Object value) {
        return switch (value) {
            case Instant time -> TIME.format(time);
            case Boolean truth -> truth ? 1 : 0;
            case null, default -> value;
        };
    }

    private static void insert(PreparedStatement insert, List<@Nullable Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            insert.setObject(i + 1, values.get(i));
        }
        insert.executeUpdate();
    }
}
