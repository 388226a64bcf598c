package org.tilewatch.edge.detect.coarse;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.tilewatch.edge.detect.coarse.look.CoarseLook;
import org.tilewatch.edge.detect.coarse.look.Season;

/**
 * Says of each pixel whether it was seen, and what it turned into, by rules of physics: water swallows infrared light, snow does so at 1.6
 * micrometres alone, char absorbs near infrared but not the longer waves and is warm by day, clouds are bright and cold, smoke is bright at
 * short waves alone. Levels are those of {@link CoarseLook}; a cloud is about 200.
 */
final class Classifier {

    /** A pixel's answer. */
    static final byte UNSEEN = 0;

    static final byte WEAK = 1;
    static final byte STRONG = 2;

    /** Short-wave infrared of snow as a share of its red; clouds have more. */
    static final double SNOW_AT_MOST = 0.45;

    /** How much colder than the warmest ground snow is at most, in levels. */
    static final double COLDEST_SNOW = 42;

    /** Near infrared of water as a share of its red, at most. */
    private static final double WATER = 1.35;

    /** Red of ground and water; what is brighter and was seen but once may have been a cloud. */
    private static final float DARK_BEFORE = 60;

    private final CoarseLook look;
    private final Reference reference;
    private final boolean picture;
    private final boolean freezes;
    private final boolean longAgo;

    /** What each pixel turned into; {@link ChangeClass#NONE} also where it was not seen. */
    final ChangeClass[] change;
    /** {@link #UNSEEN}; seen; for a change {@link #STRONG} where no neighbour of the reference explains it. */
    final byte[] seen;

    private final double warmest;
    private float r;
    private float n;
    private float s;
    private float t;
    private float r0;
    private float n0;
    private float s0;
    private float t0;

    /** Pictures of others have few clouds, none of which can be told by their cold. */
    Classifier(CoarseLook look, Reference reference, CoarseDetector.Terms terms) {
        this.look = look;
        this.reference = reference;
        this.picture = terms.picture();
        this.freezes = Season.freezes(look.acquired, terms.latitudeDegrees());
        this.longAgo = reference.daysSince > Season.DAYS_UNTIL_SCARS_ARE_GREEN;
        this.warmest = warmest(look);
        this.change = new ChangeClass[look.size()];
        this.seen = new byte[look.size()];
        for (int at = 0; at < change.length; at++) {
            change[at] = ChangeClass.NONE;
            if (look.valid[at] && reference.known[at]) {
                classify(at);
            }
        }
        if (!picture) {
            growIntoHints();
        }
        shores();
        if (!picture) {
            growClouds();
        }
    }

    /** A pixel that was seen but once before is believed to have changed if one beside it, of which more is known, did so too. */
    private void growIntoHints() {
        ChangeClass[] hinted = new ChangeClass[look.size()];
        ArrayDeque<Integer> edge = new ArrayDeque<>();
        for (int at = 0; at < hinted.length; at++) {
            if (look.valid[at] && reference.takeGuess(at, DARK_BEFORE)) {
                classify(at);
                hinted[at] = change[at];
                change[at] = ChangeClass.NONE;
                seen[at] = UNSEEN;
            } else if (seen[at] == STRONG) {
                edge.add(at);
            }
        }
        while (!edge.isEmpty()) {
            int from = edge.remove();
            for (int step = 0; step < 9; step++) {
                int x = from % look.width + step % 3 - 1;
                int y = from / look.width + step / 3 - 1;
                int at = y * look.width + x;
                boolean inside = x >= 0 && y >= 0 && x < look.width && y < look.height;
                if (inside && hinted[at] == change[from] && seen[at] == UNSEEN && change[from] != ChangeClass.NONE) {
                    found(at, change[from], false);
                    edge.add(at);
                }
            }
        }
    }

    /** Thermal level that a tenth of the look is warmer than; NaN without such a band. */
    static double warmest(CoarseLook look) {
        float[] levels = new float[look.size()];
        int n = 0;
        for (int at = 0; at < levels.length; at++) {
            float level = look.planes[CoarseLook.THERMAL][at];
            if (look.valid[at] && !Float.isNaN(level)) {
                levels[n++] = level;
            }
        }
        Arrays.sort(levels, 0, n);
        return n == 0 ? Double.NaN : levels[(int) (0.9 * (n - 1))];
    }

    /** Whether a pixel of which nothing is known yet is surely cloud: bright and colder than snow, or bright where snow is dark. */
    static boolean surelyCloud(CoarseLook look, int at, double warmest) {
        double red = look.planes[CoarseLook.RED][at];
        double colder = warmest - look.planes[CoarseLook.THERMAL][at];
        boolean noSnow = look.planes[CoarseLook.SWIR][at] > SNOW_AT_MOST * red;
        return red >= 60 && (colder > COLDEST_SNOW - 8 || (noSnow && colder > 14));
    }

    private void classify(int at) {
        r = look.planes[CoarseLook.RED][at];
        n = look.planes[CoarseLook.NIR][at];
        s = look.planes[CoarseLook.SWIR][at];
        t = look.planes[CoarseLook.THERMAL][at];
        r0 = reference.planes[CoarseLook.RED][at];
        n0 = reference.planes[CoarseLook.NIR][at];
        s0 = reference.planes[CoarseLook.SWIR][at];
        t0 = reference.planes[CoarseLook.THERMAL][at];
        if (Float.isNaN(r + n + r0 + n0)) {
            return;
        }
        if (iceCame()) {
            found(at, ChangeClass.ICE_CAME, r > most(reference.planes[CoarseLook.RED], at) + 20);
        } else if (cloud()) {
            return;
        } else if (iceWent()) {
            found(at, ChangeClass.ICE_WENT, r < 0.85 * least(reference.planes[CoarseLook.RED], at));
        } else if (waterCame()) {
            found(at, ChangeClass.WATER_CAME, n < 0.85 * least(reference.planes[CoarseLook.NIR], at));
        } else if (waterWent()) {
            found(at, ChangeClass.WATER_WENT, n > 1.15 * most(reference.planes[CoarseLook.NIR], at) + 5);
        } else if (ground()) {
            found(at, ChangeClass.GROUND, r > 1.1 * most(reference.planes[CoarseLook.RED], at) + 3);
        } else if (burn()) {
            found(
                    at,
                    longAgo ? ChangeClass.GROUND : ChangeClass.BURN,
                    n < 0.9 * least(reference.planes[CoarseLook.NIR], at));
        } else if (smoke()) {
            found(at, ChangeClass.SMOKE, true);
        } else if (n < 0.72 * n0 - 3 && !(r < 0.6 * r0 && t >= t0 - 2)) {
            return; // the shadow of a cloud; what is darker and no colder shows that a cloud had been taken for ground
        } else {
            seen[at] = WEAK;
        }
    }

    private void found(int at, ChangeClass what, boolean strong) {
        change[at] = what;
        seen[at] = strong ? STRONG : WEAK;
    }

    private boolean cloud() {
        float brighter = r - r0;
        float colder = t0 - t;
        if (!Float.isNaN(colder)) {
            return (brighter > 10 + 0.1 * r0 && colder > 5)
                    || colder > 22
                    || (brighter > 45 && !(s - s0 < 12) && colder > -4);
        }
        return picture ? r > 140 && r > 0.75 * n : brighter > 12 + 0.1 * r0 && n - n0 > 4;
    }

    private boolean iceCame() {
        return freezes && r >= 85 && r > r0 + 40 && s <= 0.4 * r && s <= s0 + 8 && !(t0 - t > 25);
    }

    private boolean iceWent() {
        boolean wasIce = freezes && r0 >= 85 && n0 >= 60 && !(s0 > SNOW_AT_MOST * r0) && !(warmest - t0 > COLDEST_SNOW);
        return wasIce && r <= 0.55 * r0 && n <= 0.65 * n0;
    }

    private boolean waterCame() {
        boolean muddy = s <= 0.3 * s0 && n < r; // a river in spate is bright, but not beyond 1 micrometre
        boolean dark = n0 - n >= 20 && n <= 0.58 * n0 && r <= r0 + (muddy ? 60 : 30) && r0 < 85;
        boolean darkBeyond = Float.isNaN(s + s0) || s <= 0.6 * s0 + 4;
        return dark && darkBeyond && n <= WATER * r + 4 && r >= 0.4 * r0 && !(t > t0 + 9);
    }

    private boolean waterWent() {
        boolean wasWater = n0 <= 50 && n0 <= 1.1 * r0 + 12 && r0 < 85;
        return wasWater && n >= 1.7 * n0 + 18 && !(s < s0 + 10) && !(t0 - t > 5);
    }

    private boolean burn() {
        boolean lost = n <= 0.78 * n0 && n0 - n >= 14 && r <= r0 + 10 && r >= 0.42 * r0 && r0 < 85;
        boolean dry = Float.isNaN(s + s0) ? n > WATER * r + 4 : s >= 0.85 * s0;
        return lost && dry && !(t < t0 - 5);
    }

    private boolean ground() {
        return r >= 1.3 * r0 + 8 && n <= 0.97 * n0 && !(s < 1.05 * s0 + 3) && !(t0 - t > 4) && r0 < 85;
    }

    private boolean smoke() {
        float brighter = r - r0;
        return brighter > 16 && brighter < 70 && s <= s0 + 4 && t0 - t < 3 && t - t0 < 8 && r0 < 60;
    }

    private float least(float[] plane, int at) {
        return extreme(plane, at, false);
    }

    private float most(float[] plane, int at) {
        return extreme(plane, at, true);
    }

    private float extreme(float[] plane, int at, boolean most) {
        int x = at % look.width;
        int y = at / look.width;
        float found = plane[at];
        for (int v = Math.max(0, y - 1); v <= Math.min(look.height - 1, y + 1); v++) {
            for (int u = Math.max(0, x - 1); u <= Math.min(look.width - 1, x + 1); u++) {
                float each = plane[v * look.width + u];
                found = !Float.isNaN(each) && (most ? each > found : each < found) ? each : found;
            }
        }
        return found;
    }

    /** Half of a pixel on the shore of new water looks like char. */
    private void shores() {
        for (int at = 0; at < seen.length; at++) {
            if (change[at] == ChangeClass.BURN && besideNewWater(at)) {
                change[at] = ChangeClass.WATER_CAME;
                seen[at] = WEAK;
            }
        }
    }

    private boolean besideNewWater(int at) {
        int x = at % look.width;
        int y = at / look.width;
        for (int v = Math.max(0, y - 1); v <= Math.min(look.height - 1, y + 1); v++) {
            for (int u = Math.max(0, x - 1); u <= Math.min(look.width - 1, x + 1); u++) {
                int there = v * look.width + u;
                if (change[there] == ChangeClass.WATER_CAME && seen[there] == STRONG) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What lies beside a cloud is half cloud. */
    private void growClouds() {
        boolean[] beside = new boolean[seen.length];
        for (int at = 0; at < seen.length; at++) {
            if (seen[at] == UNSEEN && look.valid[at] && reference.known[at]) {
                mark(beside, at);
            }
        }
        for (int at = 0; at < seen.length; at++) {
            if (beside[at]) {
                seen[at] = UNSEEN;
                change[at] = ChangeClass.NONE;
            }
        }
    }

    private void mark(boolean[] beside, int at) {
        int x = at % look.width;
        int y = at / look.width;
        for (int v = Math.max(0, y - 1); v <= Math.min(look.height - 1, y + 1); v++) {
            for (int u = Math.max(0, x - 1); u <= Math.min(look.width - 1, x + 1); u++) {
                beside[v * look.width + u] = true;
            }
        }
    }
}
