package org.tilewatch.calibration.evaluate.pair;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tilewatch.calibration.evaluate.pair.PairFacts.Tile;
import org.tilewatch.calibration.score.LevelCounts;
import org.tilewatch.calibration.score.Ranking.Scored;
import org.tilewatch.calibration.truth.LabelledPair;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.watch.pair.PairJudgement;
import org.tilewatch.edge.watch.pair.PairJudgement.Found;

/** Holds the map and the objects of one pair against its label. */
final class PairMatch {

    private static final int TILE = 256;
    private static final int HOTTEST = 200;

    private final Label label;
    private final byte[] levels;

    private PairMatch(Label label, byte[] levels) {
        this.label = label;
        this.levels = levels;
    }

    /** @param levels the map of change, row by row; empty where the earlier picture could not be read */
    static PairFacts of(LabelledPair pair, PairJudgement judgement, byte[] levels) throws IOException {
        double score = Double.isNaN(judgement.score()) ? 0 : judgement.score();
        if (pair.label().isEmpty()) {
            return new PairFacts(pair, judgement.verdict(), score, new LevelCounts(), List.of(), List.of(), List.of());
        }
        Label label = Label.read(pair.label().get());
        byte[] map = levels.length == 0 ? new byte[label.cells().length] : levels;
        if (map.length != label.cells().length) {
            throw new IOException("%s has %d x %d pixels, and %s another size"
                    .formatted(pair.label().get(), label.width(), label.height(), pair.before()));
        }
        PairMatch match = new PairMatch(label, map);
        List<Scored> objects = new ArrayList<>();
        List<double[]> rings = new ArrayList<>();
        for (Found found : judgement.objects()) {
            objects.add(new Scored(found.seen().event().score(), match.onLabel(found)));
            rings.add(found.before());
        }
        return new PairFacts(pair, judgement.verdict(), score, match.pixels(), match.tiles(), objects, rings);
    }

    private LevelCounts pixels() {
        LevelCounts counts = new LevelCounts();
        for (int i = 0; i < levels.length; i++) {
            counts.count(levels[i] & 0xff, label.changed(i));
        }
        return counts;
    }

    private boolean onLabel(Found found) {
        Patch patch = Patch.of(found.seen().event().outline());
        int width = patch.box().width();
        int on = 0;
        for (int i = patch.cells().nextSetBit(0); i >= 0; i = patch.cells().nextSetBit(i + 1)) {
            int x = patch.box().x() + i % width;
            int y = patch.box().y() + i / width;
            boolean inside = x >= 0 && y >= 0 && x < label.width() && y < label.height();
            on += inside && label.changed(y * label.width() + x) ? 1 : 0;
        }
        return 2 * on > patch.size();
    }

    /** A picture that is smaller than a tile is one; else what is left over at the rim counts from half a tile on. */
    private List<Tile> tiles() {
        List<Tile> tiles = new ArrayList<>();
        for (int y = 0; y < label.height(); y += TILE) {
            for (int x = 0; x < label.width(); x += TILE) {
                int right = Math.min(x + TILE, label.width());
                int bottom = Math.min(y + TILE, label.height());
                boolean large = 2 * (right - x) * (bottom - y) >= TILE * TILE;
                if (large || (x == 0 && y == 0)) {
                    tiles.add(tile(x, y, right, bottom));
                }
            }
        }
        return tiles;
    }

    private Tile tile(int left, int top, int right, int bottom) {
        long[] all = new long[256];
        long[] onLabel = new long[256];
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int at = y * label.width() + x;
                all[levels[at] & 0xff]++;
                onLabel[levels[at] & 0xff] += label.changed(at) ? 1 : 0;
            }
        }
        int size = (right - left) * (bottom - top);
        long wanted = Math.max(1, size / HOTTEST);
        double sum = 0;
        long taken = 0;
        long hot = 0;
        long hotOnLabel = 0;
        long changed = 0;
        for (int level = 255; level >= 0; level--) {
            if (taken < wanted) {
                hot += all[level];
                hotOnLabel += onLabel[level];
            }
            long now = Math.min(all[level], wanted - taken);
            sum += now * level / 255.0;
            taken += now;
            changed += onLabel[level];
        }
        return new Tile(left, top, changed / (double) size, sum / wanted, hotOnLabel / (double) hot);
    }
}
