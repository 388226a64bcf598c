package org.tilewatch.edge.site.watched;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.tilewatch.edge.imagery.Footprint;
import org.tilewatch.edge.imagery.Longitudes;
import org.tilewatch.edge.site.Outline;

/**
 * Says which sites a file shows: the watched sites that it covers, where it is georeferenced; else the STAC collection; else
 * its folder; else the part of its name before the time. With sites to watch, a place on none of them is kept under its cell of a
 * tenth of a degree.
 */
public final class SiteNames {

    private static final GeometryFactory GEOMETRY = new GeometryFactory();
    /** Degrees: further than the tiles around a site reach. */
    private static final double NEAR = 0.5;

    private final boolean folderFirst;
    private volatile Watch watch;

    /** The sites with their areas, in the same order. */
    private record Watch(List<WatchedSite> sites, List<Geometry> areas) {}

    private record Covered(WatchedSite site, double area) {}

    /** @param folderFirst whether the folder counts more than the STAC collection, and than a place on no watched site */
    public SiteNames(List<WatchedSite> sites, boolean folderFirst) {
        this.folderFirst = folderFirst;
        this.watch = watchOf(sites);
    }

    /** Watches these sites from now on; may be called by any thread. */
    public void watch(List<WatchedSite> sites) {
        watch = watchOf(sites);
    }

    private static Watch watchOf(List<WatchedSite> sites) {
        List<Geometry> areas = new ArrayList<>();
        for (WatchedSite site : sites) {
            Geometry area = GEOMETRY.createPolygon();
            for (Outline outline : site.outlines()) {
                area = area.union(polygon(outline.outer(), reference(site)));
            }
            areas.add(area);
        }
        return new Watch(
                sites.stream().map(site -> site.beside(neighbours(site, sites))).toList(), areas);
    }

    private static List<Outline> neighbours(WatchedSite site, List<WatchedSite> sites) {
        Envelope around = box(site.outlines(), reference(site));
        around.expandBy(NEAR);
        return sites.stream()
                .filter(other -> !other.name().equals(site.name()))
                .flatMap(other -> other.outlines().stream())
                .filter(outline -> around.intersects(box(List.of(outline), reference(site))))
                .toList();
    }

    private static Envelope box(List<Outline> outlines, double reference) {
        Envelope box = new Envelope();
        for (Outline outline : outlines) {
            box.expandToInclude(polygon(outline.outer(), reference).getEnvelopeInternal());
        }
        return box;
    }

    /** The one that is covered most first. */
    private List<WatchedSite> watched(Footprint place) {
        Watch now = watch;
        List<Covered> covered = new ArrayList<>();
        for (int i = 0; i < now.areas.size(); i++) {
            Geometry footprint = polygon(place.lonLat(), reference(now.sites.get(i)));
            double common = now.areas.get(i).intersection(footprint).getArea();
            if (common > 0) {
                covered.add(new Covered(now.sites.get(i), common));
            }
        }
        covered.sort(Comparator.comparingDouble(Covered::area).reversed());
        return covered.stream().map(Covered::site).toList();
    }

    /**
     * A site that a file shows.
     *
     * @param watched as the sites file has it, if it is there
     */
    public record Shown(String site, Optional<WatchedSite> watched) {}

    /**
     * The sites that a file shows: those of the sites file that it covers any of, the one that it covers most of first; else one.
     *
     * @param footprint of the look, empty without a georeference
     * @param collection of its STAC Item, may be empty
     * @param folder below the inbox, empty for a file in the inbox itself
     * @param namePart the file's name before the time, may be empty
     */
    public List<Shown> shown(Optional<Footprint> footprint, String collection, String folder, String namePart) {
        List<WatchedSite> sites = footprint.map(this::watched).orElse(List.of());
        return sites.isEmpty()
                ? List.of(new Shown(unwatched(footprint, collection, folder, namePart), Optional.empty()))
                : sites.stream()
                        .map(site -> new Shown(site.name(), Optional.of(site)))
                        .toList();
    }

    private String unwatched(Optional<Footprint> footprint, String collection, String folder, String namePart) {
        if (folderFirst && !folder.isBlank()) {
            return tidy(folder);
        }
        if (!watch.sites.isEmpty() && footprint.isPresent()) {
            return cell(footprint.get());
        }
        for (String hint : List.of(collection, folder, namePart)) {
            if (!hint.isBlank()) {
                return tidy(hint);
            }
        }
        return "unnamed";
    }

    private static String cell(Footprint footprint) {
        double lon = Longitudes.near((footprint.lonLat()[0] + footprint.lonLat()[4]) / 2, 0);
        double lat = (footprint.lonLat()[1] + footprint.lonLat()[5]) / 2;
        return String.format(
                Locale.ROOT,
                "cell-%s%05.1f%s%04.1f",
                lon < 0 ? "w" : "e",
                Math.abs(Math.floor(lon * 10) / 10),
                lat < 0 ? "s" : "n",
                Math.abs(Math.floor(lat * 10) / 10));
    }

    /** Fit to be one level of a topic and the name of a file; letters of all scripts stay, or two places would become one. */
    public static String tidy(String hint) {
        String name = Normalizer.normalize(hint, Normalizer.Form.NFC)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}._-]+", "-")
                .replaceAll("^[-.]+|[-.]+$", "");
        return name.isEmpty() ? "unnamed" : name.substring(0, Math.min(64, name.length()));
    }

    /** A site may lie on both sides of 180 degrees, and a footprint be told from either. */
    private static double reference(WatchedSite site) {
        return site.outlines().getFirst().outer()[0];
    }

    private static Polygon polygon(double[] ring, double reference) {
        double away = Longitudes.near(ring[0], reference) - ring[0];
        Coordinate[] points = new Coordinate[ring.length / 2 + 1];
        for (int i = 0; i < ring.length / 2; i++) {
            points[i] = new Coordinate(ring[2 * i] + away, ring[2 * i + 1]);
        }
        points[points.length - 1] = points[0];
        return GEOMETRY.createPolygon(points);
    }
}
