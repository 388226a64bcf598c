package org.tilewatch.calibration.story;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.calibration.landscape.Crane;
import org.tilewatch.calibration.landscape.Place;
import org.tilewatch.calibration.landscape.Plan;
import org.tilewatch.calibration.landscape.Structures;
import org.tilewatch.calibration.landscape.Traffic;

/**
 * The short story of the demo: a hall, a train, a crane, a roof.
 *
 * <p>The first six looks are quiet, so that a station can learn. The rest is packed so that every lasting change is seen on at
 * least three looks when there are fourteen.
 *
 * @param seed of the train's loads
 * @param looks at least {@value #FEWEST_LOOKS}
 */
public record Riverbend(long seed, int looks) implements Story {

    /** Name of the site, and of the STAC collection. */
    public static final String NAME = "riverbend";

    public static final int FEWEST_LOOKS = 14;

    private static final int CLEARED = 6;
    private static final int TRAIN = 7;
    private static final int CRANE_GONE = 8;
    private static final int SKELETON = 8;
    private static final int ALL_CLOUD = 9;
    private static final int LOADING_ROOF = 10;
    private static final int HALL_ROOF = 11;
    private static final int WEDGE = 14;

    public Riverbend {
        if (looks < FEWEST_LOOKS) {
            throw new IllegalArgumentException("the events need at least %d looks: %d".formatted(FEWEST_LOOKS, looks));
        }
    }

    @Override
    public String site() {
        return NAME;
    }

    @Override
    public int quietLooks() {
        return CLEARED;
    }

    @Override
    public Skies skies() {
        List<Integer> cloudy = IntStream.range(0, looks)
                .filter(index -> index == TRAIN || index == HALL_ROOF || (index > WEDGE && index % 3 == 0))
                .boxed()
                .toList();
        return new Skies(ALL_CLOUD, cloudy, 3, 12, 13, WEDGE);
    }

    @Override
    public void drawLasting(Canvas canvas, Random random) {
        new Structures(canvas).drawLasting(random);
    }

    @Override
    public List<Planted> planted() {
        int last = looks - 1;
        return List.of(
                new Planted("construction", "a hall goes up beside the old one", CLEARED, last, Plan.CLEARED),
                new Planted("wagons", "a freight train stands on the siding", TRAIN, TRAIN, Plan.train()),
                new Planted("crane_removed", "the tower crane is gone", CRANE_GONE, last, Plan.CRANE_JIB),
                new Planted(
                        "loading_area_covered", "the loading yard gets a roof", LOADING_ROOF, last, Plan.LOADING_ROOF));
    }

    @Override
    public void tell(Canvas canvas, int look) {
        Structures structures = new Structures(canvas);
        if (look >= CLEARED) {
            structures.cleared(Plan.CLEARED);
        }
        if (look >= HALL_ROOF) {
            structures.newHall(Plan.NEW_HALL);
        } else if (look >= SKELETON) {
            structures.skeleton(Plan.NEW_HALL);
        }
        if (look == TRAIN) {
            structures.train(new Random(seed + 14));
        }
        if (look >= LOADING_ROOF) {
            structures.canopy(Plan.LOADING_ROOF);
        }
    }

    @Override
    public Optional<Crane> crane(int look) {
        return look < CRANE_GONE ? Optional.of(Plan.CRANE) : Optional.empty();
    }

    @Override
    public List<Place> bustle(Canvas canvas, int look, Random random) {
        return new Traffic(canvas).drive(random);
    }

    @Override
    public List<Marked> marked() {
        return List.of();
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of();
    }
}
