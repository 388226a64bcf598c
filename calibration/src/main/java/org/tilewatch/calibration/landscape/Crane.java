package org.tilewatch.calibration.landscape;

/**
 * A tower crane. It hangs over the ground as no height field can: it is painted where the view from the side puts it, and its
 * shadow is laid down by itself.
 *
 * @param x of its mast
 * @param y of its mast
 * @param metresHigh where the jib is
 * @param jib from the counterweight to the tip, seen from right above
 */
public record Crane(double x, double y, double metresHigh, Place jib) {

    private static final Material YELLOW = Material.bare(255, 238, 160, 0, 0, 0.03);
    private static final Material BALLAST = Material.bare(170, 166, 158, 0, 0, 0.03);
    private static final Material CABIN = Material.bare(214, 214, 210, 0, 0, 0.02);

    /**
     * Paints it; lean is how far one metre of height is shifted in the picture, in metres of the plan. It stands in the sun: the shadow
     * that is taken from the ground's light, its own among it, lies far below.
     */
    public void paint(Canvas canvas, float[] shadow, double leanX, double leanY) {
        double topX = metresHigh * leanX;
        double topY = metresHigh * leanY;
        Line mast = Line.through(x, y, x + topX, y + topY);
        canvas.ribbon(mast, 1.1, (pixel, along, across) -> {
            canvas.mix(pixel, YELLOW.times(0.8), 0.85);
            shadow[pixel] = 0;
        });
        canvas.rectangle(moved(jib, topX, topY), (pixel, along, across) -> {
            truss(canvas, pixel, along, across);
            shadow[pixel] = 0;
        });
        canvas.rectangle(
                moved(new Place(x, y, 3, 2.6, jib.degrees()), topX, topY),
                (pixel, along, across) -> canvas.cover(pixel, CABIN));
    }

    private void truss(Canvas canvas, int pixel, double along, double across) {
        boolean weight = along < 4.5 - jib.length() / 2;
        boolean chord = Math.abs(Math.abs(across) - 1.1) < 0.4;
        boolean brace = Math.abs(Math.IEEEremainder(along + across, 2.2)) < 0.5;
        canvas.mix(pixel, weight ? BALLAST : YELLOW, weight || chord || brace ? 1 : 0.9);
    }

    /** Adds its shadow, which falls away from the sun; directions in metres of the plan per metre of height. */
    public void shade(Canvas canvas, float[] shadow, double fallX, double fallY) {
        double topX = metresHigh * fallX;
        double topY = metresHigh * fallY;
        Line mast = Line.through(x, y, x + topX, y + topY);
        canvas.ribbon(mast, 0.9, (pixel, along, across) -> shadow[pixel] = Math.max(shadow[pixel], 0.75f));
        canvas.rectangle(
                moved(jib, topX, topY), (pixel, along, across) -> shadow[pixel] = Math.max(shadow[pixel], 0.6f));
    }

    private static Place moved(Place place, double x, double y) {
        return new Place(place.x() + x, place.y() + y, place.length(), place.width(), place.degrees());
    }
}
