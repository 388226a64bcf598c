package org.tilewatch.edge.watch.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.SitePlan;

/**
 * Joins the pieces of a train. Wagons with loads of many colours stand out one by one, and some not at all; on rails what stands in one
 * line, a wagon's length apart at most, is one row.
 */
public final class WagonRows {

    private static final double SHORTEST_METRES = 6;
    private static final double SLENDER = 2;
    /** Pieces whose middle lies further beside the row than this stand on another track. */
    private static final double BESIDE_METRES = 2.2;
    /** A wagon and a half that cannot be told from the ballast. */
    private static final double GAP_METRES = 22;

    private static final double WIDEST_METRES = 4.2;

    private WagonRows() {}

    /** A candidate along and across the line of the row. */
    private record Piece(Candidate candidate, double from, double to, double middle, double halfWidth) {}

    /**
     * The candidates with rows in place of their pieces, in the order of strength.
     *
     * @param found the strongest first
     * @param plan tells where the rail yards lie
     * @param squareMetresPerPixel of the grid
     */
    public static List<Candidate> joined(List<Candidate> found, SitePlan plan, double squareMetresPerPixel) {
        if (!plan.hasZones()) {
            return found;
        }
        return joined(found, each -> onRails(each, plan), Math.sqrt(squareMetresPerPixel));
    }

    private static boolean onRails(Candidate candidate, SitePlan plan) {
        return plan.zoneOf(Patch.of(candidate.outline()))
                .map(zone -> zone.purpose() == Purpose.RAIL_YARD)
                .orElse(false);
    }

    static List<Candidate> joined(List<Candidate> found, Predicate<Candidate> onRails, double metresPerPixel) {
        List<Candidate> rails = new ArrayList<>(found.stream()
                .filter(each -> each.polarity() != Polarity.VANISHED && onRails.test(each))
                .toList());
        if (rails.size() < 2) {
            return found;
        }
        List<Candidate> others = new ArrayList<>(found);
        List<Candidate> rows = new ArrayList<>();
        for (Candidate seed : List.copyOf(rails)) {
            double[] axis = axis(seed.outline());
            boolean slender = axis[4] * metresPerPixel >= SHORTEST_METRES && axis[4] >= SLENDER * axis[5];
            if (rails.contains(seed) && slender) {
                List<Piece> row = row(seed, rails, axis, metresPerPixel);
                if (row.size() > 1) {
                    row.forEach(piece -> rails.remove(piece.candidate()));
                    row.forEach(piece -> others.remove(piece.candidate()));
                    rows.add(whole(seed, row, axis, metresPerPixel));
                }
            }
        }
        others.addAll(rows);
        others.sort((a, b) -> Double.compare(b.strength(), a.strength()));
        return others;
    }

    private static List<Piece> row(Candidate seed, List<Candidate> rails, double[] axis, double metresPerPixel) {
        List<Piece> left = new ArrayList<>();
        List<Piece> row = new ArrayList<>();
        for (Candidate each : rails) {
            Piece piece = piece(each, axis);
            if (each.equals(seed)) {
                row.add(piece);
            } else if (Math.abs(piece.middle()) * metresPerPixel <= BESIDE_METRES) {
                left.add(piece);
            }
        }
        double from = row.getFirst().from();
        double to = row.getFirst().to();
        double gap = GAP_METRES / metresPerPixel;
        boolean grown = true;
        while (grown) {
            double first = from;
            double last = to;
            Optional<Piece> next = left.stream()
                    .filter(each -> each.to() >= first - gap && each.from() <= last + gap)
                    .findFirst();
            grown = next.isPresent();
            if (grown) {
                left.remove(next.get());
                row.add(next.get());
                from = Math.min(from, next.get().from());
                to = Math.max(to, next.get().to());
            }
        }
        return row;
    }

    private static Candidate whole(Candidate seed, List<Piece> row, double[] axis, double metresPerPixel) {
        double from = row.stream().mapToDouble(Piece::from).min().orElse(0);
        double to = row.stream().mapToDouble(Piece::to).max().orElse(0);
        double middle = row.stream().mapToDouble(Piece::middle).average().orElse(0);
        double half = row.stream().mapToDouble(Piece::halfWidth).max().orElse(1);
        half = Math.clamp(half, 0.5, WIDEST_METRES / metresPerPixel / 2);
        double[] corners = {from, middle - half, to, middle - half, to, middle + half, from, middle + half};
        double[] ring = new double[8];
        for (int i = 0; i < 8; i += 2) {
            ring[i] = axis[0] + corners[i] * axis[2] - corners[i + 1] * axis[3];
            ring[i + 1] = axis[1] + corners[i] * axis[3] + corners[i + 1] * axis[2];
        }
        Outline outline = new Outline(List.of(ring));
        double squares = row.stream()
                .mapToDouble(piece ->
                        piece.candidate().strength() * piece.candidate().strength())
                .sum();
        return new Candidate(
                outline,
                Polarity.APPEARED,
                Patch.of(outline).size(),
                Math.sqrt(squares),
                seed.meanMagnitude(),
                Math.max(0, seed.edgeGain()),
                seed.opinion(),
                row.stream().allMatch(piece -> piece.candidate().isShade()));
    }

    private static Piece piece(Candidate candidate, double[] axis) {
        double[] ring = candidate.outline().outer();
        double from = Double.MAX_VALUE;
        double to = -Double.MAX_VALUE;
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        for (int i = 0; i < ring.length; i += 2) {
            double along = (ring[i] - axis[0]) * axis[2] + (ring[i + 1] - axis[1]) * axis[3];
            double across = (ring[i + 1] - axis[1]) * axis[2] - (ring[i] - axis[0]) * axis[3];
            from = Math.min(from, along);
            to = Math.max(to, along);
            left = Math.min(left, across);
            right = Math.max(right, across);
        }
        return new Piece(candidate, from, to, (left + right) / 2, (right - left) / 2);
    }

    /** Centre, direction, length and width by the moments of the pixels. */
    private static double[] axis(Outline outline) {
        Patch patch = Patch.of(outline);
        int width = patch.box().width();
        double n = 0;
        double sx = 0;
        double sy = 0;
        double sxx = 0;
        double sxy = 0;
        double syy = 0;
        for (int i = patch.cells().nextSetBit(0); i >= 0; i = patch.cells().nextSetBit(i + 1)) {
            double x = i % width;
            double y = Math.floorDiv(i, width);
            n++;
            sx += x;
            sy += y;
            sxx += x * x;
            sxy += x * y;
            syy += y * y;
        }
        double mx = sx / Math.max(1, n);
        double my = sy / Math.max(1, n);
        double a = sxx / Math.max(1, n) - mx * mx;
        double b = sxy / Math.max(1, n) - mx * my;
        double c = syy / Math.max(1, n) - my * my;
        double angle = Math.atan2(2 * b, a - c) / 2;
        double root = Math.hypot((a - c) / 2, b);
        double major = Math.sqrt(12 * Math.max(0.08, (a + c) / 2 + root));
        double minor = Math.sqrt(12 * Math.max(0.08, (a + c) / 2 - root));
        return new double[] {
            patch.box().x() + mx + 0.5, patch.box().y() + my + 0.5, Math.cos(angle), Math.sin(angle), major, minor
        };
    }
}
