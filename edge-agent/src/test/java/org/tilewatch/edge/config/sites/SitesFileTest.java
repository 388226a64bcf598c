package org.tilewatch.edge.config.sites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.watched.WatchedSite;

public final class SitesFileTest {

    private static final String SQUARE = "[[127,39],[127.1,39],[127.1,39.1],[127,39.1],[127,39]]";

    @TempDir
    Path folder;

    @Test
    void outlineIsTakenWithoutItsRepeatedPointAndWithItsHoles() throws Exception {
        String hole = "[[127.04,39.04],[127.05,39.04],[127.05,39.05],[127.04,39.04]]";

        WatchedSite site = read(collection(feature("Harbour 1", "").replace(SQUARE, SQUARE + "," + hole)))
                .getFirst();

        assertThat(site.name()).isEqualTo("Harbour 1");
        assertThat(site.outlines()).singleElement().satisfies(outline -> {
            assertThat(outline.outer()).containsExactly(127, 39, 127.1, 39, 127.1, 39.1, 127, 39.1);
            assertThat(outline.rings().get(1)).containsExactly(127.04, 39.04, 127.05, 39.04, 127.05, 39.05);
        });
        assertThat(site.grid()).isEmpty();
    }

    @Test
    void multiPolygonGivesOneOutlineForEachPart() throws Exception {
        String two = feature("a", "")
                .replace("\"Polygon\"", "\"MultiPolygon\"")
                .replace("[" + SQUARE + "]", "[[" + SQUARE + "],[" + SQUARE + "]]");

        assertThat(read(collection(two)).getFirst().outlines()).hasSize(2);
    }

    @Test
    void gridBeginsAtItsOriginWithRowsDownwards() throws Exception {
        String grid = ",\"grid\":{\"epsg\":32652,\"origin\":[300000,4400000],\"gsd\":0.5}";

        assertThat(read(collection(feature("a", grid))).getFirst().grid())
                .contains(new SiteGrid(
                        "a",
                        Optional.of(new GeoReference(32652, new Affine(300000, 0.5, 0, 4400000, 0, -0.5))),
                        0.5,
                        0.5));
    }

    @Test
    void siteIsNamedByTheFeaturesIdWhereItHasNoName() throws Exception {
        String unnamed = feature("a", "").replace("\"name\":\"a\"", "\"id\":\"b\"");

        assertThat(read(collection(unnamed)).getFirst().name()).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"name\":\"a\" | \"name\":\"a/b\" | features[0].properties.name: 'a/b'",
                "\"name\":\"a\" | \"x\":\"a\" | features[0].properties.name: ''",
                "\"Polygon\" | \"Point\" | features[0].geometry.type: is 'Point'",
                "[127,39.1],[127,39] | [127,39.1] | features[0].geometry.coordinates[0]: has 4 positions",
                "[127.1,39] | [227.1,39] | features[0].geometry.coordinates[0][1]: [227.1,39] is no place",
                "[127.1,39] | [\"x\",39] | features[0].geometry.coordinates[0][1]: [\"x\",39] is no place",
                "\"name\":\"a\" | \"name\":\"a\",\"grid\":{\"epsg\":4326,\"origin\":[1,2],\"gsd\":1} |"
                        + " features[0].properties.grid.epsg: '4326'",
                "\"name\":\"a\" | \"name\":\"a\",\"grid\":{\"epsg\":32652,\"origin\":[1],\"gsd\":1} |"
                        + " features[0].properties.grid.origin: '[1]'",
                "\"name\":\"a\" | \"name\":\"a\",\"grid\":{\"epsg\":32652,\"origin\":[300000,4300000],\"gsd\":0} |"
                        + " features[0].properties.grid.gsd: '0'",
                "\"name\":\"a\" |"
                        + " \"name\":\"a\",\"grid\":{\"epsg\":32652,\"origin\":[300000,4300000],\"gsd\":1,\"x\":1} |"
                        + " features[0].properties.grid.x: is no known key",
                "\"FeatureCollection\" | \"Feature\" | type: is not a FeatureCollection",
            })
    void whatDoesNotFitIsToldWithItsPath(String right, String wrong, String told) throws IOException {
        String text = collection(feature("a", ""));
        assertThat(text).contains(right);

        assertThat(problems(text.replace(right, wrong)))
                .singleElement()
                .asString()
                .contains(": " + told);
    }

    @Test
    void problemsOfAllSitesAreToldAtOnce() throws IOException {
        assertThat(problems(collection(feature("a", "") + "," + feature("a", "") + "," + feature("", ""))))
                .hasSize(2)
                .first()
                .asString()
                .contains("features[1].properties.name: 'a' names another site as well");
    }

    @Test
    void brokenJsonIsToldWithItsPlace() throws IOException {
        assertThat(problems("{\n  \"type\": x"))
                .singleElement()
                .asString()
                .contains("sites.geojson:2:")
                .contains("is not JSON");
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        assertThat(problems("[".repeat(100_000))).singleElement().asString().contains("is not JSON");
    }

    public static String feature(String name, String furtherProperties) {
        return "{\"type\":\"Feature\",\"properties\":{\"name\":\"" + name + "\"" + furtherProperties
                + "},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[" + SQUARE + "]}}";
    }

    public static String collection(String features) {
        return "{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}";
    }

    private List<WatchedSite> read(String json) throws IOException, WrongConfiguration {
        return SitesFile.read(Files.writeString(folder.resolve("sites.geojson"), json));
    }

    private List<String> problems(String json) throws IOException {
        try {
            read(json);
            return List.of();
        } catch (WrongConfiguration wrong) {
            return wrong.problems().stream().map(Problem::toString).toList();
        }
    }
}
