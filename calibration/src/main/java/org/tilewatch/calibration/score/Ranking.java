package org.tilewatch.calibration.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How well scores put the true above the others, whatever the threshold. */
public final class Ranking {

    private Ranking() {}

    /** A score and whether it belongs to something true. */
    public record Scored(double score, boolean real) {}

    /** Area under the receiver's curve: how often a true one has the higher score, ties counting half; NaN without both kinds. */
    public static double auroc(List<Scored> scored) {
        List<Scored> sorted = sorted(scored);
        double below = 0;
        double sum = 0;
        for (int i = sorted.size() - 1; i >= 0; ) {
            int end = i;
            long real = 0;
            while (end >= 0 && sorted.get(end).score() == sorted.get(i).score()) {
                real += sorted.get(end--).real() ? 1 : 0;
            }
            double others = i - end - real;
            sum += real * (below + others / 2);
            below += others;
            i = end;
        }
        double all = sorted.stream().filter(Scored::real).count();
        return all == 0 || below == 0 ? Double.NaN : sum / (all * below);
    }

    /** Mean precision over the true ones, highest score first; equal scores are taken together. NaN without both kinds. */
    public static double averagePrecision(List<Scored> scored) {
        List<Scored> sorted = sorted(scored);
        double hits = 0;
        double sum = 0;
        for (int i = 0; i < sorted.size(); ) {
            int end = i;
            int real = 0;
            while (end < sorted.size()
                    && sorted.get(end).score() == sorted.get(i).score()) {
                real += sorted.get(end++).real() ? 1 : 0;
            }
            hits += real;
            sum += real * hits / end;
            i = end;
        }
        return hits == 0 || hits == sorted.size() ? Double.NaN : sum / hits;
    }

    private static List<Scored> sorted(List<Scored> scored) {
        List<Scored> sorted = new ArrayList<>(scored);
        sorted.sort(Comparator.comparingDouble(Scored::score).reversed());
        return sorted;
    }
}
