package org.tilewatch.edge.detect.count;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.opencv.core.Mat;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;

/**
 * Follows a row of things along its line, further than each of them can be told alone: a dark wagon on dark ballast hardly stands out
 * of the noise, but a stretch as wide as a wagon that goes on where others end does.
 */
public final class RowTracer {

    /** Half of what a wagon is wide, its rim left out. */
    private static final double HALF_WIDTH_METRES = 1.2;

    /** Couplings and half a wagon, which cannot be told from the ballast. */
    private static final double GAP_METRES = 9;

    private static final double SMOOTH_METRES = 5;
    private static final double FARTHEST_METRES = 200;
    /** So far to both sides the line's direction is measured. */
    private static final double SEARCHED_METRES = 60;

    private static final double MOST_TURN = 0.12;
    private static final double TURN = 0.01;
    private static final double ASIDE_METRES = 1;
    /** From the middle of one train to the ballast between two tracks. */
    private static final double BESIDE_METRES = 3.2;

    /** Share of the piece's own magnitude, multiple of that of the ground beside, and units of noise: what goes on must reach all. */
    private static final double OF_THE_PIECE = 0.3;

    private static final double OF_THE_GROUND = 2;
    private static final double LEAST = 0.25;
    /** Share of that level which each single place must reach. */
    private static final double NO_GAP = 0.8;

    /** A piece's magnitude counts up to this multiple of its mean, so that no bright thing beside turns the line. */
    private static final double MOST = 2;

    private static final double NOTHING = -1;

    private final MemorySegment changes;
    private final MemorySegment usable;
    private final Window on;
    private final double metresPerPixel;
    private final double[] profile;
    private final double[] smooth;

    /**
     * A straight stretch on the grid.
     *
     * @param x of its middle
     * @param y of its middle
     * @param angle of its direction against the rows, in radians
     * @param length in grid pixels
     */
    public record Line(double x, double y, double angle, double length) {

        /** The same, moved along and aside by so many pixels and turned. */
        Line moved(double along, double aside, double turn) {
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            return new Line(x + along * cos - aside * sin, y + along * sin + aside * cos, angle + turn, length);
        }
    }

    /** The ground on which a row may stand. */
    public interface Ground {

        /** Whether it holds a place on the grid. */
        boolean holds(double x, double y);
    }

    /**
     * Takes a window that was judged.
     *
     * @param magnitude 32 bit, in units of noise
     * @param usable 255 where it holds
     */
    public RowTracer(Mat magnitude, Mat usable, Window on, double metresPerPixel) {
        this.changes = Natives.memory(magnitude);
        this.usable = Natives.memory(usable);
        this.on = on;
        this.metresPerPixel = metresPerPixel;
        profile = new double[2 * (int) (FARTHEST_METRES / metresPerPixel) + 1];
        smooth = new double[profile.length];
    }

    /** The row that a piece is part of: as long as the piece at least, and on the line that shows most. */
    public Line trace(Line piece, Ground ground) {
        double ceiling = MOST * mean(piece);
        Line best = piece;
        double most = NOTHING;
        for (double turn = -MOST_TURN; turn <= MOST_TURN; turn += TURN) {
            for (int side = -1; side <= 1; side++) {
                Line line = piece.moved(0, side * ASIDE_METRES / metresPerPixel, turn);
                double sum = measure(line, SEARCHED_METRES, (x, y) -> true, ceiling);
                if (sum > most) {
                    most = sum;
                    best = line;
                }
            }
        }
        double beside = Math.min(quiet(best, BESIDE_METRES, ground), quiet(best, -BESIDE_METRES, ground));
        measure(best, FARTHEST_METRES, ground, ceiling);
        return extended(best, Math.max(LEAST, Math.max(OF_THE_PIECE * mean(best), OF_THE_GROUND * beside)));
    }

    private double mean(Line line) {
        double sum = 0;
        int count = 0;
        for (int t = (int) (-line.length() / 2); t <= line.length() / 2; t++) {
            double value = across(line, t);
            sum += Math.max(0, value);
            count += value < 0 ? 0 : 1;
        }
        return sum / Math.max(1, count);
    }

    /** Median of the line beside, whose track may hold a train as well; next to nothing where it cannot be seen. */
    private double quiet(Line line, double asideMetres, Ground ground) {
        measure(line.moved(0, asideMetres / metresPerPixel, 0), FARTHEST_METRES, ground, Double.MAX_VALUE);
        double[] seen =
                Arrays.stream(profile).filter(value -> value >= 0).sorted().toArray();
        return seen.length == 0 ? LEAST / OF_THE_GROUND : seen[seen.length / 2];
    }

    /** Fills the profile, with -1 where nothing can be said, and tells its sum. */
    private double measure(Line line, double reachMetres, Ground ground, double ceiling) {
        Arrays.fill(profile, NOTHING);
        int reach = Math.min(profile.length / 2, (int) (reachMetres / metresPerPixel));
        double sum = 0;
        for (int t = -reach; t <= reach; t++) {
            double x = line.x() + t * Math.cos(line.angle());
            double y = line.y() + t * Math.sin(line.angle());
            double value = ground.holds(x, y) ? across(line, t) : NOTHING;
            profile[t + profile.length / 2] = Math.min(value, ceiling);
            sum += Math.max(0, Math.min(value, ceiling));
        }
        return sum;
    }

    /** Mean across the line, that far along it; -1 where nothing can be said. */
    private double across(Line line, double along) {
        double sum = 0;
        int count = 0;
        int half = (int) Math.max(1, Math.round(HALF_WIDTH_METRES / metresPerPixel));
        double cos = Math.cos(line.angle());
        double sin = Math.sin(line.angle());
        for (int v = -half; v <= half; v++) {
            int x = (int) Math.floor(line.x() + along * cos - v * sin) - on.x();
            int y = (int) Math.floor(line.y() + along * sin + v * cos) - on.y();
            long at = (long) y * on.width() + x;
            boolean inside = x >= 0 && y >= 0 && x < on.width() && y < on.height();
            if (inside && usable.get(ValueLayout.JAVA_BYTE, at) != 0) {
                sum += changes.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
                count++;
            }
        }
        return count == 0 ? NOTHING : sum / count;
    }

    private Line extended(Line line, double least) {
        smoothen((int) Math.max(1, SMOOTH_METRES / metresPerPixel / 2));
        double middle = profile.length / 2.0;
        int from = end((int) (middle - line.length() / 2), -1, least);
        int to = end((int) (middle + line.length() / 2), 1, least);
        Line moved = line.moved((from + to) / 2.0 - (int) middle, 0, 0);
        return new Line(moved.x(), moved.y(), line.angle(), to - from);
    }

    private void smoothen(int half) {
        for (int i = 0; i < profile.length; i++) {
            double sum = 0;
            int count = 0;
            for (int j = Math.max(0, i - half); j <= Math.min(profile.length - 1, i + half); j++) {
                sum += Math.max(0, profile[j]);
                count += profile[j] < 0 ? 0 : 1;
            }
            smooth[i] = profile[i] < 0 ? NOTHING : sum / Math.max(1, count);
        }
    }

    private int end(int start, int step, double least) {
        int last = start;
        int gap = (int) (GAP_METRES / metresPerPixel);
        for (int i = start; i >= 0 && i < smooth.length && Math.abs(i - last) <= gap; i += step) {
            if (smooth[i] >= least && profile[i] >= NO_GAP * least) {
                last = i;
            }
        }
        return last;
    }
}
