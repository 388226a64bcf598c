package org.tilewatch.calibration.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;
import org.opencv.core.Mat;
import org.tilewatch.calibration.geotiff.GeoTiff;
import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.calibration.landscape.Crane;
import org.tilewatch.calibration.landscape.Ground;
import org.tilewatch.calibration.landscape.Place;
import org.tilewatch.calibration.landscape.Trees;
import org.tilewatch.calibration.simulate.light.Clouds;
import org.tilewatch.calibration.simulate.light.Light;
import org.tilewatch.calibration.story.Riverbend;
import org.tilewatch.calibration.story.Story;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.site.Outline;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place that exists only here: fields, a river arm, a rail yard, halls and houses, and what happens to them over some months.
 *
 * <p>Nothing is copied from real imagery: every pixel is drawn. One thread at a time; drawing a look takes some tenths of a
 * second and about 200 MB.
 */
public final class SimulatedSite {

    /** Name of the demo's site. */
    public static final String NAME = Riverbend.NAME;

    /** Width and height of the site's grid in pixels. */
    public static final int SIZE = 704;

    /** Pixel size of the grid. */
    public static final double GSD_METRES = 0.5;

    /** Where the grid lies: WGS 84 / UTM zone 52N, north up. */
    public static final GeoReference GRID = SiteGrid.of(SIZE, GSD_METRES).place();

    static final double LONGITUDE = 127.5;
    static final double LATITUDE = 39.8;

    private final SiteGrid grid;
    private final Story story;
    private final List<Conditions> looks;
    private final Affine planToSite;
    private final Canvas ground;
    private final List<PlantedEvent> events;

    private SimulatedSite(Story story, long seed, int looks, SiteGrid grid, Affine planToSite, Canvas ground) {
        this.grid = grid;
        this.story = story;
        this.looks = new Timeline(grid, story.skies(), story.view()).looks(looks, seed);
        this.planToSite = planToSite;
        this.ground = ground;
        events = story.planted().stream().map(this::event).toList();
    }

    /** A site of its own for every seed, with the demo's story; {@code looks} is at least 14. */
    public static SimulatedSite of(long seed, int looks) {
        return of(new Riverbend(seed, looks), seed, looks);
    }

    /** The same with another story. */
    public static SimulatedSite of(Story story, long seed, int looks) {
        Natives.load();
        SiteGrid grid = SiteGrid.of(SIZE, GSD_METRES);
        Affine planToSite = planToSite(seed);
        Canvas ground = new Canvas(grid.metres(), planToSite, seed);
        new Ground(ground, new Random(seed + 11)).draw();
        story.drawLasting(ground, new Random(seed + 12));
        new Trees(ground, new Random(seed + 13)).draw();
        return new SimulatedSite(story, seed, looks, grid, planToSite, ground);
    }

    /** What a story makes of ground that is there already. */
    public static SimulatedSite over(
            Canvas ground, Affine planToSite, SiteGrid grid, Story story, long seed, int looks) {
        Natives.load();
        return new SimulatedSite(story, seed, looks, grid, planToSite, ground);
    }

    /** Name of the site. */
    public String name() {
        return story.site();
    }

    SiteGrid grid() {
        return grid;
    }

    Map<String, Object> facts() {
        return story.facts();
    }

    /** How many looks there are. */
    public int looks() {
        return looks.size();
    }

    /** How many looks at the start show nothing but what is always there. */
    public int quietLooks() {
        return story.quietLooks();
    }

    /** What is planted, in order of the first look. */
    public List<PlantedEvent> events() {
        return events;
    }

    /** The look as delivered; the same each time. */
    public DrawnLook draw(int index) {
        return draw(index, index);
    }

    /** The look as it would be had nothing ever happened: same weather, same cars, no event. */
    DrawnLook drawQuiet(int index) {
        return draw(index, -1);
    }

    /**
     * Moves a look into the folder under its final name, the STAC Item first, then the image.
     *
     * @return bytes of the image; whoever watches the folder may have taken the file by now
     */
    public static long write(Path folder, DrawnLook look) throws IOException {
        return SiteFiles.write(folder, look);
    }

    /** Draws every look into the folder, with {@code truth.json} beside them. */
    public void writeAll(Path folder) throws IOException {
        writeAll(folder, look -> {});
    }

    /** The same; {@code told} hears of each look that is written. */
    public void writeAll(Path folder, Consumer<DrawnLook> told) throws IOException {
        List<ObjectNode> drawn = new ArrayList<>();
        for (int index = 0; index < looks.size(); index++) {
            DrawnLook look = draw(index);
            SiteFiles.write(folder, look);
            drawn.add(SiteFiles.described(look));
            told.accept(look);
        }
        SiteFiles.writeTruth(folder, this, drawn);
        if (!story.marked().isEmpty()) {
            SiteFiles.writeSites(folder, story.site(), grid, story.marked(), this::onGrid);
        }
    }

    /** How the landscape of a seed is turned and mirrored: from metres of the plan to metres on the usual site. */
    public static Affine planToSite(long seed) {
        Random random = new Random(seed ^ 0x5eed);
        double middle = SIZE * GSD_METRES / 2;
        double angle = Math.toRadians(random.nextDouble(-14, 14));
        double mirrorX = random.nextBoolean() ? -1 : 1;
        double mirrorY = random.nextBoolean() ? -1 : 1;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return new Affine(-middle, 1, 0, -middle, 0, 1)
                .then(new Affine(middle, mirrorX * cos, -mirrorY * sin, middle, mirrorX * sin, mirrorY * cos));
    }

    private PlantedEvent event(Story.Planted planted) {
        return new PlantedEvent(
                planted.kind(),
                planted.sentence(),
                planted.firstLook(),
                planted.lastLook(),
                new Outline(List.of(onGrid(planted.place()))),
                planted.place().area());
    }

    /** Corners of a place in pixels of the grid. */
    private double[] onGrid(Place place) {
        double[] ring = place.ring(0);
        double[] onGrid = new double[ring.length];
        for (int k = 0; k < ring.length; k += 2) {
            onGrid[k] = planToSite.u(ring[k], ring[k + 1]) / grid.gsdMetres();
            onGrid[k + 1] = planToSite.v(ring[k], ring[k + 1]) / grid.gsdMetres();
        }
        return onGrid;
    }

    /** {@code told} is how far the events have gone; -1 for a site where nothing happens. */
    private DrawnLook draw(int index, int told) {
        Conditions look = looks.get(index);
        Random random = new Random(look.seed());
        Canvas canvas = ground.copy();
        story.soil(canvas, index);
        List<Place> cars = story.bustle(canvas, told, random);
        story.tell(canvas, told);
        story.snow(canvas, index);
        canvas.season(look.season());
        Mat radiance = lit(canvas, look, told);
        Clouds clouds = new Clouds(canvas, look.cloudShare(), look.seed());
        Camera camera = new Camera(look, grid, clouds, canvas);
        byte[] pixels = camera.take(radiance);
        radiance.release();
        Coverage coverage = new Coverage(look, clouds, camera.toCanvas());
        double noData = coverage.cutWedge(pixels);
        GeoTiff.Layout[] layouts = GeoTiff.Layout.values();
        GeoTiff picture = new GeoTiff(
                look.width(),
                look.height(),
                pixels,
                new GeoReference(grid.place().epsg(), place(look)),
                look.acquired(),
                look.wedge() ? OptionalInt.of(0) : OptionalInt.empty(),
                layouts[index % layouts.length]);
        return new DrawnLook(
                story.site(),
                index,
                SiteFiles.name(story.site(), look.acquired()),
                look.byOtherCamera() ? "simulated-b" : "simulated",
                picture,
                look.gsdMetres(),
                look.sun(),
                Math.toDegrees(Math.atan(Math.hypot(look.leanX(), look.leanY()))),
                look.gridToFile(),
                coverage.cloudFraction(),
                noData,
                events.stream().mapToDouble(coverage::hiddenFraction).toArray(),
                Coverage.boxes(cars, planToSite, grid));
    }

    private Mat lit(Canvas canvas, Conditions look, int told) {
        float[] shadow = Light.shadows(canvas, look.sun());
        Optional<Crane> crane = story.crane(told);
        if (crane.isPresent()) {
            Affine toPlan = planToSite.inverse();
            double fall = -look.sun().shadowPerMetre();
            double[] away =
                    turned(toPlan, fall * look.sun().east(), fall * look.sun().south());
            double[] lean = turned(toPlan, look.leanX(), look.leanY());
            crane.get().shade(canvas, shadow, away[0], away[1]);
            crane.get().paint(canvas, shadow, lean[0], lean[1]);
        }
        return Light.radiance(canvas, look.sun(), shadow);
    }

    private static double[] turned(Affine map, double x, double y) {
        return new double[] {map.ux() * x + map.uy() * y, map.vx() * x + map.vy() * y};
    }

    private Affine place(Conditions look) {
        Affine corner = grid.place().toMap();
        return new Affine(
                corner.u0() + look.originX(), look.gsdMetres(), 0, corner.v0() - look.originY(), 0, -look.gsdMetres());
    }
}
