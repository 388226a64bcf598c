package org.tilewatch.calibration.evaluate.pair;

import static org.tilewatch.calibration.evaluate.pair.PairSections.decimals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.tilewatch.calibration.evaluate.page.Figure;
import org.tilewatch.calibration.evaluate.pair.PairFacts.Tile;
import org.tilewatch.calibration.score.Bootstrap;
import org.tilewatch.calibration.score.Measured;
import org.tilewatch.calibration.score.Ranking;
import org.tilewatch.calibration.score.Ranking.Scored;

/** Figures of a source's tiles. A tile with less than half a percent changed is neither changed nor unchanged and left out. */
final class TileFigures {

    private final List<List<Tile>> scenes;
    private final double threshold;
    private final String home;

    /** @param threshold above which a tile is flagged; NaN if none could be learned */
    TileFigures(List<List<PairFacts>> scenes, double threshold, String home) {
        this.scenes = scenes.stream()
                .map(pairs ->
                        pairs.stream().flatMap(pair -> pair.tiles().stream()).toList())
                .toList();
        this.threshold = threshold;
        this.home = home;
    }

    void addTo(List<Figure> figures) {
        long changed = count(Tile::changed);
        long unchanged = count(Tile::unchanged);
        figures.add(new Figure(
                "tile_auroc",
                "AUROC of tiles of 256 px",
                Bootstrap.over(scenes.size(), sample -> Ranking.auroc(scored(sample))),
                3,
                "%d of %d".formatted(changed, changed + unchanged)));
        figures.add(new Figure(
                "tile_average_precision",
                "average precision of tiles",
                Bootstrap.over(scenes.size(), sample -> Ranking.averagePrecision(scored(sample))),
                3,
                "base rate " + decimals(changed / (double) (changed + unchanged), 3)));
        if (Double.isNaN(threshold)) {
            return;
        }
        Measured falses = share(Tile::unchanged, tile -> tile.score() > threshold);
        Measured found = share(Tile::changed, tile -> tile.score() > threshold && tile.onLabelFraction() > 0.5);
        String at = "score > %s: 5 %% of unchanged %s".formatted(decimals(threshold, 3), home);
        figures.add(new Figure("tiles_flagged_in_place", "changed tiles flagged in place", found, 3, at));
        figures.add(new Figure(
                "tiles_falsely_flagged",
                "unchanged tiles flagged",
                falses,
                3,
                "in place " + decimals(found.value(), 3)));
    }

    private long count(Predicate<Tile> pick) {
        return scenes.stream().flatMap(List::stream).filter(pick).count();
    }

    private List<Scored> scored(int[] sample) {
        List<Scored> scored = new ArrayList<>();
        for (int i : sample) {
            scenes.get(i).stream()
                    .filter(tile -> tile.changed() || tile.unchanged())
                    .forEach(tile -> scored.add(new Scored(tile.score(), tile.changed())));
        }
        return scored;
    }

    private Measured share(Predicate<Tile> of, Predicate<Tile> part) {
        double[] wholes = new double[scenes.size()];
        double[] parts = new double[scenes.size()];
        IntStream.range(0, wholes.length).forEach(i -> {
            wholes[i] = scenes.get(i).stream().filter(of).count();
            parts[i] = scenes.get(i).stream().filter(of.and(part)).count();
        });
        return Arrays.stream(wholes).sum() == 0 ? Measured.of(Double.NaN) : Bootstrap.ratio(parts, wholes);
    }
}
