package org.tilewatch.edge.site.watched;

import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.SiteGrid;

/** Plans of a site of half a metre a pixel, drawn in pixels of its grid. */
public final class DrawnPlan {

    private static final Affine TO_MAP = new Affine(520_000, 0.5, 0, 4_410_000, 0, -0.5);
    static final SiteGrid GRID = new SiteGrid("works", Optional.of(new GeoReference(32652, TO_MAP)), 0.5, 0.5);

    private DrawnPlan() {}

    /** A site that is one zone. */
    public static SitePlan of(String zone, Purpose purpose, int left, int top, int right, int bottom) {
        Outline area = box(left, top, right, bottom);
        Zone only = new Zone(zone, purpose, List.of(area), 0, 0, false, "");
        WatchedSite site = new WatchedSite("works", List.of(area), Optional.empty(), List.of(only), List.of());
        return SitePlan.of(site, GRID, new Projections());
    }

    /** In longitude and latitude. */
    static Outline box(int left, int top, int right, int bottom) {
        double[] ring = {left, top, right, top, right, bottom, left, bottom};
        for (int i = 0; i < ring.length; i += 2) {
            double x = TO_MAP.u(ring[i], ring[i + 1]);
            ring[i + 1] = TO_MAP.v(ring[i], ring[i + 1]);
            ring[i] = x;
        }
        new Projections().of(32652).orElseThrow().toLonLat(ring);
        return new Outline(List.of(ring));
    }
}
