package org.tilewatch.calibration.simulate.light;

import java.util.Arrays;
import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.calibration.landscape.Noise;

/** Clouds over the site at one moment: white, ragged, soft at the edge, with a shadow that lies away from the sun. */
public final class Clouds {

    private static final int CELLS = 220;

    /** Low clouds, so that cloud and shadow fit into one picture. */
    private static final double HEIGHT_METRES = 130;

    /** A shadow falls at most that share of the canvas beside its cloud: under a low sun they hang lower still. */
    private static final double FARTHEST = 0.25;

    private final float[] opacity = new float[CELLS * CELLS];
    private final double pixelsPerCell;
    private final double pixelsPerMetre;

    /** Clouds over the given share of the canvas, 0 to 1; above 0.9 an overcast sky without a gap. */
    public Clouds(Canvas canvas, double share, long seed) {
        pixelsPerCell = canvas.size() / (double) CELLS;
        pixelsPerMetre = canvas.pixelsPerMetre();
        float[] field = Noise.field(CELLS, CELLS / 3.0, 6, seed);
        double limit = quantile(field, 1 - share);
        for (int k = 0; k < field.length; k++) {
            double inside = Math.clamp(0.5 + (field[k] - limit) / 0.7, 0, 1);
            double soft = inside * inside * (3 - 2 * inside);
            opacity[k] = (float) (share <= 0 ? 0 : share > 0.9 ? 0.9 + 0.1 * soft : 0.97 * soft);
        }
    }

    private static double quantile(float[] field, double share) {
        float[] sorted = field.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.clamp(share * sorted.length, 0, sorted.length - 1.0)];
    }

    /** 0 (clear) to 1 (nothing of the ground is seen) at a place of the canvas. */
    public double cover(double u, double v) {
        double x = Math.clamp(u / pixelsPerCell - 0.5, 0, CELLS - 1.001);
        double y = Math.clamp(v / pixelsPerCell - 0.5, 0, CELLS - 1.001);
        int column = (int) x;
        int row = (int) y;
        int k = row * CELLS + column;
        double fx = x - column;
        double fy = y - row;
        double upper = opacity[k] + fx * (opacity[k + 1] - opacity[k]);
        double lower = opacity[k + CELLS] + fx * (opacity[k + CELLS + 1] - opacity[k + CELLS]);
        return upper + fy * (lower - upper);
    }

    /** How much of the sun is taken away there. */
    public double shade(double u, double v, Sun sun) {
        double far = HEIGHT_METRES * sun.shadowPerMetre() * pixelsPerMetre;
        double away = Math.min(far, FARTHEST * CELLS * pixelsPerCell);
        return 0.8 * cover(u + away * sun.east(), v + away * sun.south());
    }
}
