package org.tilewatch.edge.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.order.Order.Reviewer;
import org.tilewatch.edge.order.Orders.RequestKey;
import org.tilewatch.edge.order.Outcome.Code;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.SampleAlerts;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.store.Settlement;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.LearnedTiles;
import org.tilewatch.edge.watch.look.Reporting;

final class OrdersTest {

    private static final Instant SEEN = Instant.parse("2026-03-02T02:10:00Z");

    @TempDir
    Path state;

    private final Health health = new Health(3);
    private int woken;
    private int looks;
    private Store store;
    private Orders orders;

    @BeforeEach
    void open() throws IOException {
        store = Store.open(state, Store.Durability.TEMPORARY, InstantSource.system());
        orders = orders(store);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void anAcceptedEventIsReviewedAndItsLampGoesOut() throws IOException {
        settle(event("e1", 1, EventStatus.CONFIRMED));
        health.alertRaised("e1");
        health.alertRaised("e2");

        Outcome outcome = orders.carryOut(new Order.Accept("e1", new Reviewer("kim", "seen on site")));

        assertThat(outcome.code()).isEqualTo(Code.DONE);
        assertThat(store.orders().review("e1").orElseThrow().accepted()).isTrue();
        assertThat(store.orders().review("e1").orElseThrow().reviewer()).isEqualTo("kim");
        assertThat(health.now().openAlerts()).isEqualTo(1);
        assertThat(store.event("e1").orElseThrow().status()).isEqualTo(EventStatus.CONFIRMED);
    }

    @Test
    void aRejectedEventIsRetractedAndItsRetractionIsQueuedAsANewRevision() throws IOException {
        settle(event("e1", 2, EventStatus.CONFIRMED));

        Outcome outcome = orders.carryOut(new Order.Reject("e1", Reviewer.UNNAMED));

        assertThat(outcome.code()).isEqualTo(Code.DONE);
        assertThat(store.event("e1").orElseThrow().status()).isEqualTo(EventStatus.RETRACTED);
        Report retraction = store.outbox().next().orElseThrow().report();
        assertThat(retraction.severity()).isEqualTo(Severity.ROUTINE);
        assertThat(retraction.alert().userProperties()).containsEntry("type", "org.tilewatch.alert.deletion");
        assertThat(text(retraction)).contains("\"rel\":\"deletion\"", "\"tw:revision\":3");
        assertThat(woken).isEqualTo(1);
    }

    @Test
    void anEventIsAlsoKnownByItsAlert() throws IOException {
        Event event = event("e1", 1, EventStatus.CONFIRMED);
        Report alert = reporting().ordered(event, Optional.empty());
        settle(List.of(event), List.of(alert), Optional.empty());

        orders.carryOut(new Order.Reject(alert.alertId(), Reviewer.UNNAMED));

        assertThat(store.event("e1").orElseThrow().status()).isEqualTo(EventStatus.RETRACTED);
    }

    @Test
    void anEventThatWasNeverPublishedIsWithdrawnWithoutAReport() throws IOException {
        settle(event("e1", 0, EventStatus.PROVISIONAL));

        orders.carryOut(new Order.Reject("e1", Reviewer.UNNAMED));

        assertThat(store.event("e1").orElseThrow().status()).isEqualTo(EventStatus.RETRACTED);
        assertThat(store.outbox().queued()).isZero();
    }

    @Test
    void aLookThatWasUnderWayDoesNotReopenARejectedEvent() throws IOException {
        settle(event("e1", 1, EventStatus.PROVISIONAL));
        orders.carryOut(new Order.Reject("e1", Reviewer.UNNAMED));
        Event confirmed = event("e1", 2, EventStatus.CONFIRMED);

        settle(List.of(confirmed), List.of(reporting().ordered(confirmed, Optional.empty())), Optional.empty());

        assertThat(store.event("e1").orElseThrow().status()).isEqualTo(EventStatus.RETRACTED);
        assertThat(store.outbox().queued()).isEqualTo(1);
        assertThat(text(store.outbox().next().orElseThrow().report())).contains("\"rel\":\"deletion\"");
    }

    @Test
    void theSameRequestAgainGetsTheSameAnswerAndChangesNothing() throws IOException {
        settle(event("e1", 1, EventStatus.CONFIRMED));
        Order reject = new Order.Reject("e1", Reviewer.UNNAMED);

        Outcome first = orders.carryOut(reject, new RequestKey("k1"));
        Outcome again = orders(store).carryOut(reject, new RequestKey("k1"));
        Outcome other = orders.carryOut(new Order.Silence(), new RequestKey("k1"));

        assertThat(again).isEqualTo(first);
        assertThat(store.outbox().queued()).isEqualTo(1);
        assertThat(other.code()).isEqualTo(Code.CONFLICT);
    }

    @Test
    void whatNobodyKnowsIsToldAsUnknown() throws IOException {
        assertThat(orders.carryOut(new Order.Accept("e9", Reviewer.UNNAMED)).code())
                .isEqualTo(Code.UNKNOWN);
        assertThat(orders.carryOut(new Order.Reject("e9", Reviewer.UNNAMED)).code())
                .isEqualTo(Code.UNKNOWN);
        assertThat(orders.carryOut(new Order.Rebaseline("nowhere")).code()).isEqualTo(Code.UNKNOWN);
        assertThat(orders.carryOut(new Order.Resend("a9")).code()).isEqualTo(Code.UNKNOWN);
    }

    @Test
    void aDisarmedStationStaysDisarmedOverARestart() throws IOException {
        Outcome done = orders.carryOut(new Order.Disarm());
        Outcome unchanged = orders.carryOut(new Order.Disarm());
        boolean told = health.now().armed();
        store.close();
        open();
        boolean afterRestart = store.orders().armed();
        orders.carryOut(new Order.Arm());

        assertThat(done.code()).isEqualTo(Code.DONE);
        assertThat(unchanged.code()).isEqualTo(Code.UNCHANGED);
        assertThat(told).isFalse();
        assertThat(afterRestart).isFalse();
        assertThat(store.orders().armed()).isTrue();
        assertThat(health.now().armed()).isTrue();
    }

    @Test
    void silenceQuietsTheLamp() throws IOException {
        health.alertRaised("e1");

        assertThat(orders.carryOut(new Order.Silence()).code()).isEqualTo(Code.DONE);
        assertThat(orders.carryOut(new Order.Silence()).code()).isEqualTo(Code.UNCHANGED);
        assertThat(health.now().openAlerts()).isZero();
    }

    @Test
    void aRebaselinedSiteKnowsNothingAndItsOpenEventsAreAbsorbed() throws IOException {
        try (LearnedTiles learned = store.learn(10)) {
            learned.add("c0r0", ByteBuffer.allocateDirect(10));
            settle(List.of(event("e1", 1, EventStatus.CONFIRMED)), List.of(), Optional.of(learned));
        }
        int before = store.leastHistory("port");

        Outcome outcome = orders.carryOut(new Order.Rebaseline("port"));

        assertThat(before).isEqualTo(1);
        assertThat(outcome.code()).isEqualTo(Code.DONE);
        assertThat(store.history("port")).isEmpty();
        assertThat(store.leastHistory("port")).isZero();
        assertThat(store.openEvents("port")).isEmpty();
        assertThat(store.event("e1").orElseThrow().status()).isEqualTo(EventStatus.ABSORBED);
        assertThat(store.outbox().queued()).isEqualTo(1);
        store.close();
        open();
        assertThat(store.history("port")).isEmpty();
    }

    @Test
    void aForgottenFileIsNotWrittenOverWhileALookMayStillReadIt() throws IOException {
        try (LearnedTiles learned = store.learn(10)) {
            learned.add("c0r0", ByteBuffer.allocateDirect(10).put(0, (byte) 7));
            settle(List.of(), List.of(), Optional.of(learned));
        }
        var remembered = store.history("port").getFirst();
        orders.carryOut(new Order.Rebaseline("port"));
        ByteBuffer read = ByteBuffer.allocateDirect(10);
        try (LearnedTiles under = store.learn(10)) {
            under.add("c0r0", ByteBuffer.allocateDirect(10).put(0, (byte) 9));
            store.read(remembered, read);
        }

        assertThat(read.get(0)).isEqualTo((byte) 7);
    }

    @Test
    void anAlertIsSentAgainUnderItsIdWithItsPictures() throws IOException {
        Report report = AlertCodec.report(SampleAlerts.of("e1"));
        settle(List.of(), List.of(report), Optional.empty());
        Outcome waiting = orders.carryOut(new Order.Resend(report.alertId()));
        store.outbox().acknowledged(report.alertId());

        Outcome outcome = orders.carryOut(new Order.Resend(report.alertId()));

        assertThat(waiting.code()).isEqualTo(Code.UNCHANGED);
        assertThat(outcome.code()).isEqualTo(Code.DONE);
        Report again = store.outbox().next().orElseThrow().report();
        assertThat(again.alertId()).isEqualTo(report.alertId());
        assertThat(again.chips()).hasSize(3);
        assertThat(woken).isEqualTo(1);
    }

    @Test
    void aDrawnOutlineIsToldAsAnUpdateAndOneThatCrossesItselfIsNot() throws IOException {
        settle(event("e1", 1, EventStatus.CONFIRMED)); // 50 pixels that stand for 100 m2
        Outline square = new Outline(List.of(new double[] {0, 0, 10, 0, 10, 10, 0, 10}));
        Outline bow = new Outline(List.of(new double[] {0, 0, 10, 10, 10, 0, 0, 10}));

        Outcome crossed = orders.carryOut(new Order.Correct("e1", bow, Reviewer.UNNAMED));
        orders.carryOut(new Order.Correct("e1", square, Reviewer.UNNAMED));

        assertThat(crossed.code()).isEqualTo(Code.BAD_REQUEST);
        assertThat(store.event("e1").orElseThrow().areaSquareMetres()).isEqualTo(200);
        assertThat(text(store.outbox().next().orElseThrow().report())).contains("\"rel\":\"update\"");
    }

    private Orders orders(Store in) {
        return new Orders(in, health, reporting()::ordered, () -> woken++);
    }

    private static Reporting reporting() {
        return new Reporting("han-01", "https://example.org/", "default", Optional.empty(), InstantSource.fixed(SEEN));
    }

    private void settle(Event event) throws IOException {
        settle(List.of(event), List.of(), Optional.empty());
    }

    private void settle(List<Event> events, List<Report> reports, Optional<LearnedTiles> learned) throws IOException {
        String name = "look" + looks++;
        store.settle(new Settlement(
                name,
                name,
                Optional.empty(),
                "port",
                new Pass(SEEN.plusSeconds(looks), AcquiredFrom.STAC, "S2A", 150, 41, Double.NaN),
                "changed",
                "",
                0.9,
                Optional.empty(),
                Optional.empty(),
                learned,
                events,
                reports));
    }

    private static Event event(String id, int revision, EventStatus status) {
        return new Event(
                id,
                "port",
                "c0r0",
                revision,
                status,
                Polarity.APPEARED,
                Kind.OTHER,
                SEEN,
                SEEN,
                2,
                0,
                100,
                0.9,
                new Outline(List.of(new double[] {0, 0, 10, 0, 10, 10})));
    }

    private static String text(Report report) {
        return new String(report.alert().payload(), StandardCharsets.UTF_8);
    }
}
