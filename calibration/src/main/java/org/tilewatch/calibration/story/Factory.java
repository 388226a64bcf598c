package org.tilewatch.calibration.story;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.calibration.landscape.Crane;
import org.tilewatch.calibration.landscape.Place;
import org.tilewatch.calibration.landscape.Plan;
import org.tilewatch.calibration.landscape.Structures;
import org.tilewatch.calibration.landscape.Traffic;

/**
 * The story for which the product exists: a factory is enlarged. A new assembly hall goes up beside the old one, with a block of
 * housing for its staff; at an underground entrance the crane goes and the entrance opens; a roof hides the loading area; material,
 * lorries and open wagons come and go.
 */
public final class Factory implements Story {

    /** Name of the site, and of the STAC collection. */
    public static final String NAME = "factory";

    public static final int FEWEST_LOOKS = FactoryTime.FEWEST_LOOKS;

    /** An open goods wagon of type E: 14.04 m over its buffers, its body 12.8 m (UIC 571-2). */
    private static final double WAGON_STEP = 14.04;

    private static final double WAGON_LENGTH = 12.8;
    private static final int LOOKS_UNTIL_TIDY = 2;

    private final long seed;
    private final int looks;
    private final Sizes sizes;
    private final FactoryPlan plan;
    private final FactoryTime time;

    /** @param looks at least {@value #FEWEST_LOOKS} */
    public Factory(long seed, int looks, Sizes sizes) {
        if (looks < FEWEST_LOOKS) {
            throw new IllegalArgumentException(
                    "the factory's story needs at least %d looks: %d".formatted(FEWEST_LOOKS, looks));
        }
        this.seed = seed;
        this.looks = looks;
        this.sizes = sizes;
        plan = FactoryPlan.of(sizes, new Random(seed + 22));
        time = FactoryTime.of(looks, sizes, new Random(seed + 23));
    }

    @Override
    public String site() {
        return NAME;
    }

    @Override
    public int quietLooks() {
        return FactoryTime.QUIET_LOOKS;
    }

    @Override
    public Skies skies() {
        return time.skies();
    }

    @Override
    public void drawLasting(Canvas canvas, Random random) {
        Structures structures = new Structures(canvas);
        structures.halls(plan.oldHall());
        structures.surroundings(random);
        new FactoryBuildings(canvas).entrance(plan.bank(), plan.gate());
    }

    @Override
    public List<Planted> planted() {
        int last = looks - 1;
        List<Planted> planted = new ArrayList<>(List.of(
                new Planted("construction", "a hall goes up beside the old one", time.cleared(), last, plan.newHall()),
                new Planted("construction", "a block of housing goes up", time.housingCleared(), last, plan.housing()),
                new Planted(
                        "crane_removed",
                        "the crane at the entrance is gone",
                        time.craneGone(),
                        last,
                        plan.crane().jib()),
                new Planted("entrance_opened", "the entrance is open", time.entranceOpen(), last, plan.gate()),
                new Planted(
                        "loading_area_covered",
                        "the loading area gets a roof",
                        time.loadingRoof(),
                        last,
                        plan.loadingRoof())));
        time.trains()
                .forEach((look, wagons) -> planted.add(
                        new Planted("train", wagons + " wagons stand on the siding", look, look, train(wagons))));
        return planted;
    }

    private static Place train(int wagons) {
        double length = (wagons - 1) * WAGON_STEP + WAGON_LENGTH;
        return new Place(84 + length / 2, Plan.SIDING_Y, length, 3.1, 0);
    }

    @Override
    public void tell(Canvas canvas, int look) {
        FactoryBuildings buildings = new FactoryBuildings(canvas);
        hall(canvas, buildings, look);
        housing(canvas, buildings, look);
        if (look >= time.entranceOpen()) {
            buildings.open(plan.gate());
        }
        if (look >= time.loadingRoof()) {
            new Structures(canvas).canopy(plan.loadingRoof());
        }
        int wagons = time.trains().getOrDefault(look, 0);
        if (wagons > 0) {
            new Structures(canvas)
                    .train(new Random(seed + 100 + look), wagons, 84 + WAGON_LENGTH / 2, WAGON_STEP, WAGON_LENGTH, 6);
        }
    }

    private void hall(Canvas canvas, FactoryBuildings buildings, int look) {
        if (look < time.cleared()) {
            return;
        }
        Structures structures = new Structures(canvas);
        if (look >= time.roof() + LOOKS_UNTIL_TIDY) {
            buildings.tidied(FactoryPlan.stripped(plan.newHall()), false);
        } else {
            structures.cleared(FactoryPlan.stripped(plan.newHall()));
        }
        if (look >= time.roof()) {
            structures.newHall(plan.newHall());
        } else if (look >= time.frame()) {
            structures.skeleton(plan.newHall());
        } else if (look >= time.slab()) {
            buildings.slab(plan.newHall());
        }
    }

    private void housing(Canvas canvas, FactoryBuildings buildings, int look) {
        if (look < time.housingCleared()) {
            return;
        }
        Structures structures = new Structures(canvas);
        if (look >= time.housingDone() + LOOKS_UNTIL_TIDY) {
            buildings.tidied(FactoryPlan.stripped(plan.housing()), true);
        } else {
            structures.cleared(FactoryPlan.stripped(plan.housing()));
        }
        if (look >= time.housingDone()) {
            buildings.housing(plan.housing());
        } else if (look >= time.housingFrame()) {
            structures.frame(plan.housing(), 7, 5.2);
        }
    }

    @Override
    public Optional<Crane> crane(int look) {
        return look < time.craneGone() ? Optional.of(plan.crane()) : Optional.empty();
    }

    /** Lorries and stacks of material: few at first, many while the hall goes up, few again. */
    @Override
    public List<Place> bustle(Canvas canvas, int look, Random random) {
        List<Place> there = new ArrayList<>(new Traffic(canvas).drive(random));
        Structures structures = new Structures(canvas);
        boolean building = look >= time.cleared() && look < time.roof() + LOOKS_UNTIL_TIDY;
        int stacks = building ? random.nextInt(6, 13) : random.nextInt(0, 3);
        for (int k = 0; k < stacks; k++) {
            Place stack = new Place(
                    random.nextDouble(154, 170),
                    random.nextDouble(122, 152),
                    random.nextDouble(2, 6),
                    2.4,
                    90 * random.nextInt(2));
            structures.stack(stack, random);
            there.add(stack);
        }
        for (int k = 0; k < (building ? random.nextInt(2, 5) : random.nextInt(0, 2)); k++) {
            Place lorry = new Place(random.nextDouble(56, 72), random.nextDouble(124, 150), 8.5, 2.5, 90);
            structures.car(lorry, random);
            there.add(lorry);
        }
        return List.copyOf(there);
    }

    @Override
    public List<Marked> marked() {
        return plan.marked();
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("hall_m2", plan.newHall().area());
        facts.put("reference_m2", sizes.oldHall());
        facts.put("hall_share", sizes.hallShare());
        facts.put("housing_m2", plan.housing().area());
        facts.put("roof_m2", plan.loadingRoof().area());
        facts.put("gate_m2", plan.gate().area());
        facts.put("hall_cleared", time.cleared());
        facts.put("hall_slab", time.slab());
        facts.put("hall_frame", time.frame());
        facts.put("hall_roof", time.roof());
        facts.put("housing_cleared", time.housingCleared());
        facts.put("housing_frame", time.housingFrame());
        facts.put("housing_done", time.housingDone());
        facts.put("crane_gone", time.craneGone());
        facts.put("entrance_open", time.entranceOpen());
        facts.put("loading_roof", time.loadingRoof());
        facts.put("wagons", time.trains());
        return facts;
    }
}
