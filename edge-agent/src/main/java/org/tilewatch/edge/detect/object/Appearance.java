package org.tilewatch.edge.detect.object;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.opencv.core.Mat;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Patch;

/**
 * What a changed place looks like, now and before.
 *
 * @param balance whether it stands out from the ground around it more now (up to 1) or more before (down to -1), in colour
 * @param redder by how many DN its first band rose against its third; 0 for fewer than three bands
 * @param brighter by how many DN the mean of its bands rose
 * @param texture fineness of its pattern now, in DN over two pixels
 * @param textureBefore the same before
 */
public record Appearance(double balance, double redder, double brighter, double texture, double textureBefore) {

    /** Nothing is known. */
    public static final Appearance NONE = new Appearance(0, 0, 0, 0, 0);

    /** Ground within this of the place may be its shadow or its blur; as much again beyond it is its surroundings. Pixels. */
    private static final int GUARD = 3;

    private static final int AROUND = 7;
    /** DN below which two colours are alike. */
    private static final double ALIKE = 6;

    /** Sums over the pixels of a place and of its surroundings. */
    private static final class Sums {
        private final double[] inside;
        private final double[] around;
        private double texture;
        private int insideCount;
        private int aroundCount;
        private int textureCount;

        Sums(int bands) {
            inside = new double[bands];
            around = new double[bands];
        }

        double contrast() {
            double sum = 0;
            for (int band = 0; band < inside.length; band++) {
                double difference = inside[band] / Math.max(1, insideCount) - around[band] / Math.max(1, aroundCount);
                sum += difference * difference;
            }
            return Math.sqrt(sum * 3 / inside.length);
        }

        double red() {
            return inside.length < 3 ? 0 : (inside[0] - inside[2]) / Math.max(1, insideCount);
        }

        double brightness() {
            double sum = 0;
            for (double band : inside) {
                sum += band;
            }
            return sum / inside.length / Math.max(1, insideCount);
        }

        double texture() {
            return texture / Math.max(1, textureCount);
        }
    }

    /**
     * Compares.
     *
     * @param look aligned and normalised, 8 bit
     * @param median of the looks before, of the same type
     * @param on the window that the images cover
     */
    public static Appearance of(Patch patch, Mat look, Mat median, Window on) {
        Sums now = sum(patch, look, on);
        Sums before = sum(patch, median, on);
        double contrast = now.contrast();
        double contrastBefore = before.contrast();
        return new Appearance(
                (contrast - contrastBefore) / (contrast + contrastBefore + ALIKE),
                now.red() - before.red(),
                now.brightness() - before.brightness(),
                now.texture(),
                before.texture());
    }

    private static Sums sum(Patch patch, Mat image, Window on) {
        int bands = image.channels();
        Sums sums = new Sums(bands);
        MemorySegment pixels = Natives.memory(image);
        int left = Math.max(on.x(), patch.box().x() - AROUND);
        int right = Math.min(on.right(), patch.box().right() + AROUND);
        int bottom = Math.min(on.bottom(), patch.box().bottom() + AROUND);
        for (int y = Math.max(on.y(), patch.box().y() - AROUND); y < bottom; y++) {
            for (int x = left; x < right; x++) {
                long at = ((long) (y - on.y()) * on.width() + x - on.x()) * bands;
                if (patch.holds(x, y)) {
                    add(sums.inside, pixels, at);
                    sums.insideCount++;
                    if (held(patch, x, y, 2, true)) {
                        sums.texture += roughness(pixels, at, bands, on.width());
                        sums.textureCount++;
                    }
                } else if (!held(patch, x, y, GUARD, false)) {
                    add(sums.around, pixels, at);
                    sums.aroundCount++;
                }
            }
        }
        return sums;
    }

    private static void add(double[] to, MemorySegment pixels, long at) {
        for (int band = 0; band < to.length; band++) {
            to[band] += pixels.get(ValueLayout.JAVA_BYTE, at + band) & 0xff;
        }
    }

    /** Whether all (or any) of the eight places so far away belong to the patch. */
    private static boolean held(Patch patch, int x, int y, int far, boolean all) {
        for (int dy = -far; dy <= far; dy += far) {
            for (int dx = -far; dx <= far; dx += far) {
                if (patch.holds(x + dx, y + dy) != all) {
                    return !all;
                }
            }
        }
        return all;
    }

    /** How far a pixel's brightness lies from the mean of those two pixels away. */
    private static double roughness(MemorySegment pixels, long at, int bands, int width) {
        double sum = 0;
        for (int band = 0; band < bands; band++) {
            long here = at + band;
            sum += 4.0 * value(pixels, here)
                    - value(pixels, here - 2L * bands)
                    - value(pixels, here + 2L * bands)
                    - value(pixels, here - 2L * width * bands)
                    - value(pixels, here + 2L * width * bands);
        }
        return Math.abs(sum) / (4 * bands);
    }

    private static int value(MemorySegment pixels, long at) {
        return pixels.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }
}
