package org.tilewatch.calibration.evaluate.pair;

import java.util.List;
import org.tilewatch.calibration.score.LevelCounts;
import org.tilewatch.calibration.score.Ranking.Scored;
import org.tilewatch.calibration.truth.LabelledPair;

/**
 * What was told about one pair, held against its label.
 *
 * @param verdict changed, unchanged or unusable
 * @param score of the pair; 0 where it is unusable
 * @param pixels counts by level; all zero without a label
 * @param tiles none without a label
 * @param objects each with its score and whether more than half of it lies on the label; none without a label
 * @param rings outer rings of the objects in the earlier picture's pixels, in the order of {@code objects}
 */
public record PairFacts(
        LabelledPair pair,
        String verdict,
        double score,
        LevelCounts pixels,
        List<Tile> tiles,
        List<Scored> objects,
        List<double[]> rings) {

    /** Least share of changed pixels of a tile, or a pair, that counts as changed. */
    public static final double CHANGED = 0.005;

    /**
     * A tile of 256 px.
     *
     * @param x of its upper left pixel
     * @param y the same
     * @param changedFraction of its pixels, by the label
     * @param score mean level of its hottest half percent, 0 to 1
     * @param onLabelFraction share of the hottest half percent that lies on the label
     */
    public record Tile(int x, int y, double changedFraction, double score, double onLabelFraction) {

        /** Whether enough of it changed to be called so; a tile that is not changed need not be unchanged. */
        public boolean changed() {
            return changedFraction >= CHANGED;
        }

        /** Whether nothing at all changed. */
        public boolean unchanged() {
            return changedFraction == 0;
        }
    }

    /** Whether there is a label. */
    public boolean labelled() {
        return pair.label().isPresent();
    }
}
