package org.tilewatch.calibration.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tilewatch.calibration.landscape.Noise;

/**
 * A coast of {@value #SIZE} pixels to each side, of which a place and 120 km around it are watched: sea with fast ice on one side, forest,
 * fields and a town on the other; and what happens to it within 30 days.
 */
final class Coast {

    static final int SIZE = 160;
    static final double MIDDLE_LATITUDE = 60;
    static final double MIDDLE_LONGITUDE = 25;
    static final double STEP_LONGITUDE = 0.02;
    static final double STEP_LATITUDE = 0.01;

    /**
     * One thing that happens.
     *
     * @param firstDay on which some of it is there, counted from 0
     * @param fullDay from which on all of it is
     * @param pixels of the coast, row by row
     */
    record Planted(String kind, String sentence, double firstDay, double fullDay, boolean[] pixels) {

        int size() {
            int n = 0;
            for (boolean each : pixels) {
                n += each ? 1 : 0;
            }
            return n;
        }
    }

    private final Cover[] ground = new Cover[SIZE * SIZE];
    private final float[] texture;
    private final float[] order;
    private final List<Planted> planted = new ArrayList<>();

    Coast(long seed) {
        Random random = new Random(seed);
        texture = Noise.field(SIZE, 9, 4, seed + 1);
        order = Noise.field(SIZE, 14, 3, seed + 2);
        float[] shore = Noise.field(SIZE, 60, 4, seed + 3);
        float[] fields = Noise.field(SIZE, 22, 3, seed + 4);
        double level = 88 + 6 * random.nextDouble();
        boolean iceInTheEast = random.nextBoolean();
        for (int at = 0; at < ground.length; at++) {
            int x = at % SIZE;
            int y = at / SIZE;
            boolean sea = y > level + 9 * shore[at];
            int fromIceSide = iceInTheEast ? SIZE - x : x;
            boolean ice = sea && y < level + 34 + 3 * shore[at] && fromIceSide < 62 + 2 * order[at];
            ground[at] = ice ? Cover.ICE : sea ? Cover.SEA : fields[at] > 0.35 ? Cover.FIELD : Cover.FOREST;
        }
        town(random, level);
        plant(random, level, iceInTheEast);
    }

    private void town(Random random, double level) {
        double x = 50 + 60 * random.nextDouble();
        double y = level - 26;
        fill(blob(x, y, 5, 4, 0), Cover.TOWN);
    }

    private void plant(Random random, double level, boolean iceInTheEast) {
        double floodX = iceInTheEast ? 42 + 14 * random.nextDouble() : 92 + 14 * random.nextDouble();
        double floodY = level - 22 - 8 * random.nextDouble();
        boolean[] flood = blob(floodX, floodY, 10 + 4 * random.nextDouble(), 4.5 + 2 * random.nextDouble(), 2);
        keepLand(flood);
        double burnX = iceInTheEast ? 88 + 22 * random.nextDouble() : 42 + 22 * random.nextDouble();
        double burnY = level - 40 - 12 * random.nextDouble();
        boolean[] burn = blob(burnX, burnY, 6 + 3 * random.nextDouble(), 5 + 2 * random.nextDouble(), 1.5);
        keepLand(burn);
        double breadth = 10 + 5 * random.nextDouble();
        boolean[] ice = new boolean[SIZE * SIZE];
        for (int at = 0; at < ice.length; at++) {
            int fromIceSide = iceInTheEast ? SIZE - at % SIZE : at % SIZE;
            ice[at] = ground[at] == Cover.ICE && fromIceSide > 62 - breadth + 2 * order[at];
        }
        double flooded = 11 + 3 * random.nextDouble();
        double melted = 13 + 3 * random.nextDouble();
        double burnt = 15 + 3 * random.nextDouble();
        planted.add(new Planted("water", "a river over its banks", flooded, flooded + 0.2, flood));
        planted.add(new Planted("ice", "the ice edge retreats", melted, melted + 1.5, ice));
        planted.add(new Planted("burn", "a forest fire leaves a scar", burnt, burnt + 1, burn));
    }

    static int row(int at) {
        return at / SIZE;
    }

    private boolean[] blob(double middleX, double middleY, double wide, double high, double rough) {
        boolean[] blob = new boolean[SIZE * SIZE];
        for (int at = 0; at < blob.length; at++) {
            double u = (at % SIZE + 0.5 - middleX) / wide;
            double v = (row(at) + 0.5 - middleY) / high;
            blob[at] = Math.sqrt(u * u + v * v) < 1 + 0.12 * rough * texture[at] * 0.6;
        }
        return blob;
    }

    private void keepLand(boolean[] pixels) {
        for (int at = 0; at < pixels.length; at++) {
            pixels[at] &= ground[at] == Cover.FOREST || ground[at] == Cover.FIELD || ground[at] == Cover.TOWN;
        }
    }

    private void fill(boolean[] where, Cover with) {
        for (int at = 0; at < where.length; at++) {
            if (where[at] && ground[at] != Cover.SEA && ground[at] != Cover.ICE) {
                ground[at] = with;
            }
        }
    }

    List<Planted> planted() {
        return planted;
    }

    /** Relative brightness of the ground at a pixel, about 1. */
    double texture(int at) {
        return 1 + 0.12 * Math.clamp(texture[at], -2.5, 2.5);
    }

    /** What covers a pixel after so many days. */
    Cover at(int pixel, double day) {
        Cover cover = ground[pixel];
        for (Planted each : planted) {
            if (each.pixels()[pixel] && happened(each, pixel, day)) {
                cover = switch (each.kind()) {
                    case "water" -> Cover.FLOOD;
                    case "ice" -> Cover.SEA;
                    default -> Cover.BURNT;
                };
            }
        }
        return cover;
    }

    /** How far one has got: the whole of it from its full day on, from then back less and less. */
    boolean happened(Planted each, int pixel, double day) {
        double share = (day - each.firstDay()) / (each.fullDay() - each.firstDay());
        return day >= each.firstDay() && (share >= 1 || rank(pixel) < 0.4 + 0.6 * share);
    }

    /** Where it burns and smokes. */
    boolean burning(int pixel, double day) {
        Planted fire = planted.getLast();
        return fire.pixels()[pixel] && day >= fire.firstDay() && day < fire.fullDay() && rank(pixel) > 0.3;
    }

    private double rank(int pixel) {
        return 1 / (1 + Math.exp(-1.7 * order[pixel]));
    }
}
