package org.tilewatch.edge.watch.place;

import java.util.Optional;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Projection;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.watched.WatchedSite;

/** Which pixels of its grid a watched site takes: a scene may show far more. */
public final class SiteWindow {

    /** Ground around the outline that helps to tell what is within. */
    private static final int MARGIN = 64;

    private SiteWindow() {}

    /** The tiles that the site and a margin around it touch; empty where the site's place on the grid is not known. */
    public static Optional<Window> tiles(Optional<WatchedSite> site, SiteGrid grid, Projections projections) {
        return around(site, grid, projections, MARGIN).map(window -> {
            int left = Math.floorDiv(window.x(), SiteGrid.TILE) * SiteGrid.TILE;
            int top = Math.floorDiv(window.y(), SiteGrid.TILE) * SiteGrid.TILE;
            int right = Math.ceilDiv(window.right(), SiteGrid.TILE) * SiteGrid.TILE;
            int bottom = Math.ceilDiv(window.bottom(), SiteGrid.TILE) * SiteGrid.TILE;
            return new Window(left, top, right - left, bottom - top);
        });
    }

    /** The box around the site's outlines with a margin of so many pixels; empty where the site's place on the grid is not known. */
    public static Optional<Window> around(
            Optional<WatchedSite> site, SiteGrid grid, Projections projections, int margin) {
        Optional<Projection> projection =
                grid.georeference().map(GeoReference::epsg).flatMap(projections::of);
        if (site.isEmpty() || projection.isEmpty()) {
            return Optional.empty();
        }
        Affine toGrid = grid.georeference().orElseThrow().toMap().inverse();
        double[] box = {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (Outline outline : site.get().outlines()) {
            add(
                    outline,
                    projection.get(),
                    grid.georeference().orElseThrow().toMap().u0(),
                    toGrid,
                    box);
        }
        int left = (int) Math.floor(box[0]) - margin;
        int top = (int) Math.floor(box[1]) - margin;
        return Optional.of(
                new Window(left, top, (int) Math.ceil(box[2]) + margin - left, (int) Math.ceil(box[3]) + margin - top));
    }

    private static void add(Outline lonLat, Projection projection, double mapX, Affine toGrid, double[] box) {
        for (double[] ring : lonLat.rings()) {
            double[] points = ring.clone();
            projection.toMapNear(points, mapX);
            for (int i = 0; i < points.length; i += 2) {
                double x = toGrid.u(points[i], points[i + 1]);
                double y = toGrid.v(points[i], points[i + 1]);
                box[0] = Math.min(box[0], x);
                box[1] = Math.min(box[1], y);
                box[2] = Math.max(box[2], x);
                box[3] = Math.max(box[3], y);
            }
        }
    }
}
