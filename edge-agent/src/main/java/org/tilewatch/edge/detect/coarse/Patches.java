package org.tilewatch.edge.detect.coarse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;

/** Gathers changed pixels into patches of at least the minimum mapping unit. */
final class Patches {

    /** Least share that the look itself must have seen: what lies under cloud is no news. */
    private static final double FRESH = 0.3;

    /** Clear looks in a row that one contrary look does not undo. */
    private static final int LASTING = 3;

    private static final double STRONG = 0.2;
    /** A single hot pixel may be a bit that fell over on the way. */
    private static final int LEAST_HOT = 2;

    private static final int LEAST_SMOKE = 40;

    private final Window on;
    private final ChangeClass[] now;
    private final byte[] seen;
    private final Memory memory;
    private final int[] stack;
    private final boolean[] done;

    Patches(Window on, ChangeClass[] now, byte[] seen, Memory memory) {
        this.on = on;
        this.now = now;
        this.seen = seen;
        this.memory = memory;
        this.stack = new int[now.length];
        this.done = new boolean[now.length];
    }

    /** The largest first. */
    List<Found> gather(int leastPixels) {
        List<Found> found = new ArrayList<>();
        for (int at = 0; at < now.length; at++) {
            ChangeClass change = at(at);
            if (change != ChangeClass.NONE && !done[at]) {
                patch(at, change, least(change, leastPixels)).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparingInt(Found::pixels).reversed());
        return found;
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

    private Optional<Found> patch(int start, ChangeClass change, int leastPixels) {
        Mat mask = Mat.zeros(on.height(), on.width(), CvType.CV_8UC1);
        int size = 0;
        int pixels = 0;
        int fresh = 0;
        int strong = 0;
        stack[size++] = start;
        done[start] = true;
        while (size > 0) {
            int at = stack[--size];
            int x = at % on.width();
            int y = at / on.width();
            mask.put(y, x, 255);
            pixels++;
            fresh += now[at] == ChangeClass.NONE ? 0 : 1;
            strong += seen[at] == Classifier.STRONG || memory.streak(at) > 1 ? 1 : 0;
            for (int v = Math.max(0, y - 1); v <= Math.min(on.height() - 1, y + 1); v++) {
                for (int u = Math.max(0, x - 1); u <= Math.min(on.width() - 1, x + 1); u++) {
                    int next = v * on.width() + u;
                    if (!done[next] && at(next) == change) {
                        done[next] = true;
                        stack[size++] = next;
                    }
                }
            }
        }
        boolean worth = pixels >= leastPixels && fresh >= FRESH * pixels && strong >= STRONG * pixels;
        int all = pixels;
        double freshFraction = fresh / (double) pixels;
        double strongFraction = strong / (double) pixels;
        Optional<Found> found = worth
                ? outline(mask).map(ring -> new Found(change, ring, all, freshFraction, strongFraction))
                : Optional.empty();
        mask.release();
        return found;
    }

    /** Through the centres of the border pixels; of a patch thinner than a pixel's neighbour around its one pixel. */
    private Optional<Outline> outline(Mat mask) {
        List<MatOfPoint> contours = new ArrayList<>();
        Mat order = new Mat();
        Imgproc.findContours(mask, contours, order, Imgproc.RETR_EXTERNAL, Imgproc.CHAIN_APPROX_SIMPLE);
        order.release();
        Optional<Outline> ring = contours.stream().findFirst().map(each -> ring(each.toArray()));
        contours.forEach(Mat::release);
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
