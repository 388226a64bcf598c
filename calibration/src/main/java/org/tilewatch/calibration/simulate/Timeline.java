package org.tilewatch.calibration.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tilewatch.calibration.simulate.light.Sun;
import org.tilewatch.calibration.story.Story.Skies;
import org.tilewatch.calibration.story.Story.View;
import org.tilewatch.edge.imagery.Affine;

/** When each look is taken and how. */
final class Timeline {

    private final SiteGrid grid;
    private final Skies skies;
    private final View view;

    Timeline(SiteGrid grid, Skies skies, View view) {
        this.grid = grid;
        this.skies = skies;
        this.view = view;
    }

    /** The looks in order of time. */
    List<Conditions> looks(int count, long seed) {
        List<Conditions> looks = new ArrayList<>();
        Random random = new Random(seed);
        Instant day = view.first();
        for (int index = 0; index < count; index++) {
            int minutes = random.nextInt(-view.minutes(), view.minutes() + 1);
            looks.add(look(index, day.plus(Duration.ofMinutes(minutes)), random));
            day = day.plus(Duration.ofDays(random.nextInt(5, 9)));
        }
        return List.copyOf(looks);
    }

    private Conditions look(int index, Instant acquired, Random random) {
        boolean coarser = index == skies.coarser();
        boolean cropped = index == skies.cropped();
        double gsd = coarser ? 1.25 * grid.gsdMetres() : grid.gsdMetres();
        double originX = cropped ? 17 : 0;
        double originY = cropped ? 5.5 : 0;
        double metres = grid.metres();
        int width = (int) ((metres - originX - (cropped ? 6 : 0)) / gsd);
        int height = (int) ((metres - originY - (cropped ? 12 : 0)) / gsd);
        boolean other = view.otherCamera().contains(index);
        return new Conditions(
                acquired,
                Sun.at(acquired, SimulatedSite.LONGITUDE, SimulatedSite.LATITUDE),
                width,
                height,
                gsd,
                originX,
                originY,
                warp(index, gsd, originX, originY, random),
                view.lean() * random.nextDouble(-1, 1),
                view.lean() * random.nextDouble(-1, 1),
                (index == skies.hazy() ? 0.22 : 0.1) * random.nextDouble(0.3, 1),
                new double[] {gain(random), gain(random), gain(random)},
                1 + 0.05 * random.nextDouble(-1, 1),
                random.nextDouble(0.55, 0.8) * (other ? 1.4 : 1),
                random.nextDouble(1.5, 2.6) * (other ? 1.5 : 1),
                view.localShift(),
                other ? 72 + index % 16 : 0,
                season(index, acquired),
                cloudShare(index, random),
                index == skies.wedge(),
                random.nextLong());
    }

    private static double gain(Random random) {
        return 1 + 0.07 * random.nextDouble(-1, 1);
    }

    private double season(int index, Instant acquired) {
        if (!view.yearly()) {
            return 0.25 + 0.6 * Math.min(1, index / 18.0);
        }
        int day = acquired.atZone(ZoneOffset.UTC).getDayOfYear();
        return 0.5 - 0.5 * Math.cos(2 * Math.PI * (day - 20) / 365.25);
    }

    private double cloudShare(int index, Random random) {
        double some = random.nextDouble(0.12, 0.22);
        if (index == skies.overcast()) {
            return 1;
        }
        return skies.cloudy().contains(index) ? some : 0;
    }

    /** The first look lies where it should; the others are up to 2.5 pixels off and turned by a trace. */
    private Affine warp(int index, double gsd, double originX, double originY, Random random) {
        double off = index == 0 ? 0 : 2.5;
        double turn = index == 0 ? 0 : 4e-4 * random.nextDouble(-1, 1);
        double scale = grid.gsdMetres() / gsd;
        double middle = grid.size() / 2.0;
        double u0 = -originX / gsd + off * random.nextDouble(-1, 1) + turn * scale * middle;
        double v0 = -originY / gsd + off * random.nextDouble(-1, 1) - turn * scale * middle;
        return new Affine(u0, scale, -turn * scale, v0, turn * scale, scale);
    }
}
