package org.tilewatch.edge.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How large the last looks that outlined a thing by its edges found it. One look's outline may be a tenth off; the median of those that
 * are borne out about as well as the best one is steadier than whichever was borne out best.
 *
 * @param list the newest last
 */
public record Fits(List<Fit> list) {

    /** Nothing was outlined yet. */
    public static final Fits NONE = new Fits(List.of());

    private static final int KEPT = 3;

    /** Share of an outline's support that is left after each look: a thing that grows is measured anew. */
    static final double LASTS = 0.97;

    private static final double ABOUT_AS_WELL = 0.8;

    /**
     * One look's outline.
     *
     * @param support how well its edges bear it out, less what later looks took off it
     */
    public record Fit(double areaSquareMetres, double support) {}

    public Fits {
        list = List.copyOf(list);
    }

    /** These and a newer one. */
    Fits with(double areaSquareMetres, double support) {
        List<Fit> all = new ArrayList<>();
        list.subList(Math.max(0, list.size() - KEPT + 1), list.size())
                .forEach(fit -> all.add(new Fit(fit.areaSquareMetres(), fit.support() * LASTS)));
        all.add(new Fit(areaSquareMetres, support));
        return new Fits(all);
    }

    /** The best support among these and another outline. */
    double best(double other) {
        return list.stream().mapToDouble(Fit::support).reduce(other, Math::max);
    }

    /** Median of the areas that are borne out about as well as the best, of two the newer one's; NaN if none is. */
    double area(double best) {
        List<Fit> alike = alike(best);
        if (alike.isEmpty()) {
            return Double.NaN;
        }
        List<Fit> bySize = bySize(alike);
        Fit lower = bySize.get((alike.size() - 1) / 2);
        Fit upper = bySize.get(alike.size() / 2);
        return (alike.indexOf(lower) > alike.indexOf(upper) ? lower : upper).areaSquareMetres();
    }

    /**
     * How far the areas that are borne out about as well as the best lie apart, as a share of their median; NaN if there are not two.
     *
     * @param support of the outline that is kept
     */
    public double spread(double support) {
        List<Fit> bySize = bySize(alike(best(support)));
        return bySize.size() < 2
                ? Double.NaN
                : (bySize.getLast().areaSquareMetres() - bySize.getFirst().areaSquareMetres())
                        / bySize.get(bySize.size() / 2).areaSquareMetres();
    }

    private List<Fit> alike(double best) {
        return list.stream()
                .filter(fit -> fit.support() >= ABOUT_AS_WELL * best)
                .toList();
    }

    private static List<Fit> bySize(List<Fit> fits) {
        return fits.stream()
                .sorted(Comparator.comparingDouble(Fit::areaSquareMetres))
                .toList();
    }
}
