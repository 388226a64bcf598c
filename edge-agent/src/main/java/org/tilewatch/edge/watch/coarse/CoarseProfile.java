package org.tilewatch.edge.watch.coarse;

import java.util.List;
import org.tilewatch.edge.imagery.spectrum.SpectralBand;
import org.tilewatch.edge.site.EventLife;
import org.tilewatch.edge.watch.look.AlertPolicy;
import org.tilewatch.edge.watch.look.Reliability;

/**
 * How looks of 50 m to 5 km per pixel are judged.
 *
 * @param policy what is told
 * @param bands what the bands of images show that do not tell it themselves, in their order; empty if nobody says
 * @param leastSquareMetres minimum mapping unit on the ground: smaller changes are not listed
 */
public record CoarseProfile(AlertPolicy policy, List<SpectralBand> bands, double leastSquareMetres) {

    /** Clear looks that a station needs to begin with passes, where cloud is the rule. */
    public static final int LOOKS_NEEDED = 6;

    /** The same with pictures that others chose, which are clear. */
    static final int PICTURES_NEEDED = 1;

    /** Confirmed on the second look that shows it, over after three clear ones that do not, part of the baseline after forty. */
    static final EventLife.Rules LIFE = new EventLife.Rules(2, 2, 3, 40, 0.5, 0.6);

    /** Of pictures, which lie weeks to years apart: what one clear look does not show again was a season of a field. */
    static final EventLife.Rules LIFE_IN_PICTURES = new EventLife.Rules(2, 1, 2, 40, 0.5, 0.6);

    /** Minimum mapping unit if nobody gives one, square metres: a bend of a river, a field of 700 by 700 m. */
    private static final double LEAST_SQUARE_METRES = 500_000;

    /** Least probabilities of confirmed and provisional events by budget: what is seen once is not told. */
    private static final double[][] BUDGETS = {{0.3, 0.93, 0.999}, {2, 0.8, 0.999}, {10, 0.6, 0.98}};

    /** For an alert budget. */
    public static CoarseProfile of(double falsePerHundredTiles, List<SpectralBand> bands) {
        String id = falsePerHundredTiles == 2 ? "coarse-2" : "coarse-2-budget-" + falsePerHundredTiles;
        Reliability told = new Reliability(List.of());
        return new CoarseProfile(
                AlertPolicy.learned(id, told, BUDGETS, falsePerHundredTiles), List.copyOf(bands), LEAST_SQUARE_METRES);
    }

    /** With another minimum mapping unit. */
    public CoarseProfile from(double squareMetres) {
        return new CoarseProfile(policy, bands, squareMetres);
    }
}
