package org.tilewatch.calibration.story;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tilewatch.calibration.story.Story.Skies;

/**
 * On which looks the things of the factory's story begin.
 *
 * @param trains wagons that stand on the siding, by look
 */
record FactoryTime(
        int cleared,
        int slab,
        int frame,
        int roof,
        int housingCleared,
        int housingFrame,
        int housingDone,
        int craneGone,
        int entranceOpen,
        int loadingRoof,
        Map<Integer, Integer> trains,
        Skies skies) {

    static final int QUIET_LOOKS = 6;
    static final int FEWEST_LOOKS = 18;

    /** All of it is packed into as many looks as there are: the last thing stands for four looks at least. */
    static FactoryTime of(int looks, Sizes sizes, Random random) {
        double stretch = (looks - QUIET_LOOKS) / 14.0;
        int cleared = at(random.nextInt(0, 2), stretch);
        int crane = at(random.nextInt(2, 5), stretch);
        int housing = at(random.nextInt(2, 5), stretch);
        Map<Integer, Integer> trains = new TreeMap<>();
        for (int look = QUIET_LOOKS + 1 + random.nextInt(2); look < looks; look += 3 + random.nextInt(2)) {
            trains.put(look, trains.isEmpty() ? sizes.wagons() : random.nextInt(4, sizes.wagons() + 1));
        }
        return new FactoryTime(
                cleared,
                cleared + span(2, stretch),
                cleared + span(4, stretch),
                cleared + span(7, stretch),
                housing,
                housing + span(2, stretch),
                housing + span(4, stretch),
                crane,
                crane + random.nextInt(0, 3),
                at(random.nextInt(7, 10), stretch),
                trains,
                skies(looks, random));
    }

    private static int at(int look, double stretch) {
        return QUIET_LOOKS + span(look, stretch);
    }

    private static int span(int looks, double stretch) {
        return (int) Math.floor(looks * stretch);
    }

    private static Skies skies(int looks, Random random) {
        List<Integer> later =
                new ArrayList<>(IntStream.range(QUIET_LOOKS, looks - 2).boxed().toList());
        Collections.shuffle(later, random);
        return new Skies(
                later.get(0),
                List.of(2 + random.nextInt(3), later.get(1), later.get(2), later.get(3)),
                1 + random.nextInt(4),
                later.get(4),
                later.get(5),
                later.get(6));
    }
}
