package org.tilewatch.calibration.simulate.over;

import java.util.Locale;
import java.util.Random;
import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.calibration.landscape.Crane;
import org.tilewatch.calibration.landscape.Material;
import org.tilewatch.calibration.landscape.Place;
import org.tilewatch.calibration.landscape.Structures;
import org.tilewatch.calibration.story.Story.Planted;

/**
 * One planted change.
 *
 * @param roof of what is built
 * @param earth where the ground is cleared
 * @param seed of its details
 */
record Happening(Kind kind, Place place, int firstLook, int lastLook, Material roof, Material earth, long seed) {

    private static final int LOOKS_TO_SKELETON = 2;
    private static final int LOOKS_TO_ROOF = 4;
    private static final double CRANE_METRES = 18;

    /** What can happen; in truth.json in small letters. */
    enum Kind {
        CONSTRUCTION("a hall goes up", 22, 56, 13, 28, -1),
        BUILDING("a building stands there at once", 7, 20, 5, 13, 0),
        LOADING_AREA_COVERED("a roof covers a loading place", 18, 44, 9, 20, -1),
        CLEARING("the ground is cleared", 18, 60, 12, 40, 1),
        CRANE_REMOVED("a crane is gone", 30, 46, 2.2, 2.2, 0),
        CRANE_RAISED("a crane is put up", 30, 46, 2.2, 2.2, 0),
        MATERIAL("material is stacked up", 4, 22, 3, 8, -1),
        TRAIN("a train stands there on one look", 44, 90, 3.1, 3.1, -1),
        VEHICLES("lorries stand there on one look", 12, 28, 10, 12, -1);

        private final String sentence;
        private final double shortest;
        private final double longest;
        private final double narrowest;
        private final double widest;
        private final int greener;

        Kind(String sentence, double shortest, double longest, double narrowest, double widest, int greener) {
            this.sentence = sentence;
            this.shortest = shortest;
            this.longest = longest;
            this.narrowest = narrowest;
            this.widest = widest;
            this.greener = greener;
        }

        double length(Random random) {
            return shortest + (longest - shortest) * random.nextDouble();
        }

        double width(Random random) {
            return narrowest + (widest - narrowest) * random.nextDouble();
        }

        int greener() {
            return greener;
        }

        boolean isCrane() {
            return this == CRANE_REMOVED || this == CRANE_RAISED;
        }

        boolean staysOneLook() {
            return this == TRAIN || this == VEHICLES;
        }

        /** Looks from its first on that its phases need. */
        int looks() {
            return staysOneLook() ? 1 : this == CONSTRUCTION ? LOOKS_TO_ROOF + 1 : 3;
        }
    }

    Planted planted() {
        return new Planted(kind.name().toLowerCase(Locale.ROOT), kind.sentence, firstLook, lastLook, place);
    }

    /** The crane; only of the kinds that are one. */
    Crane crane() {
        double cos = Math.cos(Math.toRadians(place.degrees()));
        double sin = Math.sin(Math.toRadians(place.degrees()));
        double mast = 10 - place.length() / 2;
        return new Crane(place.x() + mast * cos, place.y() + mast * sin, CRANE_METRES, place);
    }

    /** Draws it as it is on a look; nothing where it is not there. */
    void draw(Canvas canvas, int look) {
        if (look < firstLook || look > lastLook) {
            return;
        }
        Structures structures = new Structures(canvas);
        Random random = new Random(seed);
        switch (kind) {
            case CONSTRUCTION -> hall(structures, look - firstLook);
            case BUILDING -> structures.hall(place, roof, 2.6 + 3 * random.nextDouble(), 0.15 * place.width(), 0);
            case LOADING_AREA_COVERED -> structures.hall(place, roof, 5.5, 0.7, 0);
            case CLEARING -> structures.cleared(place.grown(-1), earth);
            case MATERIAL -> stacks(structures, random);
            case TRAIN -> wagons(structures, random);
            case VEHICLES -> lorries(structures, random);
            case CRANE_REMOVED, CRANE_RAISED -> {}
        }
    }

    private void hall(Structures structures, int age) {
        structures.cleared(place.grown(-1), earth);
        if (age >= LOOKS_TO_ROOF) {
            structures.hall(place.grown(-2), roof, 7, 1.8, 5);
        } else if (age >= LOOKS_TO_SKELETON) {
            structures.skeleton(place.grown(-2));
        }
    }

    /** In rows across the place, of one kind of goods each. */
    private void stacks(Structures structures, Random random) {
        double step = 2.6;
        for (double at = step / 2; at + step / 2 <= place.length(); at += step) {
            structures.pile(part(at - place.length() / 2, 0, 2.1, 0.85 * place.width()), random);
        }
    }

    private void wagons(Structures structures, Random random) {
        double step = 14.8;
        for (double at = step / 2; at + step / 2 <= place.length() + 0.6; at += step) {
            structures.wagon(part(at - place.length() / 2, 0, 14.2, 3.1), random, 3);
        }
    }

    private void lorries(Structures structures, Random random) {
        for (double at = 2; at + 2 <= place.length(); at += 3.6 + random.nextDouble()) {
            structures.lorry(part(at - place.length() / 2, 0, 2.5, place.width() - 1), random);
        }
    }

    /** A rectangle in the place's own direction, so far from its middle. */
    private Place part(double along, double across, double length, double width) {
        double cos = Math.cos(Math.toRadians(place.degrees()));
        double sin = Math.sin(Math.toRadians(place.degrees()));
        return new Place(
                place.x() + along * cos - across * sin,
                place.y() + along * sin + across * cos,
                length,
                width,
                place.degrees());
    }
}
