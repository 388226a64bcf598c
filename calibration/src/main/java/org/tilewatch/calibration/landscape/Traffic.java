package org.tilewatch.calibration.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Single cars that come and go from look to look and are nobody's event. */
public final class Traffic {

    private final Canvas canvas;

    public Traffic(Canvas canvas) {
        this.canvas = canvas;
    }

    /** Paints some cars; returns where they are. */
    public List<Place> drive(Random random) {
        List<Place> driven = new ArrayList<>();
        Structures structures = new Structures(canvas);
        int cars = random.nextInt(4, 9);
        for (int k = 0; k < cars; k++) {
            Place car = random.nextBoolean() ? onRoad(random) : inYard(random);
            structures.car(car, random);
            driven.add(car);
        }
        return List.copyOf(driven);
    }

    private static Place onRoad(Random random) {
        double[] line = Ground.ROAD.points();
        int k = 2 * random.nextInt(line.length / 2 - 1);
        double heading = Math.atan2(line[k + 3] - line[k + 1], line[k + 2] - line[k]);
        double lane = random.nextBoolean() ? 1.8 : -1.8;
        return new Place(
                line[k] - lane * Math.sin(heading),
                line[k + 1] + lane * Math.cos(heading),
                4.4,
                1.8,
                Math.toDegrees(heading));
    }

    private static Place inYard(Random random) {
        double x = random.nextBoolean() ? 162 : 178;
        return new Place(x, random.nextDouble(176, 216), 4.4, 1.8, random.nextBoolean() ? 0 : 90);
    }
}
