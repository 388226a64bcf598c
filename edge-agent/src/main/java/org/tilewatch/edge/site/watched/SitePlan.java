package org.tilewatch.edge.site.watched;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projection;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.SiteGrid;

/**
 * The zones and reference structures of a site on the pixels of its grid. For one thread.
 *
 * <p>How much of an object a zone holds is counted on at most {@value #MOST_SAMPLES} of the object's pixels.
 */
public final class SitePlan {

    private static final int MOST_SAMPLES = 400;

    /** Points on the box around a zone at which is looked whether it was seen. */
    private static final int MOST_POINTS = 4096;

    /** A zone holds an object if at least this share of it lies in the zone. */
    private static final double LEAST_SHARE = 0.2;

    /** Zones whose shares differ by less than this hold as much of an object; their priority decides. */
    private static final double AS_MUCH = 0.1;

    private final List<Placed<Zone>> zones = new ArrayList<>();
    private final List<Placed<ReferenceStructure>> structures = new ArrayList<>();

    private final List<Plot> plots = new ArrayList<>();

    private Region own = new Region(List.of());
    private Region neighbours = new Region(List.of());

    private record Placed<T>(T what, Region region) {}

    /**
     * Points spread evenly over the site or a zone, in grid pixels.
     *
     * @param zone empty for the site
     */
    record Plot(String zone, int[] xs, int[] ys) {}

    /** Nothing is watched in particular. */
    private SitePlan() {}

    /** The plans of the sites that were asked for last, as working one out takes longer than many a look. */
    public static final class Known {

        private static final int MOST = 64;
        private final Map<String, Entry> entries = new LinkedHashMap<>();

        private record Entry(WatchedSite site, SiteGrid grid, SitePlan plan) {}

        /** The plan of a site on its grid; empty for a place that no sites file tells of. */
        public SitePlan of(Optional<WatchedSite> site, SiteGrid grid, Projections projections) {
            if (site.isEmpty()) {
                return empty();
            }
            Entry known = entries.get(site.get().name());
            if (known == null
                    || !known.site().equals(site.get())
                    || !known.grid().equals(grid)) {
                known = new Entry(site.get(), grid, SitePlan.of(site.get(), grid, projections));
                if (entries.size() >= MOST) {
                    entries.clear();
                }
                entries.put(site.get().name(), known);
            }
            return known.plan();
        }
    }

    /** The plan of a place that no sites file tells of. */
    public static SitePlan empty() {
        return new SitePlan();
    }

    /** Empty plan where the grid has no georeference, or one of an unknown system. */
    public static SitePlan of(WatchedSite site, SiteGrid grid, Projections projections) {
        SitePlan plan = new SitePlan();
        Optional<Projection> projection = grid.georeference().flatMap(place -> projections.of(place.epsg()));
        if (projection.isEmpty()) {
            return plan;
        }
        Affine toGrid = grid.georeference().orElseThrow().toMap().inverse();
        plan.own = region(site.outlines(), projection.get(), toGrid);
        plan.neighbours = region(site.neighbours(), projection.get(), toGrid);
        plan.plots.add(plot("", plan.own));
        for (Zone zone : site.zones()) {
            Region region = region(zone.outlines(), projection.get(), toGrid);
            plan.zones.add(new Placed<>(zone, region));
            plan.plots.add(plot(zone.name(), region));
        }
        for (ReferenceStructure structure : site.structures()) {
            plan.structures.add(new Placed<>(structure, region(structure.outlines(), projection.get(), toGrid)));
        }
        return plan;
    }

    public boolean hasZones() {
        return !zones.isEmpty();
    }

    /** Whether an event is this site's to tell: its middle lies on it, or at least on no other one. */
    public boolean owns(Event event) {
        Window box = Patch.box(event.outline());
        double x = box.x() + box.width() / 2.0;
        double y = box.y() + box.height() / 2.0;
        return !neighbours.holds(x, y) || own.holds(x, y);
    }

    /** Names of the zones that hold a place of the grid, their rims included. */
    public List<String> zonesAt(double x, double y) {
        return zones.stream()
                .filter(zone -> zone.region().holds(x, y))
                .map(zone -> zone.what().name())
                .toList();
    }

    /** The site first, then its zones; empty for an empty plan. */
    List<Plot> plots() {
        return plots;
    }

    private static Plot plot(String zone, Region region) {
        double[] box = region.box();
        double step = Math.max(1, Math.sqrt((box[2] - box[0]) * (box[3] - box[1]) / MOST_POINTS));
        List<int[]> points = new ArrayList<>();
        for (double y = box[1] + step / 2; y < box[3]; y += step) {
            for (double x = box[0] + step / 2; x < box[2]; x += step) {
                if (region.holds(x, y)) {
                    points.add(new int[] {(int) Math.floor(x), (int) Math.floor(y)});
                }
            }
        }
        return new Plot(
                zone,
                points.stream().mapToInt(point -> point[0]).toArray(),
                points.stream().mapToInt(point -> point[1]).toArray());
    }

    private static Region region(List<Outline> lonLat, Projection projection, Affine toGrid) {
        List<Outline> outlines = new ArrayList<>();
        for (Outline outline : lonLat) {
            List<double[]> rings = new ArrayList<>();
            for (double[] ring : outline.rings()) {
                double[] points = ring.clone();
                // The grid begins there: what lies across the seam of its map goes on from it.
                projection.toMapNear(points, toGrid.inverse().u0());
                for (int i = 0; i < points.length; i += 2) {
                    double x = toGrid.u(points[i], points[i + 1]);
                    points[i + 1] = toGrid.v(points[i], points[i + 1]);
                    points[i] = x;
                }
                rings.add(points);
            }
            outlines.add(new Outline(rings));
        }
        return new Region(outlines);
    }

    /** The zone that holds most of an object; of those that hold as much, the one of highest priority. */
    public Optional<Zone> zoneOf(Patch object) {
        double most = 0;
        double[] shares = new double[zones.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = share(object, zones.get(i).region());
            most = Math.max(most, shares[i]);
        }
        Optional<Zone> best = Optional.empty();
        double bestShare = 0;
        for (int i = 0; i < shares.length; i++) {
            Zone zone = zones.get(i).what();
            boolean holds = shares[i] >= LEAST_SHARE && shares[i] >= most - AS_MUCH;
            int ahead = best.isEmpty()
                    ? 1
                    : Integer.compare(zone.priority(), best.get().priority());
            if (holds && (ahead > 0 || (ahead == 0 && shares[i] > bestShare))) {
                best = Optional.of(zone);
                bestShare = shares[i];
            }
        }
        return best;
    }

    private static double share(Patch object, Region region) {
        int width = object.box().width();
        int step = Math.max(1, object.size() / MOST_SAMPLES);
        int all = 0;
        int within = 0;
        int number = 0;
        for (int i = object.cells().nextSetBit(0); i >= 0; i = object.cells().nextSetBit(i + 1)) {
            if (number++ % step == 0) {
                all++;
                double x = object.box().x() + i % width + 0.5;
                double y = object.box().y() + i / width + 0.5;
                within += region.holds(x, y) ? 1 : 0;
            }
        }
        return within / (double) Math.max(1, all);
    }

    /** What an object is compared with: the structure that its zone names, else the nearest one. */
    public Optional<ReferenceStructure> referenceOf(Patch object, Optional<Zone> zone) {
        String named = zone.map(Zone::reference).orElse("");
        double x = object.box().x() + object.box().width() / 2.0;
        double y = object.box().y() + object.box().height() / 2.0;
        Optional<ReferenceStructure> best = Optional.empty();
        double nearest = Double.MAX_VALUE;
        for (Placed<ReferenceStructure> placed : structures) {
            double distance = placed.region().distance(x, y);
            boolean allowed = named.isEmpty() || placed.what().name().equals(named);
            if (allowed && distance < nearest) {
                nearest = distance;
                best = Optional.of(placed.what());
            }
        }
        return best;
    }
}
