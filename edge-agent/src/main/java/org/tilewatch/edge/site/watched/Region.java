package org.tilewatch.edge.site.watched;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.ground.GroundArea;

/** The ground that outlines cover together, holes left out; in longitude and latitude unless said otherwise. For one thread. */
public final class Region {

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private final Geometry geometry;
    private final IndexedPointInAreaLocator locator;
    private final Coordinate point = new Coordinate();

    /** @param outlines without {@link #fault} */
    public Region(List<Outline> outlines) {
        List<Polygon> polygons = outlines.stream().map(Region::polygon).toList();
        Geometry union = UnaryUnionOp.union(polygons);
        geometry = union == null ? GEOMETRY.createPolygon() : union;
        locator = new IndexedPointInAreaLocator(geometry);
    }

    /** What makes an outline no polygon, with the place: crosses itself, a hole outside of it. */
    public static Optional<String> fault(Outline outline) {
        TopologyValidationError error = new IsValidOp(polygon(outline)).getValidationError();
        if (error == null) {
            return Optional.empty();
        }
        Coordinate at = error.getCoordinate();
        String what = switch (error.getErrorType()) {
            case TopologyValidationError.SELF_INTERSECTION, TopologyValidationError.RING_SELF_INTERSECTION ->
                "crosses itself";
            case TopologyValidationError.HOLE_OUTSIDE_SHELL -> "has a hole that lies outside of it";
            case TopologyValidationError.NESTED_HOLES -> "has a hole within a hole";
            case TopologyValidationError.DISCONNECTED_INTERIOR -> "is cut apart by its holes";
            default -> "is no polygon (" + error.getMessage().toLowerCase(Locale.ROOT) + ")";
        };
        return Optional.of(String.format(Locale.ROOT, "%s at [%.7g, %.7g]", what, at.x, at.y));
    }

    /** Whether a place lies in it or on its rim. */
    public boolean holds(double longitude, double latitude) {
        point.setX(longitude);
        point.setY(latitude);
        return locator.locate(point) != Location.EXTERIOR;
    }

    /** Share of this region's extent, 0 to 1, that lies in another one. */
    public double fractionWithin(Region other) {
        double all = geometry.getArea();
        return all > 0 ? geometry.intersection(other.geometry).getArea() / all : 0;
    }

    /** How far outside a place lies, in the units of the region's own coordinates; 0 inside. */
    public double distance(double x, double y) {
        return geometry.distance(GEOMETRY.createPoint(new Coordinate(x, y)));
    }

    /** Least x and y, greatest x and y. */
    double[] box() {
        Envelope box = geometry.getEnvelopeInternal();
        return new double[] {box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY()};
    }

    /** Area in the plane of its own coordinates. */
    public double area() {
        return geometry.getArea();
    }

    /** Area on the ground. */
    public double squareMetres() {
        double sum = 0;
        for (int i = 0; i < geometry.getNumGeometries(); i++) {
            if (geometry.getGeometryN(i) instanceof Polygon polygon) {
                sum += GroundArea.squareMetres(numbers(polygon.getExteriorRing()));
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    sum -= GroundArea.squareMetres(numbers(polygon.getInteriorRingN(hole)));
                }
            }
        }
        return sum;
    }

    private static double[] numbers(LinearRing ring) {
        double[] numbers = new double[2 * (ring.getNumPoints() - 1)];
        for (int i = 0; i < ring.getNumPoints() - 1; i++) {
            numbers[2 * i] = ring.getCoordinateN(i).x;
            numbers[2 * i + 1] = ring.getCoordinateN(i).y;
        }
        return numbers;
    }

    private static Polygon polygon(Outline outline) {
        LinearRing[] holes = outline.rings().stream().skip(1).map(Region::ring).toArray(LinearRing[]::new);
        return GEOMETRY.createPolygon(ring(outline.outer()), holes);
    }

    static LinearRing ring(double[] numbers) {
        Coordinate[] points = new Coordinate[numbers.length / 2 + 1];
        for (int i = 0; i < numbers.length / 2; i++) {
            points[i] = new Coordinate(numbers[2 * i], numbers[2 * i + 1]);
        }
        points[points.length - 1] = points[0];
        return GEOMETRY.createLinearRing(points);
    }
}
