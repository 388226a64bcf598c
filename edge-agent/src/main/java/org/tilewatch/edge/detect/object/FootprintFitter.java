package org.tilewatch.edge.detect.object;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfInt;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;

/**
 * Finds what a thing covers from the fragments that stand out of the noise.
 *
 * <p>Of a new roof only the parts that differ most are candidates, often its shadow among them: on 24 development sites the area was
 * wrong by 56 % in the median. Here the fragments that lie close together are joined, and a graph cut between changed and unchanged
 * ground (GrabCut, Rother et al. 2004) is laid through the signed difference from the baseline, in brightness and in colour, and the
 * look itself; what is only darker by the same share in all bands is taken for shadow to begin with. Where that leaves too little, the
 * cores of the fragments are held; where that fails too, the candidate stays as it is. Costs some milliseconds per thing: for the few
 * strongest alone.
 */
public final class FootprintFitter implements AutoCloseable {

    /** How far around the fragments the outline may lie, and how far around that the ground is taken for unchanged, pixels. */
    private static final int REACH = 6;

    private static final int MARGIN = 12;
    private static final int GREATEST_EDGE = 400;
    private static final int ITERATIONS = 1;
    /** More shadow than this is no shadow but a dark thing. */
    private static final double MOST_SHADOW = 0.6;

    private static final double LEAST_SHARE = 0.5;
    private static final int SEED = 1;

    private final Fragments together = new Fragments();
    private final Mat other = new Mat();
    private final Mat hull = new Mat();
    private final Mat reach = new Mat();
    private final Mat core = new Mat();
    private final Mat picture = new Mat();
    private final Mat labels = new Mat();
    private final Mat background = new Mat();
    private final Mat foreground = new Mat();
    private final Mat square3 = square(3);
    private final Mat squareReach = square(2 * REACH + 1);
    private final RingTracer tracer = new RingTracer();

    /**
     * The ground that a changed thing covers, as its own edges show it.
     *
     * @param outline outer ring in grid pixels, through the centres of its border pixels
     * @param areaPixels grid pixels that it covers, those at its rim in part
     * @param support how well edges of the change bear the outline out: their mean strength along it against elsewhere, times the root of
     *     the area; 0 where a part could not be seen
     */
    public record Footprint(Outline outline, double areaPixels, double support) {}

    private static Mat square(int edge) {
        return Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(edge, edge));
    }

    /**
     * The footprint of a thing.
     *
     * @param seed its strongest part
     * @param fragments others that may belong to it
     * @param look aligned and normalised, 8 bit
     * @param median of the looks before
     * @param usable 255 where both saw the ground
     * @param on the window that the images cover
     * @return empty for a thing that is too large, or whose edges lead nowhere
     */
    public Optional<Footprint> fit(
            Candidate seed, List<Candidate> fragments, Mat look, Mat median, Mat usable, Window on) {
        Rect part = together.join(Patch.of(seed.outline()), fragments, on, MARGIN);
        if (part.width > GREATEST_EDGE || part.height > GREATEST_EDGE || part.width < 8 || part.height < 8) {
            return Optional.empty();
        }
        SignedDifference difference = new SignedDifference(look, median, part);
        byte[] joined = bytes(together.joined(), part);
        byte[] mask = new byte[joined.length];
        int area = cut(difference, joined, part, false, mask);
        if (area < LEAST_SHARE * seed.areaPixels()) {
            area = cut(difference, joined, part, true, mask);
        }
        if (area < LEAST_SHARE * seed.areaPixels()) {
            return Optional.empty();
        }
        double support = difference.support(mask, bytes(usable, part)) * Math.sqrt(area);
        return Optional.of(new Footprint(outline(mask, part, on), difference.covered(mask), support));
    }

    /**
     * Cuts the thing out.
     *
     * @param held whether the cores of the fragments are sure to belong to it
     * @param mask receives 1 where it is
     * @return how many pixels it has
     */
    private int cut(SignedDifference difference, byte[] fragment, Rect part, boolean held, byte[] mask) {
        prepare(fragment, part);
        label(difference, fragment, held, mask);
        picture.create(part.height, part.width, CvType.CV_8UC3);
        picture.put(0, 0, difference.picture);
        labels.create(part.height, part.width, CvType.CV_8UC1);
        labels.put(0, 0, mask);
        Core.setRNGSeed(SEED); // so that the same pixels give the same outline, whatever was cut before
        try {
            Imgproc.grabCut(picture, labels, new Rect(), background, foreground, ITERATIONS, Imgproc.GC_INIT_WITH_MASK);
        } catch (CvException e) {
            return 0; // nothing that could be the thing, or nothing around it
        }
        labels.get(0, 0, mask);
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (mask[i] == Imgproc.GC_FGD || mask[i] == Imgproc.GC_PR_FGD ? 1 : 0);
        }
        return largest(mask, part);
    }

    private void label(SignedDifference difference, byte[] fragment, boolean held, byte[] label) {
        byte[] inHull = bytes(hull);
        byte[] inReach = bytes(reach);
        byte[] inCore = bytes(core);
        int shaded = 0;
        int all = 0;
        for (int i = 0; i < label.length; i++) {
            all += fragment[i];
            shaded += fragment[i] == 1 && difference.shadow[i] ? 1 : 0;
        }
        boolean heedShadow = shaded < MOST_SHADOW * all;
        for (int i = 0; i < label.length; i++) {
            boolean shadow = heedShadow && difference.shadow[i];
            boolean sure = held && inCore[i] != 0 && !shadow;
            boolean thing = inHull[i] != 0 && !shadow;
            int outside = inReach[i] != 0 ? Imgproc.GC_PR_BGD : Imgproc.GC_BGD;
            label[i] = (byte) (sure ? Imgproc.GC_FGD : thing ? Imgproc.GC_PR_FGD : outside);
        }
    }

    /** Hull of the fragments, its surroundings, and their cores. */
    private void prepare(byte[] fragment, Rect part) {
        List<Point> points = new ArrayList<>();
        for (int y = 0; y < part.height; y++) {
            int first = -1;
            int last = -1;
            for (int x = 0; x < part.width; x++) {
                if (fragment[y * part.width + x] != 0) {
                    first = first < 0 ? x : first;
                    last = x;
                }
            }
            if (first >= 0) {
                points.add(new Point(first, y));
                points.add(new Point(last, y));
            }
        }
        core.create(part.height, part.width, CvType.CV_8UC1);
        core.put(0, 0, fragment);
        Imgproc.erode(core, core, square3);
        hull.create(part.height, part.width, CvType.CV_8UC1);
        Natives.fill(hull, 0);
        MatOfPoint corners = hullOf(points);
        Imgproc.fillConvexPoly(hull, corners, Scalar.all(1));
        corners.release();
        Imgproc.dilate(hull, reach, squareReach);
    }

    private static MatOfPoint hullOf(List<Point> points) {
        MatOfPoint all = new MatOfPoint(points.toArray(new Point[0]));
        MatOfInt chosen = new MatOfInt();
        Imgproc.convexHull(all, chosen);
        Point[] corners = Arrays.stream(chosen.toArray()).mapToObj(points::get).toArray(Point[]::new);
        all.release();
        chosen.release();
        return new MatOfPoint(corners);
    }

    /** Leaves the largest connected part alone, opened by 3 x 3 pixels and its holes filled; its size. */
    private int largest(byte[] mask, Rect part) {
        other.create(part.height, part.width, CvType.CV_8UC1);
        other.put(0, 0, mask);
        Imgproc.morphologyEx(other, other, Imgproc.MORPH_OPEN, square3);
        List<MatOfPoint> rings = new ArrayList<>();
        Mat order = new Mat();
        Imgproc.findContours(other, rings, order, Imgproc.RETR_EXTERNAL, Imgproc.CHAIN_APPROX_NONE);
        order.release();
        Natives.fill(other, 0);
        int best = -1;
        for (int i = 0; i < rings.size(); i++) {
            if (best < 0 || Imgproc.contourArea(rings.get(i)) > Imgproc.contourArea(rings.get(best))) {
                best = i;
            }
        }
        if (best >= 0) {
            Imgproc.fillPoly(other, List.of(rings.get(best)), Scalar.all(1));
        }
        rings.forEach(MatOfPoint::release);
        other.get(0, 0, mask);
        return Core.countNonZero(other);
    }

    private Outline outline(byte[] mask, Rect part, Window on) {
        short[] slots = new short[mask.length];
        int start = -1;
        for (int i = 0; i < mask.length; i++) {
            slots[i] = mask[i];
            start = start < 0 && mask[i] != 0 ? i : start;
        }
        return new Outline(List.of(tracer.trace(
                slots,
                part.width,
                part.height,
                (short) 1,
                start % part.width,
                start / part.width,
                on.x() + part.x + 0.5,
                on.y() + part.y + 0.5)));
    }

    private static byte[] bytes(Mat mat) {
        byte[] bytes = new byte[(int) mat.total() * mat.channels()];
        mat.get(0, 0, bytes);
        return bytes;
    }

    private static byte[] bytes(Mat mat, Rect part) {
        Mat there = mat.submat(part);
        Mat copy = there.clone();
        byte[] bytes = bytes(copy);
        there.release();
        copy.release();
        return bytes;
    }

    @Override
    public void close() {
        together.close();
        for (Mat mat :
                new Mat[] {other, hull, reach, core, picture, labels, background, foreground, square3, squareReach}) {
            mat.release();
        }
    }
}
