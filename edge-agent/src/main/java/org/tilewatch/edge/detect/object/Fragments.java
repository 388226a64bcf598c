package org.tilewatch.edge.detect.object;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Patch;

/** Joins the parts of one thing that stand out of the noise by themselves. One owner, one thread. */
final class Fragments implements AutoCloseable {

    /** Fragments that are so near belong together, pixels. */
    private static final int GAP = 10;

    private final Mat joined = new Mat();
    private final Mat other = new Mat();
    private final Mat squareGap = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(2 * GAP + 1, 2 * GAP + 1));

    /** 1 where a fragment is, on the whole window; valid until the next call. */
    Mat joined() {
        return joined;
    }

    /**
     * Leaves the fragments that hang together in {@link #joined}.
     *
     * @param margin pixels around them
     * @return the part of the window that holds them and their surroundings
     */
    Rect join(Patch seed, List<Candidate> fragments, Window on, int margin) {
        joined.create(on.height(), on.width(), CvType.CV_8UC1);
        Natives.fill(joined, 0);
        draw(seed, joined, on);
        List<Patch> rest = new ArrayList<>();
        fragments.forEach(each -> rest.add(Patch.of(each.outline())));
        Window box = seed.box();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (int i = rest.size() - 1; i >= 0; i--) {
                Window candidate = rest.get(i).box();
                if (near(box, candidate) && touches(rest.get(i), on)) {
                    draw(rest.remove(i), joined, on);
                    box = around(box, candidate);
                    grown = true;
                }
            }
        }
        int left = Math.max(0, box.x() - on.x() - margin);
        int top = Math.max(0, box.y() - on.y() - margin);
        int right = Math.min(on.width(), box.right() - on.x() + margin);
        int bottom = Math.min(on.height(), box.bottom() - on.y() + margin);
        return new Rect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    }

    private static boolean near(Window a, Window b) {
        return a.x() - GAP <= b.right()
                && b.x() - GAP <= a.right()
                && a.y() - GAP <= b.bottom()
                && b.y() - GAP <= a.bottom();
    }

    private static Window around(Window a, Window b) {
        int x = Math.min(a.x(), b.x());
        int y = Math.min(a.y(), b.y());
        return new Window(x, y, Math.max(a.right(), b.right()) - x, Math.max(a.bottom(), b.bottom()) - y);
    }

    /** Whether a patch lies within the gap of what is joined so far. */
    private boolean touches(Patch patch, Window on) {
        Window box = patch.box();
        int left = Math.max(0, box.x() - on.x() - GAP);
        int top = Math.max(0, box.y() - on.y() - GAP);
        int right = Math.min(on.width(), box.right() - on.x() + GAP);
        int bottom = Math.min(on.height(), box.bottom() - on.y() + GAP);
        if (left >= right || top >= bottom) {
            return false;
        }
        Window part = new Window(on.x() + left, on.y() + top, right - left, bottom - top);
        other.create(part.height(), part.width(), CvType.CV_8UC1);
        Natives.fill(other, 0);
        draw(patch, other, part);
        Imgproc.dilate(other, other, squareGap);
        Mat there = joined.submat(new Rect(left, top, right - left, bottom - top));
        Core.bitwise_and(other, there, other);
        there.release();
        return Core.countNonZero(other) > 0;
    }

    private static void draw(Patch patch, Mat into, Window on) {
        int width = patch.box().width();
        MemorySegment cells = Natives.memory(into);
        for (int i = patch.cells().nextSetBit(0); i >= 0; i = patch.cells().nextSetBit(i + 1)) {
            int x = patch.box().x() + i % width - on.x();
            int y = patch.box().y() + i / width - on.y();
            if (x >= 0 && y >= 0 && x < on.width() && y < on.height()) {
                cells.set(ValueLayout.JAVA_BYTE, (long) y * on.width() + x, (byte) 1);
            }
        }
    }

    @Override
    public void close() {
        joined.release();
        other.release();
        squareGap.release();
    }
}
