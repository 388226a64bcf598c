package org.tilewatch.calibration.landscape;

/**
 * A smooth line in metres of the plan.
 *
 * @param points x0, y0, x1, y1, ...; owned by the line
 */
record Line(double[] points) {

    /** A line that passes smoothly through the given points (Catmull-Rom). */
    static Line through(double... points) {
        int spans = points.length / 2 - 1;
        int steps = 10;
        double[] line = new double[2 * (spans * steps + 1)];
        for (int k = 0; k <= spans * steps; k++) {
            int span = Math.min(k / steps, spans - 1);
            double t = k / (double) steps - span;
            line[2 * k] = between(points, span, 0, t);
            line[2 * k + 1] = between(points, span, 1, t);
        }
        return new Line(line);
    }

    private static double between(double[] points, int span, int axis, double t) {
        int last = points.length / 2 - 1;
        double before = points[2 * Math.max(span - 1, 0) + axis];
        double from = points[2 * span + axis];
        double to = points[2 * (span + 1) + axis];
        double after = points[2 * Math.min(span + 2, last) + axis];
        return 0.5
                * (2 * from
                        + (to - before) * t
                        + (2 * before - 5 * from + 4 * to - after) * t * t
                        + (3 * from - before - 3 * to + after) * t * t * t);
    }
}
