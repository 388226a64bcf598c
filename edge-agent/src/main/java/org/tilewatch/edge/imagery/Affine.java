package org.tilewatch.edge.imagery;

/**
 * An affine map from pixel space to another plane: {@code u = u0 + ux*x + uy*y, v = v0 + vx*x + vy*y}.
 *
 * <p>Pixel space has its origin at the <em>outer corner</em> of the upper left pixel, x to the right and y down, so the centre of
 * the first pixel is (0.5, 0.5). This is the convention of TIFF tags 33550 / 33922 with PixelIsArea and of GDAL's geotransform.
 */
public record Affine(double u0, double ux, double uy, double v0, double vx, double vy) {

    /** The map that changes nothing. */
    public static final Affine IDENTITY = new Affine(0, 1, 0, 0, 0, 1);

    public Affine {
        if (!Double.isFinite(u0 + ux + uy + v0 + vx + vy) || ux * vy - uy * vx == 0) {
            throw new IllegalArgumentException(
                    "affine map must be finite and invertible: [%s %s %s; %s %s %s]".formatted(u0, ux, uy, v0, vx, vy));
        }
    }

    /** First coordinate of the image of (x, y). */
    public double u(double x, double y) {
        return u0 + ux * x + uy * y;
    }

    /** Second coordinate of the image of (x, y). */
    public double v(double x, double y) {
        return v0 + vx * x + vy * y;
    }

    /** The map that undoes this one. */
    public Affine inverse() {
        double det = ux * vy - uy * vx;
        double a = vy / det;
        double b = -uy / det;
        double d = -vx / det;
        double e = ux / det;
        return new Affine(-(a * u0 + b * v0), a, b, -(d * u0 + e * v0), d, e);
    }

    /** This map followed by {@code next}. */
    public Affine then(Affine next) {
        return new Affine(
                next.u(u0, v0),
                next.ux * ux + next.uy * vx,
                next.ux * uy + next.uy * vy,
                next.v(u0, v0),
                next.vx * ux + next.vy * vx,
                next.vx * uy + next.vy * vy);
    }
}
