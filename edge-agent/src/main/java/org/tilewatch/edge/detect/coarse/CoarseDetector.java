package org.tilewatch.edge.detect.coarse;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.tilewatch.edge.detect.Verdict.Outcome;
import org.tilewatch.edge.detect.chip.ChipMaker;
import org.tilewatch.edge.detect.chip.Chips;
import org.tilewatch.edge.detect.coarse.look.CoarseLook;
import org.tilewatch.edge.detect.coarse.look.Disturbance;
import org.tilewatch.edge.detect.coarse.look.Shift;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;

/**
 * Judges one look against the memory of its site and has the memory learn from it. What changed is remembered as changed, not learned; after
 * {@value #LOOKS_TO_ABSORB} clear looks it is learned after all. One owner, one thread.
 */
public final class CoarseDetector implements AutoCloseable {

    /** Minimum mapping unit: a smaller patch is a mixed pixel's doing as often as not. */
    public static final int LEAST_PIXELS = 9;

    static final int LOOKS_TO_ABSORB = 60;

    private static final int MAP_EDGE = 720;
    private static final double LEAST_TRUST = 0.2;
    private static final double LEAST_CLEAR = 0.04;
    private static final double CLEAR_TO_BEGIN = 0.3;
    private static final double KNOWN_TO_JUDGE = 0.25;
    private static final double CIVIL_DUSK_DEGREES = -6;
    private static final double DARK_ENOUGH = 95;

    private final ChipMaker chips = new ChipMaker();
    private boolean[] clear = new boolean[0];
    private float[][] before = new float[0][];
    private Window on = new Window(0, 0, 1, 1);
    private @Nullable CoarseLook last;

    /**
     * A connected patch of pixels that turned into the same, on this look or, where a cloud lies over it now, on the latest that saw it.
     *
     * @param outline outer ring in grid pixels
     * @param pixels of the patch
     * @param freshFraction share of them that this look saw
     * @param strongFraction share of them that no neighbour explains
     * @param clearAroundFraction share of the pixels around it that this look saw: what ends where a cloud begins may be its doing
     */
    public record Found(
            ChangeClass change,
            Outline outline,
            int pixels,
            double freshFraction,
            double strongFraction,
            double clearAroundFraction) {}

    /**
     * What came of a look.
     *
     * @param reason why it is unusable, else empty
     * @param observedFraction share of the measured pixels that was seen clearly
     * @param shiftX how far its content lay to the right of the reference's, pixels; taken out before it was judged
     * @param shiftY the same, down
     * @param shiftTrust 0 to 1; NaN where nothing was to be compared with
     */
    public record Answer(
            Outcome outcome,
            String reason,
            double observedFraction,
            double shiftX,
            double shiftY,
            double shiftTrust,
            List<Found> found) {}

    /**
     * What is known of a look beside its pixels.
     *
     * @param enough whether as many looks came before as are needed
     * @param picture whether it was made ready by others: placed to the pixel, with few clouds
     * @param gsdMetres between neighbouring pixels
     * @param latitudeDegrees of its middle
     * @param sunDegrees how high the sun stands above it
     * @param leastSquareMetres minimum mapping unit on the ground, beside the {@value #LEAST_PIXELS} pixels
     */
    public record Terms(
            boolean enough,
            boolean picture,
            double gsdMetres,
            double latitudeDegrees,
            double sunDegrees,
            double leastSquareMetres) {

        int leastPixels() {
            return (int) Math.max(LEAST_PIXELS, Math.ceil(leastSquareMetres / (gsdMetres * gsdMetres)));
        }
    }

    /** Judges a look and teaches the memory. */
    public Answer judge(CoarseLook look, Memory memory, Terms terms) {
        on = memory.on;
        last = look;
        clear = new boolean[look.size()];
        if (look.measuredFraction() == 0) {
            return unusable("no-data", 0);
        }
        if (!terms.picture()) {
            Disturbance.remove(look);
        }
        if (!look.day) {
            return night(look, memory, terms.sunDegrees() >= CIVIL_DUSK_DEGREES ? "twilight" : "night");
        }
        Reference reference =
                Reference.of(memory, look, terms.picture() ? Reference.LEAST_OF_PICTURES : Reference.LEAST_OF_PASSES);
        boolean begun = contains(reference.guess[CoarseLook.RED]);
        if (!begun && dark(look) < CLEAR_TO_BEGIN) {
            return unusable("cloud", dark(look));
        }
        Registration place = begun && !terms.picture()
                ? Registration.of(look, reference, terms.gsdMetres())
                : new Registration(0, 0, 1);
        if (place.trust() < LEAST_TRUST) {
            return unusable(dark(look) < CLEAR_TO_BEGIN ? "cloud" : "misplaced", dark(look));
        }
        Shift.undo(look, place.dx(), place.dy());
        Levelling.apply(look, reference);
        Classifier classes = new Classifier(look, reference, terms);
        before = reference.planes;
        double known = known(reference, look);
        boolean judged = terms.enough() && known >= KNOWN_TO_JUDGE;
        double seen = observed(look, reference, classes, judged);
        if (judged && seen < LEAST_CLEAR) {
            return unusable("cloud", seen);
        }
        List<Found> found = List.of();
        if (judged) {
            HotSpots.mark(look, classes.change, classes.seen);
            found = new Patches(on, classes.change, classes.seen, memory, terms.picture()).gather(terms.leastPixels());
        }
        new Learning(look, reference, classes, judged).teach(memory);
        return new Answer(
                judged ? Outcome.JUDGED : Outcome.LEARNING, "", seen, place.dx(), place.dy(), place.trust(), found);
    }

    /** Fire alone shows at night and where the sun stands too low to light the ground; nothing is learned. */
    private Answer night(CoarseLook look, Memory memory, String light) {
        if (!look.has(CoarseLook.MIR) || !look.has(CoarseLook.THERMAL)) {
            return unusable(light, 0);
        }
        ChangeClass[] change = new ChangeClass[look.size()];
        byte[] seen = new byte[look.size()];
        Arrays.fill(change, ChangeClass.NONE);
        HotSpots.mark(look, change, seen);
        Memory nothing = new Memory(memory.on);
        List<Found> found = new Patches(on, change, seen, nothing, false).gather(LEAST_PIXELS);
        return new Answer(Outcome.JUDGED, "", 0, 0, 0, Double.NaN, found);
    }

    private static Answer unusable(String reason, double seen) {
        return new Answer(Outcome.UNUSABLE, reason, seen, 0, 0, Double.NaN, List.of());
    }

    private static boolean contains(float[] plane) {
        for (float value : plane) {
            if (!Float.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    private static double dark(CoarseLook look) {
        int measured = 0;
        int dark = 0;
        for (int at = 0; at < look.size(); at++) {
            measured += look.valid[at] ? 1 : 0;
            dark += look.valid[at] && look.planes[CoarseLook.RED][at] < DARK_ENOUGH ? 1 : 0;
        }
        return dark / (double) Math.max(1, measured);
    }

    private static double known(Reference reference, CoarseLook look) {
        int measured = 0;
        int known = 0;
        for (int at = 0; at < look.size(); at++) {
            measured += look.valid[at] ? 1 : 0;
            known += look.valid[at] && reference.known[at] ? 1 : 0;
        }
        return known / (double) Math.max(1, measured);
    }

    private double observed(CoarseLook look, Reference reference, Classifier classes, boolean judged) {
        int measured = 0;
        int seen = 0;
        for (int at = 0; at < look.size(); at++) {
            measured += look.valid[at] ? 1 : 0;
            clear[at] = (reference.known[at] || judged)
                    ? classes.seen[at] != Classifier.UNSEEN
                    : look.valid[at] && look.planes[CoarseLook.RED][at] < DARK_ENOUGH;
            seen += clear[at] ? 1 : 0;
        }
        return seen / (double) Math.max(1, measured);
    }

    /**
     * Forgets what the pixels of a place that turned into this were like before: from now on they are known as the look last judged
     * shows them.
     */
    public void absorb(Memory memory, Patch place, ChangeClass change) {
        int width = place.box().width();
        for (int i = place.cells().nextSetBit(0); i >= 0; i = place.cells().nextSetBit(i + 1)) {
            int x = place.box().x() + i % width - on.x();
            int y = place.box().y() + i / width - on.y();
            boolean inside = x >= 0 && y >= 0 && x < on.width() && y < on.height();
            if (inside && memory.change(y * on.width() + x) == change) {
                absorb(memory, y * on.width() + x);
            }
        }
    }

    private void absorb(Memory memory, int at) {
        memory.forget(at);
        memory.change(at, ChangeClass.NONE, 0);
        if (clear[at] && last != null) {
            memory.put(at, 0, last, (int) (last.acquired.getEpochSecond() / 86_400));
        }
    }

    /** Whether the look last judged saw a pixel of the window clearly, row by row; owned by this detector. */
    public boolean[] clear() {
        return clear;
    }

    /**
     * What a map says beside its colours.
     *
     * @param title first line
     * @param names of places
     */
    public record Caption(String title, double gsdMetres, List<Name> names) {}

    /** What a map shows in a colour, with the area that its legend tells. */
    public record Mark(ChangeClass change, Outline outline, double squareMetres) {}

    /** A place by its name, in pixels of the site's grid. */
    public record Name(String text, double x, double y) {}

    /**
     * Pictures of a place on the look last judged: short-wave infrared, near infrared and red as red, green and blue, and the map of what
     * changed.
     */
    public Chips chips(Memory memory, Outline outline, List<Mark> marks, Caption caption) {
        Mat now = new Mat(on.height(), on.width(), CvType.CV_8UC3);
        Mat then = new Mat(on.height(), on.width(), CvType.CV_8UC3);
        byte[] pixel = new byte[3];
        for (int at = 0; at < memory.size(); at++) {
            for (int channel = 0; channel < 3; channel++) {
                pixel[channel] = (byte) memory.shown(at, channel);
            }
            now.put(at / on.width(), at % on.width(), pixel);
            if (before.length == CoarseLook.BANDS && !Float.isNaN(before[CoarseLook.NIR][at])) {
                Learning.colours(before, at, pixel);
            }
            then.put(at / on.width(), at % on.width(), pixel);
        }
        Chips made = chips.draw(then, now, new MapDrawing(memory, marks, caption)::onto, outline, on);
        now.release();
        then.release();
        return made;
    }

    /** The map of the whole window, JPEG of at most 96 KiB. */
    public byte[] map(Memory memory, List<Mark> marks, Caption caption) {
        double scale = Math.max(1, Math.floor(MAP_EDGE / (double) Math.max(on.width(), on.height())));
        Mat drawn = new Mat((int) (scale * on.height()), (int) (scale * on.width()), CvType.CV_8UC3);
        new MapDrawing(memory, marks, caption).onto(drawn, new Rect(0, 0, on.width(), on.height()), scale);
        byte[] jpeg = chips.jpeg(drawn);
        drawn.release();
        return jpeg;
    }

    @Override
    public void close() {
        chips.close();
    }
}
