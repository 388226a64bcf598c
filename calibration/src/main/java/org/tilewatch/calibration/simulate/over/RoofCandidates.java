package org.tilewatch.calibration.simulate.over;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.calibration.simulate.over.Relief.Roof;

/** Smooth compact patches of a picture, and which of them cast a shadow the way most others do. */
final class RoofCandidates {

    private static final double SMALLEST_M2 = 30;
    private static final double LARGEST_M2 = 4000;
    private static final double DARK = 0.55;
    private static final double SURROUNDINGS_METRES = 30;
    private static final int SMOOTH = 18;
    private static final int GREEN = 14;
    private static final double COMPACT = 0.5;

    /** Share of the pixels just outside that must lie in shadow. */
    private static final double CASTING = 0.06;

    /** How much shadows must agree on where the sun stood; below, none is believed. */
    private static final double AGREED = 0.35;

    private final int edge;
    private final double gsd;
    private final byte[] shadow;
    private final int[] labels;
    private final List<int[]> patches = new ArrayList<>();

    RoofCandidates(Mat rgb, double gsdMetres) {
        edge = rgb.cols();
        gsd = gsdMetres;
        shadow = new byte[edge * edge];
        labels = new int[edge * edge];
        Mat grey = new Mat();
        Imgproc.cvtColor(rgb, grey, Imgproc.COLOR_RGB2GRAY);
        Mat green = green(rgb);
        Mat dark = dark(grey, green);
        dark.get(0, 0, shadow);
        Mat smooth = smooth(grey);
        Core.bitwise_not(dark, dark);
        Core.bitwise_and(smooth, dark, smooth);
        Core.compare(green, Scalar.all(GREEN), green, Core.CMP_LT);
        Core.bitwise_and(smooth, green, smooth);
        collect(smooth);
        for (Mat mat : new Mat[] {grey, green, dark, smooth}) {
            mat.release();
        }
    }

    /** 255 in shadow. */
    byte[] shadow() {
        return shadow;
    }

    /** Which patch each pixel belongs to. */
    int[] labels() {
        return labels;
    }

    private static Mat green(Mat rgb) {
        Mat green = new Mat();
        Mat weights = new Mat(1, 3, CvType.CV_32F);
        weights.put(0, 0, -1, 2, -1);
        Core.transform(rgb, green, weights);
        weights.release();
        return green;
    }

    /** Much darker than the surroundings, but no tree. */
    private Mat dark(Mat grey, Mat green) {
        int window = 2 * (int) Math.round(SURROUNDINGS_METRES / gsd / 2) + 1;
        Mat around = new Mat();
        Imgproc.blur(grey, around, new Size(window, window));
        Core.multiply(around, Scalar.all(DARK), around);
        Mat dark = new Mat();
        Core.compare(grey, around, dark, Core.CMP_LT);
        Mat tree = new Mat();
        Core.compare(green, Scalar.all(GREEN), tree, Core.CMP_GE);
        Core.bitwise_not(tree, tree);
        Core.bitwise_and(dark, tree, dark);
        Mat brush = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(2, 2));
        Imgproc.morphologyEx(dark, dark, Imgproc.MORPH_OPEN, brush);
        for (Mat mat : new Mat[] {around, tree, brush}) {
            mat.release();
        }
        return dark;
    }

    private static Mat smooth(Mat grey) {
        Mat even = new Mat();
        Imgproc.medianBlur(grey, even, 5);
        Mat brush = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(3, 3));
        Imgproc.morphologyEx(even, even, Imgproc.MORPH_GRADIENT, brush);
        Core.compare(even, Scalar.all(SMOOTH), even, Core.CMP_LT);
        brush.release();
        return even;
    }

    private void collect(Mat smooth) {
        Mat marked = new Mat();
        Mat stats = new Mat();
        Mat centres = new Mat();
        int found = Imgproc.connectedComponentsWithStats(smooth, marked, stats, centres, 4, CvType.CV_32S);
        marked.get(0, 0, labels);
        int[] row = new int[5];
        for (int label = 1; label < found; label++) {
            stats.get(label, 0, row);
            double metres = row[4] * gsd * gsd;
            double longest = Math.max(row[2], row[3]) * gsd;
            // A roof that stands askew fills half of its upright box.
            boolean compact = row[4] > COMPACT * row[2] * row[3] && longest < 120;
            if (metres >= SMALLEST_M2 && metres <= LARGEST_M2 && compact) {
                patches.add(new int[] {label, row[0], row[1], row[2], row[3]});
            }
        }
        for (Mat mat : new Mat[] {marked, stats, centres}) {
            mat.release();
        }
    }

    /** Those whose shadow lies on the side on which most have theirs. */
    List<Roof> casting() {
        List<Roof> casting = new ArrayList<>();
        double x = 0;
        double y = 0;
        for (int[] patch : patches) {
            double[] away = away(patch);
            if (away.length > 0) {
                int[] box = {patch[1], patch[2], patch[3], patch[4]};
                casting.add(new Roof(patch[0], box, away[0], away[1]));
                x += away[0];
                y += away[1];
            }
        }
        double agreed = Math.hypot(x, y);
        if (agreed < AGREED * casting.size() || casting.isEmpty()) {
            return List.of();
        }
        double awayX = x / agreed;
        double awayY = y / agreed;
        return casting.stream()
                .filter(roof -> roof.awayX() * awayX + roof.awayY() * awayY > 0.4)
                .map(roof -> new Roof(roof.label(), roof.box(), awayX, awayY))
                .toList();
    }

    /** Direction from the patch's middle to the shadow around it, of length 1; empty without much shadow on one side. */
    private double[] away(int[] patch) {
        int rim = (int) Math.ceil(2 / gsd);
        double[] middle = new double[3];
        double[] dark = new double[3];
        int outside = 0;
        for (int row = Math.max(0, patch[2] - rim); row < Math.min(edge, patch[2] + patch[4] + rim); row++) {
            for (int column = Math.max(0, patch[1] - rim);
                    column < Math.min(edge, patch[1] + patch[3] + rim);
                    column++) {
                int pixel = row * edge + column;
                if (labels[pixel] == patch[0]) {
                    count(middle, column, row);
                } else {
                    outside++;
                    if (shadow[pixel] != 0) {
                        count(dark, column, row);
                    }
                }
            }
        }
        if (dark[2] < CASTING * outside) {
            return new double[0];
        }
        double x = dark[0] / dark[2] - middle[0] / middle[2];
        double y = dark[1] / dark[2] - middle[1] / middle[2];
        double far = Math.hypot(x, y);
        return far * 4 < Math.min(patch[3], patch[4]) ? new double[0] : new double[] {x / far, y / far};
    }

    private static void count(double[] sum, int column, int row) {
        sum[0] += column;
        sum[1] += row;
        sum[2]++;
    }
}
