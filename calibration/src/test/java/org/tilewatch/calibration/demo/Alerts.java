package org.tilewatch.calibration.demo;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.calibration.simulate.SimulatedSite;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.AlertContent;
import org.tilewatch.edge.report.alert.AlertContent.LonLat;
import org.tilewatch.edge.report.alert.AlertSummary;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.Kind;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;

/** Reports as a station would draw them up, for a given place on the site's grid. */
final class Alerts {

    private Alerts() {}

    static Report report(String id, EventStatus status, Outline onGrid, Instant acquired) {
        Event event = new Event(
                id,
                SimulatedSite.NAME,
                "c0r0",
                1,
                status,
                Polarity.APPEARED,
                Kind.OTHER,
                acquired,
                acquired,
                2,
                0,
                100,
                0.9,
                onGrid);
        double[] lonLat = lonLat(onGrid.outer());
        return AlertCodec.report(new AlertContent(
                "demo",
                event,
                Severity.URGENT,
                Optional.of(new Outline(List.of(lonLat))),
                Optional.of(new LonLat(lonLat[0], lonLat[1])),
                acquired.minusSeconds(86_400),
                acquired,
                acquired,
                6,
                6,
                Map.of(),
                List.of(),
                Optional.empty(),
                "test",
                "http://localhost/"));
    }

    static AlertSummary summary(String id, EventStatus status, Outline onGrid, Instant acquired) throws IOException {
        return AlertSummary.read(report(id, status, onGrid, acquired).alert().payload());
    }

    private static double[] lonLat(double[] grid) {
        Affine map = SimulatedSite.GRID.toMap();
        double[] points = new double[grid.length];
        for (int k = 0; k < grid.length; k += 2) {
            points[k] = map.u(grid[k], grid[k + 1]);
            points[k + 1] = map.v(grid[k], grid[k + 1]);
        }
        new Projections().of(SimulatedSite.GRID.epsg()).orElseThrow().toLonLat(points);
        return points;
    }
}
