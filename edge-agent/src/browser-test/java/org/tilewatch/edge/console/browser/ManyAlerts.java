package org.tilewatch.edge.console.browser;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.detect.chip.WebPicture;
import org.tilewatch.edge.imagery.AcquiredFrom;
import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.AlertContent;
import org.tilewatch.edge.report.alert.AlertContent.Chip;
import org.tilewatch.edge.report.alert.AlertContent.LonLat;
import org.tilewatch.edge.report.alert.AlertContent.Role;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.store.Settlement;
import org.tilewatch.edge.store.Store;

/** Fills a store with looks that left alerts behind. */
final class ManyAlerts {

    private static final Instant FIRST = Instant.parse("2026-01-01T02:00:00Z");
    private static final int EDGE = 48;
    private static final Map<String, Double> EXPLAIN = Map.of("strength", 4.25, "shift_trust", 0.93);

    private ManyAlerts() {}

    /** So many looks with so many alerts each, two looks a day. */
    static void put(Store store, String site, int looks, int alertsEach) throws IOException {
        List<Chip> chips = List.of(chip(Role.BEFORE, 90), chip(Role.AFTER, 160), chip(Role.DIFF, 220));
        for (int look = 0; look < looks; look++) {
            Instant acquired = FIRST.plus(Duration.ofHours(12L * look));
            List<Event> events = new ArrayList<>();
            List<Report> reports = new ArrayList<>();
            for (int i = 0; i < alertsEach; i++) {
                Event event = event(site, look, i, acquired);
                events.add(event);
                reports.add(report(event, acquired, chips));
            }
            settle(store, site, look, events, reports);
        }
    }

    /** One look with one alert that tells of itself what is given. */
    static void explained(Store store, String site, Map<String, Double> explain) throws IOException {
        List<Chip> chips = List.of(chip(Role.BEFORE, 90), chip(Role.AFTER, 160), chip(Role.DIFF, 220));
        Event event = event(site, 0, 0, FIRST);
        settle(
                store,
                site,
                0,
                List.of(event),
                List.of(report("han-01", event, FIRST, chips, new LonLat(127.5, 39.8), explain)));
    }

    private static void settle(Store store, String site, int look, List<Event> events, List<Report> reports)
            throws IOException {
        store.settle(new Settlement(
                site + look,
                site + look + ".tif",
                Optional.empty(),
                site,
                new Pass(
                        FIRST.plus(Duration.ofHours(12L * look)),
                        AcquiredFrom.STAC,
                        "S2A",
                        Double.NaN,
                        Double.NaN,
                        Double.NaN),
                "changed",
                "",
                0.9,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                events,
                reports));
    }

    /** A report of a station, at a place of its own. */
    static Report of(String station, String site, int look, int i, LonLat place) {
        Instant acquired = FIRST.plus(Duration.ofHours(12L * look));
        List<Chip> chips = List.of(chip(Role.BEFORE, 90), chip(Role.AFTER, 160), chip(Role.DIFF, 220));
        return report(station, event(site, look, i, acquired), acquired, chips, place, EXPLAIN);
    }

    private static Event event(String site, int look, int i, Instant seen) {
        double x = 20 + 3 * i % 400;
        Outline outline = new Outline(List.of(new double[] {x, 40, x + 24, 40, x + 24, 60, x, 60}));
        return new Event(
                site.replaceAll("[^a-z]", "") + "-" + look + "-" + i,
                site,
                "c0r0",
                1,
                EventStatus.PROVISIONAL,
                Polarity.APPEARED,
                Kind.OTHER,
                seen,
                seen,
                1,
                0,
                120 + i,
                0.75 + i % 20 / 100.0,
                outline);
    }

    private static Report report(Event event, Instant acquired, List<Chip> chips) {
        return report("han-01", event, acquired, chips, new LonLat(127.5, 39.8), EXPLAIN);
    }

    private static Report report(
            String station,
            Event event,
            Instant acquired,
            List<Chip> chips,
            LonLat place,
            Map<String, Double> explain) {
        return AlertCodec.report(new AlertContent(
                station,
                event,
                Severity.URGENT,
                Optional.empty(),
                Optional.of(place),
                acquired.minus(Duration.ofHours(12)),
                acquired,
                acquired.plus(Duration.ofMinutes(3)),
                6,
                5,
                explain,
                chips,
                Optional.empty(),
                "default-3",
                "http://127.0.0.1:8090"));
    }

    private static Chip chip(Role role, int grey) {
        byte[] rgba = new byte[EDGE * EDGE * 4];
        for (int i = 0; i < rgba.length; i++) {
            rgba[i] = (byte) (i % 4 == 3 ? 255 : grey + i / 4 % EDGE);
        }
        return new Chip(role, WebPicture.encode(rgba, EDGE, EDGE), Optional.of(new Window(0, 0, 96, 96)));
    }
}
