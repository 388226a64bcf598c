package org.tilewatch.edge.report.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.alert.AlertContent.Chip;
import org.tilewatch.edge.report.alert.AlertContent.Role;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Outline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class AlertCodecTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void hasWhatANotificationMessageOfWis2Needs() {
        JsonNode alert = json(SampleAlerts.of("e1"));

        assertThat(alert.path("conformsTo").get(0).asString()).isEqualTo("http://wis.wmo.int/spec/wnm/1/conf/core");
        assertThat(UUID.fromString(alert.path("id").asString()).version()).isEqualTo(5);
        assertThat(alert.path("type").asString()).isEqualTo("Feature");
        JsonNode properties = alert.path("properties");
        assertThat(properties.path("data_id").asString()).isEqualTo("han-01/harbour/e1");
        assertThat(properties.path("pubtime").asString()).isEqualTo("2026-03-09T04:00:00Z");
        assertThat(alert.path("links").get(0).path("href").asString()).startsWith("https://station.example/alert/");
    }

    @Test
    void tellsTimeInTheOneWayThatWis2AndStacBothAccept() {
        JsonNode properties = json(SampleAlerts.of("e1")).path("properties");

        assertThat(properties.path("datetime").asString()).isEqualTo("2026-03-09T02:11:00Z");
        assertThat(properties.has("start_datetime") || properties.has("end_datetime"))
                .isFalse();
    }

    @Test
    void hasWhatAStacItemNeeds() {
        JsonNode alert = json(SampleAlerts.of("e1"));

        assertThat(alert.path("stac_version").asString()).isEqualTo("1.0.0");
        assertThat(alert.path("bbox").toString()).isEqualTo("[127.5,39.8,127.501,39.801]");
        JsonNode before = alert.path("assets").path("before");
        assertThat(before.path("type").asString()).isEqualTo("image/jpeg");
        assertThat(before.path("file:checksum").asString())
                .isEqualTo("1220" + SampleAlerts.chip(Role.BEFORE, 900).sha256());
        assertThat(before.path("file:size").asInt()).isEqualTo(900);
        assertThat(before.path("href").asString()).endsWith("/chip/before");
    }

    @Test
    void theOuterRingRunsCounterclockwiseAndIsClosed() {
        String ring = json(SampleAlerts.of("e1")).at("/geometry/coordinates/0").toString();

        assertThat(ring).isEqualTo("[[127.5,39.8],[127.501,39.8],[127.501,39.801],[127.5,39.801],[127.5,39.8]]");
    }

    @Test
    void theIdIsOneForEventAndRevisionAndTheDataIdForTheEvent() {
        JsonNode first = json(SampleAlerts.of("e1"));
        JsonNode again = json(SampleAlerts.of("e1"));
        JsonNode revised = json(revised(2, EventStatus.CONFIRMED));

        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(revised.path("id")).isNotEqualTo(first.path("id"));
        assertThat(revised.at("/properties/data_id")).isEqualTo(first.at("/properties/data_id"));
    }

    @Test
    void theLinkSaysWhetherItIsNewAnUpdateOrADeletion() {
        assertThat(relation(SampleAlerts.of("e1"))).isEqualTo("canonical");
        assertThat(relation(revised(2, EventStatus.CONFIRMED))).isEqualTo("update");
        assertThat(relation(revised(3, EventStatus.RETRACTED))).isEqualTo("deletion");
    }

    @Test
    void numbersThatAreNoneAreLeftOutOfTheExplanation() {
        assertThat(json(SampleAlerts.of("e1")).at("/properties/tw:explain").toString())
                .isEqualTo("{\"contrast\":4.5}");
    }

    @Test
    void anOutlineOfAnyLengthFitsAndStaysAPolygonThatCoversTheSameGround() {
        for (int points : new int[] {200, 2_000, 20_000}) {
            Outline outline = ragged(points);
            byte[] alert = AlertCodec.encode(with(outline));

            assertThat(alert.length).isLessThanOrEqualTo(8_192);
            JsonNode ring = JSON.readTree(alert).at("/geometry/coordinates/0");
            assertThat(area(ring)).isBetween(0.85 * area(outline.outer()), 1.15 * area(outline.outer()));
        }
    }

    @Test
    void anOutlineThatCannotBeMadeToFitIsLeftOutForItsPlace() {
        // 400 holes of 4 corners each: simplifying takes none of them away.
        List<double[]> rings = new java.util.ArrayList<>(List.of(SampleAlerts.SQUARE.outer()));
        for (int i = 0; i < 400; i++) {
            double x = 127.5 + (i % 20) * 5e-5 + 1e-5;
            double y = 39.8 + Math.floorDiv(i, 20) * 5e-5 + 1e-5;
            rings.add(new double[] {x, y, x + 2e-5, y, x + 2e-5, y + 2e-5, x, y + 2e-5});
        }
        byte[] alert = AlertCodec.encode(with(new Outline(rings)));

        assertThat(alert.length).isLessThanOrEqualTo(8_192);
        assertThat(JSON.readTree(alert).at("/geometry/type").asString()).isEqualTo("Point");
        assertThat(JSON.readTree(alert).at("/bbox").size()).isEqualTo(4);
    }

    @Test
    void aSiteWithoutGeoreferenceHasNoGeometry() {
        AlertContent content = SampleAlerts.of(SampleAlerts.event("e1", 1, EventStatus.CONFIRMED), Optional.empty());

        assertThat(json(content).path("geometry").isNull()).isTrue();
        assertThat(json(content).at("/properties/tw:area_px").asDouble()).isEqualTo(1940.4);
    }

    @Test
    void theReportCarriesCloudEventsAttributesAndExpiresInSevenDays() {
        Message alert = AlertCodec.report(SampleAlerts.of("e1")).alert();

        assertThat(alert.userProperties())
                .containsEntry("specversion", "1.0")
                .containsEntry("type", "org.tilewatch.alert.new")
                .containsEntry("source", "/tilewatch/han-01")
                .containsEntry("subject", "han-01/harbour/e1")
                .containsKeys("id", "time");
        assertThat(alert.expiry().orElseThrow()).hasDays(7);
        assertThat(alert.retained()).isFalse();
    }

    @Test
    void thePicturesOfTheLastAlertAreRetainedWithoutTheDifference() {
        List<Message> pictures = AlertCodec.latestPictures(AlertCodec.report(SampleAlerts.of("e1")));

        assertThat(pictures)
                .extracting(Message::topic)
                .containsExactly(
                        "picture/latest/harbour/before", "picture/latest/harbour/after", "picture/latest/harbour/diff");
        assertThat(pictures).allMatch(Message::retained);
    }

    @Test
    void aChipOfMoreThan96KibIsRefused() {
        assertThat(new Chip(Role.AFTER, new byte[98_304]).bytes()).hasSize(98_304);
        assertThatThrownBy(() -> new Chip(Role.AFTER, new byte[98_305])).hasMessageContaining("98,305");
    }

    @Test
    void aChipThatWasNotSentIsNamedAsMissing() {
        Message alert = AlertCodec.report(SampleAlerts.of("e1")).alert();

        JsonNode named = JSON.readTree(
                AlertCodec.namingOnly(alert, Set.of("before", "diff")).payload());

        assertThat(named.path("assets").propertyNames()).containsExactly("before", "diff");
        assertThat(named.at("/properties/tw:chips_missing").toString()).isEqualTo("[\"after\"]");
        assertThat(AlertCodec.namingOnly(alert, Set.of("before", "after", "diff")))
                .isSameAs(alert);
    }

    @Test
    void aReceiverReadsBackWhatWasSaid() throws IOException {
        AlertSummary read = AlertSummary.read(AlertCodec.encode(SampleAlerts.of("e1")));

        assertThat(read.id()).isEqualTo(SampleAlerts.of("e1").alertId());
        assertThat(read.site()).isEqualTo("harbour");
        assertThat(read.severity()).isEqualTo("urgent");
        assertThat(read.probability()).isEqualTo(0.97);
        assertThat(read.chips()).containsKeys("before", "after", "diff");
    }

    @Test
    void whatIsNoAlertIsRefusedWithAReason() {
        for (String text : List.of("", "null", "[1]", "{\"id\":\"../../etc\"}", "\u0000", "{".repeat(5_000))) {
            assertThatThrownBy(() -> AlertSummary.read(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("not an alert");
        }
    }

    private static AlertContent revised(int revision, EventStatus status) {
        return SampleAlerts.of(SampleAlerts.event("e1", revision, status), Optional.of(SampleAlerts.SQUARE));
    }

    private static AlertContent with(Outline outline) {
        return SampleAlerts.of(SampleAlerts.event("e1", 1, EventStatus.CONFIRMED), Optional.of(outline));
    }

    private static String relation(AlertContent content) {
        return json(content).at("/links/0/rel").asString();
    }

    private static JsonNode json(AlertContent content) {
        return JSON.readTree(AlertCodec.encode(content));
    }

    /** A circle of about 100 m with a ragged edge. */
    private static Outline ragged(int points) {
        SplittableRandom random = new SplittableRandom(7);
        double[] ring = new double[2 * points];
        for (int i = 0; i < points; i++) {
            double radius = 1e-3 * (0.97 + 0.06 * random.nextDouble());
            ring[2 * i] = 127.5 + radius * Math.cos(2 * Math.PI * i / points);
            ring[2 * i + 1] = 39.8 + radius * Math.sin(2 * Math.PI * i / points);
        }
        return new Outline(List.of(ring));
    }

    private static double area(double[] ring) {
        Coordinate[] points = new Coordinate[ring.length / 2 + 1];
        for (int i = 0; i < ring.length / 2; i++) {
            points[i] = new Coordinate(ring[2 * i], ring[2 * i + 1]);
        }
        points[points.length - 1] = points[0];
        return new GeometryFactory().createPolygon(points).getArea();
    }

    private static double area(JsonNode ring) {
        Coordinate[] points = new Coordinate[ring.size()];
        for (int i = 0; i < points.length; i++) {
            points[i] = new Coordinate(
                    ring.get(i).get(0).asDouble(), ring.get(i).get(1).asDouble());
        }
        return new GeometryFactory().createPolygon(points).getArea();
    }
}
