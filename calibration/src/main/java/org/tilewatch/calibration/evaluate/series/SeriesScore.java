package org.tilewatch.calibration.evaluate.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.tilewatch.calibration.evaluate.series.LookAnswer.Told;
import org.tilewatch.calibration.evaluate.series.SiteFacts.FalseObject;
import org.tilewatch.calibration.evaluate.series.SiteFacts.Hit;
import org.tilewatch.calibration.evaluate.series.SiteFacts.SeenEvent;
import org.tilewatch.calibration.score.Bootstrap;
import org.tilewatch.calibration.score.Honesty;
import org.tilewatch.calibration.score.Measured;
import org.tilewatch.calibration.score.Ranking.Scored;

/** What sites amount to together. The rules are those that acceptance uses, so that its figures and these are the same. */
public final class SeriesScore {

    /** Share of an event that objects must cover together. */
    private static final double COVERED = 0.2;

    /** A tile of 256 px at 0.5 m, in square kilometres. */
    private static final double TILE_KM2 = 65536 * 0.25e-6;

    private final List<SiteFacts> sites;

    /** @param sites at least one */
    public SeriesScore(List<SiteFacts> sites) {
        this.sites = List.copyOf(sites);
    }

    List<SiteFacts> sites() {
        return sites;
    }

    /** Tiles of 256 px that scored looks saw clearly. */
    public double tileLooks() {
        return sites.stream().mapToDouble(SiteFacts::tileLooks).sum();
    }

    /** The same as an area, at 0.5 m. */
    double squareKilometreLooks() {
        return tileLooks() * TILE_KM2;
    }

    /** False objects, each place once and large ones by their weight, of those that {@code keep} takes. */
    public long falses(Predicate<Told> keep) {
        long sum = 0;
        for (SiteFacts site : sites) {
            sum += falses(site, keep);
        }
        return sum;
    }

    /** The same on one site. */
    public static long falses(SiteFacts site, Predicate<Told> keep) {
        Map<Integer, Integer> weights = new HashMap<>();
        for (FalseObject each : site.falses()) {
            if (keep.test(each.object())) {
                weights.merge(each.place(), each.weight(), Math::max);
            }
        }
        return weights.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** False objects per tile-look with an interval over sites. */
    public Measured falsesPerTile(Predicate<Told> keep) {
        return Bootstrap.ratio(
                sites.stream().mapToDouble(site -> falses(site, keep)).toArray(),
                sites.stream().mapToDouble(SiteFacts::tileLooks).toArray());
    }

    Measured falsesPerSquareKilometre(Predicate<Told> keep) {
        Measured perTile = falsesPerTile(keep);
        return new Measured(perTile.value() / TILE_KM2, perTile.low() / TILE_KM2, perTile.high() / TILE_KM2);
    }

    private record Placed(FalseObject object, int site) {}

    private record Place(int site, int place) {}

    /** The score that must be exceeded so that false objects stay within a budget per tile-look; -1 if any will do. */
    public double scoreAbove(double falsePerTile) {
        List<Placed> sorted = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            for (FalseObject each : sites.get(i).falses()) {
                sorted.add(new Placed(each, i));
            }
        }
        sorted.sort(Comparator.comparingDouble(
                (Placed each) -> -each.object().object().score()));
        double tiles = Math.max(tileLooks(), 1e-9);
        Map<Place, Integer> weights = new HashMap<>();
        long sum = 0;
        for (int i = 0; i < sorted.size(); ) {
            double score = sorted.get(i).object().object().score();
            while (i < sorted.size() && sorted.get(i).object().object().score() == score) {
                Placed each = sorted.get(i++);
                Place place = new Place(each.site(), each.object().place());
                int before = weights.getOrDefault(place, 0);
                int now = Math.max(before, each.object().weight());
                weights.put(place, now);
                sum += now - before;
            }
            if (sum / tiles > falsePerTile) {
                return score;
            }
        }
        return -1;
    }

    /**
     * Share of events that kept objects cover on one of their first clear looks.
     *
     * @param keep objects that count
     * @param pick events that count
     * @param looks how many clear looks
     */
    public Measured recall(Predicate<Told> keep, Predicate<SeenEvent> pick, int looks) {
        double[] found = new double[sites.size()];
        double[] all = new double[sites.size()];
        for (int i = 0; i < all.length; i++) {
            for (SeenEvent event : sites.get(i).events()) {
                if (pick.test(event)) {
                    all[i]++;
                    found[i] += found(event, keep, looks) ? 1 : 0;
                }
            }
        }
        return Bootstrap.ratio(found, all);
    }

    /** Whether kept objects cover enough of an event on one of its first clear looks. */
    public static boolean found(SeenEvent event, Predicate<Told> keep, int looks) {
        return event.looks().stream().limit(looks).anyMatch(look -> {
            int inside = 0;
            for (Hit hit : look.hits()) {
                inside += keep.test(hit.object()) ? hit.inside() : 0;
            }
            return inside >= COVERED * look.areaPixels();
        });
    }

    long events(Predicate<SeenEvent> pick) {
        return sites.stream()
                .flatMap(site -> site.events().stream())
                .filter(pick)
                .count();
    }

    /** Objects on events against objects on nothing, by their score, each look anew. */
    public static List<Scored> scored(SiteFacts site) {
        List<Scored> scored = new ArrayList<>();
        site.hits().forEach(hit -> scored.add(new Scored(hit.score(), true)));
        site.falses().forEach(each -> scored.add(new Scored(each.object().score(), false)));
        return scored;
    }

    /** Whether the scores of some sites come true as probabilities; an index may come several times. */
    Honesty honesty(int[] which) {
        Honesty honesty = new Honesty();
        for (int i : which) {
            scored(sites.get(i)).forEach(each -> honesty.count(each.score(), 1, each.real() ? 1 : 0));
        }
        return honesty;
    }
}
