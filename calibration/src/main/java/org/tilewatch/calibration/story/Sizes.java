package org.tilewatch.calibration.story;

import java.util.Random;

/**
 * How large the things of the factory's story are; square metres unless the name says otherwise.
 *
 * @param oldHall floor of the hall that stands from the first look on
 * @param hallShare floor of the new hall as a share of that, above 1
 * @param housing ground that the housing block covers
 * @param roof over the loading area
 * @param wagons of the longest train
 */
public record Sizes(double oldHall, double hallShare, double housing, double roof, int wagons) {

    public Sizes {
        within("old hall", oldHall, 500, 1300, "m2");
        within("new hall's share", hallShare, 1.2, 1.8, "");
        within("housing block", housing, 200, 800, "m2");
        within("roof", roof, 300, 1500, "m2");
        within("train", wagons, 4, 14, "wagons");
    }

    /** Drawn from the seed; the new hall's floor is 60 to 70 % larger than the old one's. */
    public static Sizes of(long seed) {
        Random random = new Random(seed + 21);
        return new Sizes(
                random.nextDouble(800, 1250),
                random.nextDouble(1.6, 1.7),
                random.nextDouble(400, 680),
                random.nextDouble(600, 1100),
                random.nextInt(8, 14));
    }

    private static void within(String what, double value, double least, double most, String unit) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s: %s %s; allowed: %s to %s".formatted(what, value, unit, least, most));
        }
    }
}
