package org.tilewatch.calibration.landscape;

import org.tilewatch.edge.imagery.Affine;

/**
 * The ground as it is, free of light and weather: colour, height and plants on a raster that is finer than what is photographed of it.
 *
 * <p>Everything is placed in metres of a plan; the plan is turned and mirrored by the seed, so that no two sites look alike.
 * The canvas reaches {@link #MARGIN} metres beyond the site, for looks that are shifted.
 */
public final class Canvas {

    private static final double PIXELS_PER_METRE = 4;
    private static final double MARGIN = 24;

    final int size;
    final float[] red;
    final float[] green;
    final float[] blue;
    /** Metres above the ground. */
    final float[] height;
    /** 0 to 1. */
    final float[] plants;

    final float[] coarse;
    final float[] medium;
    final float[] fine;

    private final double pixelsPerMetre;
    private final Affine fromPlan;
    private final Affine toPlan;

    /** What is done at one pixel: its index, and where it lies within the shape in metres. */
    public interface Brush {
        void at(int pixel, double along, double across);
    }

    /** Bare ground; {@code planToSite} leads from metres of the plan to metres on the site. */
    public Canvas(double siteMetres, Affine planToSite, long seed) {
        this(siteMetres, PIXELS_PER_METRE, planToSite, seed);
    }

    /** The same with so many pixels to a metre. */
    public Canvas(double siteMetres, double pixelsPerMetre, Affine planToSite, long seed) {
        this.pixelsPerMetre = pixelsPerMetre;
        size = (int) Math.round((siteMetres + 2 * MARGIN) * pixelsPerMetre);
        red = new float[size * size];
        green = new float[size * size];
        blue = new float[size * size];
        height = new float[size * size];
        plants = new float[size * size];
        coarse = Noise.field(size, 40 * pixelsPerMetre, 4, seed + 1);
        medium = Noise.field(size, 6 * pixelsPerMetre, 3, seed + 2);
        fine = Noise.field(size, 0.9 * pixelsPerMetre, 2, seed + 3);
        fromPlan = planToSite.then(onCanvas());
        toPlan = fromPlan.inverse();
    }

    private Canvas(Canvas other) {
        size = other.size;
        pixelsPerMetre = other.pixelsPerMetre;
        red = other.red.clone();
        green = other.green.clone();
        blue = other.blue.clone();
        height = other.height.clone();
        plants = other.plants.clone();
        coarse = other.coarse;
        medium = other.medium;
        fine = other.fine;
        fromPlan = other.fromPlan;
        toPlan = other.toPlan;
    }

    /** From metres on the site, upper left corner (0, 0), to pixels of the canvas. */
    public Affine onCanvas() {
        double shift = MARGIN * pixelsPerMetre;
        return new Affine(shift, pixelsPerMetre, 0, shift, 0, pixelsPerMetre);
    }

    /** The same ground, to be painted on for one look. */
    public Canvas copy() {
        return new Canvas(this);
    }

    /** Pixels along each side. */
    public int size() {
        return size;
    }

    /** Pixels to a metre. */
    public double pixelsPerMetre() {
        return pixelsPerMetre;
    }

    /** Linear reflectance per pixel, in rows; owned by the canvas. */
    public float[] red() {
        return red;
    }

    /** As {@link #red()}. */
    public float[] green() {
        return green;
    }

    /** As {@link #red()}. */
    public float[] blue() {
        return blue;
    }

    /** Metres above the ground per pixel, in rows; owned by the canvas. */
    public float[] height() {
        return height;
    }

    /** 0 (bare) to 1 (all vegetation) per pixel, in rows; owned by the canvas. */
    public float[] plants() {
        return plants;
    }

    /** Tints all plants: 0 is dry, yellowish and pale, 1 is dark green; bare ground keeps its colour. */
    public void season(double greenness) {
        double redder = 0.16 - 0.36 * greenness;
        double greener = 0.06 - 0.12 * greenness;
        double bluer = 0.12 - 0.32 * greenness;
        for (int k = 0; k < plants.length; k++) {
            red[k] *= (float) (1 + plants[k] * redder);
            green[k] *= (float) (1 + plants[k] * greener);
            blue[k] *= (float) (1 + plants[k] * bluer);
        }
    }

    /** From metres of the plan to pixels of the canvas. */
    Affine fromPlan() {
        return fromPlan;
    }

    /** Covers a pixel with a material. */
    public void cover(int pixel, Material material) {
        mix(pixel, material, 1);
    }

    /** Lays a material over a pixel, {@code share} (0 to 1) of it opaque. */
    public void mix(int pixel, Material material, double share) {
        double uneven = 1
                + material.coarse() * coarse[pixel]
                + material.medium() * medium[pixel]
                + material.fine() * fine[pixel];
        double factor = Math.clamp(uneven, 0.35, 2.2);
        double part = Math.clamp(share, 0, 1);
        red[pixel] += (float) (part * (material.red() * factor - red[pixel]));
        green[pixel] += (float) (part * (material.green() * factor - green[pixel]));
        blue[pixel] += (float) (part * (material.blue() * factor - blue[pixel]));
        plants[pixel] += (float) (part * (material.plants() - plants[pixel]));
    }

    /** Every pixel; along and across are metres of the plan. */
    void everywhere(Brush brush) {
        paint(0, 0, size - 1, size - 1, brush);
    }

    /** The pixels of a rectangle; along and across are metres from its middle. */
    public void rectangle(Place place, Brush brush) {
        double cos = Math.cos(Math.toRadians(place.degrees()));
        double sin = Math.sin(Math.toRadians(place.degrees()));
        double[] box = box(place.ring(0));
        paint(box[0], box[1], box[2], box[3], (pixel, x, y) -> {
            double along = (x - place.x()) * cos + (y - place.y()) * sin;
            double across = (y - place.y()) * cos - (x - place.x()) * sin;
            if (Math.abs(along) <= place.length() / 2 && Math.abs(across) <= place.width() / 2) {
                brush.at(pixel, along, across);
            }
        });
    }

    /** The pixels of a disc; along and across are metres from its middle. */
    void disc(double centreX, double centreY, double radius, Brush brush) {
        double[] box = box(new Place(centreX, centreY, 2 * radius, 2 * radius, 0).ring(0));
        paint(box[0], box[1], box[2], box[3], (pixel, x, y) -> {
            if (Math.hypot(x - centreX, y - centreY) <= radius) {
                brush.at(pixel, x - centreX, y - centreY);
            }
        });
    }

    /** The pixels closer than {@code reach} to a line; along counts from the line's start, across is signed. */
    void ribbon(Line line, double reach, Brush brush) {
        double[] xy = line.points();
        float[] nearest = new float[size * size];
        float[] travelled = new float[size * size];
        java.util.Arrays.fill(nearest, Float.MAX_VALUE);
        double start = 0;
        for (int k = 0; k + 3 < xy.length; k += 2) {
            start += nearTo(xy[k], xy[k + 1], xy[k + 2], xy[k + 3], start, reach, nearest, travelled);
        }
        for (int pixel = 0; pixel < nearest.length; pixel++) {
            if (Math.abs(nearest[pixel]) <= reach) {
                brush.at(pixel, travelled[pixel], nearest[pixel]);
            }
        }
    }

    private double nearTo(
            double x0,
            double y0,
            double x1,
            double y1,
            double start,
            double reach,
            float[] nearest,
            float[] travelled) {
        double length = Math.hypot(x1 - x0, y1 - y0);
        Place around = new Place(
                (x0 + x1) / 2,
                (y0 + y1) / 2,
                length + 2 * reach,
                2 * reach,
                Math.toDegrees(Math.atan2(y1 - y0, x1 - x0)));
        rectangle(around, (pixel, along, across) -> {
            double beyond = Math.max(0, Math.abs(along) - length / 2);
            double distance = Math.hypot(beyond, across);
            if (distance < Math.abs(nearest[pixel])) {
                nearest[pixel] = (float) Math.copySign(distance, across);
                travelled[pixel] = (float) (start + Math.clamp(along + length / 2, 0, length));
            }
        });
        return length;
    }

    private double[] box(double[] ring) {
        double[] box = {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (int k = 0; k < ring.length; k += 2) {
            double u = fromPlan.u(ring[k], ring[k + 1]);
            double v = fromPlan.v(ring[k], ring[k + 1]);
            box[0] = Math.min(box[0], u);
            box[1] = Math.min(box[1], v);
            box[2] = Math.max(box[2], u);
            box[3] = Math.max(box[3], v);
        }
        return box;
    }

    private void paint(double left, double top, double right, double bottom, Brush brush) {
        int firstColumn = Math.max(0, (int) Math.floor(left));
        int lastColumn = Math.min(size - 1, (int) Math.ceil(right));
        int lastRow = Math.min(size - 1, (int) Math.ceil(bottom));
        for (int row = Math.max(0, (int) Math.floor(top)); row <= lastRow; row++) {
            for (int column = firstColumn; column <= lastColumn; column++) {
                double u = column + 0.5;
                double v = row + 0.5;
                brush.at(row * size + column, toPlan.u(u, v), toPlan.v(u, v));
            }
        }
    }
}
