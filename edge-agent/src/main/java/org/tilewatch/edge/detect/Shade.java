package org.tilewatch.edge.detect;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.opencv.core.Mat;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Patch;

/**
 * Tells shadows that came or went among the candidates: light changes all bands and all pixels of a place by one factor, and leaves
 * its pattern. What is built has a colour and a pattern of its own. (Ratios of images as a test that illumination does not pass:
 * Skifstad and Jain 1989, the shading model.)
 */
public final class Shade {

    /** Share of the place that must be darker, or brighter, at all. */
    private static final double MOSTLY = 0.7;
    /** Natural logarithm of a factor, from which a pixel is darker or brighter. */
    private static final double LEAST_FACTOR = 0.1;
    /** Greatest mean difference between the bands' logarithms. */
    private static final double ALIKE = 0.055;
    /** Greatest standard deviation between pixels. */
    private static final double EVEN = 0.09;
    /** DN of scattered light, which keeps the ratio of two dark pixels from being one of noise. */
    private static final double DARK = 8;

    private static final double[] LOGARITHMS = new double[256];

    static {
        for (int dn = 0; dn < LOGARITHMS.length; dn++) {
            LOGARITHMS[dn] = Math.log(dn + DARK);
        }
    }

    /** Pixels that became darker, or brighter. */
    private static final class Side {
        private int count;
        private double sum;
        private double squares;
        private double apart;

        void add(double factor, double between) {
            count++;
            sum += factor;
            squares += factor * factor;
            apart += between;
        }

        boolean isLight(int all) {
            double mean = sum / Math.max(1, count);
            return count >= MOSTLY * all
                    && apart <= ALIKE * count
                    && squares / Math.max(1, count) - mean * mean <= EVEN * EVEN;
        }
    }

    private Shade() {}

    /**
     * Marks the candidates that a change of light alone explains.
     *
     * @param look aligned and normalised, 8 bit
     * @param median of the looks before, of the same type
     * @param on the window that the images cover
     */
    public static List<Candidate> mark(List<Candidate> found, Mat look, Mat median, Window on) {
        MemorySegment now = Natives.memory(look);
        MemorySegment before = Natives.memory(median);
        return found.stream()
                .map(each ->
                        each.isWorthTesting() && explains(Patch.of(each.outline()), now, before, look.channels(), on)
                                ? each.shaded()
                                : each)
                .toList();
    }

    private static boolean explains(Patch patch, MemorySegment now, MemorySegment before, int bands, Window on) {
        Side darker = new Side();
        Side brighter = new Side();
        int all = 0;
        int bottom = Math.min(on.bottom(), patch.box().bottom());
        int right = Math.min(on.right(), patch.box().right());
        for (int y = Math.max(on.y(), patch.box().y()); y < bottom; y++) {
            for (int x = Math.max(on.x(), patch.box().x()); x < right; x++) {
                if (patch.holds(x, y)) {
                    all++;
                    add(now, before, ((long) (y - on.y()) * on.width() + x - on.x()) * bands, bands, darker, brighter);
                }
            }
        }
        return bands > 1 && (darker.isLight(all) || brighter.isLight(all));
    }

    private static void add(MemorySegment now, MemorySegment before, long at, int bands, Side darker, Side brighter) {
        double sum = 0;
        double least = Double.MAX_VALUE;
        double most = -Double.MAX_VALUE;
        for (int band = 0; band < bands; band++) {
            double factor = LOGARITHMS[now.get(ValueLayout.JAVA_BYTE, at + band) & 0xff]
                    - LOGARITHMS[before.get(ValueLayout.JAVA_BYTE, at + band) & 0xff];
            sum += factor;
            least = Math.min(least, factor);
            most = Math.max(most, factor);
        }
        double factor = sum / bands;
        if (Math.abs(factor) >= LEAST_FACTOR) {
            (factor < 0 ? darker : brighter).add(factor, most - least);
        }
    }
}
