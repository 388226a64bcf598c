package org.tilewatch.calibration.simulate.over;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.calibration.landscape.Material;

/**
 * Heights of the roofs in a picture, from the shadows that they cast in it, and how those shadows are lifted so that new ones can fall.
 * The sun of the picture is not known: it is taken to have stood at 45 degrees.
 */
final class Relief implements AutoCloseable {

    private static final double LOWEST = 2.5;
    private static final double HIGHEST = 12;

    /** Between a roof's rim and its shadow there may be a lit wall or a blurred edge. */
    private static final double GAP_METRES = 1.5;

    private static final double WINDOW_METRES = 12;

    private final int edge;
    private final double gsd;
    private final byte[] shadow;
    private final int[] labels;
    private final List<Roof> kept;
    private final float[] height;
    private final byte[] lifted;
    private final Mat heights;
    private final Mat lift;

    Relief(Mat rgb, double gsdMetres) {
        edge = rgb.cols();
        gsd = gsdMetres;
        RoofCandidates candidates = new RoofCandidates(rgb, gsdMetres);
        shadow = candidates.shadow();
        labels = candidates.labels();
        kept = candidates.casting();
        height = new float[edge * edge];
        lifted = new byte[edge * edge];
        for (Roof roof : kept) {
            raise(roof);
        }
        heights = new Mat(edge, edge, CvType.CV_32F);
        heights.put(0, 0, height);
        // The roofs were found without their rims.
        Imgproc.dilate(heights, heights, Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(3, 3)));
        lift = brighter(rgb);
    }

    /**
     * A roof and the way its shadow falls.
     *
     * @param label of its pixels
     * @param box x, y, width, height
     */
    record Roof(int label, int[] box, double awayX, double awayY) {}

    /** Metres above the ground. */
    Mat heights() {
        return heights;
    }

    /** Factor per band that takes the old shadows away, in linear light. */
    Mat lift() {
        return lift;
    }

    /** What the roofs are made of. */
    List<Material> roofs(Mat ground) {
        float[] rgb = new float[3 * edge * edge];
        ground.get(0, 0, rgb);
        List<Material> materials = new ArrayList<>();
        for (Roof roof : kept) {
            double[] sum = new double[4];
            each(roof, pixel -> {
                for (int band = 0; band < 3; band++) {
                    sum[band] += rgb[3 * pixel + band];
                }
                sum[3]++;
            });
            materials.add(new Material(sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3], 0.05, 0.06, 0.04, 0));
        }
        return List.copyOf(materials);
    }

    private interface Visitor {
        void at(int pixel);
    }

    private void each(Roof roof, Visitor visitor) {
        int[] box = roof.box();
        for (int row = box[1]; row < box[1] + box[3]; row++) {
            for (int column = box[0]; column < box[0] + box[2]; column++) {
                if (labels[row * edge + column] == roof.label()) {
                    visitor.at(row * edge + column);
                }
            }
        }
    }

    private void raise(Roof roof) {
        List<Integer> lengths = new ArrayList<>();
        each(roof, pixel -> {
            int length = follow(roof, pixel);
            if (length > 1) {
                lengths.add(length);
            }
        });
        int[] sorted = lengths.stream().mapToInt(Integer::intValue).sorted().toArray();
        double metres = sorted.length == 0 ? 0 : sorted[sorted.length / 2] * gsd;
        float high = (float) Math.clamp(metres, LOWEST, HIGHEST);
        each(roof, pixel -> height[pixel] = high);
    }

    /** Walks away from the sun from a pixel at the rim; marks the shadow there and returns how long it is, else 0. */
    private int follow(Roof roof, int pixel) {
        int column = pixel % edge;
        int row = pixel / edge;
        int gap = (int) Math.ceil(GAP_METRES / gsd) + 1;
        int most = (int) (1.5 * HIGHEST / gsd);
        int length = 0;
        for (int step = 1; step <= most + gap; step++) {
            int x = (int) Math.round(column + step * roof.awayX());
            int y = (int) Math.round(row + step * roof.awayY());
            boolean inside = x >= 0 && y >= 0 && x < edge && y < edge;
            if (!inside || labels[y * edge + x] == roof.label()) {
                return length;
            }
            boolean dark = shadow[y * edge + x] != 0;
            if (!dark && (length > 0 || step > gap)) {
                return length;
            }
            length += dark ? 1 : 0;
            if (dark) {
                lifted[y * edge + x] = (byte) 255;
            }
        }
        return length;
    }

    private Mat brighter(Mat rgb) {
        Mat dark = new Mat(edge, edge, CvType.CV_8UC1);
        dark.put(0, 0, shadow);
        Mat sunlit = new Mat();
        Core.bitwise_not(dark, sunlit);
        Mat colours = new Mat();
        rgb.convertTo(colours, CvType.CV_32FC3, 1 / 255.0);
        Core.pow(colours, 2.2, colours);
        Mat bright = around(colours, sunlit);
        Mat dull = around(colours, dark);
        Mat ratio = new Mat();
        Core.divide(bright, dull, ratio);
        Core.min(ratio, Scalar.all(4), ratio);
        Core.max(ratio, Scalar.all(1), ratio);
        Mat share = share();
        Core.subtract(ratio, Scalar.all(1), ratio);
        Core.multiply(ratio, share, ratio);
        Core.add(ratio, Scalar.all(1), ratio);
        for (Mat mat : new Mat[] {dark, sunlit, colours, bright, dull, share}) {
            mat.release();
        }
        return ratio;
    }

    /** Mean colour of what the mask takes, in the surroundings of each pixel. */
    private Mat around(Mat colours, Mat mask) {
        int window = 2 * (int) Math.round(WINDOW_METRES / gsd / 2) + 1;
        Mat weight = new Mat();
        mask.convertTo(weight, CvType.CV_32F, 1 / 255.0);
        Mat three = new Mat();
        Core.merge(List.of(weight, weight, weight), three);
        Mat sum = new Mat();
        Core.multiply(colours, three, sum);
        Imgproc.blur(sum, sum, new Size(window, window));
        Imgproc.blur(three, three, new Size(window, window));
        Core.add(three, Scalar.all(1e-4), three);
        Core.divide(sum, three, sum);
        Core.add(sum, Scalar.all(1e-3), sum);
        weight.release();
        three.release();
        return sum;
    }

    private Mat share() {
        Mat mask = new Mat(edge, edge, CvType.CV_8UC1);
        mask.put(0, 0, lifted);
        Mat brush = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(3, 3));
        Imgproc.dilate(mask, mask, brush);
        Mat share = new Mat();
        mask.convertTo(share, CvType.CV_32F, 1 / 255.0);
        Imgproc.GaussianBlur(share, share, new Size(0, 0), 0.9);
        Mat three = new Mat();
        Core.merge(Arrays.asList(share, share, share), three);
        for (Mat mat : new Mat[] {mask, brush, share}) {
            mat.release();
        }
        return three;
    }

    @Override
    public void close() {
        heights.release();
        lift.release();
    }
}
