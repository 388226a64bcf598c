package org.tilewatch.calibration.score;

import java.util.Collection;

/** How many pixels of each level of an 8 bit map of probability are labelled as changed and how many are not. */
public final class LevelCounts {

    private static final int LEVELS = 256;

    private final long[] changed = new long[LEVELS];
    private final long[] unchanged = new long[LEVELS];

    /** The counts of several maps together. */
    public static LevelCounts sum(Collection<LevelCounts> parts) {
        LevelCounts sum = new LevelCounts();
        for (LevelCounts part : parts) {
            for (int i = 0; i < LEVELS; i++) {
                sum.changed[i] += part.changed[i];
                sum.unchanged[i] += part.unchanged[i];
            }
        }
        return sum;
    }

    /** Counts one pixel of a level from 0 to 255. */
    public void count(int level, boolean isChanged) {
        (isChanged ? changed : unchanged)[level]++;
    }

    /** What flagging every pixel of at least this level would give. */
    public Rates atLeast(int level) {
        double hits = 0;
        double falses = 0;
        double misses = 0;
        for (int i = 0; i < LEVELS; i++) {
            hits += i >= level ? changed[i] : 0;
            falses += i >= level ? unchanged[i] : 0;
            misses += i < level ? changed[i] : 0;
        }
        return new Rates(hits, falses, misses);
    }

    /** The level whose F1 is highest, from 1. */
    public int bestLevel() {
        int best = 1;
        for (int level = 2; level < LEVELS; level++) {
            if (atLeast(level).f1() > atLeast(best).f1()) {
                best = level;
            }
        }
        return best;
    }

    /** Pixels labelled as changed, of all. */
    public double changedFraction() {
        double real = 0;
        double all = 0;
        for (int i = 0; i < LEVELS; i++) {
            real += changed[i];
            all += changed[i] + unchanged[i];
        }
        return real / all;
    }

    /** Whether the levels come true as probabilities. */
    public Honesty honesty() {
        Honesty honesty = new Honesty();
        for (int i = 0; i < LEVELS; i++) {
            honesty.count(i / 255.0, (double) changed[i] + unchanged[i], (double) changed[i]);
        }
        return honesty;
    }
}
