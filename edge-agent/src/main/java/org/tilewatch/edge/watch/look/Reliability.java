package org.tilewatch.edge.watch.look;

import java.util.List;

/**
 * From a score to the probability that it stands for: straight lines between knots, in log-odds of both, going on in parallel to the
 * diagonal beyond the ends. It grows strictly, so it keeps every order, can be undone, and never gives 0 or 1.
 *
 * @param knots by score; empty: a score is its own probability
 */
public record Reliability(List<Knot> knots) {

    /** Takes scores as they are. */
    public static final Reliability NONE = new Reliability(List.of());

    private static final double SURE = 1e-9;

    /** What a score was found to mean; both above 0 and below 1. */
    public record Knot(double score, double probability) {}

    public Reliability {
        knots = List.copyOf(knots);
        for (int i = 0; i < knots.size(); i++) {
            Knot knot = knots.get(i);
            boolean inside = knot.score() > 0 && knot.score() < 1 && knot.probability() > 0 && knot.probability() < 1;
            boolean grows = i == 0
                    || (knot.score() > knots.get(i - 1).score()
                            && knot.probability() > knots.get(i - 1).probability());
            if (!inside || !grows) {
                throw new IllegalArgumentException("knots must lie between 0 and 1 and grow: " + knots);
            }
        }
    }

    /** The probability of a score from 0 to 1. */
    public double probability(double score) {
        return knots.isEmpty() ? score : odds(through(logOdds(score), true));
    }

    /** The score whose probability this is. */
    public double score(double probability) {
        return knots.isEmpty() ? probability : odds(through(logOdds(probability), false));
    }

    private double through(double x, boolean forth) {
        int above = 0;
        while (above < knots.size() && from(above, forth) < x) {
            above++;
        }
        if (above == 0 || above == knots.size()) {
            int end = Math.min(above, knots.size() - 1);
            return x + to(end, forth) - from(end, forth);
        }
        double share = (x - from(above - 1, forth)) / (from(above, forth) - from(above - 1, forth));
        return to(above - 1, forth) + share * (to(above, forth) - to(above - 1, forth));
    }

    private double from(int knot, boolean forth) {
        return logOdds(forth ? knots.get(knot).score() : knots.get(knot).probability());
    }

    private double to(int knot, boolean forth) {
        return from(knot, !forth);
    }

    private static double logOdds(double probability) {
        double p = Math.clamp(probability, SURE, 1 - SURE);
        return Math.log(p / (1 - p));
    }

    private static double odds(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
