package org.tilewatch.edge.detect;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Patch;

/**
 * How much a known place differs from its history. Where the outline is known, much less is needed to say that a thing still stands
 * there than to find it: on a look full of cloud rims no roof stands out of the noise, but its place does from the ground around it.
 *
 * @param inside mean magnitude of change, in units of noise; 0 where nothing could be compared
 * @param around the same of the ground around the place, its nearest surroundings left out
 * @param comparableFraction share of the place that could be compared
 */
public record Standing(double inside, double around, double comparableFraction) {

    /** Pixels around a place that its shadow and its blur may reach, and up to where its surroundings are. */
    private static final int GUARD = 4;

    private static final int AROUND = 16;

    /**
     * On 24 development sites what was gone lay below 0.25 inside, what stood there unfound above 0.48 and at least 3.5 times its
     * surroundings.
     */
    private static final double LEAST_INSIDE = 0.4;

    private static final double LEAST_CONTRAST = 3;
    private static final double LEAST_COMPARABLE = 0.5;

    /** Ground around that differs by more lies under a veil or a shadow: what is not seen there may stand there all the same. */
    private static final double QUIET = 0.3;

    /** Sum and number of the comparable pixels of a place or of its surroundings. */
    private static final class Mean {
        private double sum;
        private int count;

        private double value() {
            return sum / Math.max(1, count);
        }
    }

    /** Measures a place of the window that was judged last. */
    public static Standing of(Patch place, Detector.Views views) {
        MemorySegment changes = Natives.memory(views.magnitude());
        MemorySegment usable = Natives.memory(views.usable());
        Window on = views.on();
        Window box = place.box();
        Mean inside = new Mean();
        Mean around = new Mean();
        int right = Math.min(on.right(), box.right() + AROUND);
        int bottom = Math.min(on.bottom(), box.bottom() + AROUND);
        for (int y = Math.max(on.y(), box.y() - AROUND); y < bottom; y++) {
            for (int x = Math.max(on.x(), box.x() - AROUND); x < right; x++) {
                boolean held = place.holds(x, y);
                long at = (long) (y - on.y()) * on.width() + x - on.x();
                if ((held || !near(box, x, y)) && usable.get(ValueLayout.JAVA_BYTE, at) != 0) {
                    Mean mean = held ? inside : around;
                    mean.sum += changes.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
                    mean.count++;
                }
            }
        }
        return new Standing(inside.value(), around.value(), inside.count / (double) Math.max(1, place.size()));
    }

    private static boolean near(Window box, int x, int y) {
        return x >= box.x() - GUARD && x < box.right() + GUARD && y >= box.y() - GUARD && y < box.bottom() + GUARD;
    }

    /** Whether the thing is there still. */
    public boolean stands() {
        return comparableFraction >= LEAST_COMPARABLE && inside >= LEAST_INSIDE && inside >= LEAST_CONTRAST * around;
    }

    /** Share of the place of which a look that does not show the thing says that it is gone. */
    public double tellingFraction() {
        return around <= QUIET ? comparableFraction : 0;
    }

    /**
     * How much of a place's way from the median of the looks before (0) to the present (1) one of these looks had gone, by least squares.
     *
     * @param look of the history
     * @return NaN if that look or the one in hand saw too little of the place
     */
    public static double stage(Patch place, Detector.Views views, History past, int look) {
        Window on = views.on();
        int bands = views.median().channels();
        MemorySegment now = Natives.memory(views.normalised());
        MemorySegment median = Natives.memory(views.median());
        MemorySegment usable = Natives.memory(views.usable());
        MemorySegment earlier = past.look(look);
        MemorySegment seenThen = past.mask(look);
        long along = 0;
        long whole = 0;
        int seen = 0;
        for (int i = place.cells().nextSetBit(0); i >= 0; i = place.cells().nextSetBit(i + 1)) {
            long at = pixel(place, i, on);
            if (at >= 0 && grey(usable, at) != 0 && grey(seenThen, at) != 0) {
                seen++;
                for (long sample = at * bands; sample < (at + 1) * bands; sample++) {
                    int change = grey(now, sample) - grey(median, sample);
                    along += (long) change * (grey(earlier, sample) - grey(median, sample));
                    whole += (long) change * change;
                }
            }
        }
        return seen < LEAST_COMPARABLE * place.size() ? Double.NaN : along / (double) Math.max(1, whole);
    }

    /**
     * How far a look of the history lies from those from {@code oldest} on, itself left out, at a place: root of the mean square over
     * pixels and bands, DN.
     *
     * @return NaN if they did not all see enough of the place
     */
    public static double apart(Patch place, Detector.Views views, History past, int look, int oldest) {
        Window on = views.on();
        int bands = views.median().channels();
        List<MemorySegment> looks =
                IntStream.range(0, past.count()).mapToObj(past::look).toList();
        List<MemorySegment> masks =
                IntStream.range(0, past.count()).mapToObj(past::mask).toList();
        double squares = 0;
        int seen = 0;
        for (int i = place.cells().nextSetBit(0); i >= 0; i = place.cells().nextSetBit(i + 1)) {
            long at = pixel(place, i, on);
            if (at >= 0 && grey(masks.get(look), at) != 0 && allSaw(masks, oldest, at)) {
                seen++;
                for (long sample = at * bands; sample < (at + 1) * bands; sample++) {
                    double apart = grey(looks.get(look), sample) - mean(looks, oldest, look, sample);
                    squares += apart * apart;
                }
            }
        }
        return seen < LEAST_COMPARABLE * place.size() ? Double.NaN : Math.sqrt(squares / seen / bands);
    }

    private static boolean allSaw(List<MemorySegment> masks, int oldest, long at) {
        for (int i = oldest; i < masks.size(); i++) {
            if (grey(masks.get(i), at) == 0) {
                return false;
            }
        }
        return true;
    }

    private static double mean(List<MemorySegment> looks, int oldest, int leftOut, long sample) {
        int sum = 0;
        int count = 0;
        for (int i = oldest; i < looks.size(); i++) {
            sum += i == leftOut ? 0 : grey(looks.get(i), sample);
            count += i == leftOut ? 0 : 1;
        }
        return sum / (double) count;
    }

    /** Number of the window's pixel that a cell of a place is; -1 outside. */
    private static long pixel(Patch place, int cell, Window on) {
        int width = place.box().width();
        int x = place.box().x() + cell % width - on.x();
        int y = place.box().y() + cell / width - on.y();
        boolean inside = x >= 0 && y >= 0 && x < on.width() && y < on.height();
        return inside ? (long) y * on.width() + x : -1;
    }

    private static int grey(MemorySegment image, long at) {
        return image.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }
}
