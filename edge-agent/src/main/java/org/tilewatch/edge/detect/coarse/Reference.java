package org.tilewatch.edge.detect.coarse;

import java.util.Arrays;
import org.tilewatch.edge.detect.coarse.look.CoarseLook;

/**
 * What each pixel is expected to show on a clear look at an hour and season: the median of at least three earlier observations that agree.
 * Clouds are bright and cold and seldom agree with each other, so of all groups that agree the darkest and warmest is taken.
 */
final class Reference {

    /** Observations that must agree where cloud is the rule, and of pictures, which others chose for being clear. */
    static final int LEAST_OF_PASSES = 2;

    static final int LEAST_OF_PICTURES = 1;
    private static final double SAME_HOUR = 2.5;
    private static final int SAME_SEASON_DAYS = 60;
    private static final int RECENT_DAYS = 75;
    private static final double AGREES = 12;
    private static final double AGREES_FRACTION = 0.18;

    final float[][] planes;
    final boolean[] known;
    /** Best guess where nothing agrees yet: the darkest and warmest observation. */
    final float[][] guess;

    /** Days since the newest observation of any pixel; 0 without any. */
    int daysSince;

    private final int least;
    private final int[] slots = new int[Memory.SLOTS];
    private final int[] group = new int[Memory.SLOTS];
    private final int[] levels = new int[Memory.SLOTS];

    private Reference(int size, int least) {
        this.least = least;
        planes = new float[CoarseLook.BANDS][size];
        guess = new float[CoarseLook.BANDS][size];
        known = new boolean[size];
    }

    /** @param least observations that must agree for a pixel to be known */
    static Reference of(Memory memory, CoarseLook look, int least) {
        Reference made = new Reference(memory.size(), least);
        int newest = 0;
        int day = (int) (look.acquired.getEpochSecond() / 86_400);
        for (int pixel = 0; pixel < memory.size(); pixel++) {
            made.work(memory, pixel, look, day);
            newest = Math.max(newest, memory.newestDay(pixel, day));
        }
        made.daysSince = newest == 0 ? 0 : day - newest;
        return made;
    }

    /** Lets the guess stand for what is expected of a pixel that is not known, if it is dark; false if not. */
    boolean takeGuess(int pixel, float brightest) {
        if (known[pixel] || !(guess[CoarseLook.RED][pixel] < brightest)) {
            return false;
        }
        for (int band = 0; band < CoarseLook.BANDS; band++) {
            planes[band][pixel] = guess[band][pixel];
        }
        return true;
    }

    /** What is known of a band, and the guess where nothing is. */
    float[] best(int band) {
        float[] best = guess[band].clone();
        for (int at = 0; at < best.length; at++) {
            best[at] = known[at] ? planes[band][at] : best[at];
        }
        return best;
    }

    /** Where there is a guess at least. */
    boolean[] any() {
        boolean[] any = new boolean[known.length];
        for (int at = 0; at < any.length; at++) {
            any[at] = !Float.isNaN(guess[CoarseLook.RED][at]);
        }
        return any;
    }

    private void work(Memory memory, int pixel, CoarseLook look, int day) {
        for (int band = 0; band < CoarseLook.BANDS; band++) {
            planes[band][pixel] = Float.NaN;
            guess[band][pixel] = Float.NaN;
        }
        int n = fitting(memory, pixel, look, day, true);
        n = n >= least ? n : fitting(memory, pixel, look, day, false);
        if (n == 0) {
            return;
        }
        sortByDarkness(memory, pixel, n, look.day);
        for (int band = 0; band < CoarseLook.BANDS; band++) {
            guess[band][pixel] = level(memory, pixel, slots[0], band);
        }
        int most = 0;
        for (int seed = 0; seed + least <= n; seed++) {
            int members = agreeing(memory, pixel, seed, n, look.day);
            if (members >= least
                    && (!known[pixel]
                            || (members > most && (least < LEAST_OF_PASSES || snow(memory, pixel, members))))) {
                for (int band = 0; band < CoarseLook.BANDS; band++) {
                    planes[band][pixel] = median(memory, pixel, members, band);
                }
                known[pixel] = true;
                most = members;
            }
        }
    }

    /** Observations by day, or by night; of the same hour and season if {@code strict}. */
    private int fitting(Memory memory, int pixel, CoarseLook look, int day, boolean strict) {
        int n = 0;
        for (int slot = 0; slot < Memory.SLOTS; slot++) {
            int then = memory.day(pixel, slot);
            boolean dayTime = memory.level(pixel, slot, CoarseLook.RED) > 0;
            if (then == 0 || then > day || dayTime != look.day) {
                continue;
            }
            double hours = Math.abs(memory.hour(pixel, slot) - look.solarHour);
            int apart = (day - then) % 365;
            boolean season = day - then <= RECENT_DAYS || Math.min(apart, 365 - apart) <= SAME_SEASON_DAYS;
            if (!strict || (Math.min(hours, 24 - hours) <= SAME_HOUR && season)) {
                slots[n++] = slot;
            }
        }
        return n;
    }

    private void sortByDarkness(Memory memory, int pixel, int n, boolean day) {
        for (int i = 1; i < n; i++) {
            int slot = slots[i];
            double own = brightness(memory, pixel, slot, day);
            int j = i - 1;
            while (j >= 0 && brightness(memory, pixel, slots[j], day) > own) {
                slots[j + 1] = slots[j];
                j--;
            }
            slots[j + 1] = slot;
        }
    }

    private static double brightness(Memory memory, int pixel, int slot, boolean day) {
        double warmth = 0.5 * memory.level(pixel, slot, CoarseLook.THERMAL);
        return (day ? memory.level(pixel, slot, CoarseLook.RED) : 0) - warmth;
    }

    private int agreeing(Memory memory, int pixel, int seed, int n, boolean day) {
        int members = 0;
        for (int i = seed; i < n; i++) {
            boolean red = !day || agrees(memory, pixel, slots[seed], slots[i], CoarseLook.RED);
            boolean nir = !day || agrees(memory, pixel, slots[seed], slots[i], CoarseLook.NIR);
            if (red && nir && (day || agrees(memory, pixel, slots[seed], slots[i], CoarseLook.THERMAL))) {
                group[members++] = slots[i];
            }
        }
        return members;
    }

    private static boolean agrees(Memory memory, int pixel, int one, int other, int band) {
        int a = memory.level(pixel, one, band);
        int b = memory.level(pixel, other, band);
        return Math.abs(a - b) <= AGREES + AGREES_FRACTION * Math.max(a, b);
    }

    /** Bright, dark at 1.6 micrometres, and not as cold as the top of a cloud would be beside what was darker. */
    private boolean snow(Memory memory, int pixel, int members) {
        float red = median(memory, pixel, members, CoarseLook.RED);
        float swir = median(memory, pixel, members, CoarseLook.SWIR);
        float thermal = median(memory, pixel, members, CoarseLook.THERMAL);
        boolean cold = planes[CoarseLook.THERMAL][pixel] - thermal > Classifier.COLDEST_SNOW;
        return red >= 85
                && !cold
                && (Float.isNaN(swir) ? !Float.isNaN(thermal) : swir <= Classifier.SNOW_AT_MOST * red);
    }

    private float median(Memory memory, int pixel, int members, int band) {
        int n = 0;
        for (int i = 0; i < members; i++) {
            int level = memory.level(pixel, group[i], band);
            if (level > 0) {
                levels[n++] = level;
            }
        }
        if (n == 0) {
            return Float.NaN;
        }
        Arrays.sort(levels, 0, n);
        return n % 2 == 1 ? levels[n / 2] : (levels[n / 2 - 1] + levels[n / 2]) / 2f;
    }

    private static float level(Memory memory, int pixel, int slot, int band) {
        int level = memory.level(pixel, slot, band);
        return level == 0 ? Float.NaN : level;
    }
}
