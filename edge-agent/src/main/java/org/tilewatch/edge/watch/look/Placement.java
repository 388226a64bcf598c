package org.tilewatch.edge.watch.look;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Projection;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.ground.GroundFrame;

/**
 * Where a look lies on its site's grid.
 *
 * @param gridToFile from grid pixels to the file's own
 * @param cover the grid pixels that the file touches, rounded outwards so that buffers keep their size from look to look
 */
public record Placement(SiteGrid grid, Affine gridToFile, Window cover) {

    private static final int ROUNDING = 32;
    /**
     * A look larger than this on either side is cut into blocks of tiles: 1024 and what rounding adds. The detector holds about 130 bytes
     * for each pixel that it has in hand, so this bounds what a station's memory must have room for.
     */
    private static final int GREATEST_EDGE = 1024 + 2 * ROUNDING;

    /** How long a block's sides are at most, before their ends are moved to the next rim of a tile. */
    private static final int BLOCK = 3 * SiteGrid.TILE;

    private static final int MARGIN = 64;
    /** Windows of a look that is cut are all of one size, a multiple of this: buffers that change it leave holes in the memory. */
    private static final int WINDOW_STEP = 64;
    /** No site is so large: a file that claims to lie further away than this is misplaced. */
    private static final double FARTHEST = 1 << 22;

    private static final long MOST_COVERED = 1L << 28;

    /** A grid laid down by a site's first look. */
    public static SiteGrid gridOf(String site, Scene scene) {
        return new SiteGrid(site, scene.georeference(), scene.gsdXMetres(), scene.gsdYMetres());
    }

    /** Empty if the look cannot be placed: one of both has no georeference, lies far away, or is far too coarse. */
    public static Optional<Placement> of(SiteGrid grid, Scene scene, Projections projections) {
        return fileToGrid(grid, scene, projections).flatMap(fileToGrid -> {
            double[] xs = new double[4];
            double[] ys = new double[4];
            for (int corner = 0; corner < 4; corner++) {
                double x = corner % 2 == 0 ? 0 : scene.width();
                double y = corner < 2 ? 0 : scene.height();
                xs[corner] = fileToGrid.u(x, y);
                ys[corner] = fileToGrid.v(x, y);
            }
            double left = Math.min(Math.min(xs[0], xs[1]), Math.min(xs[2], xs[3]));
            double right = Math.max(Math.max(xs[0], xs[1]), Math.max(xs[2], xs[3]));
            double top = Math.min(Math.min(ys[0], ys[1]), Math.min(ys[2], ys[3]));
            double bottom = Math.max(Math.max(ys[0], ys[1]), Math.max(ys[2], ys[3]));
            if (!(Math.max(Math.max(-left, right), Math.max(-top, bottom)) < FARTHEST)) {
                return Optional.empty();
            }
            int x = down(left);
            int y = down(top);
            Window cover = new Window(x, y, up(right) - x, up(bottom) - y);
            if ((long) cover.width() * cover.height() > mostCovered((long) scene.width() * scene.height())) {
                return Optional.empty();
            }
            return Optional.of(new Placement(grid, fileToGrid.inverse(), cover));
        });
    }

    /**
     * Pixels of the grid that a file may touch: those of a look six times as coarse as the grid, and a few tiles. A small file that
     * claims to show a country would take minutes.
     */
    private static long mostCovered(long filePixels) {
        return Math.min(MOST_COVERED, 36 * filePixels + 4 * SiteGrid.TILE * SiteGrid.TILE);
    }

    private static int down(double value) {
        return (int) Math.floor(value / ROUNDING + 1e-4) * ROUNDING;
    }

    private static int up(double value) {
        return (int) Math.ceil(value / ROUNDING - 1e-4) * ROUNDING;
    }

    private static Optional<Affine> fileToGrid(SiteGrid grid, Scene scene, Projections projections) {
        if (grid.georeference().isEmpty()) {
            return Optional.of(Affine.IDENTITY);
        }
        GeoReference site = grid.georeference().get();
        if (scene.georeference().isEmpty()) {
            return Optional.empty();
        }
        GeoReference file = scene.georeference().get();
        if (file.epsg() == site.epsg()) {
            return Optional.of(file.toMap().then(site.toMap().inverse()));
        }
        Optional<Projection> from = projections.of(file.epsg());
        Optional<Projection> to = projections.of(site.epsg());
        return from.isEmpty() || to.isEmpty()
                ? Optional.empty()
                : Optional.of(across(file.toMap(), from.get(), to.get(), scene)
                        .then(site.toMap().inverse()));
    }

    /** Between two reference systems the map is taken as affine over one look: three corners fix it. */
    private static Affine across(Affine toMap, Projection from, Projection to, Scene scene) {
        int w = scene.width();
        int h = scene.height();
        double[] corners = {toMap.u(0, 0), toMap.v(0, 0), toMap.u(w, 0), toMap.v(w, 0), toMap.u(0, h), toMap.v(0, h)};
        from.toLonLat(corners);
        to.toMap(corners);
        return new Affine(
                corners[0],
                (corners[2] - corners[0]) / w,
                (corners[4] - corners[0]) / h,
                corners[1],
                (corners[3] - corners[1]) / w,
                (corners[5] - corners[1]) / h);
    }

    /** A part of the look that is judged in one go: objects whose middle lies in {@code core} are its own. */
    public record Block(Window core, Window window) {

        /** Whether the middle of an object's box lies in the core. */
        public boolean owns(Window box) {
            int x = box.x() + box.width() / 2;
            int y = box.y() + box.height() / 2;
            return x >= core.x() && x < core.right() && y >= core.y() && y < core.bottom();
        }
    }

    /** The look cut into parts that fit the detector's buffers; one where it is small enough. */
    public List<Block> blocks() {
        int[] xs = cuts(cover.x(), cover.right());
        int[] ys = cuts(cover.y(), cover.bottom());
        int width = edge(xs);
        int height = edge(ys);
        List<Block> blocks = new ArrayList<>();
        for (int row = 1; row < ys.length; row++) {
            for (int column = 1; column < xs.length; column++) {
                Window core = clipped(xs[column - 1], ys[row - 1], xs[column], ys[row]);
                int x = Math.clamp(core.x() - MARGIN, cover.x(), cover.right() - width);
                int y = Math.clamp(core.y() - MARGIN, cover.y(), cover.bottom() - height);
                blocks.add(new Block(core, new Window(x, y, width, height)));
            }
        }
        return blocks;
    }

    /** Ends of parts about equally long, so that none is a sliver that says nothing; those within are rims of tiles. */
    private static int[] cuts(int from, int to) {
        int length = to - from;
        int parts = length <= GREATEST_EDGE ? 1 : Math.ceilDiv(length, BLOCK);
        int[] cuts = new int[parts + 1];
        for (int i = 1; i < parts; i++) {
            double even = from + (double) i * length / parts;
            cuts[i] = (int) Math.rint(even / SiteGrid.TILE) * SiteGrid.TILE;
        }
        cuts[0] = from;
        cuts[parts] = to;
        return cuts;
    }

    /** How long the windows around such parts are. */
    private static int edge(int[] cuts) {
        int last = cuts.length - 1;
        int longest = Math.max(cuts[1] - cuts[0], cuts[last] - cuts[last - 1]) + MARGIN;
        for (int i = 2; i < last; i++) {
            longest = Math.max(longest, cuts[i] - cuts[i - 1] + 2 * MARGIN);
        }
        return Math.min(cuts[last] - cuts[0], Math.ceilDiv(longest, WINDOW_STEP) * WINDOW_STEP);
    }

    private Window clipped(int left, int top, int right, int bottom) {
        int x = Math.max(left, cover.x());
        int y = Math.max(top, cover.y());
        return new Window(x, y, Math.min(right, cover.right()) - x, Math.min(bottom, cover.bottom()) - y);
    }

    /** Square metres of a grid pixel; 1 where the site has no georeference. */
    public double squareMetresPerPixel() {
        double area = Math.abs(grid.gsdXMetres() * grid.gsdYMetres());
        return Double.isFinite(area) && area > 0 ? area : 1;
    }

    /** From grid pixels to metres on the ground, as it holds around the middle of a window. */
    public GroundFrame frame(Window around, Projections projections) {
        if (grid.georeference().isEmpty()) {
            return GroundFrame.ofPixels();
        }
        Affine toMap = grid.georeference().get().toMap();
        double x = around.x() + around.width() / 2.0;
        double y = around.y() + around.height() / 2.0;
        return projections
                .of(grid.georeference().get().epsg())
                .map(projection -> linear(toMap, projection, around))
                .map(toLonLat -> GroundFrame.of(toLonLat, toLonLat.v(x, y)))
                .orElseGet(GroundFrame::ofPixels);
    }

    /** An outline of the grid in the file's pixels, (0, 0) being the centre of the first, where the look shows its content. */
    public double[] inFile(double[] ring, float[] shift) {
        double[] pixels = new double[ring.length];
        for (int i = 0; i < ring.length; i += 2) {
            double x = ring[i] + shift[0];
            double y = ring[i + 1] + shift[1];
            pixels[i] = gridToFile.u(x, y) - 0.5;
            pixels[i + 1] = gridToFile.v(x, y) - 0.5;
        }
        return pixels;
    }

    /**
     * An outline of the grid in longitude and latitude. One smaller than 500 m is brought there by one linear map, which is less than
     * 5 cm off; of a larger one each point is projected.
     */
    public Optional<Outline> inLonLat(Outline outline, Projections projections) {
        if (grid.georeference().isEmpty()) {
            return Optional.empty();
        }
        Affine toMap = grid.georeference().get().toMap();
        Optional<Projection> projection =
                projections.of(grid.georeference().get().epsg());
        if (projection.isEmpty()) {
            return Optional.empty();
        }
        Window box = Patch.box(outline);
        double metres = Math.max(box.width(), box.height()) * Math.sqrt(squareMetresPerPixel());
        Optional<Affine> linear = metres < 500 ? Optional.of(linear(toMap, projection.get(), box)) : Optional.empty();
        List<double[]> rings = new ArrayList<>(outline.rings().size());
        for (double[] ring : outline.rings()) {
            double[] points = mapped(ring, linear.orElse(toMap));
            if (linear.isEmpty()) {
                projection.get().toLonLat(points);
            }
            rings.add(points);
        }
        return Optional.of(new Outline(rings));
    }

    private static double[] mapped(double[] ring, Affine map) {
        double[] points = new double[ring.length];
        for (int i = 0; i < ring.length; i += 2) {
            points[i] = map.u(ring[i], ring[i + 1]);
            points[i + 1] = map.v(ring[i], ring[i + 1]);
        }
        return points;
    }

    /** From grid pixels to degrees as the edges of a box have it. */
    private static Affine linear(Affine toMap, Projection projection, Window box) {
        double[] edges = mapped(
                new double[] {
                    box.x(),
                    box.y() + box.height() / 2.0,
                    box.right(),
                    box.y() + box.height() / 2.0,
                    box.x() + box.width() / 2.0,
                    box.y(),
                    box.x() + box.width() / 2.0,
                    box.bottom()
                },
                toMap);
        projection.toLonLat(edges);
        double ux = (edges[2] - edges[0]) / box.width();
        double vx = (edges[3] - edges[1]) / box.width();
        double uy = (edges[6] - edges[4]) / box.height();
        double vy = (edges[7] - edges[5]) / box.height();
        double midX = box.x() + box.width() / 2.0;
        double midY = box.y() + box.height() / 2.0;
        double u = (edges[0] + edges[2] + edges[4] + edges[6]) / 4;
        double v = (edges[1] + edges[3] + edges[5] + edges[7]) / 4;
        return new Affine(u - ux * midX - uy * midY, ux, uy, v - vx * midX - vy * midY, vx, vy);
    }
}
