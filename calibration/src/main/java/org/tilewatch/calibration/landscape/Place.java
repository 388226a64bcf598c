package org.tilewatch.calibration.landscape;

import java.awt.geom.Path2D;

/**
 * A rectangle in metres of the plan.
 *
 * @param x of its middle
 * @param y of its middle, downwards
 * @param length along its own direction
 * @param width across it
 * @param degrees its direction, from the plan's x axis towards its y axis
 */
public record Place(double x, double y, double length, double width, double degrees) {

    /** The corners as x0, y0, x1, y1, ..., each side moved outwards by so many metres. */
    public double[] ring(double outwards) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double a = length / 2 + outwards;
        double b = width / 2 + outwards;
        double[] corners = {-a, -b, a, -b, a, b, -a, b};
        double[] ring = new double[8];
        for (int k = 0; k < 8; k += 2) {
            ring[k] = x + corners[k] * cos - corners[k + 1] * sin;
            ring[k + 1] = y + corners[k] * sin + corners[k + 1] * cos;
        }
        return ring;
    }

    /** Square metres. */
    public double area() {
        return length * width;
    }

    /** The same middle and direction, each side moved outwards. */
    public Place grown(double outwards) {
        return new Place(x, y, length + 2 * outwards, width + 2 * outwards, degrees);
    }

    /** A closed ring of corners, x and y in turn. */
    public static Path2D path(double[] ring) {
        Path2D path = new Path2D.Double();
        path.moveTo(ring[0], ring[1]);
        for (int k = 2; k < ring.length; k += 2) {
            path.lineTo(ring[k], ring[k + 1]);
        }
        path.closePath();
        return path;
    }
}
