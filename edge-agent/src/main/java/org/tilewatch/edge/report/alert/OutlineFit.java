package org.tilewatch.edge.report.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;
import org.tilewatch.edge.imagery.Longitudes;
import org.tilewatch.edge.report.alert.AlertContent.LonLat;
import org.tilewatch.edge.site.Outline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An outline in longitude and latitude as GeoJSON, whole or with fewer points. */
public final class OutlineFit {

    /** Seven decimals of a degree are about one centimetre. */
    private static final double DECIMALS = 1e7;

    private static final GeometryFactory FACTORY = new GeometryFactory();

    private final Polygon polygon;

    /** @param lonLat in longitudes that do not jump, see {@link Longitudes} */
    public OutlineFit(Outline lonLat) {
        List<double[]> rings = lonLat.rings().stream().map(double[]::clone).toList();
        double west = Double.MAX_VALUE;
        for (int i = 0; i < lonLat.outer().length; i += 2) {
            west = Math.min(west, lonLat.outer()[i]);
        }
        double moved = onMap(west) - west;
        for (double[] ring : rings) {
            for (int i = 0; i < ring.length; i += 2) {
                ring[i] += moved;
            }
        }
        polygon = polygon(new Outline(rings));
    }

    /** Whether an outline lies on both sides of the anti-meridian or beyond it. */
    public static boolean needsCut(Outline lonLat) {
        for (int i = 0; i < lonLat.outer().length; i += 2) {
            if (Math.abs(lonLat.outer()[i]) > 180) {
                return true;
            }
        }
        return false;
    }

    private static Polygon polygon(Outline lonLat) {
        LinearRing outer = ring(FACTORY, lonLat.outer());
        LinearRing[] holes =
                lonLat.rings().stream().skip(1).map(hole -> ring(FACTORY, hole)).toArray(LinearRing[]::new);
        return FACTORY.createPolygon(outer, holes);
    }

    /**
     * A GeoJSON Polygon, or a MultiPolygon cut at the anti-meridian (RFC 7946, 3.1.9); outer rings counterclockwise, holes clockwise.
     */
    public ObjectNode geometry() {
        return geometry(polygon);
    }

    /** The outline in parts of which none lies on both sides of the anti-meridian. */
    public List<Outline> parts() {
        JsonNode written = geometry().path("coordinates");
        return crosses(polygon)
                ? written.valueStream().map(part -> new Outline(rings(part))).toList()
                : List.of(new Outline(rings(written)));
    }

    /** The same with points left out, none of the lines moving by more than a share of the outline's diagonal. */
    ObjectNode geometry(double diagonalFraction) {
        Envelope box = polygon.getEnvelopeInternal();
        double toleranceDegrees = Math.hypot(box.getWidth(), box.getHeight()) * diagonalFraction;
        return geometry((Polygon) TopologyPreservingSimplifier.simplify(polygon, toleranceDegrees));
    }

    /** West, south, east, north; west is the greater of both where it crosses the anti-meridian. */
    public List<Double> boundingBox() {
        return box(polygon.getEnvelopeInternal());
    }

    /** The same around outlines that lie less than half a turn from each other; at least one. */
    public static List<Double> boundingBox(List<Outline> lonLat) {
        double reference = lonLat.getFirst().outer()[0];
        Envelope all = new Envelope();
        for (Outline outline : lonLat) {
            double[] points = outline.outer().clone();
            double moved = Longitudes.near(points[0], reference) - points[0];
            for (int i = 0; i < points.length; i += 2) {
                all.expandToInclude(points[i] + moved, points[i + 1]);
            }
        }
        return box(all);
    }

    private static List<Double> box(Envelope box) {
        double west = onMap(box.getMinX());
        double east = box.getMaxX() + west - box.getMinX();
        return List.of(
                rounded(west), rounded(box.getMinY()), rounded(east > 180 ? east - 360 : east), rounded(box.getMaxY()));
    }

    /** From -180 to below 180. */
    private static double onMap(double longitude) {
        double near = Longitudes.near(longitude, 0);
        return near >= 180 ? near - 360 : near;
    }

    /** Longitude and latitude of the bounding box's middle. */
    LonLat middle() {
        Coordinate centre = polygon.getEnvelopeInternal().centre();
        return new LonLat(onMap(centre.x), centre.y);
    }

    /** What {@link #geometry} wrote, in longitudes that do not jump; empty for any other geometry. */
    public static Optional<Outline> read(JsonNode geometry) {
        JsonNode coordinates = geometry.path("coordinates");
        return switch (geometry.path("type").asString("")) {
            case "Polygon" -> Optional.of(new Outline(rings(coordinates)));
            case "MultiPolygon" -> joined(coordinates);
            default -> Optional.empty();
        };
    }

    /** The parts of an outline that was cut, put together again. */
    private static Optional<Outline> joined(JsonNode parts) {
        List<Polygon> polygons = new ArrayList<>();
        double reference = parts.path(0).path(0).path(0).path(0).asDouble();
        for (JsonNode part : parts) {
            List<double[]> rings = rings(part);
            rings.forEach(ring -> Longitudes.unwrap(ring, reference));
            polygons.add(polygon(new Outline(rings)));
        }
        return UnaryUnionOp.union(polygons) instanceof Polygon whole ? Optional.of(outline(whole)) : Optional.empty();
    }

    private static List<double[]> rings(JsonNode polygon) {
        List<double[]> rings = new ArrayList<>();
        for (JsonNode ring : polygon) {
            double[] points = new double[2 * (ring.size() - 1)]; // GeoJSON says the first point twice
            for (int i = 0; i < points.length; i++) {
                points[i] = ring.path(i / 2).path(i % 2).asDouble();
            }
            rings.add(points);
        }
        return rings;
    }

    private static Outline outline(Polygon polygon) {
        List<double[]> rings = new ArrayList<>();
        rings.add(numbers(polygon.getExteriorRing()));
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            rings.add(numbers(polygon.getInteriorRingN(i)));
        }
        return new Outline(rings);
    }

    private static double[] numbers(LinearRing ring) {
        double[] numbers = new double[2 * (ring.getNumPoints() - 1)];
        for (int i = 0; i < numbers.length; i += 2) {
            numbers[i] = ring.getCoordinateN(i / 2).x;
            numbers[i + 1] = ring.getCoordinateN(i / 2).y;
        }
        return numbers;
    }

    private static boolean crosses(Polygon polygon) {
        return polygon.getEnvelopeInternal().getMaxX() > 180;
    }

    private static ObjectNode geometry(Polygon polygon) {
        ObjectNode geometry = JsonNodeFactory.instance.objectNode();
        if (!crosses(polygon)) {
            geometry.put("type", "Polygon").set("coordinates", coordinates(polygon));
            return geometry;
        }
        ArrayNode parts = geometry.put("type", "MultiPolygon").putArray("coordinates");
        add(polygon, new Envelope(-180, 180, -90, 90), 0, parts);
        add(polygon, new Envelope(180, 540, -90, 90), -360, parts);
        return geometry;
    }

    private static void add(Polygon polygon, Envelope half, double moved, ArrayNode parts) {
        // A copy: corners that are shared with the outline must not move.
        Geometry part = OverlayNGRobust.overlay(
                        GeometryFixer.fix(polygon), FACTORY.toGeometry(half), OverlayNG.INTERSECTION)
                .copy();
        part.apply((CoordinateFilter) corner -> corner.setX(corner.x + moved));
        for (int i = 0; i < part.getNumGeometries(); i++) {
            if (part.getGeometryN(i) instanceof Polygon piece && !piece.isEmpty()) {
                parts.add(coordinates(piece));
            }
        }
    }

    static double rounded(double degrees) {
        return Math.round(degrees * DECIMALS) / DECIMALS;
    }

    private static ArrayNode coordinates(Polygon polygon) {
        ArrayNode rings = JsonNodeFactory.instance.arrayNode();
        rings.add(points(polygon.getExteriorRing(), true));
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            rings.add(points(polygon.getInteriorRingN(i), false));
        }
        return rings;
    }

    private static ArrayNode points(LinearRing ring, boolean counterclockwise) {
        List<Coordinate> points = new ArrayList<>(List.of(ring.getCoordinates()));
        if (turnsLeft(points) != counterclockwise) {
            points = points.reversed();
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Coordinate point : points) {
            array.addArray().add(rounded(point.x)).add(rounded(point.y));
        }
        return array;
    }

    private static boolean turnsLeft(List<Coordinate> closedRing) {
        double twiceArea = 0;
        for (int i = 1; i < closedRing.size(); i++) {
            Coordinate a = closedRing.get(i - 1);
            Coordinate b = closedRing.get(i);
            twiceArea += a.x * b.y - b.x * a.y;
        }
        return twiceArea > 0;
    }

    private static LinearRing ring(GeometryFactory factory, double[] xy) {
        Coordinate[] points = new Coordinate[xy.length / 2 + 1];
        for (int i = 0; i < xy.length / 2; i++) {
            points[i] = new Coordinate(xy[2 * i], xy[2 * i + 1]);
        }
        points[points.length - 1] = points[0];
        return factory.createLinearRing(points);
    }
}
