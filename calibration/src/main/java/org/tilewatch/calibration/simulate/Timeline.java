package org.tilewatch.calibration.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tilewatch.calibration.story.Story.Skies;
import org.tilewatch.edge.imagery.Affine;

/** When each look is taken and how. */
final class Timeline {

    private static final Instant FIRST = Instant.parse("2026-05-02T02:10:00Z");

    private Timeline() {}

    /** The looks in order of time. */
    static List<Conditions> looks(int count, long seed, Skies skies) {
        List<Conditions> looks = new ArrayList<>();
        Random random = new Random(seed);
        Instant day = FIRST;
        for (int index = 0; index < count; index++) {
            looks.add(look(index, day.plus(Duration.ofMinutes(random.nextInt(-18, 19))), skies, random));
            day = day.plus(Duration.ofDays(random.nextInt(5, 9)));
        }
        return List.copyOf(looks);
    }

    private static Conditions look(int index, Instant acquired, Skies skies, Random random) {
        boolean coarser = index == skies.coarser();
        boolean cropped = index == skies.cropped();
        double gsd = coarser ? 1.25 * SimulatedSite.GSD_METRES : SimulatedSite.GSD_METRES;
        double originX = cropped ? 17 : 0;
        double originY = cropped ? 5.5 : 0;
        double metres = SimulatedSite.SIZE * SimulatedSite.GSD_METRES;
        int width = (int) ((metres - originX - (cropped ? 6 : 0)) / gsd);
        int height = (int) ((metres - originY - (cropped ? 12 : 0)) / gsd);
        double age = Math.min(1, index / 18.0);
        return new Conditions(
                acquired,
                Sun.at(acquired, SimulatedSite.LONGITUDE, SimulatedSite.LATITUDE),
                width,
                height,
                gsd,
                originX,
                originY,
                warp(index, gsd, originX, originY, random),
                0.018 * random.nextDouble(-1, 1),
                0.018 * random.nextDouble(-1, 1),
                (index == skies.hazy() ? 0.22 : 0.1) * random.nextDouble(0.3, 1),
                new double[] {gain(random), gain(random), gain(random)},
                1 + 0.05 * random.nextDouble(-1, 1),
                random.nextDouble(0.55, 0.8),
                random.nextDouble(1.5, 2.6),
                0.25 + 0.6 * age,
                cloudShare(index, skies, random),
                index == skies.wedge(),
                random.nextLong());
    }

    private static double gain(Random random) {
        return 1 + 0.07 * random.nextDouble(-1, 1);
    }

    private static double cloudShare(int index, Skies skies, Random random) {
        double some = random.nextDouble(0.12, 0.22);
        if (index == skies.overcast()) {
            return 1;
        }
        return skies.cloudy().contains(index) ? some : 0;
    }

    /** The first look lies where it should; the others are up to 2.5 pixels off and turned by a trace. */
    private static Affine warp(int index, double gsd, double originX, double originY, Random random) {
        double off = index == 0 ? 0 : 2.5;
        double turn = index == 0 ? 0 : 4e-4 * random.nextDouble(-1, 1);
        double scale = SimulatedSite.GSD_METRES / gsd;
        double middle = SimulatedSite.SIZE / 2.0;
        double u0 = -originX / gsd + off * random.nextDouble(-1, 1) + turn * scale * middle;
        double v0 = -originY / gsd + off * random.nextDouble(-1, 1) - turn * scale * middle;
        return new Affine(u0, scale, -turn * scale, v0, turn * scale, scale);
    }
}
