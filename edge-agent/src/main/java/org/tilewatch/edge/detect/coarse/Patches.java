package org.tilewatch.edge.detect.coarse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.detect.coarse.CoarseDetector.Found;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;

/** Gathers changed pixels into patches of at least the minimum mapping unit. */
final class Patches {

    /** Least share that the look itself must have seen: what lies under cloud is no news. */
    private static final double FRESH = 0.3;

    /** Clear looks in a row that one contrary look does not undo. */
    private static final int LASTING = 3;

    private static final double STRONG = 0.2;

    /** Of pictures, where no cloud hides a patch's middle: banks that a river covers at one level and not at another are less. */
    private static final double STRONG_OF_PICTURES = 0.5;

    /** A single hot pixel may be a bit that fell over on the way. */
    private static final int LEAST_HOT = 2;

    private static final int LEAST_SMOKE = 40;

    /** Pixels with one of another kind between them are one patch still: a road through a field, a cloud's edge through a flood. */
    private static final Size GAP = new Size(3, 3);

    private static final int AROUND = 2;

    private final Window on;
    private final ChangeClass[] now;
    private final byte[] seen;
    private final Memory memory;
    private final double leastStrong;
    private final boolean picture;
    private final Mat gap = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, GAP);

    Patches(Window on, ChangeClass[] now, byte[] seen, Memory memory, boolean picture) {
        this.picture = picture;
        this.leastStrong = picture ? STRONG_OF_PICTURES : STRONG;
        this.on = on;
        this.now = now;
        this.seen = seen;
        this.memory = memory;
    }

    /** The largest first. */
    List<Found> gather(int leastPixels) {
        List<Found> found = new ArrayList<>();
        for (ChangeClass change : ChangeClass.values()) {
            if (change != ChangeClass.NONE && picture) {
                // What came since the last picture is an event of its own: years lie between them.
                gather(change, at -> at(at) == change && memory.change(at) == change, leastPixels, found);
                gather(change, at -> at(at) == change && memory.change(at) != change, leastPixels, found);
            } else if (change != ChangeClass.NONE) {
                gather(change, at -> at(at) == change, least(change, leastPixels), found);
            }
        }
        gap.release();
        found.sort(Comparator.comparingInt(Found::pixels).reversed());
        return found;
    }

    private void gather(ChangeClass change, IntPredicate belongs, int leastPixels, List<Found> into) {
        byte[] shown = new byte[now.length];
        boolean any = false;
        for (int at = 0; at < now.length; at++) {
            shown[at] = (byte) (belongs.test(at) ? -1 : 0);
            any |= shown[at] != 0;
        }
        if (!any) {
            return;
        }
        Mat mask = new Mat(on.height(), on.width(), CvType.CV_8UC1);
        mask.put(0, 0, shown);
        Imgproc.morphologyEx(mask, mask, Imgproc.MORPH_CLOSE, gap);
        Mat labels = new Mat();
        Mat boxes = new Mat();
        Mat middles = new Mat();
        int count = Imgproc.connectedComponentsWithStats(mask, labels, boxes, middles, 8, CvType.CV_32S);
        int[] label = new int[now.length];
        labels.get(0, 0, label);
        Tally[] tallies = new Tally[count];
        for (int at = 0; at < now.length; at++) {
            if (label[at] > 0 && shown[at] != 0) {
                tallies[label[at]] = (tallies[label[at]] == null ? Tally.NOTHING : tallies[label[at]])
                        .and(now[at] != ChangeClass.NONE, seen[at] == Classifier.STRONG || memory.streak(at) > 1);
            }
        }
        for (int each = 1; each < count; each++) {
            Tally tally = tallies[each];
            if (tally != null && tally.isWorth(leastPixels, leastStrong)) {
                double around = clearAround(labels, boxes, each);
                outline(labels, boxes, each).ifPresent(ring -> into.add(tally.found(change, ring, around)));
            }
        }
        for (Mat used : List.of(mask, labels, boxes, middles)) {
            used.release();
        }
    }

    /** What is known of a patch's pixels. */
    private record Tally(int pixels, int fresh, int strong) {

        static final Tally NOTHING = new Tally(0, 0, 0);

        Tally and(boolean isFresh, boolean isStrong) {
            return new Tally(pixels + 1, fresh + (isFresh ? 1 : 0), strong + (isStrong ? 1 : 0));
        }

        boolean isWorth(int leastPixels, double leastStrong) {
            return pixels >= leastPixels && fresh >= FRESH * pixels && strong >= leastStrong * pixels;
        }

        Found found(ChangeClass change, Outline ring, double clearAround) {
            return new Found(change, ring, pixels, fresh / (double) pixels, strong / (double) pixels, clearAround);
        }
    }

    private static int least(ChangeClass change, int leastPixels) {
        return switch (change) {
            case HOT -> LEAST_HOT;
            case SMOKE -> LEAST_SMOKE;
            default -> leastPixels;
        };
    }

    private ChangeClass at(int pixel) {
        boolean denied = seen[pixel] != Classifier.UNSEEN && memory.streak(pixel) < LASTING;
        return now[pixel] != ChangeClass.NONE || denied ? now[pixel] : memory.change(pixel);
    }

    /** Share of the pixels within two of the patch, itself left out, that the look saw; 1 if there are none. */
    private double clearAround(Mat labels, Mat boxes, int label) {
        int[] box = new int[5];
        boxes.get(label, 0, box);
        int left = Math.max(0, box[0] - AROUND);
        int top = Math.max(0, box[1] - AROUND);
        int right = Math.min(on.width(), box[0] + box[2] + AROUND);
        int bottom = Math.min(on.height(), box[1] + box[3] + AROUND);
        Mat cut = labels.submat(new Rect(left, top, right - left, bottom - top));
        Mat inside = new Mat();
        Core.compare(cut, new Scalar(label), inside, Core.CMP_EQ);
        Mat grown = new Mat();
        Imgproc.dilate(inside, grown, gap, new Point(-1, -1), AROUND);
        Core.subtract(grown, inside, grown);
        byte[] ring = new byte[(right - left) * (bottom - top)];
        grown.get(0, 0, ring);
        int all = 0;
        int clear = 0;
        for (int at = 0; at < ring.length; at++) {
            int there = (top + at / (right - left)) * on.width() + left + at % (right - left);
            all += ring[at] != 0 ? 1 : 0;
            clear += ring[at] != 0 && seen[there] != Classifier.UNSEEN ? 1 : 0;
        }
        for (Mat used : List.of(cut, inside, grown)) {
            used.release();
        }
        return all == 0 ? 1 : clear / (double) all;
    }

    /** Through the centres of the border pixels; of a patch thinner than a pixel's neighbour around its one pixel. */
    private Optional<Outline> outline(Mat labels, Mat boxes, int label) {
        int[] box = new int[5];
        boxes.get(label, 0, box);
        Mat cut = labels.submat(new Rect(box[0], box[1], box[2], box[3]));
        Mat mask = new Mat();
        Core.compare(cut, new Scalar(label), mask, Core.CMP_EQ);
        List<MatOfPoint> contours = new ArrayList<>();
        Mat order = new Mat();
        Point corner = new Point(box[0], box[1]);
        Imgproc.findContours(mask, contours, order, Imgproc.RETR_EXTERNAL, Imgproc.CHAIN_APPROX_SIMPLE, corner);
        Optional<Outline> ring = contours.stream().findFirst().map(each -> ring(each.toArray()));
        contours.forEach(Mat::release);
        order.release();
        mask.release();
        cut.release();
        return ring;
    }

    private Outline ring(Point[] points) {
        if (points.length < 3) {
            Point first = points[0];
            Point last = points[points.length - 1];
            double x = on.x() + 0.5;
            double y = on.y() + 0.5;
            double wide = 0.45;
            return new Outline(List.of(new double[] {
                first.x + x - wide,
                first.y + y - wide,
                last.x + x + wide,
                last.y + y - wide,
                last.x + x + wide,
                last.y + y + wide,
                first.x + x - wide,
                first.y + y + wide
            }));
        }
        double[] ring = new double[2 * points.length];
        for (int i = 0; i < points.length; i++) {
            ring[2 * i] = points[i].x + on.x() + 0.5;
            ring[2 * i + 1] = points[i].y + on.y() + 0.5;
        }
        return new Outline(List.of(ring));
    }
}
