package org.tilewatch.edge.watch.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Longitudes;
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

    /** What covers are rounded to. */
    static final int ROUNDING = 32;

    /** No site is so large: a file that claims to lie further away than this is misplaced. */
    private static final double FARTHEST = 1 << 22;

    private static final long MOST_COVERED = 1L << 28;

    /** In a word, why a look that {@link #of} does not place cannot be judged. */
    public static String whyNot(Scene scene) {
        return (long) scene.width() * scene.height() > MOST_COVERED ? "site-too-large" : "misplaced";
    }

    /** A grid laid down by a site's first look. */
    public static SiteGrid gridOf(String site, Scene scene) {
        return new SiteGrid(site, scene.georeference(), scene.gsdXMetres(), scene.gsdYMetres());
    }

    /** Of a look that is judged wherever it shows ground. */
    public static Optional<Placement> of(SiteGrid grid, Scene scene, Projections projections) {
        return of(grid, scene, projections, Optional.empty());
    }

    /**
     * Empty if the look cannot be placed: one of both has no georeference, lies far away, is far too coarse, or shows nothing of what is
     * wanted.
     *
     * @param wanted what is judged of the grid, if not all that the look shows
     */
    public static Optional<Placement> of(SiteGrid grid, Scene scene, Projections projections, Optional<Window> wanted) {
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
            Window all = new Window(x, y, up(right) - x, up(bottom) - y);
            if (wanted.isPresent() && !wanted.get().meets(all)) {
                return Optional.empty();
            }
            Window cover = wanted.map(all::common).orElse(all);
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
        double x = site.toMap().u0();
        if (file.epsg() == site.epsg()) {
            Affine toMap = projections
                    .of(file.epsg())
                    .map(each -> each.near(file.toMap(), scene.width() / 2.0, scene.height() / 2.0, x))
                    .orElse(file.toMap());
            return Optional.of(toMap.then(site.toMap().inverse()));
        }
        Optional<Projection> from = projections.of(file.epsg());
        Optional<Projection> to = projections.of(site.epsg());
        return from.isEmpty() || to.isEmpty()
                ? Optional.empty()
                : Optional.of(across(file.toMap(), from.get(), to.get(), x, scene)
                        .then(site.toMap().inverse()));
    }

    /** Between two reference systems the map is taken as affine over one look: three corners fix it. */
    private static Affine across(Affine toMap, Projection from, Projection to, double x, Scene scene) {
        int w = scene.width();
        int h = scene.height();
        double[] corners = {toMap.u(0, 0), toMap.v(0, 0), toMap.u(w, 0), toMap.v(w, 0), toMap.u(0, h), toMap.v(0, h)};
        from.toLonLat(corners);
        to.toMapNear(corners, x);
        return new Affine(
                corners[0],
                (corners[2] - corners[0]) / w,
                (corners[4] - corners[0]) / h,
                corners[1],
                (corners[3] - corners[1]) / w,
                (corners[5] - corners[1]) / h);
    }

    /** Whether the look lies in another reference system than the grid. */
    boolean crosses(Scene scene) {
        return grid.georeference().isPresent()
                && scene.georeference().isPresent()
                && grid.georeference().get().epsg()
                        != scene.georeference().get().epsg();
    }

    /** The same look with the linear map to its file that holds best around a window of the grid. */
    Placement around(Window window, Scene scene, Projections projections) {
        GeoReference site = grid.georeference().orElseThrow();
        GeoReference file = scene.georeference().orElseThrow();
        Affine fromMap = file.toMap().inverse();
        double x = file.toMap().u(scene.width() / 2.0, scene.height() / 2.0);
        Affine gridToFile = LinearMap.around(window, points -> {
            LinearMap.apply(site.toMap(), points);
            projections.of(site.epsg()).orElseThrow().toLonLat(points);
            projections.of(file.epsg()).orElseThrow().toMapNear(points, x);
            LinearMap.apply(fromMap, points);
        });
        return new Placement(grid, gridToFile, cover);
    }

    /** Least x and y, greatest x and y of a window of the grid in the file's pixels. */
    double[] boxInFile(Window window) {
        double[] box = {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (int corner = 0; corner < 4; corner++) {
            int x = corner % 2 == 0 ? window.x() : window.right();
            int y = corner < 2 ? window.y() : window.bottom();
            box[0] = Math.min(box[0], gridToFile.u(x, y));
            box[1] = Math.min(box[1], gridToFile.v(x, y));
            box[2] = Math.max(box[2], gridToFile.u(x, y));
            box[3] = Math.max(box[3], gridToFile.v(x, y));
        }
        return box;
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
        return Blocks.of(cover);
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
     * An outline of the grid in longitude and latitude, the former without jumps. One smaller than 500 m is brought there by one linear map, which is less than
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
            Longitudes.unwrap(points, rings.isEmpty() ? points[0] : rings.getFirst()[0]);
            rings.add(points);
        }
        return Optional.of(new Outline(rings));
    }

    private static double[] mapped(double[] ring, Affine map) {
        double[] points = ring.clone();
        LinearMap.apply(map, points);
        return points;
    }

    /** From grid pixels to degrees as the edges of a box have it. */
    private static Affine linear(Affine toMap, Projection projection, Window box) {
        return LinearMap.around(box, points -> {
            LinearMap.apply(toMap, points);
            projection.toLonLat(points);
            Longitudes.unwrap(points, points[0]);
        });
    }
}
