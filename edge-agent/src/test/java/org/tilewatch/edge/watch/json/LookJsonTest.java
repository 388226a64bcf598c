package org.tilewatch.edge.watch.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.store.Settlement;
import org.tilewatch.edge.watch.look.Judgement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LookJsonTest {

    private static final Instant ACQUIRED = Instant.parse("2026-03-01T02:10:00Z");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Test
    void aLookHasTheFieldsThatWereAgreed() {
        JsonNode look =
                parse(new LookJson(true, Optional.empty()).line("site000/a.tif", judged(true, 0.97), "default-3"));

        assertThat(look.propertyNames())
                .contains(
                        "schema",
                        "source",
                        "site",
                        "acquired",
                        "acquired_from",
                        "bands",
                        "epsg",
                        "gsd_m",
                        "verdict",
                        "reason",
                        "score",
                        "observed_fraction",
                        "shift_px",
                        "shift_trust",
                        "profile",
                        "model",
                        "objects",
                        "timing_ms");
        assertThat(look.get("schema").intValue()).isEqualTo(1);
        assertThat(look.get("source").stringValue()).isEqualTo("site000/a.tif");
        assertThat(look.get("acquired").stringValue()).isEqualTo("2026-03-01T02:10:00Z");
        assertThat(look.get("acquired_from").stringValue()).isEqualTo("stac");
        assertThat(look.get("epsg").intValue()).isEqualTo(32652);
        assertThat(look.get("verdict").stringValue()).isEqualTo("changed");
        assertThat(look.get("reason").isNull()).isTrue();
        assertThat(look.get("profile").stringValue()).isEqualTo("default-3");
    }

    @Test
    void anObjectHasTheFieldsThatWereAgreed() {
        JsonNode object = parse(new LookJson(true, Optional.empty()).line("a.tif", judged(true, 0.97), "default-3"))
                .get("objects")
                .get(0);

        assertThat(object.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "status",
                        "alert",
                        "score",
                        "polarity",
                        "kind",
                        "area_m2",
                        "area_error",
                        "length_m",
                        "width_m",
                        "orientation_deg",
                        "zone",
                        "reference",
                        "first_seen",
                        "last_seen",
                        "looks_seen",
                        "clear_looks_before",
                        "tile",
                        "pixels",
                        "centroid",
                        "geometry",
                        "explain");
        assertThat(object.get("id").stringValue()).isEqualTo("port-c0r0-1");
        assertThat(object.get("status").stringValue()).isEqualTo("provisional");
        assertThat(object.get("alert").booleanValue()).isTrue();
        assertThat(object.get("polarity").stringValue()).isEqualTo("appeared");
        assertThat(object.get("kind").stringValue()).isEqualTo("other");
        assertThat(object.get("looks_seen").intValue()).isEqualTo(1);
    }

    @Test
    void everyFieldIsToldInTheInterfaceDocument() throws IOException {
        String document = Files.readString(Path.of("../deploy/INTERFACES.md"));
        JsonNode look = parse(new LookJson(true, Optional.empty()).line("a.tif", judged(true, 0.97), "default-3"));

        for (JsonNode told : List.of(look, look.get("objects").get(0), look.get("timing_ms"))) {
            assertThat(told.propertyNames())
                    .allSatisfy(field -> assertThat(document).contains("`" + field + "`"));
        }
    }

    @Test
    void numbersAreRounded() {
        JsonNode look = parse(new LookJson(true, Optional.empty()).line("a.tif", judged(true, 0.97), "default-3"));
        JsonNode object = look.get("objects").get(0);

        assertThat(look.get("observed_fraction").toString()).isEqualTo("0.333");
        assertThat(look.get("shift_px").toString()).isEqualTo("[0.67,-1.33]");
        assertThat(look.get("gsd_m").toString()).isEqualTo("[0.5,0.5]");
        assertThat(object.get("area_m2").toString()).isEqualTo("412.7");
        assertThat(object.get("pixels").toString()).isEqualTo("[[-0.5,0],[10.3,0],[10.3,9.7]]");
        assertThat(object.get("explain").toString()).isEqualTo("{\"magnitude\":2.667}");
        assertThat(look.get("timing_ms").toString())
                .isEqualTo("{\"decode\":4.1,\"register\":1.23,\"detect\":2,\"total\":7.33}");
    }

    @Test
    void aPolygonIsClosedAndInLongitudeAndLatitude() {
        JsonNode geometry = parse(new LookJson(true, Optional.empty()).line("a.tif", judged(true, 0.97), "default-3"))
                .get("objects")
                .get(0)
                .get("geometry");

        assertThat(geometry.get("type").stringValue()).isEqualTo("Polygon");
        assertThat(geometry.get("coordinates").toString())
                .isEqualTo("[[[127.5,39.8],[127.5001235,39.8],[127.5,39.8001],[127.5,39.8]]]");
    }

    @Test
    void withoutAGeoreferencePlacesAreNull() {
        JsonNode look = parse(new LookJson(true, Optional.empty()).line("a.tif", judged(false, 0.97), "default-3"));

        assertThat(look.get("epsg").isNull()).isTrue();
        assertThat(look.get("gsd_m").isNull()).isTrue();
        assertThat(look.get("objects").get(0).get("geometry").isNull()).isTrue();
    }

    @Test
    void whatCannotBeSaidIsNull() {
        JsonNode look =
                parse(new LookJson(true, Optional.empty()).line("a.tif", judged(true, Double.NaN), "default-3"));

        assertThat(look.get("score").isNull()).isTrue();
        assertThat(look.get("model").isNull()).isTrue();
    }

    @Test
    void timesAreLeftOutOnDemandAndNothingElse() {
        Judgement judged = judged(true, 0.97);
        String with = new LookJson(true, Optional.empty()).line("a.tif", judged, "default-3");
        String without = new LookJson(false, Optional.empty()).line("a.tif", judged, "default-3");

        assertThat(without).doesNotContain("timing").isEqualTo(with.replaceAll(",\"timing_ms\":\\{[^}]*}", ""));
    }

    @Test
    void aRefusedFileIsAnUnusableLook() {
        JsonNode look = parse(new LookJson(true, Optional.empty()).unusable("site000/a.tif", "site000", "truncated"));

        assertThat(look.get("verdict").stringValue()).isEqualTo("unusable");
        assertThat(look.get("reason").stringValue()).isEqualTo("truncated");
        assertThat(look.get("objects").isEmpty()).isTrue();
    }

    @Test
    void aLineIsOneLineWhateverTheNames() {
        String line = new LookJson(true, Optional.empty()).unusable("a\n\"b\".tif", "site", "empty");

        assertThat(line).doesNotContain("\n");
        assertThat(parse(line).get("source").stringValue()).isEqualTo("a\n\"b\".tif");
    }

    private static JsonNode parse(String line) {
        return MAPPER.readTree(line);
    }

    private static Judgement judged(boolean georeferenced, double score) {
        Optional<GeoReference> place = georeferenced
                ? Optional.of(new GeoReference(32652, new Affine(520_000, 0.5, 0, 4_410_000, 0, -0.5)))
                : Optional.empty();
        double gsd = georeferenced ? 0.5 : Double.NaN;
        Scene scene = new Scene(
                256, 256, 3, 8, place, Optional.empty(), gsd, gsd, Pass.at(ACQUIRED, AcquiredFrom.STAC), "", "port");
        double[] ring = {-0.5, -0.04, 10.3333, 0, 10.3333, 9.6667};
        Event event = new Event(
                "port-c0r0-1",
                "port",
                "c0r0",
                1,
                EventStatus.PROVISIONAL,
                Polarity.APPEARED,
                Kind.OTHER,
                ACQUIRED,
                ACQUIRED,
                1,
                0,
                412.6667,
                0.97,
                new Outline(List.of(ring)));
        Optional<Outline> lonLat = georeferenced
                ? Optional.of(new Outline(List.of(new double[] {127.5, 39.8, 127.50012345678, 39.8, 127.5, 39.8001})))
                : Optional.empty();
        Map<String, Double> explain = new LinkedHashMap<>(Map.of("magnitude", 8.0 / 3));
        return new Judgement(
                "port",
                scene,
                "changed",
                "",
                score,
                1.0 / 3,
                2.0 / 3,
                -4.0 / 3,
                0.9,
                6,
                6,
                List.of(new Judgement.Seen(event, true, ring, lonLat, explain)),
                settlement(scene.pass(), score),
                new Judgement.Timing(4_100_000, 1_234_000, 2_000_000));
    }

    private static Settlement settlement(Pass pass, double score) {
        return new Settlement(
                "abc",
                "look.tif",
                Optional.empty(),
                "port",
                pass,
                "changed",
                "",
                score,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }
}
