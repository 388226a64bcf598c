package org.tilewatch.calibration.simulate.over;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.calibration.landscape.Crane;
import org.tilewatch.calibration.landscape.Material;
import org.tilewatch.calibration.landscape.Place;
import org.tilewatch.calibration.landscape.Structures;
import org.tilewatch.calibration.simulate.over.Happening.Kind;
import org.tilewatch.calibration.story.Story;

/** Changes drawn by lot over a base, and the disturbances of its looks. */
final class Happenings implements Story {

    /** A station learns on these, and none of them is scored. */
    static final int QUIET_LOOKS = 5;

    static final int FEWEST_LOOKS = QUIET_LOOKS + 7;

    private static final Instant YEAR = Instant.parse("2026-01-01T02:40:00Z");

    /** A hall in the making is not to cover more of the site than this, along each side. */
    private static final double LARGEST_SHARE = 0.24;

    /** A thing of fewer pixels along a side is not seen at all. */
    private static final double FEWEST_PIXELS = 5;

    /** Looks an event must be seen after its phases are over. */
    private static final int LEFT_OVER = 2;

    private final Base base;
    private final int looks;
    private final Skies skies;
    private final View view;
    private final FreePlaces places;
    private final Soil soil;
    private final List<Happening> all;

    Happenings(Base base, int events, int looks, long seed) {
        this.base = base;
        this.looks = looks;
        Random random = new Random(seed ^ 0x0b5e);
        skies = skies(looks, random);
        view = view(looks, random);
        places = new FreePlaces(base);
        all = planted(events, random);
        soil = new Soil(base, view.first(), looks, seed);
    }

    private static Skies skies(int looks, Random random) {
        int[] order = IntStream.range(1, looks).toArray();
        for (int k = order.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int kept = order[k];
            order[k] = order[other];
            order[other] = kept;
        }
        List<Integer> cloudy =
                IntStream.range(4, 4 + looks / 5).mapToObj(k -> order[k]).toList();
        return new Skies(random.nextBoolean() ? order[0] : -1, cloudy, order[4], order[1], order[2], order[3]);
    }

    private static View view(int looks, Random random) {
        Instant first = YEAR.plus(Duration.ofDays(random.nextInt(365)));
        List<Integer> other = IntStream.range(0, looks)
                .filter(look -> random.nextInt(5) < 2)
                .boxed()
                .toList();
        return new View(first, 75, 0.14, 0.35, other, true);
    }

    private List<Happening> planted(int events, Random random) {
        List<Kind> known = List.of(Kind.values());
        List<Kind> kinds = new ArrayList<>();
        boolean crane = false;
        while (kinds.size() < events) {
            Kind kind = known.get(random.nextInt(known.size()));
            boolean fits = !kind.isCrane() || !crane; // one of them a site
            if (fits) {
                kinds.add(kind);
                crane |= kind.isCrane();
            }
        }
        kinds.sort(Comparator.comparingDouble(kind -> -kind.length(new Random(0))));
        List<Happening> planted = new ArrayList<>();
        for (Kind kind : kinds) {
            one(kind, random).ifPresent(planted::add);
        }
        planted.sort(Comparator.comparingInt(Happening::firstLook));
        return List.copyOf(planted);
    }

    private Optional<Happening> one(Kind kind, Random random) {
        double most = LARGEST_SHARE * base.grid().metres();
        double least = FEWEST_PIXELS * base.grid().gsdMetres();
        double length = Math.max(least, Math.min(most * (kind == Kind.TRAIN ? 1.5 : 1), kind.length(random)));
        double width = Math.max(kind.isCrane() || kind == Kind.TRAIN ? 0 : least, Math.min(most, kind.width(random)));
        Optional<Place> place = places.take(length, width, kind.greener(), random);
        int first = random.nextInt(QUIET_LOOKS, looks - kind.looks() - (kind.staysOneLook() ? 0 : LEFT_OVER) + 1);
        if (kind.staysOneLook() && first == skies.overcast()) {
            first = first == QUIET_LOOKS ? first + 1 : first - 1;
        }
        int last = kind.staysOneLook() ? first : looks - 1;
        Material roof = base.roofs().get(random.nextInt(base.roofs().size()));
        long seed = random.nextLong();
        int begun = first;
        return place.map(at -> new Happening(kind, at, begun, last, seen(roof, at), base.earth(), seed));
    }

    /** The roof, lighter or darker where it would look like the ground below it. */
    private Material seen(Material roof, Place place) {
        double[] sum = new double[2];
        base.canvas().rectangle(place, (pixel, along, across) -> {
            sum[0] += base.canvas().green()[pixel];
            sum[1]++;
        });
        double ratio = roof.green() / Math.max(1e-3, sum[0] / Math.max(1, sum[1]));
        return ratio > 0.75 && ratio < 1.33 ? roof.times(ratio < 1 ? 0.7 : 1.4) : roof;
    }

    @Override
    public String site() {
        return base.name();
    }

    @Override
    public int quietLooks() {
        return QUIET_LOOKS;
    }

    @Override
    public Skies skies() {
        return skies;
    }

    @Override
    public View view() {
        return view;
    }

    @Override
    public void drawLasting(Canvas canvas, Random random) {}

    @Override
    public List<Planted> planted() {
        return all.stream().map(Happening::planted).toList();
    }

    @Override
    public void soil(Canvas canvas, int look) {
        soil.lay(canvas, look);
    }

    @Override
    public void snow(Canvas canvas, int look) {
        soil.snow(canvas, look);
    }

    @Override
    public void tell(Canvas canvas, int look) {
        all.forEach(each -> each.draw(canvas, look));
    }

    @Override
    public Optional<Crane> crane(int look) {
        return all.stream()
                .filter(each -> each.kind().isCrane())
                .filter(each -> (look >= each.firstLook()) == (each.kind() == Kind.CRANE_RAISED))
                .map(Happening::crane)
                .findFirst();
    }

    @Override
    public List<Place> bustle(Canvas canvas, int look, Random random) {
        List<Place> cars = new ArrayList<>();
        Structures structures = new Structures(canvas);
        for (int k = random.nextInt(3, 8); k > 0; k--) {
            Optional<Place> spot = places.spot(4.4, 1.8, random);
            spot.ifPresent(car -> structures.car(car, random));
            spot.ifPresent(cars::add);
        }
        return List.copyOf(cars);
    }

    @Override
    public List<Marked> marked() {
        return List.of();
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("base", base.from());
    }
}
