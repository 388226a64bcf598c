package org.tilewatch.edge.command.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.alert.SampleAlerts;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.store.Settlement;
import org.tilewatch.edge.store.Store;

/** A state folder whose content can be worked out on paper: a harbour, one look a day from 2026-03-01 on. */
final class KnownState {

    static final Instant FIRST = Instant.parse("2026-03-01T02:10:00Z");
    static final SiteGrid GRID = new SiteGrid(
            "harbour", Optional.of(new GeoReference(32652, new Affine(300_000, 0.5, 0, 4_400_000, 0, -0.5))), 0.5, 0.5);

    private final Store store;
    private int looks;

    KnownState(Path folder) throws IOException {
        store = Store.open(folder, Store.Durability.TEMPORARY, InstantSource.fixed(FIRST.plus(Duration.ofDays(99))));
    }

    Store store() {
        return store;
    }

    static Instant day(int day) {
        return FIRST.plus(Duration.ofDays(day));
    }

    /** A look without anything to tell. */
    KnownState look(String verdict, String reason) throws IOException {
        return look(verdict, reason, List.of(), List.of());
    }

    /** A look with an event and the reports about it. */
    KnownState look(String verdict, String reason, List<Event> events, List<Report> reports) throws IOException {
        store.settle(new Settlement(
                "%064x".formatted(looks + 1),
                "harbour_%02d.tif".formatted(looks),
                Optional.empty(),
                "harbour",
                new Pass(day(looks), AcquiredFrom.STAC, "S2A", Double.NaN, Double.NaN, Double.NaN),
                verdict,
                reason,
                verdict.equals("learning") || verdict.equals("unusable") ? Double.NaN : 0.5,
                looks == 0 ? Optional.of(GRID) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                events,
                reports));
        looks++;
        return this;
    }

    /** Two clear looks, a cloudy one, then a hall of 1,940 m2 on two looks, then cloud. */
    static void withHall(Path folder) throws IOException {
        KnownState state = new KnownState(folder);
        state.look("learning", "")
                .look("unchanged", "")
                .look("unusable", "cloud")
                .look("changed", "", List.of(SampleAlerts.hall("e1", day(3), day(3))), List.of())
                .look(
                        "changed",
                        "",
                        List.of(SampleAlerts.hall("e1", day(3), day(4))),
                        List.of(SampleAlerts.report(SampleAlerts.hall("e1", day(3), day(4)))))
                .look("unusable", "cloud");
        state.store.close();
    }
}
