package org.tilewatch.calibration.truth;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Splits sites or scenes so that each is held out once: what is learned from some is measured on others. */
public final class Folds {

    private static final int MOST = 8;

    private final int groups;

    /** @param groups sites or scenes, numbered from 0 */
    public Folds(int groups) {
        this.groups = groups;
    }

    /** How many times is learned and measured; 1 with a single group, which can't be held out. */
    public int count() {
        return Math.clamp(groups, 1, MOST);
    }

    /** Groups that a fold is measured on. */
    public int[] heldOut(int fold) {
        return pick(i -> i % count() == fold);
    }

    /** Groups that a fold learns from; the same ones where there is but one. */
    public int[] learned(int fold) {
        return count() == 1 ? heldOut(0) : pick(i -> i % count() != fold);
    }

    private int[] pick(IntPredicate wanted) {
        return IntStream.range(0, groups).filter(wanted).toArray();
    }
}
