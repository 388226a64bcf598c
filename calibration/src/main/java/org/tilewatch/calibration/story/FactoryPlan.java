package org.tilewatch.calibration.story;

import java.util.List;
import java.util.Random;
import org.tilewatch.calibration.landscape.Crane;
import org.tilewatch.calibration.landscape.Place;
import org.tilewatch.calibration.landscape.Plan;
import org.tilewatch.calibration.story.Story.Marked;

/**
 * Where the things of the factory's story stand, in metres of the plan (y downwards).
 *
 * @param loadingRoof part of the loading yard that gets a roof
 * @param gate over the mouth of the underground entrance
 */
record FactoryPlan(
        Place oldHall, Place newHall, Place housing, Place loadingRoof, Place gate, Place bank, Crane crane) {

    /** Stripped around a new building. */
    private static final double STRIPPED = 2.5;

    static FactoryPlan of(Sizes sizes, Random random) {
        double slim = random.nextDouble(2, 2.35);
        double jib = random.nextDouble(40, 52);
        return new FactoryPlan(
                place(117, 170, sizes.oldHall(), random.nextDouble(2.05, 2.4), 0),
                place(random.nextDouble(109, 114), 138, sizes.oldHall() * sizes.hallShare(), slim, 0),
                place(301, 129, sizes.housing(), random.nextDouble(2.6, 3.4), random.nextDouble(-5, 5)),
                place(random.nextDouble(126, 138), 237, sizes.roof(), random.nextDouble(2.1, 2.8), 0),
                new Place(226, 201, random.nextDouble(9, 12), random.nextDouble(6.5, 8), random.nextDouble(-8, 8)),
                new Place(226, 196, 34, 24, 0),
                new Crane(208, 186, 30, jib(208, 186, jib, random.nextDouble(-62, -40))));
    }

    private static Place place(double x, double y, double area, double slim, double degrees) {
        double width = Math.sqrt(area / slim);
        return new Place(x, y, area / width, width, degrees);
    }

    /** The mast stands a fifth of the jib from the counterweight's end. */
    private static Place jib(double x, double y, double length, double degrees) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        return new Place(x + 0.3 * length * cos, y + 0.3 * length * sin, length, 3, degrees);
    }

    static Place stripped(Place building) {
        return building.grown(STRIPPED);
    }

    /** As an analyst would draw them: not to the metre. */
    List<Marked> marked() {
        return List.of(
                new Marked("Assembly hall 1", "", oldHall, "", 0),
                new Marked("Construction", "construction", new Place(119, 137, 114, 44, 0), "Assembly hall 1", 0),
                new Marked("Staff housing", "housing", new Place(301, 129, 66, 34, 0), "", 0),
                new Marked("Entrance", "entrance", new Place(224, 186, 54, 78, 0), "", 5),
                new Marked("Loading area", "loading-area", new Place(160, 236, 128, 38, 0), "", 0),
                new Marked("Rail yard", "rail-yard", new Place(178, Plan.SIDING_Y, 262, 18, 0), "", 0));
    }
}
