package org.tilewatch.edge.report.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Longitudes;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.report.alert.AlertContent.Chip;
import org.tilewatch.edge.report.alert.AlertContent.LonLat;
import org.tilewatch.edge.report.alert.AlertContent.Role;
import org.tilewatch.edge.report.alert.Origin.Image;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.site.pace.Pace;
import org.tilewatch.edge.site.pace.ZonePace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Alerts of all sorts against the published schema, and what provenance they carry. */
final class AlertDocumentTest {

    private static final Optional<ZonePace> WORK = ZonePace.of(
            "hall",
            List.of(
                    new Pace("hall", Instant.parse("2026-03-01T02:00:00Z"), 0, 0, 4, 2, 0, Double.NaN, Double.NaN),
                    new Pace("gate", Instant.parse("2026-03-09T02:00:00Z"), 9, 9, 9, 9, 9, 9, 9),
                    new Pace("hall", Instant.parse("2026-03-08T02:00:00Z"), 1234.6, 640.2, 7, 3, 0, 12, 5)));

    private static final Origin ORIGIN = new Origin(
            Optional.of(new Image("harbour_20260301.tif", "a".repeat(64), Instant.parse("2026-03-01T02:10:00Z"))),
            Optional.of(new Image("harbour_20260309.tif", "b".repeat(64), SampleAlerts.LAST_SEEN)),
            Optional.of(new Origin.Frame(
                    320, 240, new GeoReference(32652, new Affine(300_000, 0.15, 0, 4_400_000, 0, -0.15)))),
            "Evaluation only, no redistribution");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverHappenedTheAlertIsValidAndSmallEnough(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 50; i++) {
            Report report = AlertCodec.report(any(random));
            JsonNode item = ValidAlert.of(report);

            Set<String> kept = random.nextBoolean() ? Set.of("after") : Set.of();
            Message fewer = AlertCodec.namingOnly(report.alert(), kept);
            JsonNode left = ValidAlert.of(fewer.payload());
            assertThat(left.path("id")).isEqualTo(item.path("id"));
        }
    }

    @ParameterizedTest
    @EnumSource(EventStatus.class)
    void exactlyOneLinkTellsWhetherItIsNewAnUpdateOrADeletion(EventStatus status) {
        JsonNode item = ValidAlert.of(AlertCodec.report(SampleAlerts.of(
                SampleAlerts.event("e1", status == EventStatus.PROVISIONAL ? 1 : 3, status), Optional.empty())));

        List<String> relations = relations(item, Set.of("canonical", "update", "deletion"));
        assertThat(relations)
                .containsExactly(
                        switch (status) {
                            case PROVISIONAL -> "canonical";
                            case CONFIRMED, ENDED, ABSORBED -> "update";
                            case RETRACTED -> "deletion";
                        });
    }

    @Test
    void theLookAndTheLatestEarlierOneAreNamedWithTheirChecksums() {
        JsonNode item = ValidAlert.of(AlertCodec.report(SampleAlerts.of("e1").with(ORIGIN)));

        List<JsonNode> images = item.path("links")
                .valueStream()
                .filter(link -> link.path("rel").asString().equals("derived_from"))
                .toList();
        assertThat(images).hasSize(2);
        assertThat(images.get(0).path("title").asString()).isEqualTo("harbour_20260309.tif");
        assertThat(images.get(0).path("tw:sha256").asString()).isEqualTo("b".repeat(64));
        assertThat(images.get(1).path("tw:acquired").asString()).isEqualTo("2026-03-01T02:10:00Z");
        assertThat(images.get(1).path("href").asString()).isEqualTo("https://station.example/image/" + "a".repeat(64));
        assertThat(item.at("/properties/tw:terms").asString()).isEqualTo("Evaluation only, no redistribution");
        assertThat(item.at("/properties/tw:detector").asString()).startsWith("tilewatch ");
    }

    @Test
    void theChipsPlaceIsToldAsTheProjectionExtensionHasIt() {
        JsonNode properties = ValidAlert.of(
                        AlertCodec.report(SampleAlerts.of("e1").with(ORIGIN)))
                .path("properties");

        assertThat(properties.path("proj:code").asString()).isEqualTo("EPSG:32652");
        assertThat(properties.path("proj:shape").toString()).isEqualTo("[240,320]");
        assertThat(properties.path("proj:transform").toString()).isEqualTo("[0.15,0.0,300000.0,0.0,-0.15,4400000.0]");
    }

    @Test
    void anAlertInAZoneTellsHowFarTheWorkThereIs() {
        JsonNode item = ValidAlert.of(AlertCodec.report(SampleAlerts.of("e1").with(ORIGIN, WORK)));

        assertThat(item.at("/properties/tw:pace").toString())
                .isEqualTo("{\"look\":\"2026-03-08T02:00:00Z\",\"disturbed_m2\":1235,\"built_m2\":640,"
                        + "\"bright_objects\":7,\"dark_objects\":3,\"wagons\":0,\"phase\":\"active-construction\","
                        + "\"phase_since\":\"2026-03-08T02:00:00Z\",\"growing_since\":null}");
        assertThat(ValidAlert.of(AlertCodec.report(SampleAlerts.of("e1")))
                        .path("properties")
                        .has("tw:pace"))
                .isFalse();
    }

    @Test
    void oneChangedByteBreaksTheChecksum() throws IOException {
        byte[] alert = AlertCodec.encode(SampleAlerts.of("e1"));
        AlertSummary.read(alert);

        byte[] forged = new String(alert, StandardCharsets.UTF_8)
                .replace("\"tw:severity\":\"urgent\"", "\"tw:severity\":\"routine\"")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(forged).isNotEqualTo(alert);
        assertThatThrownBy(() -> AlertSummary.read(forged)).hasMessageContaining("does not fit its checksum");
    }

    @Test
    void theSchemaRefusesAnAlertThatLacksAnyRequiredField() {
        JsonNode whole = ValidAlert.of(AlertCodec.report(SampleAlerts.of("e1").with(ORIGIN)));

        for (String field :
                List.of("stac_version", "conformsTo", "id", "geometry", "bbox", "properties", "assets", "links")) {
            assertThat(ValidAlert.passes(without(whole, "", field))).as(field).isFalse();
        }
        for (String field : List.of(
                "pubtime",
                "data_id",
                "datetime",
                "integrity",
                "tw:change",
                "tw:area_m2",
                "tw:probability",
                "tw:model")) {
            assertThat(ValidAlert.passes(without(whole, "/properties", field)))
                    .as(field)
                    .isFalse();
        }
        assertThat(ValidAlert.passes(without(whole, "/assets/after", "file:checksum")))
                .isFalse();
        ObjectNode twoLinks = (ObjectNode) whole.deepCopy();
        ((tools.jackson.databind.node.ArrayNode) twoLinks.path("links"))
                .add(whole.path("links").get(0).deepCopy());
        assertThat(ValidAlert.passes(twoLinks)).isFalse();
    }

    @Test
    void aTestAlertIsValidToo() {
        ValidAlert.of(TestAlert.message("han-01", "tilewatch/1/han-01", "https://x.example", SampleAlerts.ISSUED)
                .payload());
    }

    private static JsonNode without(JsonNode whole, String at, String field) {
        JsonNode copy = whole.deepCopy();
        ((ObjectNode) copy.at(at)).remove(field);
        return copy;
    }

    private static List<String> relations(JsonNode item, Set<String> wanted) {
        return item.path("links")
                .valueStream()
                .map(link -> link.path("rel").asString())
                .filter(wanted::contains)
                .toList();
    }

    private static <T> T one(SplittableRandom random, T[] of) {
        return of[random.nextInt(of.length)];
    }

    private static AlertContent any(SplittableRandom random) {
        boolean placed = random.nextInt(4) > 0;
        EventStatus status = one(random, EventStatus.values());
        int looks = 1 + random.nextInt(40);
        Instant first =
                Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000), random.nextInt(1_000) * 1_000_000L);
        Event event = new Event(
                name(random, 40),
                name(random, 70),
                "c-" + random.nextInt(900) + "r" + random.nextInt(900),
                1 + random.nextInt(9),
                status,
                one(random, Polarity.values()),
                one(random, Kind.values()),
                first,
                first.plusSeconds(random.nextInt(10_000_000)),
                looks,
                random.nextInt(4),
                Math.exp(random.nextDouble() * 16),
                random.nextDouble(),
                SampleAlerts.SQUARE);
        List<Chip> chips = new ArrayList<>();
        for (Role role : Role.values()) {
            if (random.nextBoolean()) {
                chips.add(SampleAlerts.chip(role, 1 + random.nextInt(5_000)));
            }
        }
        Map<String, Double> explain = new TreeMap<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            explain.put(name(random, 20), random.nextInt(9) == 0 ? Double.NaN : random.nextDouble() * 1e6);
        }
        Optional<Outline> outline = placed ? Optional.of(ring(random)) : Optional.empty();
        return new AlertContent(
                        "han-01",
                        event,
                        random.nextBoolean() ? Severity.URGENT : Severity.ROUTINE,
                        outline,
                        outline.map(each -> new LonLat(Longitudes.near(each.outer()[0], 0), each.outer()[1])),
                        first.minusSeconds(86_400),
                        event.lastSeen(),
                        event.lastSeen().plusSeconds(7_200),
                        random.nextInt(7),
                        random.nextInt(7),
                        explain,
                        chips,
                        random.nextBoolean() ? Optional.of("sha256:" + "ab".repeat(32)) : Optional.empty(),
                        "default-3",
                        "https://" + "station.".repeat(random.nextInt(4)) + "example/")
                .with(random.nextBoolean() ? ORIGIN : Origin.NONE, random.nextBoolean() ? WORK : Optional.empty());
    }

    private static Outline ring(SplittableRandom random) {
        int points = 3 + random.nextInt(random.nextInt(5) > 0 ? 40 : 1_500);
        double lon = random.nextInt(4) == 0 ? 180 : random.nextDouble() * 359 - 179.5;
        double lat = random.nextDouble() * 178 - 89;
        double[] ring = new double[2 * points];
        for (int i = 0; i < points; i++) {
            double radius = 1e-3 * (0.5 + random.nextDouble());
            ring[2 * i] = lon + radius * Math.cos(2 * Math.PI * i / points);
            ring[2 * i + 1] = lat + radius * Math.sin(2 * Math.PI * i / points);
        }
        return new Outline(List.of(ring));
    }

    private static String name(SplittableRandom random, int most) {
        StringBuilder name = new StringBuilder("n");
        for (int i = random.nextInt(most); i > 0; i--) {
            name.appendCodePoint("abcxyz019-_ .\"\\<>&äß漢😀".codePointAt(random.nextInt(16)));
        }
        return name.toString();
    }
}
