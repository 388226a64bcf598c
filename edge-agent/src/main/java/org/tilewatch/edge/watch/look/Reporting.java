package org.tilewatch.edge.watch.look;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tilewatch.edge.detect.chip.Chips;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Longitudes;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.AlertContent;
import org.tilewatch.edge.report.alert.AlertContent.Chip;
import org.tilewatch.edge.report.alert.AlertContent.LonLat;
import org.tilewatch.edge.report.alert.AlertContent.Role;
import org.tilewatch.edge.report.alert.Origin;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.store.file.HistoryTile;
import org.tilewatch.edge.watch.kind.KindRules;
import org.tilewatch.edge.watch.place.Placement;

/**
 * Draws up the reports of one station.
 *
 * @param stationId as configured
 * @param baseUrl where pictures and pages can be had
 * @param profile id of the thresholds in use
 * @param model checksum of the network that has a say, if any has
 * @param armed whether anything new is to be published now
 * @param terms of use of the imagery, empty if none are known
 */
public record Reporting(
        String stationId,
        String baseUrl,
        String profile,
        Optional<String> model,
        InstantSource clock,
        BooleanSupplier armed,
        String terms) {

    /** Of a station that is always armed. */
    public Reporting(String stationId, String baseUrl, String profile, Optional<String> model, InstantSource clock) {
        this(stationId, baseUrl, profile, model, clock, () -> true, "");
    }

    /** Whether anything is to be published at all. */
    public boolean isArmed() {
        return armed.getAsBoolean();
    }

    /** Whether an event that is worth publishing holds something that was not published yet. */
    public boolean isNews(Event event, Map<String, Double> explain) {
        if (!armed.getAsBoolean()) {
            return false;
        }
        boolean justConfirmed = event.status() == EventStatus.CONFIRMED && event.looksSeen() == 2;
        boolean built = explain.containsKey(KindRules.BUILT);
        return event.revision() == 0 || justConfirmed || built || event.status() == EventStatus.ABSORBED;
    }

    public static Event revised(Event event) {
        return event.revised(event.status());
    }

    public AlertContent report(
            Event event,
            Optional<Outline> lonLat,
            SiteGrid grid,
            Chips chips,
            Instant acquired,
            int looksInHistory,
            LooksBefore before,
            Map<String, Double> explain) {
        return new AlertContent(
                stationId,
                event,
                event.status().open() ? Severity.URGENT : Severity.ROUTINE,
                lonLat,
                lonLat.map(Reporting::centre),
                before.newest(),
                acquired,
                clock.instant(),
                looksInHistory,
                Math.max(before.count(), event.details().clearLooksBefore()),
                explain,
                List.of(
                        new Chip(Role.BEFORE, chips.before(), Optional.of(chips.window())),
                        new Chip(Role.AFTER, chips.after(), Optional.of(chips.window())),
                        new Chip(Role.DIFF, chips.difference(), Optional.of(chips.window()))),
                model,
                profile,
                baseUrl,
                new Origin(Optional.empty(), Optional.empty(), frame(grid, chips), terms),
                Optional.empty());
    }

    private static Optional<Origin.Frame> frame(SiteGrid grid, Chips chips) {
        double gridX = chips.window().width() / (double) chips.width();
        double gridY = chips.window().height() / (double) chips.height();
        Affine toGrid = new Affine(chips.window().x(), gridX, 0, chips.window().y(), 0, gridY);
        return grid.georeference()
                .map(place -> new Origin.Frame(
                        chips.width(), chips.height(), new GeoReference(place.epsg(), toGrid.then(place.toMap()))));
    }

    /** The report of an event that an order changed: no look stands behind it, and it has no pictures. */
    public Report ordered(Event event, Optional<SiteGrid> grid) {
        Optional<Outline> lonLat = grid.flatMap(on -> new Placement(on, Affine.IDENTITY, Patch.box(event.outline()))
                .inLonLat(event.outline(), new Projections()));
        return AlertCodec.report(new AlertContent(
                stationId,
                event,
                Severity.ROUTINE,
                lonLat,
                lonLat.map(Reporting::centre),
                event.firstSeen(),
                event.lastSeen(),
                clock.instant(),
                0,
                0,
                Map.of(),
                List.of(),
                model,
                profile,
                baseUrl));
    }

    /**
     * The remembered looks at an event's tile from before the event was first seen.
     *
     * @param newest acquisition time of the latest of them; that of the event's first look if none is remembered
     * @param count how many are remembered
     */
    public record LooksBefore(Instant newest, int count) {

        /**
         * The looks before an event, of all that are remembered.
         *
         * @param remembered latest acquisition first
         */
        public static LooksBefore of(Event event, List<HistoryTile> remembered) {
            List<Instant> before = remembered.stream()
                    .filter(row -> row.tileId().equals(event.tile()))
                    .map(row -> row.pass().acquired())
                    .filter(acquired -> acquired.isBefore(event.firstSeen()))
                    .toList();
            return new LooksBefore(before.isEmpty() ? event.firstSeen() : before.getFirst(), before.size());
        }
    }

    private static LonLat centre(Outline outline) {
        double[] centre = outline.centroid();
        return new LonLat(Longitudes.near(centre[0], 0), centre[1]);
    }
}
