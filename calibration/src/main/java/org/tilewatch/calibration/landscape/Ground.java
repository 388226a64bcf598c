package org.tilewatch.calibration.landscape;

import java.util.Random;

/** What lies flat: meadow, fields, the river arm, roads, tracks, paved and gravelled yards, the rail line. */
public final class Ground {

    private static final Material GRASS =
            Material.bare(94, 100, 72, 0.14, 0.06, 0.17).grown(0.9);
    private static final Material DRY_GRASS =
            Material.bare(124, 117, 92, 0.12, 0.06, 0.15).grown(0.5);
    private static final Material SOIL = Material.bare(126, 109, 88, 0.1, 0.05, 0.09);
    private static final Material GRAVEL = Material.bare(148, 141, 128, 0.09, 0.07, 0.08);
    private static final Material CONCRETE = Material.bare(166, 162, 152, 0.05, 0.05, 0.03);
    private static final Material ASPHALT = Material.bare(101, 100, 98, 0.07, 0.05, 0.05);
    private static final Material PAINT = Material.bare(196, 194, 186, 0.05, 0.2, 0.1);
    private static final Material BALLAST = Material.bare(112, 106, 99, 0.07, 0.05, 0.12);
    private static final Material RAIL = Material.bare(176, 170, 164, 0.02, 0.1, 0.1);
    private static final Material SLEEPER = Material.bare(84, 79, 75, 0.05, 0.1, 0.1);
    private static final Material WATER = Material.bare(58, 76, 72, 0.1, 0.05, 0.02);
    private static final Material SAND = Material.bare(172, 160, 130, 0.08, 0.1, 0.06);

    private static final Line RIVER = Line.through(-70, 92, -20, 74, 24, 44, 52, 4, 62, -40, 90, -90);
    static final Line ROAD = Line.through(-80, 126, 20, 116, 110, 110, 200, 98, 300, 96, 440, 76);
    private static final Line SIDE_ROAD = Line.through(262, 97, 264, 160, 259, 230, 261, 270, 270, 340, 268, 440);
    private static final Line TRACK = Line.through(40, 115, 31, 160, 36, 210, 48, 240, 40, 284, 60, 330, 52, 430);
    private static final Line LANE = Line.through(264, 172, 296, 176, 340, 168, 430, 176);
    private static final Line NORTH_LANE = Line.through(205, 98, 214, 62, 240, 44, 300, 40, 440, 30);
    private static final Line DRIVEWAY = Line.through(176, 101, 178, 120, 176, 150, 182, 200, 196, 222);

    /** Where the rails run: straight along the plan's x axis. */
    static final double RAIL_Y = 270;

    static final double SIDING_Y = 264.4;
    static final double FAR_SIDING_Y = 258.8;

    private final Canvas canvas;
    private final Random random;

    public Ground(Canvas canvas, Random random) {
        this.canvas = canvas;
        this.random = random;
    }

    /** Covers the whole canvas. */
    public void draw() {
        meadow();
        fields();
        river();
        dirtTrack();
        yards();
        road(LANE, 4.4, false);
        road(NORTH_LANE, 4.4, false);
        road(DRIVEWAY, 6, false);
        road(SIDE_ROAD, 6, true);
        road(ROAD, 7.4, true);
        railway();
    }

    private void meadow() {
        canvas.everywhere((pixel, x, y) -> {
            canvas.cover(pixel, GRASS);
            canvas.mix(
                    pixel,
                    DRY_GRASS,
                    0.45 + 0.42 * canvas.coarse[pixel] + 0.1 * canvas.medium[pixel] + 0.1 * canvas.fine[pixel]);
            double tufts = canvas.medium[pixel] + 0.7 * canvas.fine[pixel];
            canvas.height[pixel] = (float) (0.12 * Math.max(0, tufts));
        });
    }

    private void fields() {
        double[][] parcels = {
            {-20, 338, 118, 92, -3}, {84, 334, 58, 84, -2}, {150, 346, 66, 100, -1}, {222, 338, 70, 84, 0},
            {336, 330, 108, 78, 2}, {-24, 30, 60, 90, 38}, {116, 56, 66, 78, 3}, {168, 20, 40, 150, 4},
            {330, 420, 150, 90, 2}, {120, -34, 70, 90, 3}, {110, 428, 190, 88, -2}, {-40, 210, 90, 80, 4}
        };
        for (double[] p : parcels) {
            field(new Place(p[0], p[1], p[2], p[3], p[4] + random.nextGaussian()));
        }
    }

    private void field(Place place) {
        double hue = random.nextDouble();
        Material bare = SOIL.times(0.8 + 0.4 * random.nextDouble());
        Material crop = (hue < 0.5 ? GRASS : DRY_GRASS).times(0.75 + 0.5 * random.nextDouble());
        double grown = random.nextDouble() < 0.4 ? 0.12 : 0.35 + 0.55 * random.nextDouble();
        double row = 1.8 + 2.4 * random.nextDouble();
        boolean lengthwise = random.nextBoolean();
        canvas.rectangle(place, (pixel, along, across) -> {
            double edge = Math.min(place.length() / 2 - Math.abs(along), place.width() / 2 - Math.abs(across));
            if (edge < 1.2 + 0.7 * canvas.medium[pixel]) {
                return;
            }
            double headland = edge < 5 ? 1 : 0;
            double phase = (lengthwise == headland < 1 ? across : along) + 0.25 * canvas.medium[pixel];
            double ridge = 0.5 + 0.5 * Math.sin((2 * Math.PI * phase) / row);
            double tramline = Math.abs(Math.floorMod((long) Math.floor(phase / 0.6), 22L)) < 1 ? 0.7 : 0;
            canvas.cover(pixel, bare);
            double share = grown * (0.4 + 0.9 * ridge) + 0.14 * canvas.coarse[pixel] + 0.05 * canvas.medium[pixel];
            canvas.mix(pixel, crop, share - tramline);
            canvas.height[pixel] = (float) (0.22 * ridge + 0.05 * Math.max(0, canvas.fine[pixel]));
        });
    }

    private void river() {
        canvas.ribbon(RIVER, 34, (pixel, along, across) -> {
            double bank = Math.abs(across) - 15 - 3.4 * canvas.coarse[pixel] - 0.8 * canvas.medium[pixel];
            if (bank < 0) {
                double shallow = Math.clamp(1 + bank / 6, 0, 1);
                canvas.cover(pixel, WATER);
                canvas.mix(pixel, SAND, 0.35 * shallow * shallow);
                canvas.height[pixel] = 0;
            } else if (bank < 3.5) {
                canvas.mix(pixel, SAND, 1.1 - bank / 3.5 + 0.3 * canvas.medium[pixel]);
                canvas.height[pixel] = 0;
            }
        });
    }

    private void dirtTrack() {
        canvas.ribbon(TRACK, 3, (pixel, along, across) -> {
            double rut = Math.exp(-Math.pow((Math.abs(across) - 0.85) / 0.45, 2));
            double verge = 1 - Math.abs(across) / 3;
            canvas.mix(pixel, SOIL.times(1.25), 0.95 * rut + 0.5 * verge + 0.15 * canvas.medium[pixel]);
            canvas.height[pixel] *= 0.4f;
        });
    }

    private void yards() {
        worn(new Place(150, 172, 196, 104, 0));
        worn(new Place(222, 190, 70, 56, 0));
        slabs(Plan.LOADING_YARD);
        slabs(new Place(186, 160, 22, 58, 0));
    }

    /** Gravel that thins out into the meadow at its edge, with darker wheel traces. */
    private void worn(Place place) {
        canvas.rectangle(place.grown(6), (pixel, along, across) -> {
            double edge = Math.min(place.length() / 2 - Math.abs(along), place.width() / 2 - Math.abs(across));
            double share = 0.5 + (edge + 3 * canvas.medium[pixel] + 2 * canvas.coarse[pixel]) / 5;
            canvas.mix(pixel, GRAVEL, share);
            canvas.mix(pixel, SOIL, share > 0.5 ? 0.35 * canvas.coarse[pixel] + 0.12 * canvas.medium[pixel] : 0);
            if (share > 0.5) {
                canvas.height[pixel] = 0;
            }
        });
    }

    private void slabs(Place place) {
        canvas.rectangle(place, (pixel, along, across) -> {
            long slab = Math.floorDiv((long) (along + 500), 5L) * 31 + Math.floorDiv((long) (across + 500), 5L) * 17;
            canvas.cover(pixel, CONCRETE.times(0.94 + 0.1 * (((slab * 2654435761L) >>> 7) % 16) / 16.0));
            boolean joint = Math.floorMod(Math.round((along + 500) * 4), 20) == 0
                    || Math.floorMod(Math.round((across + 500) * 4), 20) == 0;
            canvas.mix(pixel, ASPHALT, (joint ? 0.35 : 0) + 0.14 * Math.max(0, canvas.coarse[pixel]));
            canvas.height[pixel] = 0;
        });
    }

    private void road(Line line, double width, boolean marked) {
        canvas.ribbon(line, width / 2 + 2, (pixel, along, across) -> {
            double edge = width / 2 - Math.abs(across);
            if (edge < 0) {
                canvas.mix(pixel, GRAVEL.times(0.9), 0.8 + edge / 2 + 0.25 * canvas.medium[pixel]);
            } else {
                double wheels = Math.exp(-Math.pow((Math.abs(across) - width / 4) / 0.8, 2));
                canvas.cover(pixel, ASPHALT.times(1 + 0.12 * wheels));
                boolean dash = marked && Math.abs(across) < 0.13 && Math.floorMod((long) along, 9L) < 4;
                boolean rim = marked && edge < 0.5 && edge > 0.25;
                canvas.mix(pixel, PAINT, dash ? 0.45 : rim ? 0.25 : 0);
            }
            canvas.height[pixel] = 0;
        });
    }

    private void railway() {
        bed(new Place(178, (RAIL_Y + FAR_SIDING_Y) / 2 + 0.3, 300, 16, 0));
        bed(new Place(176, RAIL_Y, 700, 7.5, 0));
        rails(Line.through(-200, RAIL_Y, 176, RAIL_Y, 560, RAIL_Y));
        rails(siding(SIDING_Y));
        rails(siding(FAR_SIDING_Y));
    }

    private static Line siding(double y) {
        return Line.through(
                4, RAIL_Y, 24, RAIL_Y - 1, 50, y, 70, y, 176, y, 290, y, 306, y, 330, RAIL_Y - 1, 350, RAIL_Y);
    }

    private void bed(Place place) {
        canvas.rectangle(place.grown(2), (pixel, along, across) -> {
            double edge = Math.min(place.length() / 2 - Math.abs(along), place.width() / 2 - Math.abs(across));
            double share = 0.6 + (edge + 1.2 * canvas.medium[pixel]) / 2;
            canvas.mix(pixel, BALLAST, share);
            canvas.height[pixel] *= share > 0.5 ? 0 : 1;
        });
    }

    private void rails(Line line) {
        canvas.ribbon(line, 1.4, (pixel, along, across) -> {
            boolean sleeper = Math.floorMod((long) (along / 0.3), 2L) == 0;
            canvas.mix(pixel, SLEEPER, sleeper ? 0.7 : 0.35);
            double rail = Math.exp(-Math.pow((Math.abs(across) - 0.75) / 0.2, 2));
            canvas.mix(pixel, RAIL, rail);
        });
    }
}
