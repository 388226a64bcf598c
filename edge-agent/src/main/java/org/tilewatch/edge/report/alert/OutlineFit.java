package org.tilewatch.edge.report.alert;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;
import org.tilewatch.edge.site.Outline;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An outline in longitude and latitude as GeoJSON, whole or with fewer points. */
public final class OutlineFit {

    /** Seven decimals of a degree are about one centimetre. */
    private static final double DECIMALS = 1e7;

    private final Polygon polygon;

    public OutlineFit(Outline lonLat) {
        GeometryFactory factory = new GeometryFactory();
        LinearRing outer = ring(factory, lonLat.outer());
        LinearRing[] holes =
                lonLat.rings().stream().skip(1).map(hole -> ring(factory, hole)).toArray(LinearRing[]::new);
        polygon = factory.createPolygon(outer, holes);
    }

    /** Coordinates of a GeoJSON Polygon; outer ring counterclockwise, holes clockwise (RFC 7946). */
    public ArrayNode coordinates() {
        return coordinates(polygon);
    }

    /** The same with points left out, none of the lines moving by more than a share of the outline's diagonal. */
    ArrayNode coordinates(double diagonalFraction) {
        Envelope box = polygon.getEnvelopeInternal();
        double toleranceDegrees = Math.hypot(box.getWidth(), box.getHeight()) * diagonalFraction;
        return coordinates((Polygon) TopologyPreservingSimplifier.simplify(polygon, toleranceDegrees));
    }

    /** West, south, east, north. */
    public List<Double> boundingBox() {
        Envelope box = polygon.getEnvelopeInternal();
        return List.of(rounded(box.getMinX()), rounded(box.getMinY()), rounded(box.getMaxX()), rounded(box.getMaxY()));
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
