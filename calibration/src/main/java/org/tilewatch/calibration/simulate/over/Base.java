package org.tilewatch.calibration.simulate.over;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.opencv.core.Mat;
import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.calibration.landscape.Ground;
import org.tilewatch.calibration.landscape.Material;
import org.tilewatch.calibration.landscape.Structures;
import org.tilewatch.calibration.landscape.Trees;
import org.tilewatch.calibration.simulate.SimulatedSite;
import org.tilewatch.calibration.simulate.SiteGrid;
import org.tilewatch.edge.imagery.Affine;

/**
 * Ground that changes are planted on.
 *
 * @param name of the site
 * @param from what it was made of, for the truth
 * @param planToSite metres that things are placed in, to metres on the site
 * @param roofs what roofs there are made of
 * @param earth what comes to light where the ground is cleared
 * @param degrees the direction that most edges there have
 */
record Base(
        String name,
        String from,
        SiteGrid grid,
        Affine planToSite,
        Canvas canvas,
        List<Material> roofs,
        Material earth,
        double degrees) {

    /** So much finer than the grid, so that thin things keep their width when they are turned or leaned. */
    private static final double FINER = 1.5;

    private static final int DRAWN_SIZE = 512;
    private static final double DRAWN_GSD = 0.5;
    private static final Material USUAL_EARTH = Material.bare(182, 160, 130, 0.08, 0.1, 0.1);
    private static final List<Material> USUAL_ROOFS = List.of(
            Material.bare(178, 181, 183, 0.03, 0.03, 0.02),
            Material.bare(104, 124, 142, 0.05, 0.06, 0.03),
            Material.bare(128, 106, 92, 0.1, 0.12, 0.06),
            Material.bare(150, 100, 82, 0.05, 0.08, 0.08));

    /** The number-th site, of a picture of one's own. */
    static Base of(Path picture, int number, double gsdMetres, long seed) throws IOException {
        Mat pixels = BasePicture.read(picture);
        try {
            SiteGrid grid = SiteGrid.nth(number, pixels.cols(), gsdMetres);
            Canvas canvas = new Canvas(grid.metres(), FINER / gsdMetres, Affine.IDENTITY, seed);
            PictureGround ground = new PictureGround(pixels, gsdMetres, canvas);
            String file = String.valueOf(picture.getFileName());
            String stem = file.replaceFirst("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9]+", "-");
            List<Material> roofs = ground.roofs().isEmpty() ? USUAL_ROOFS : ground.roofs();
            return new Base(
                    "%03d-%s".formatted(number, stem),
                    file,
                    grid,
                    Affine.IDENTITY,
                    canvas,
                    roofs,
                    ground.earth(USUAL_EARTH),
                    ground.degrees());
        } finally {
            pixels.release();
        }
    }

    /** The number-th site, of the landscape that is drawn from a seed. */
    static Base drawn(int number, long seed) {
        SiteGrid grid = SiteGrid.nth(number, DRAWN_SIZE, DRAWN_GSD);
        double beyond = (grid.metres() - SimulatedSite.SIZE * SimulatedSite.GSD_METRES) / 2;
        Affine planToSite = SimulatedSite.planToSite(seed).then(new Affine(beyond, 1, 0, beyond, 0, 1));
        Canvas canvas = new Canvas(grid.metres(), FINER / DRAWN_GSD, planToSite, seed);
        new Ground(canvas, new Random(seed + 11)).draw();
        new Structures(canvas).drawLasting(new Random(seed + 12));
        new Trees(canvas, new Random(seed + 13)).draw();
        String name = "%03d-drawn-%d".formatted(number, seed);
        return new Base(name, "drawn, seed " + seed, grid, planToSite, canvas, USUAL_ROOFS, USUAL_EARTH, 0);
    }
}
