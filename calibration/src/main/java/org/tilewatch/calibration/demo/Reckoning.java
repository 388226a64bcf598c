package org.tilewatch.calibration.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tilewatch.calibration.simulate.PlantedEvent;
import org.tilewatch.calibration.simulate.SimulatedSite;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projection;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.report.alert.AlertSummary;
import org.tilewatch.edge.site.Outline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares what the analyst received with what was planted, by place and time alone.
 *
 * <p>An alert belongs to an event if more than half of its outline lies within the event's, widened by 4 m, and its picture was
 * taken while the event showed. An event is found when its alerts together cover a fifth of it. For two looks after an event has
 * gone, alerts at its place are its echo; an alert that only tells of an end is none of its own.
 */
final class Reckoning {

    private static final double WIDENED_PIXELS = 4 / SimulatedSite.GSD_METRES;
    private static final double COVERED_FRACTION = 0.2;
    private static final int ECHO_LOOKS = 2;

    private final List<PlantedEvent> events;
    private final List<Instant> times;
    private final Projection projection =
            new Projections().of(SimulatedSite.GRID.epsg()).orElseThrow();
    private final Affine toGrid = SimulatedSite.GRID.toMap().inverse();

    /**
     * What became of an event.
     *
     * @param firstLookTold index of the look whose alert found it; empty if none did
     */
    record Found(PlantedEvent event, OptionalInt firstLookTold) {}

    /**
     * The result.
     *
     * @param falseAlerts events that were told and that nobody planted
     */
    record Balance(List<Found> events, int falseAlerts) {

        /** The lasting events that no alert told of. */
        List<PlantedEvent> missing() {
            return events.stream()
                    .filter(found ->
                            found.event().durable() && found.firstLookTold().isEmpty())
                    .map(Found::event)
                    .toList();
        }
    }

    /** {@code times}: when each look was taken. */
    Reckoning(List<PlantedEvent> events, List<Instant> times) {
        this.events = List.copyOf(events);
        this.times = List.copyOf(times);
    }

    Balance of(List<AlertSummary> alerts) {
        List<List<GridArea>> told = new ArrayList<>();
        List<OptionalInt> first = new ArrayList<>();
        events.forEach(event -> {
            told.add(new ArrayList<>());
            first.add(OptionalInt.empty());
        });
        Set<String> strangers = new LinkedHashSet<>();
        for (AlertSummary alert : alerts) {
            Optional<GridArea> patch = patch(alert);
            int look = times.indexOf(alert.acquired());
            boolean known = patch.isPresent() && credit(patch.get(), look, told, first);
            if (!known && !alert.status().equals("ended") && !alert.change().equals("deletion")) {
                strangers.add(alert.dataId());
            }
        }
        List<Found> found = new ArrayList<>();
        for (int k = 0; k < events.size(); k++) {
            found.add(new Found(events.get(k), first.get(k)));
        }
        return new Balance(List.copyOf(found), strangers.size());
    }

    /** Books an alert on every event it belongs to; false if there is none. */
    private boolean credit(GridArea patch, int look, List<List<GridArea>> told, List<OptionalInt> first) {
        boolean known = false;
        for (int k = 0; k < events.size(); k++) {
            PlantedEvent event = events.get(k);
            boolean echo = look > event.lastLook() && look <= event.lastLook() + ECHO_LOOKS;
            boolean shows = look >= event.firstLook() && look <= event.lastLook();
            GridArea outline = GridArea.of(event.outline());
            if (!(echo || shows) || patch.shareIn(outline.grown(WIDENED_PIXELS)) <= 0.5) {
                continue;
            }
            known = true;
            if (shows) {
                told.get(k).add(patch);
                boolean enough = outline.shareIn(GridArea.union(told.get(k))) >= COVERED_FRACTION;
                if (enough && first.get(k).isEmpty()) {
                    first.set(k, OptionalInt.of(look));
                }
            }
        }
        return known;
    }

    /** The alert's outline on the site's grid; empty if it tells none. */
    private Optional<GridArea> patch(AlertSummary alert) {
        JsonNode geometry = JsonMapper.shared().readTree(alert.json()).path("geometry");
        if (!geometry.path("type").asString("").equals("Polygon")) {
            return Optional.empty();
        }
        List<double[]> rings = new ArrayList<>();
        for (JsonNode ring : geometry.path("coordinates")) {
            // GeoJSON repeats the first point at the end.
            double[] points = new double[2 * Math.max(0, ring.size() - 1)];
            for (int k = 0; k + 1 < points.length; k += 2) {
                points[k] = ring.path(k / 2).path(0).asDouble();
                points[k + 1] = ring.path(k / 2).path(1).asDouble();
            }
            if (points.length >= 6) {
                rings.add(onGrid(points));
            }
        }
        return rings.isEmpty() ? Optional.empty() : Optional.of(GridArea.of(new Outline(rings)));
    }

    private double[] onGrid(double[] lonLat) {
        projection.toMap(lonLat);
        double[] grid = new double[lonLat.length];
        for (int k = 0; k < lonLat.length; k += 2) {
            grid[k] = toGrid.u(lonLat[k], lonLat[k + 1]);
            grid[k + 1] = toGrid.v(lonLat[k], lonLat[k + 1]);
        }
        return grid;
    }
}
