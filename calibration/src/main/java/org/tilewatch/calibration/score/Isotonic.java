package org.tilewatch.calibration.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tilewatch.calibration.score.Ranking.Scored;

/**
 * Learns how probable what a score stands for is, on the one assumption that a higher score is no less probable: pool-adjacent-violators
 * on the scored cases, then neighbours joined, those that differ least first, until few are left. Each block's share is smoothed by one
 * case of either outcome (Laplace), so that no end is ever sure.
 */
public final class Isotonic {

    private static final int MOST_KNOTS = 12;
    private static final double SURE = 1e-6;

    private Isotonic() {}

    /** A learned score and probability, both above 0 and below 1. */
    public record Knot(double score, double probability) {}

    private record Block(double cases, double real, double logOdds) {

        double probability() {
            return (real + 1) / (cases + 2);
        }

        Block with(Block next) {
            double all = cases + next.cases;
            return new Block(all, real + next.real, (cases * logOdds + next.cases * next.logOdds) / all);
        }

        /** Logarithm of how probable its outcomes are at its own share. */
        double likelihood() {
            return part(real) + part(cases - real);
        }

        private double part(double count) {
            return count == 0 ? 0 : count * Math.log(count / cases);
        }
    }

    /** At most 12 knots, both numbers strictly growing; none without cases. */
    public static List<Knot> learn(List<Scored> cases) {
        List<Block> blocks = new ArrayList<>();
        List<Scored> sorted = new ArrayList<>(cases);
        sorted.sort(Comparator.comparingDouble(Scored::score));
        for (int i = 0; i < sorted.size(); ) {
            Block same = new Block(0, 0, logOdds(sorted.get(i).score()));
            double score = sorted.get(i).score();
            while (i < sorted.size() && sorted.get(i).score() == score) {
                same = new Block(same.cases + 1, same.real + (sorted.get(i++).real() ? 1 : 0), same.logOdds);
            }
            blocks.add(same);
            pool(blocks);
        }
        while (blocks.size() > 1 && (blocks.size() > MOST_KNOTS || violation(blocks) >= 0)) {
            int at = blocks.size() > MOST_KNOTS ? likest(blocks) : violation(blocks);
            blocks.set(at, blocks.get(at).with(blocks.remove(at + 1)));
        }
        return blocks.stream()
                .map(block -> new Knot(1 / (1 + Math.exp(-block.logOdds)), block.probability()))
                .toList();
    }

    /** Joins the last blocks while the share falls. */
    private static void pool(List<Block> blocks) {
        while (blocks.size() > 1) {
            Block last = blocks.getLast();
            Block before = blocks.get(blocks.size() - 2);
            if (before.real / before.cases < last.real / last.cases) {
                return;
            }
            blocks.removeLast();
            blocks.set(blocks.size() - 1, before.with(last));
        }
    }

    /** The first block whose smoothed share, or whose score, is not below its neighbour's; -1 if there is none. */
    private static int violation(List<Block> blocks) {
        for (int i = 0; i + 1 < blocks.size(); i++) {
            boolean grows = blocks.get(i).probability() < blocks.get(i + 1).probability()
                    && blocks.get(i).logOdds < blocks.get(i + 1).logOdds;
            if (!grows) {
                return i;
            }
        }
        return -1;
    }

    private static int likest(List<Block> blocks) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i + 1 < blocks.size(); i++) {
            Block one = blocks.get(i);
            Block next = blocks.get(i + 1);
            double loss = one.likelihood() + next.likelihood() - one.with(next).likelihood();
            if (loss < least) {
                least = loss;
                best = i;
            }
        }
        return best;
    }

    private static double logOdds(double score) {
        double p = Math.clamp(score, SURE, 1 - SURE);
        return Math.log(p / (1 - p));
    }
}
