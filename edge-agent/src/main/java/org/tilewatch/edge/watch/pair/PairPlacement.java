package org.tilewatch.edge.watch.pair;

import java.util.Optional;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.watch.place.Placement;

/**
 * Where the later picture of a pair lies on the earlier one's pixels: by their georeferences, else pixel by pixel.
 *
 * @param placement empty where the two cannot be laid over each other
 * @param reason why not, else empty
 * @param detail the same in a sentence
 */
record PairPlacement(Optional<Placement> placement, String reason, String detail) {

    /** Without georeferences, sizes that differ by more than this share are not two pictures of one frame. */
    private static final double GREATEST_SIZE_DIFFERENCE = 0.02;

    static PairPlacement of(Pair pair, Scene before, Scene after, Projections projections) {
        double gsdX = Double.isNaN(before.gsdXMetres()) ? pair.gsdMetres() : before.gsdXMetres();
        double gsdY = Double.isNaN(before.gsdYMetres()) ? pair.gsdMetres() : before.gsdYMetres();
        SiteGrid grid = new SiteGrid(pair.name(), before.georeference(), gsdX, gsdY);
        Window cover = new Window(0, 0, up(before.width()), up(before.height()));
        if (before.georeference().isEmpty() || after.georeference().isEmpty()) {
            return byPixels(grid, cover, before, after);
        }
        Optional<Placement> placed = Placement.of(grid, after, projections);
        if (placed.isEmpty()) {
            int a = before.georeference().get().epsg();
            int b = after.georeference().get().epsg();
            boolean unknown =
                    a != b && (projections.of(a).isEmpty() || projections.of(b).isEmpty());
            return unknown
                    ? refused("unknown-projection", "no way is known here from EPSG:%d to EPSG:%d".formatted(b, a))
                    : refused("no-overlap", "AFTER lies far away from BEFORE");
        }
        Affine gridToFile = placed.get().gridToFile();
        if (!overlaps(gridToFile.inverse(), before, after)) {
            return refused("no-overlap", "AFTER shows other ground than BEFORE: their outlines do not touch");
        }
        return new PairPlacement(Optional.of(new Placement(grid, gridToFile, cover)), "", "");
    }

    private static PairPlacement byPixels(SiteGrid grid, Window cover, Scene before, Scene after) {
        double across = after.width() / (double) before.width();
        double down = after.height() / (double) before.height();
        if (differs(across) || differs(down)) {
            return refused(
                    "different-size",
                    "BEFORE has %d x %d pixels, AFTER %d x %d, and not both have a georeference"
                            .formatted(before.width(), before.height(), after.width(), after.height()));
        }
        return new PairPlacement(Optional.of(new Placement(grid, new Affine(0, across, 0, 0, 0, down), cover)), "", "");
    }

    private static boolean differs(double ratio) {
        return Math.max(ratio, 1 / ratio) - 1 > GREATEST_SIZE_DIFFERENCE;
    }

    private static boolean overlaps(Affine toBefore, Scene before, Scene after) {
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int corner = 0; corner < 4; corner++) {
            double x = corner % 2 == 0 ? 0 : after.width();
            double y = corner < 2 ? 0 : after.height();
            left = Math.min(left, toBefore.u(x, y));
            right = Math.max(right, toBefore.u(x, y));
            top = Math.min(top, toBefore.v(x, y));
            bottom = Math.max(bottom, toBefore.v(x, y));
        }
        return left < before.width() && right > 0 && top < before.height() && bottom > 0;
    }

    private static PairPlacement refused(String reason, String detail) {
        return new PairPlacement(Optional.empty(), reason, detail);
    }

    private static int up(int pixels) {
        return (pixels + 31) / 32 * 32;
    }
}
