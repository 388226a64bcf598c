package org.tilewatch.calibration.landscape;

import java.util.Random;

/** What people built: halls, houses, the frame of a new building, wagons, cars, and the phases of a hall that goes up. */
public final class Structures {

    private static final Material SHEET = Material.bare(178, 181, 183, 0.03, 0.03, 0.02);
    private static final Material BLUE_SHEET = Material.bare(104, 124, 142, 0.05, 0.06, 0.03);
    private static final Material FIBRE_CEMENT = Material.bare(148, 142, 134, 0.08, 0.1, 0.06);
    private static final Material RUSTY = Material.bare(128, 106, 92, 0.12, 0.14, 0.06);
    private static final Material TILES = Material.bare(136, 104, 88, 0.05, 0.08, 0.1);
    private static final Material SLATE = Material.bare(96, 98, 106, 0.05, 0.06, 0.06);
    private static final Material SKYLIGHT = Material.bare(206, 212, 214, 0.02, 0.02, 0.02);
    private static final Material CONCRETE = Material.bare(184, 180, 170, 0.04, 0.05, 0.03);
    private static final Material DARK = Material.bare(70, 68, 66, 0.05, 0.1, 0.1);
    private static final Material TURNED_EARTH = Material.bare(182, 160, 130, 0.08, 0.1, 0.1);
    private static final Material STEEL = Material.bare(132, 96, 80, 0.05, 0.05, 0.05);
    private static final Material GARDEN =
            Material.bare(112, 106, 84, 0.1, 0.16, 0.2).grown(0.7);

    private final Canvas canvas;

    public Structures(Canvas canvas) {
        this.canvas = canvas;
    }

    /** What stands there from the first look to the last. */
    public void drawLasting(Random random) {
        halls(Plan.OLD_HALL);
        frame(Plan.FRAME_BUILDING, 12, 5.2);
        surroundings(random);
    }

    /** The halls of the works. */
    public void halls(Place oldHall) {
        hall(oldHall, FIBRE_CEMENT, 6, 2.2, 0);
        hall(new Place(186, 150, 48, 19, 90), BLUE_SHEET, 7, 2, 6);
        hall(new Place(124, 203, 62, 17, 0), RUSTY, 5.5, 2.4, 0);
        hall(new Place(64, 240, 34, 13, 0), SHEET.times(0.8), 5, 1.6, 0);
        hall(new Place(70, 188, 17, 30, 0), SLATE.times(1.2), 5, 1.5, 0);
        hall(new Place(238, 236, 24, 12, 90), TILES.times(0.9), 4.5, 1.5, 0);
    }

    /** What stands around along the yards, and the village. */
    public void surroundings(Random random) {
        clutter(random);
        village(random);
    }

    /** Containers, stacks and parked lorries along the edges of the yards. */
    private void clutter(Random random) {
        for (int k = 0; k < 46; k++) {
            boolean west = random.nextBoolean();
            double x = west ? random.nextDouble(148, 160) : random.nextDouble(60, 240);
            double y = west ? random.nextDouble(160, 196) : random.nextDouble(214, 218);
            double degrees = random.nextInt(2) * 90 + 3 * random.nextGaussian();
            stack(new Place(x, y, random.nextDouble(2, 7), 2.5, degrees), random);
        }
        for (int k = 0; k < 34; k++) {
            stack(new Place(196 + 5.6 * (k % 9), 224 + 6 * (k / 9), random.nextDouble(2, 5), 2.6, 90), random);
        }
    }

    /** A stack of goods or a container; now and then the place is empty. */
    public void stack(Place place, Random random) {
        Material[] goods = {RUSTY, SLATE, BLUE_SHEET, FIBRE_CEMENT, CONCRETE, TURNED_EARTH};
        Material ware = goods[random.nextInt(goods.length)].times(random.nextDouble(0.5, 1.1));
        float high = random.nextFloat(0.6f, 2.8f);
        boolean standsFree = random.nextInt(5) > 0;
        canvas.rectangle(place, (pixel, along, across) -> {
            if (standsFree) {
                canvas.cover(pixel, ware);
                canvas.height[pixel] = high;
            }
        });
    }

    /** A stack that is there for certain, as high as a man or two. */
    public void pile(Place place, Random random) {
        Material[] goods = {RUSTY, SLATE, BLUE_SHEET, CONCRETE};
        Material ware = goods[random.nextInt(goods.length)].times(random.nextDouble(0.7, 1.2));
        float high = random.nextFloat(1.5f, 3.2f);
        canvas.rectangle(place, (pixel, along, across) -> {
            canvas.cover(pixel, ware);
            canvas.height[pixel] = high;
        });
    }

    /** A lorry across a place's own direction: trailer and, at one end, cab. */
    public void lorry(Place place, Random random) {
        Material trailer = (random.nextBoolean() ? SHEET : BLUE_SHEET).times(random.nextDouble(0.6, 1.2));
        Material cab = random.nextBoolean() ? CONCRETE : RUSTY;
        canvas.rectangle(place, (pixel, along, across) -> {
            double fromFront = place.width() / 2 - across;
            boolean between = fromFront > 2.2 && fromFront < 2.8;
            canvas.cover(pixel, between ? DARK : fromFront < 2.5 ? cab : trailer);
            canvas.height[pixel] = between ? 1 : fromFront < 2.5 ? 2.6f : 3.6f;
        });
    }

    private void village(Random random) {
        for (int k = 0; k < 9; k++) {
            house(280 + 17.5 * k + 3 * random.nextGaussian(), 158 + 2 * random.nextGaussian(), random);
            house(284 + 17.5 * k + 3 * random.nextGaussian(), 187 + 3 * random.nextGaussian(), random);
        }
        for (int k = 0; k < 7; k++) {
            house(228 + 21 * k + 3 * random.nextGaussian(), 66 + 3 * random.nextGaussian() - 2 * k, random);
            house(236 + 21 * k + 3 * random.nextGaussian(), 20 + 4 * random.nextGaussian(), random);
        }
        for (int k = 0; k < 3; k++) {
            house(282 + 4 * random.nextGaussian(), 208 + 17 * k, random);
        }
    }

    private void house(double x, double y, Random random) {
        double length = 9 + 4 * random.nextDouble();
        double width = 6.5 + 1.8 * random.nextDouble();
        double degrees = (random.nextInt(3) == 0 ? 90 : 0) + 6 * random.nextGaussian();
        Material roof = (random.nextInt(3) == 0 ? SLATE : TILES).times(0.75 + 0.5 * random.nextDouble());
        Place garden = new Place(x, y, 15, 15, degrees);
        canvas.rectangle(garden, (pixel, along, across) -> {
            canvas.mix(pixel, GARDEN, 0.8);
            double wall = 7.5 - Math.max(Math.abs(along), Math.abs(across));
            if (wall < 0.35) {
                canvas.mix(pixel, CONCRETE, 0.7);
                canvas.height[pixel] = 1.4f;
            }
        });
        hall(new Place(x, y - 1.5, length, width, degrees), roof, 3, 0.36 * width, 0);
        double side = random.nextBoolean() ? 5 : -5;
        canvas.rectangle(new Place(x + side, y + 5, 3.2, 2.6, degrees), (pixel, along, across) -> {
            canvas.cover(pixel, SLATE.times(1.4));
            canvas.height[pixel] = 2.2f;
        });
    }

    /**
     * A building under a ridged roof.
     *
     * @param eaves metres from the ground to the roof's lower edge
     * @param rise metres from there to the ridge, which runs along the place
     * @param skylights rows of light panels on each side
     */
    public void hall(Place place, Material roof, double eaves, double rise, int skylights) {
        double half = place.width() / 2;
        canvas.rectangle(place, (pixel, along, across) -> {
            double seam = 0.03 * Math.sin(2 * Math.PI * along / 1.1);
            canvas.cover(pixel, roof.times(1 + seam));
            canvas.height[pixel] = (float) (eaves + rise * (1 - Math.abs(across) / half));
            boolean ridge = Math.abs(across) < 0.3;
            boolean rim = half - Math.abs(across) < 0.35 || place.length() / 2 - Math.abs(along) < 0.35;
            canvas.mix(pixel, roof.times(0.6), ridge ? 0.5 : rim ? 0.35 : 0);
            double step = place.length() / (skylights + 1);
            boolean panel = skylights > 0
                    && Math.abs(Math.abs(across) - half / 2) < half / 5
                    && Math.abs(Math.IEEEremainder(along, step)) < 0.7;
            canvas.mix(pixel, SKYLIGHT, panel ? 0.8 : 0);
        });
    }

    /** Columns, beams and floors in the making, without a roof. */
    public void frame(Place place, double metresHigh, double bay) {
        canvas.rectangle(place, (pixel, along, across) -> {
            boolean beam = Math.abs(Math.IEEEremainder(along, bay)) < 0.45
                    || Math.abs(Math.IEEEremainder(across, bay)) < 0.45
                    || place.length() / 2 - Math.abs(along) < 0.6
                    || place.width() / 2 - Math.abs(across) < 0.6;
            canvas.cover(pixel, CONCRETE.times(beam ? 1.05 : 0.72));
            canvas.height[pixel] = (float) (beam ? metresHigh : metresHigh - 3);
        });
    }

    /** The ground of a new hall, stripped and levelled, with heaps of earth along one side. */
    public void cleared(Place place) {
        cleared(place, TURNED_EARTH);
    }

    /** The same with earth of another colour. */
    public void cleared(Place place, Material earth) {
        canvas.rectangle(place.grown(1), (pixel, along, across) -> {
            double edge = Math.min(place.length() / 2 - Math.abs(along), place.width() / 2 - Math.abs(across));
            canvas.mix(pixel, earth, 0.7 + edge + 0.6 * canvas.medium[pixel]);
            double heap = Math.max(0, 1 - Math.hypot((Math.abs(along) - place.length() / 4) / 9, (across + 9) / 2.6));
            canvas.height[pixel] = (float) (2.2 * heap + 0.08 * Math.max(0, canvas.fine[pixel]));
        });
    }

    /** A concrete floor with columns and roof beams of steel above it. */
    public void skeleton(Place place) {
        canvas.rectangle(place, (pixel, along, across) -> {
            canvas.cover(pixel, CONCRETE);
            canvas.height[pixel] = 0.4f;
            boolean beam = Math.abs(Math.IEEEremainder(along + place.length() / 2, place.length() / 9)) < 0.4;
            boolean purlin = place.width() / 2 - Math.abs(across) < 0.5 || Math.abs(across) < 0.35;
            if (beam || purlin) {
                canvas.cover(pixel, STEEL);
                canvas.height[pixel] = 7;
            }
        });
    }

    /** The finished hall. */
    public void newHall(Place place) {
        hall(place, SHEET, 8, 2, 7);
    }

    /** A light roof on posts. */
    public void canopy(Place place) {
        hall(place, BLUE_SHEET.times(0.85), 6, 0.8, 0);
    }

    /** A freight train: open wagons with loads of different kinds, and closed ones. */
    public void train(Random random) {
        train(random, Plan.WAGONS, Plan.FIRST_WAGON_X, Plan.WAGON_STEP, Plan.WAGON_LENGTH, 3);
    }

    /**
     * The same with wagons of one's own.
     *
     * @param firstX middle of the first wagon
     * @param step from the middle of a wagon to that of the next
     * @param openOf all but one in so many are open
     */
    public void train(Random random, int wagons, double firstX, double step, double length, int openOf) {
        for (int k = 0; k < wagons; k++) {
            wagon(new Place(firstX + k * step, Ground.SIDING_Y, length, 3.1, 0), random, openOf);
        }
    }

    /** One wagon, 3.1 m wide. */
    public void wagon(Place place, Random random, int openOf) {
        Material body = (random.nextBoolean() ? SHEET : RUSTY).times(0.8 + 0.4 * random.nextDouble());
        boolean open = random.nextInt(openOf) > 0;
        Material load = random.nextBoolean() ? DARK : TURNED_EARTH;
        canvas.rectangle(place, (pixel, along, across) -> {
            boolean rim = Math.abs(across) > 1.2 || Math.abs(along) > place.length() / 2 - 0.35;
            canvas.cover(pixel, open && !rim ? load : body);
            canvas.height[pixel] = (float) (open && !rim ? 2.8 + 0.3 * canvas.medium[pixel] : 3.6);
        });
    }

    /** A car or lorry: body, darker windscreens, roof. */
    public void car(Place place, Random random) {
        float[] shades = {0.05f, 0.12f, 0.3f, 0.6f, 0.7f};
        double shade = shades[random.nextInt(shades.length)];
        Material body = random.nextInt(4) == 0
                ? new Material(0.4 * shade + 0.2, 0.05, 0.06, 0, 0, 0, 0)
                : new Material(shade, shade, 1.04 * shade, 0, 0, 0, 0);
        canvas.rectangle(place, (pixel, along, across) -> {
            double from = Math.abs(along) / place.length();
            boolean glass = from > 0.2 && from < 0.32 && Math.abs(across) < 0.75;
            canvas.cover(pixel, glass ? DARK : body);
            canvas.height[pixel] = from < 0.3 ? 1.45f : 0.9f;
        });
    }
}
