package org.tilewatch.edge.watch.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.count.RowTracer;
import org.tilewatch.edge.detect.count.RowTracer.Line;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.Polarity;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.SitePlan;
import org.tilewatch.edge.site.watched.Zone;

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
    private static final double NARROWEST_METRES = 2.4;
    /** Broader things are no row, or two of them. */
    private static final double WIDE_METRES = 5;

    /** Least strength of a piece, and least ratio of its row's length to its own. */
    private static final double WORTH_FOLLOWING = 10;

    private static final double LONGER = 1.1;
    /** A piece speaks for a row that is so much longer, and no more. */
    private static final double MOST_TIMES = 8;

    private static final double MOSTLY = 0.5;
    private static final double OVERLAPS = 0.2;

    private WagonRows() {}

    /** A candidate along and across the line of the row. */
    private record Piece(Candidate candidate, double from, double to, double middle, double halfWidth) {}

    /**
     * The candidates with rows in place of their pieces, in the order of strength.
     *
     * @param found the strongest first
     * @param plan tells where the rail yards lie
     * @param views of the window that was judged: rows are followed further than their pieces were found
     * @param squareMetresPerPixel of the grid
     */
    public static List<Candidate> joined(
            List<Candidate> found, SitePlan plan, Detector.Views views, double squareMetresPerPixel) {
        if (!plan.hasZones()) {
            return found;
        }
        double metresPerPixel = Math.sqrt(squareMetresPerPixel);
        List<Candidate> rows = joined(found, each -> onRails(each, plan), metresPerPixel);
        RowTracer tracer = new RowTracer(views.magnitude(), views.usable(), views.on(), metresPerPixel);
        return followed(rows, plan, tracer, metresPerPixel);
    }

    private static List<Candidate> followed(
            List<Candidate> found, SitePlan plan, RowTracer tracer, double metresPerPixel) {
        List<Candidate> left = new ArrayList<>(found);
        List<Candidate> followed = new ArrayList<>();
        List<Patch> trains = new ArrayList<>();
        while (!left.isEmpty()) {
            Candidate each = left.removeFirst();
            if (each.strength() < WORTH_FOLLOWING || each.isShade() || !onRails(each, plan)) {
                followed.add(each);
                continue;
            }
            Candidate row = followed(each, plan, tracer, metresPerPixel);
            Patch whole = Patch.of(row.outline());
            if (trains.stream().anyMatch(train -> overlap(train, whole))) {
                continue; // the train's shadow, which leads along it as well
            }
            followed.add(row);
            if (row.polarity() != Polarity.VANISHED && slender(axis(row.outline()), metresPerPixel)) {
                trains.add(whole);
                left.removeIf(piece -> piece.polarity() != Polarity.VANISHED && lies(Patch.of(piece.outline()), whole));
            }
        }
        followed.sort((a, b) -> Double.compare(b.strength(), a.strength()));
        return followed;
    }

    private static boolean overlap(Patch a, Patch b) {
        return a.common(b) > OVERLAPS * Math.min(a.size(), b.size());
    }

    private static boolean lies(Patch piece, Patch within) {
        return piece.common(within) > MOSTLY * piece.size();
    }

    /** A slender candidate together with what goes on in its line; strength grows with the root of the area, as for any candidate. */
    private static Candidate followed(Candidate each, SitePlan plan, RowTracer tracer, double metresPerPixel) {
        double[] axis = axis(each.outline());
        boolean wagons = slender(axis, metresPerPixel) && axis[5] * metresPerPixel <= WIDE_METRES;
        if (!wagons || each.polarity() == Polarity.VANISHED) {
            return each;
        }
        String yard = plan.zoneOf(Patch.of(each.outline())).map(Zone::name).orElse("");
        Line piece = new Line(axis[0], axis[1], Math.atan2(axis[3], axis[2]), axis[4]);
        Line row = tracer.trace(piece, (x, y) -> plan.zonesAt(x, y).contains(yard));
        if (row.length() < LONGER * axis[4]) {
            return each;
        }
        double[] line = {row.x(), row.y(), Math.cos(row.angle()), Math.sin(row.angle())};
        double half = Math.clamp(axis[5], NARROWEST_METRES / metresPerPixel, WIDEST_METRES / metresPerPixel) / 2;
        Outline outline = stretch(line, -row.length() / 2, row.length() / 2, 0, half);
        return new Candidate(
                outline,
                Polarity.APPEARED,
                Patch.of(outline).size(),
                each.strength() * Math.sqrt(Math.min(MOST_TIMES, row.length() / axis[4])),
                each.meanMagnitude(),
                Math.max(0, each.edgeGain()),
                each.opinion(),
                false);
    }

    private static boolean slender(double[] axis, double metresPerPixel) {
        return axis[4] * metresPerPixel >= SHORTEST_METRES && axis[4] >= SLENDER * axis[5];
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
            if (rails.contains(seed) && slender(axis, metresPerPixel)) {
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
        Outline outline = stretch(axis, from, to, middle, half);
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

    private static Outline stretch(double[] axis, double from, double to, double middle, double half) {
        double[] corners = {from, middle - half, to, middle - half, to, middle + half, from, middle + half};
        double[] ring = new double[8];
        for (int i = 0; i < 8; i += 2) {
            ring[i] = axis[0] + corners[i] * axis[2] - corners[i + 1] * axis[3];
            ring[i + 1] = axis[1] + corners[i] * axis[3] + corners[i + 1] * axis[2];
        }
        return new Outline(List.of(ring));
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
