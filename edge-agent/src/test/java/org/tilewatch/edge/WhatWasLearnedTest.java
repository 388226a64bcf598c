package org.tilewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.console.Station.Learned;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.order.Order;
import org.tilewatch.edge.order.Order.Reviewer;
import org.tilewatch.edge.order.Orders;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.store.Settlement;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.Retention;
import org.tilewatch.edge.watch.look.AlertPolicy;
import org.tilewatch.edge.watch.look.Reporting;

final class WhatWasLearnedTest {

    private static final Instant ACQUIRED = Instant.parse("2026-03-01T02:00:00Z");
    private static final Reviewer KIM = new Reviewer("kim", "");

    @TempDir
    Path folder;

    @Test
    void aRejectionRaisesWhatIsToldFromAndMakesItsPlaceRestless() throws IOException {
        try (Store store = store()) {
            see(store, event("e1", EventStatus.CONFIRMED, 10));
            see(store, event("train", EventStatus.ENDED, 100));
            WhatWasLearned learned = new WhatWasLearned(store, AlertPolicy.DEFAULT);
            Learned before = learned.of("harbour").orElseThrow();
            orders(store).carryOut(new Order.Reject("e1", KIM));
            Learned after = learned.of("harbour").orElseThrow();

            assertThat(before.reviews()).isZero();
            assertThat(before.confirmedFrom()).isEqualTo(before.confirmedUsually());
            assertThat(after.reviews()).isEqualTo(1);
            assertThat(after.confirmedFrom()).isGreaterThan(before.confirmedFrom());
            assertThat(after.provisionalFrom()).isGreaterThan(after.provisionalUsually());
            assertThat(learned.restless("harbour")).hasSize(1);
            assertThat(learned.restless("quarry")).isEmpty();
        }
    }

    @Test
    void anAcceptanceLowersWhatIsToldFromAndMakesNoPlaceRestless() throws IOException {
        try (Store store = store()) {
            see(store, event("e1", EventStatus.CONFIRMED, 10));
            WhatWasLearned learned = new WhatWasLearned(store, AlertPolicy.DEFAULT);
            orders(store).carryOut(new Order.Accept("e1", KIM));
            Learned after = learned.of("harbour").orElseThrow();

            assertThat(after.confirmedFrom()).isLessThan(after.confirmedUsually());
            assertThat(learned.restless("harbour")).isEmpty();
        }
    }

    private Store store() throws IOException {
        return Store.open(folder, Store.Durability.TEMPORARY, InstantSource.system(), Retention.UNLIMITED);
    }

    private static Orders orders(Store store) {
        Reporting reporting =
                new Reporting("han-01", "http://127.0.0.1", "p", Optional.empty(), InstantSource.system());
        return new Orders(store, new Health(3), reporting::ordered, () -> {});
    }

    private static Event event(String id, EventStatus status, int left) {
        Outline outline = new Outline(List.of(new double[] {left, 10, left + 20, 10, left + 20, 20, left, 20}));
        return new Event(
                id,
                "harbour",
                "c0r0",
                1,
                status,
                Polarity.APPEARED,
                Kind.OTHER,
                ACQUIRED,
                ACQUIRED,
                2,
                0,
                200,
                0.9,
                outline);
    }

    private static void see(Store store, Event event) throws IOException {
        store.settle(new Settlement(
                "sha-" + event.id(),
                "a.tif",
                Optional.empty(),
                "harbour",
                new Pass(ACQUIRED, AcquiredFrom.STAC, "", Double.NaN, Double.NaN, Double.NaN),
                "changed",
                "",
                0.9,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(event),
                List.of()));
    }
}
