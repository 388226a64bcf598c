package org.tilewatch.edge.command.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The known state is a hall of 44 m x 44 m whose north-western corner lies at 300,005 m east and 4,399,995 m north in UTM zone 52. */
final class ExportCommandTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Of that corner, as GDAL 3.6 with PROJ has it. */
    private static final double WEST = 126.666_439;

    private static final double NORTH = 39.726_402;

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void fill() throws IOException {
        KnownState.withHall(folder.resolve("state"));
    }

    private int export(String format, String out) {
        return new CommandLine(new ExportCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(
                        "--site",
                        "harbour",
                        "--state",
                        folder.resolve("state").toString(),
                        "--format",
                        format,
                        "--out",
                        folder.resolve(out).toString());
    }

    @Test
    void geoJsonHasAFeaturePerEventWithItsMeasuresAndTheCoverageBesideThem() throws IOException {
        assertThat(export("geojson", "e.geojson")).isZero();

        JsonNode all = JSON.readTree(Files.readString(folder.resolve("e.geojson")));
        assertThat(all.path("features").size()).isEqualTo(1);
        JsonNode hall = all.path("features").get(0);
        assertThat(hall.at("/properties/kind").asString()).isEqualTo("structure");
        assertThat(hall.at("/properties/area_m2").asDouble()).isEqualTo(1940.4);
        assertThat(hall.at("/properties/first_seen").asString()).isEqualTo("2026-03-04T02:10:00Z");
        assertThat(hall.at("/properties/sentence").asString())
                .startsWith("A structure of 1,940 m2 appeared, first seen 2026-03-04, seen on 2 looks");
        assertThat(hall.at("/bbox/0").asDouble()).isCloseTo(WEST, within(2e-5));
        assertThat(hall.at("/bbox/3").asDouble()).isCloseTo(NORTH, within(2e-5));
        assertThat(all.at("/coverage/clear_looks").asInt()).isEqualTo(4);
        assertThat(all.at("/coverage/blind_since").asString()).isEqualTo("2026-03-06T02:10:00Z");
        assertThat(all.path("looks").size()).isEqualTo(6);
        assertThat(all.path("alerts").size()).isEqualTo(1);
    }

    @Test
    void geoPackageHasItsMarksTablesAndGeometryByteByByte() throws IOException, SQLException {
        assertThat(export("gpkg", "e.gpkg")).isZero();

        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("e.gpkg")));
        assertThat(file.getInt(60)).as("user_version").isEqualTo(10_300);
        assertThat(file.getInt(68)).as("application_id").isEqualTo(0x47504B47);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("e.gpkg"));
                Statement statement = connection.createStatement()) {
            assertThat(column(statement, "SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY 1"))
                    .containsExactly("-1", "0", "4326");
            assertThat(column(
                            statement,
                            "SELECT table_name || ' ' || data_type || ' ' || coalesce(srs_id, '-') FROM gpkg_contents"))
                    .containsExactly("events features 4326", "looks attributes -", "alerts attributes -");
            assertThat(column(
                            statement,
                            "SELECT column_name || geometry_type_name || srs_id || z || m FROM gpkg_geometry_columns"))
                    .containsExactly("geomPOLYGON432600");
            assertThat(column(statement, "SELECT count(*) FROM looks")).containsExactly("6");
            assertThat(column(statement, "SELECT first_seen FROM events")).containsExactly("2026-03-04T02:10:00.000Z");
            try (ResultSet row = statement.executeQuery("SELECT geom FROM events")) {
                polygon(ByteBuffer.wrap(row.getBytes(1)).order(ByteOrder.LITTLE_ENDIAN));
            }
        }
    }

    private static void polygon(ByteBuffer blob) {
        assertThat(blob.limit()).isEqualTo(40 + 1 + 4 + 4 + 4 + 5 * 16);
        assertThat(new byte[] {blob.get(), blob.get(), blob.get(), blob.get()}).containsExactly('G', 'P', 0, 0b11);
        assertThat(blob.getInt()).isEqualTo(4326);
        double[] envelope = {blob.getDouble(), blob.getDouble(), blob.getDouble(), blob.getDouble()};
        assertThat(envelope[0]).isCloseTo(WEST, within(2e-5));
        assertThat(envelope[1]).isGreaterThan(envelope[0]);
        assertThat(envelope[3]).isCloseTo(NORTH, within(2e-5));
        assertThat(blob.get()).as("little-endian").isEqualTo((byte) 1);
        assertThat(blob.getInt()).as("polygon").isEqualTo(3);
        assertThat(blob.getInt()).as("rings").isEqualTo(1);
        assertThat(blob.getInt()).as("points").isEqualTo(5);
        double firstX = blob.getDouble();
        blob.position(blob.limit() - 16);
        assertThat(blob.getDouble()).as("the ring is closed").isEqualTo(firstX);
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> values = new java.util.ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** Left out where GDAL is not installed (Debian: gdal-bin). */
    @ParameterizedTest
    @ValueSource(strings = {"geojson", "gpkg"})
    @Timeout(60)
    void gdalReadsTheEventsWithTheirPlaceAndColumns(String format) throws IOException, InterruptedException {
        assumeThat(onPath("ogrinfo")).as("ogrinfo is installed").isTrue();
        assertThat(export(format, "e." + format)).isZero();

        Path told = folder.resolve("told.txt");
        Process ogrinfo = new ProcessBuilder(
                        "ogrinfo", "-al", folder.resolve("e." + format).toString(), "events")
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();

        assertThat(ogrinfo.waitFor()).isZero();
        assertThat(Files.readString(told))
                .contains("successful", "Geometry: Polygon", "Feature Count: 1", "WGS 84", "POLYGON ((126.666")
                .contains("kind (String) = structure", "polarity (String) = appeared")
                .doesNotContain("Warning", "ERROR");
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Test
    void stacCatalogueLeadsFromItsRootToTheChips() throws IOException {
        assertThat(export("stac", "stac")).isZero();
        assertThat(export("stac", "stac")).as("may be written over").isZero();

        Path collection = linked(folder.resolve("stac/catalog.json"), "child");
        JsonNode site = JSON.readTree(Files.readString(collection));
        assertThat(site.path("type").asString()).isEqualTo("Collection");
        assertThat(site.at("/extent/spatial/bbox/0/0").asDouble()).isCloseTo(WEST, within(2e-5));
        assertThat(site.at("/extent/temporal/interval/0").size()).isEqualTo(2);
        Path file = linked(collection, "item");
        JsonNode item = JSON.readTree(Files.readString(file));
        assertThat(item.path("stac_version").asString()).isEqualTo("1.0.0");
        assertThat(item.at("/properties/tw:area_m2").asDouble()).isEqualTo(1940.4);
        assertThat(linked(file, "collection")).isEqualTo(collection);
        for (String role : List.of("before", "after", "diff")) {
            JsonNode asset = item.path("assets").path(role);
            Path chip = file.resolveSibling(asset.path("href").asString()).normalize();
            assertThat(Files.size(chip)).isEqualTo(asset.path("file:size").asLong());
        }
    }

    private static Path linked(Path file, String relation) throws IOException {
        String href = JSON.readTree(Files.readString(file))
                .path("links")
                .valueStream()
                .filter(link -> link.path("rel").asString().equals(relation))
                .findFirst()
                .orElseThrow()
                .path("href")
                .asString();
        return file.resolveSibling(href).normalize();
    }

    @Test
    void aFolderWithOtherThingsIsLeftAlone() throws IOException {
        Files.createDirectory(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine/letter.txt"), "dear");

        assertThat(export("stac", "mine")).isEqualTo(2);
        assertThat(err.toString()).contains("holds other things");
        assertThat(folder.resolve("mine")).isDirectoryContaining("glob:**letter.txt");
        assertThat(folder.resolve("mine/catalog.json")).doesNotExist();
    }
}
