package org.tilewatch.edge.detect;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opencv.core.Mat;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;

/**
 * Tells small clouds and wisps among the candidates, which are too small for the gate in front of the comparison.
 *
 * <p>A veil mixes white into what is remembered, the same share in every band, and it has no edge: its share of white rises over many
 * pixels. What people build is sharp, or coloured, or both. Ground under a veil was not seen.
 */
public final class Veils {

    /** What is so large is the gate's. */
    private static final int GREATEST_SIDE = 200;

    private static final int AROUND = 10;
    private static final double WHITE = 245;
    /** Less than this makes a share of white of nothing. */
    private static final double LEAST_ROOM = 20;

    /** A veil's share of white is at least this, and by this more than around it. */
    private static final double LEAST_WHITE = 0.25;
    /** Greatest difference of that share between bands, in the mean. */
    private static final double ALIKE = 0.25;
    /** A sharp edge rises by all of its height over {@link #STEP} pixels to both sides; a veil by less than this share of it. */
    private static final double SHARP = 0.63;
    /** The same beside a cloud, where the gate left a part of it. */
    private static final double SHARP_BESIDE_A_CLOUD = 0.8;

    private static final double LEAST_WHITE_BESIDE_A_CLOUD = 0.12;
    private static final int STEP = 2;
    /** The thin rim of a veil, in pixels, which stands out of the noise no more. */
    private static final int RIM = 6;

    private static final double PEAK_QUANTILE = 0.9;
    private static final double BASE_QUANTILE = 0.2;

    private float[] white = new float[0];
    private float[] smooth = new float[0];
    private float[] sorted = new float[0];
    private int left;
    private int top;
    private int width;
    private int height;
    /** Mean difference between the bands' shares of white in the patch in hand. */
    private double spread;

    /**
     * Takes the veils out of a look's candidates.
     *
     * @param look aligned and normalised, 8 bit
     * @param median of the looks before, of the same type
     * @param on the window that the images cover
     * @param known 0 where either of them has no pixel
     * @param clear 255 where the look saw the ground; cleared under veils and their rims
     * @return the candidates that are none and not part of one
     */
    public List<Candidate> lift(List<Candidate> found, Mat look, Mat median, Window on, Mat known, Mat clear) {
        boolean any = false;
        MemorySegment now = Natives.memory(look);
        MemorySegment before = Natives.memory(median);
        MemorySegment there = Natives.memory(known);
        MemorySegment ground = Natives.memory(clear);
        for (Candidate each : found) {
            Window box = Patch.box(each.outline());
            boolean may = each.isWorthTesting() && Math.max(box.width(), box.height()) <= GREATEST_SIDE;
            Patch patch = may ? Patch.of(each.outline()) : null;
            if (patch != null
                    && veils(patch, now, before, look.channels(), on, there, beside(patch, ground, there, on))) {
                hide(patch.box(), patch, ground, on);
                any = true;
            }
        }
        return any ? seen(found, ground, on) : found;
    }

    private boolean veils(
            Patch patch,
            MemorySegment look,
            MemorySegment median,
            int bands,
            Window on,
            MemorySegment known,
            boolean beside) {
        left = Math.max(on.x(), patch.box().x() - AROUND);
        top = Math.max(on.y(), patch.box().y() - AROUND);
        width = Math.min(on.right(), patch.box().right() + AROUND) - left;
        height = Math.min(on.bottom(), patch.box().bottom() + AROUND) - top;
        if (Math.min(width, height) <= 2 * STEP) {
            return false;
        }
        if (white.length < width * height) {
            white = new float[width * height];
            smooth = new float[width * height];
            sorted = new float[width * height];
        }
        mix(patch, look, median, bands, known, on);
        if (spread > ALIKE) {
            return false;
        }
        mean();
        double peak = quantile(within(patch, 0), PEAK_QUANTILE);
        double least = beside ? LEAST_WHITE_BESIDE_A_CLOUD : LEAST_WHITE;
        if (peak < least) {
            return false;
        }
        double rise = peak - quantile(everywhere(), BASE_QUANTILE);
        return rise > least && steepest(steps(patch)) < (beside ? SHARP_BESIDE_A_CLOUD : SHARP) * rise;
    }

    /** The least share of white of all bands, so that a coloured roof has little. */
    private void mix(Patch patch, MemorySegment look, MemorySegment median, int bands, MemorySegment known, Window on) {
        double apart = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                long pixel = (long) (y + top - on.y()) * on.width() + x + left - on.x();
                if (known.get(ValueLayout.JAVA_BYTE, pixel) == 0) {
                    white[y * width + x] = Float.NaN;
                    continue;
                }
                long at = pixel * bands;
                double least = Double.MAX_VALUE;
                double most = -Double.MAX_VALUE;
                for (int band = 0; band < bands; band++) {
                    int now = look.get(ValueLayout.JAVA_BYTE, at + band) & 0xff;
                    int before = median.get(ValueLayout.JAVA_BYTE, at + band) & 0xff;
                    double share = (now - before) / Math.max(LEAST_ROOM, WHITE - before);
                    least = Math.min(least, share);
                    most = Math.max(most, share);
                }
                white[y * width + x] = (float) least;
                apart += patch.holds(x + left, y + top) ? most - least : 0;
            }
        }
        spread = apart / Math.max(1, patch.size());
    }

    /** Means over three by three pixels, all of which must be known. */
    private void mean() {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                int n = 0;
                for (int j = Math.max(0, y - 1); j <= Math.min(height - 1, y + 1); j++) {
                    for (int i = Math.max(0, x - 1); i <= Math.min(width - 1, x + 1); i++) {
                        sum += white[j * width + i];
                        n++;
                    }
                }
                smooth[y * width + x] = sum / n;
            }
        }
    }

    /** Gathers in {@code sorted} what lies so near to the patch; their number. */
    private int within(Patch patch, int far) {
        int n = 0;
        for (int y = STEP; y < height - STEP; y++) {
            for (int x = STEP; x < width - STEP; x++) {
                if (near(patch, x + left, y + top, far)) {
                    n = gather(smooth[y * width + x], n);
                }
            }
        }
        return n;
    }

    private int everywhere() {
        int n = 0;
        for (int i = 0; i < width * height; i++) {
            n = gather(smooth[i], n);
        }
        return n;
    }

    private int gather(float value, int n) {
        if (Float.isNaN(value)) {
            return n;
        }
        sorted[n] = value;
        return n + 1;
    }

    private int steps(Patch patch) {
        int n = 0;
        for (int y = STEP; y < height - STEP; y++) {
            for (int x = STEP; x < width - STEP; x++) {
                if (near(patch, x + left, y + top, STEP + 1)) {
                    int at = y * width + x;
                    float across = smooth[at + STEP] - smooth[at - STEP];
                    float down = smooth[at + STEP * width] - smooth[at - STEP * width];
                    n = gather((float) Math.sqrt(across * across + down * down), n);
                }
            }
        }
        return n;
    }

    /** The step that a tenth of the pixels exceed, of a large patch fewer: no more than its edge is long. */
    private double steepest(int count) {
        return quantile(count, Math.max(PEAK_QUANTILE, 1 - 4 / Math.sqrt(Math.max(1, count))));
    }

    private static boolean near(Patch patch, int x, int y, int far) {
        return patch.holds(x, y)
                || (far > 0
                        && (patch.holds(x + far, y)
                                || patch.holds(x - far, y)
                                || patch.holds(x, y + far)
                                || patch.holds(x, y - far)));
    }

    private double quantile(int count, double share) {
        Arrays.sort(sorted, 0, count);
        return count == 0 ? 0 : sorted[(int) (share * (count - 1))];
    }

    private static boolean beside(Patch patch, MemorySegment clear, MemorySegment known, Window on) {
        Window box = patch.box();
        int bottom = Math.min(on.bottom(), box.bottom() + RIM);
        int right = Math.min(on.right(), box.right() + RIM);
        for (int y = Math.max(on.y(), box.y() - RIM); y < bottom; y++) {
            for (int x = Math.max(on.x(), box.x() - RIM); x < right; x++) {
                long at = (long) (y - on.y()) * on.width() + x - on.x();
                if (clear.get(ValueLayout.JAVA_BYTE, at) == 0
                        && known.get(ValueLayout.JAVA_BYTE, at) != 0
                        && near(patch, x, y, RIM)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void hide(Window box, Patch patch, MemorySegment pixels, Window on) {
        int bottom = Math.min(on.bottom(), box.bottom() + RIM);
        int right = Math.min(on.right(), box.right() + RIM);
        for (int y = Math.max(on.y(), box.y() - RIM); y < bottom; y++) {
            for (int x = Math.max(on.x(), box.x() - RIM); x < right; x++) {
                if (near(patch, x, y, RIM) || near(patch, x, y, RIM / 2)) {
                    pixels.set(ValueLayout.JAVA_BYTE, (long) (y - on.y()) * on.width() + x - on.x(), (byte) 0);
                }
            }
        }
    }

    /** The candidates of which at least half of the corners lie on ground that was seen. */
    private static List<Candidate> seen(List<Candidate> found, MemorySegment clear, Window on) {
        List<Candidate> seen = new ArrayList<>(found.size());
        for (Candidate each : found) {
            Outline outline = each.outline();
            int corners = outline.outer().length / 2;
            int hidden = 0;
            for (int i = 0; i < corners; i++) {
                int x = Math.clamp((int) outline.outer()[2 * i] - on.x(), 0, on.width() - 1);
                int y = Math.clamp((int) outline.outer()[2 * i + 1] - on.y(), 0, on.height() - 1);
                hidden += clear.get(ValueLayout.JAVA_BYTE, (long) y * on.width() + x) == 0 ? 1 : 0;
            }
            if (2 * hidden <= corners) {
                seen.add(each);
            }
        }
        return seen;
    }
}
