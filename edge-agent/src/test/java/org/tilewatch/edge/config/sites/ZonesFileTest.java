package org.tilewatch.edge.config.sites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Zones and reference structures of the sites file, and the published schema. */
final class ZonesFileTest {

    private static final String SITE = "{\"type\":\"Feature\",\"properties\":{\"name\":\"works\"},\"geometry\":"
            + "{\"type\":\"Polygon\",\"coordinates\":[[[10,50],[10.1,50],[10.1,50.1],[10,50.1],[10,50]]]}}";
    private static final String YARD = "{\"type\":\"Feature\",\"properties\":{\"role\":\"zone\",\"name\":\"yard\","
            + "\"site\":\"works\",\"purpose\":\"loading-area\",\"priority\":2,\"minArea\":40,"
            + "\"alertOnProvisional\":true,\"reference\":\"hall 1\"},\"geometry\":"
            + "{\"type\":\"Polygon\",\"coordinates\":[[[10.02,50.02],[10.04,50.02],[10.04,50.04],[10.02,50.02]]]}}";
    private static final String HALL = "{\"type\":\"Feature\",\"properties\":{\"role\":\"structure\","
            + "\"name\":\"hall 1\",\"site\":\"works\",\"area\":1180},\"geometry\":"
            + "{\"type\":\"Polygon\",\"coordinates\":[[[10.06,50.06],[10.061,50.06],[10.061,50.061],[10.06,50.061],"
            + "[10.06,50.06]]]}}";
    private static final String FILE =
            "{\"type\":\"FeatureCollection\",\"features\":[" + YARD + "," + SITE + "," + HALL + "]}";

    @TempDir
    Path folder;

    @Test
    void zonesAndStructuresBelongToTheSiteThatTheyName() throws Exception {
        WatchedSite works = read(FILE).getFirst();

        assertThat(works.zones()).singleElement().satisfies(zone -> {
            assertThat(zone).isEqualTo(new Zone("yard", Purpose.LOADING_AREA, zone.outlines(), 2, 40, true, "hall 1"));
            assertThat(zone.outlines().getFirst().outer()).containsExactly(10.02, 50.02, 10.04, 50.02, 10.04, 50.04);
        });
        assertThat(works.structures()).singleElement().satisfies(hall -> {
            assertThat(hall.name()).isEqualTo("hall 1");
            assertThat(hall.areaSquareMetres()).isEqualTo(1180);
        });
    }

    @Test
    void structureWithoutAKnownAreaHasThatOfItsOutlineOnTheGround() throws Exception {
        double area = read(FILE.replace(",\"area\":1180", ""))
                .getFirst()
                .structures()
                .getFirst()
                .areaSquareMetres();

        // 0.001 degrees at 50.06 degrees north: 71.57 m by 111.23 m.
        assertThat(area).isCloseTo(71.57 * 111.23, within(10.0));
    }

    @Test
    void partsOfTheOnlySiteNeedNotNameIt() throws Exception {
        assertThat(read(FILE.replace("\"site\":\"works\",", "")).getFirst().zones())
                .hasSize(1);
    }

    @Test
    void whatIsNullCountsAsNotGiven() throws Exception {
        String loose = FILE.replace("\"priority\":2,\"minArea\":40", "\"priority\":null,\"minArea\":null,\"fid\":7");

        assertThat(read(loose).getFirst().zones().getFirst().priority()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[10.02,50.02],[10.04,50.02],[10.04,50.04] | [10.02,50.02],[10.04,50.04],[10.04,50.02],[10.02,50.04] |"
                        + " features[0].geometry.coordinates: crosses itself at [10.03000, 50.03000]",
                "[10.1,50] | [50,100.1] | features[1].geometry.coordinates[0][1]: [50,100.1] is no place, but would be"
                        + " one the other way round",
                "[[10.02,50.02],[10.04,50.02],[10.04,50.04],[10.02,50.02]] |"
                    + " [[50.02,10.02],[50.02,10.04],[50.04,10.04],[50.02,10.02]] | features[0].properties.site: 0 %"
                    + " of it lie in its site; allowed: at least 50 %; it would lie there the other way round:"
                    + " longitude comes first",
                "[[10.02,50.02],[10.04,50.02],[10.04,50.04],[10.02,50.02]] |"
                        + " [[11.02,50.02],[11.04,50.02],[11.04,50.04],[11.02,50.02]] |"
                        + " features[0].properties.site: 0 % of it lie in its site; allowed: at least 50 %",
                "[[10.02,50.02],[10.04,50.02],[10.04,50.04],[10.02,50.02]] |"
                        + " [[179.9,50.02],[-179.9,50.02],[-179.9,50.04],[179.9,50.02]] |"
                        + " features[0].geometry.coordinates[0]: spans 359.8 degrees of longitude; allowed: up to 180,"
                        + " what crosses the anti-meridian as a MultiPolygon cut at 180 and -180",
                "\"loading-area\" | \"loading area\" | features[0].properties.purpose: is 'loading area'; allowed:"
                        + " construction, housing, entrance, loading-area, rail-yard, road, water, ignore; did you mean"
                        + " 'loading-area'?",
                "\"purpose\" | \"porpose\" | features[0].properties.porpose: is no known key; did you mean 'purpose'?",
                "\"priority\":2 | \"priority\":12 | features[0].properties.priority: is 12; allowed: a whole number"
                        + " from 0 to 9",
                "\"minArea\":40 | \"minArea\":-1 | features[0].properties.minArea: is -1; allowed: square metres from"
                        + " 0",
                "\"alertOnProvisional\":true | \"alertOnProvisional\":1 | features[0].properties.alertOnProvisional:"
                        + " is 1; allowed: true, false",
                "\"reference\":\"hall 1\" | \"reference\":\"hall 9\" | features[0].properties.reference: 'hall 9' is no"
                        + " reference structure of the site; allowed: hall 1",
                "\"site\":\"works\",\"purpose\" | \"site\":\"mill\",\"purpose\" | features[0].properties.site: 'mill'"
                        + " is no site of this file; allowed: works",
                "\"role\":\"zone\" | \"role\":\"area\" | features[0].properties.role: is 'area'; allowed: site, zone,"
                        + " structure",
                "\"features\":[ | \"crs\":{\"properties\":{\"name\":\"EPSG:3857\"}},\"features\":[ |"
                        + " crs.properties.name: is 'EPSG:3857'",
                "\"name\":\"works\" | \"name\":\"works\",\"grid\":{\"epsg\":32799,\"origin\":[1,2],\"gsd\":1} |"
                        + " features[1].properties.grid.epsg: '32799' does not fit",
                "\"name\":\"works\" |"
                        + " \"name\":\"works\",\"grid\":{\"epsg\":32652,\"origin\":[300000,4400000],\"gsd\":1} |"
                        + " features[1].properties.grid.origin: [300000, 4400000] lies",
            })
    void whatDoesNotFitIsToldWithItsPath(String right, String wrong, String told) throws IOException {
        assertThat(FILE).contains(right);

        assertThat(problems(FILE.replace(right, wrong))).first().asString().contains("sites.geojson: " + told);
    }

    @Test
    void sameNameTwiceInOneSiteIsTold() throws IOException {
        String twice = FILE.replace(SITE, SITE + "," + YARD);

        assertThat(problems(twice))
                .singleElement()
                .asString()
                .contains("features[2].properties.name: 'yard' names another zone of its site as well");
    }

    @Test
    void problemsOfOneSiteDoNotHideThoseOfItsZones() throws IOException {
        String text =
                FILE.replace("[10.1,50.1],[10,50.1]", "[10,50.1],[10.1,50.1]").replace("loading-area", "x");

        assertThat(problems(text))
                .hasSize(2)
                .anyMatch(it -> it.contains("features[0].properties.purpose"))
                .anyMatch(it -> it.contains("features[1].geometry.coordinates: crosses itself"));
    }

    @Test
    void publishedSchemaAcceptsWhatIsReadAndRefusesWhatIsNot() throws Exception {
        SchemaCheck schema = new SchemaCheck(json(Files.readString(schemaFile())));

        assertThat(schema.valid(json(FILE))).isTrue();
        List.of(
                        FILE.replace("\"loading-area\"", "\"quay\""),
                        FILE.replace("\"purpose\":\"loading-area\",", ""),
                        FILE.replace("\"priority\":2", "\"priority\":2.5"),
                        FILE.replace("\"minArea\":40", "\"minArea\":-1"),
                        FILE.replace("\"alertOnProvisional\":true", "\"alertOnProvisional\":\"yes\""),
                        FILE.replace("\"area\":1180", "\"area\":0"),
                        FILE.replace("\"name\":\"yard\"", "\"name\":\"/yard\""),
                        FILE.replace("\"role\":\"zone\"", "\"role\":\"area\""),
                        FILE.replace("\"Polygon\"", "\"Point\""),
                        FILE.replace("[10.1,50]", "[190,50]"),
                        FILE.replace("\"name\":\"works\"", "\"name\":\"works\",\"grid\":{\"epsg\":32632}"),
                        FILE.replace("FeatureCollection", "Features"))
                .forEach(wrong -> {
                    assertThat(schema.valid(json(wrong))).as(wrong).isFalse();
                    assertThat(problemsOf(wrong)).as(wrong).isNotEmpty();
                });
    }

    @Test
    void publishedSchemaKnowsEveryKeyRoleAndPurpose() throws IOException {
        JsonNode keys = json(Files.readString(schemaFile())).at("/$defs/feature/properties/properties/properties");

        assertThat(keys.propertyNames()).containsExactlyInAnyOrderElementsOf(SitesFile.KEYS);
        assertThat(words(keys.path("role"))).containsExactlyElementsOf(SitesFile.ROLES);
        assertThat(words(keys.path("purpose")))
                .containsExactlyElementsOf(
                        Stream.of(Purpose.values()).map(Purpose::written).toList());
    }

    private static List<String> words(JsonNode choice) {
        return choice.path("enum")
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
    }

    private static Path schemaFile() {
        return Path.of("..", "deploy", "sites.schema.json");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private List<WatchedSite> read(String json) throws IOException, WrongConfiguration {
        return SitesFile.read(Files.writeString(folder.resolve("sites.geojson"), json));
    }

    private List<String> problemsOf(String json) {
        try {
            return problems(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
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
