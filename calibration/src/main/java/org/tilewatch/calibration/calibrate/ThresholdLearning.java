package org.tilewatch.calibration.calibrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.tilewatch.calibration.calibrate.Learned.Threshold;
import org.tilewatch.calibration.evaluate.page.Figure;
import org.tilewatch.calibration.evaluate.page.Section;
import org.tilewatch.calibration.evaluate.series.LookAnswer.Told;
import org.tilewatch.calibration.evaluate.series.Publishing;
import org.tilewatch.calibration.evaluate.series.SeriesScore;
import org.tilewatch.calibration.evaluate.series.SiteFacts;
import org.tilewatch.calibration.evaluate.series.SiteFacts.SeenEvent;
import org.tilewatch.calibration.score.Bootstrap;
import org.tilewatch.calibration.score.PoissonInterval;
import org.tilewatch.calibration.truth.Folds;
import org.tilewatch.edge.watch.look.Reliability;

/** Learns the two alert thresholds for each budget from sites with a truth, and measures them on sites that were held out. */
final class ThresholdLearning {

    private static final int STEPS = 28;
    private static final double LOWEST_LOG_ODDS = -3;
    private static final double STEP = 0.375;
    private static final int LOOKS = 3;

    /** An alert on a car that is nobody's event is not false, but unwanted: ten of them outweigh one event found one look earlier. */
    private static final double COST_OF_CAR = 0.1;

    private static final double COST_OF_FALSE = 1e-3;

    private final List<SiteFacts> sites;
    private final List<Choice> choices = new ArrayList<>();

    /** One pair of thresholds and what it gives on each site: false places, alerts on cars, durable events found by look 1, 2, 3. */
    private record Choice(double confirmed, double provisional, double[] falses, double[] cars, double[][] found) {}

    ThresholdLearning(List<SiteFacts> sites, double leastAreaSquareMetres) {
        this.sites = sites;
        List<Publishing> publishing = sites.stream()
                .map(site -> new Publishing(site.told(), leastAreaSquareMetres))
                .toList();
        for (int low = 0; low < STEPS; low++) {
            for (int high = low; high < STEPS; high++) {
                choices.add(choice(score(low), score(high), publishing));
            }
        }
    }

    private static double score(int step) {
        return 1 / (1 + Math.exp(-LOWEST_LOG_ODDS - STEP * step));
    }

    private Choice choice(double confirmed, double provisional, List<Publishing> publishing) {
        double[] falses = new double[sites.size()];
        double[] cars = new double[sites.size()];
        double[][] found = new double[LOOKS][sites.size()];
        for (int i = 0; i < sites.size(); i++) {
            Predicate<Told> published = publishing.get(i).at(confirmed, provisional);
            falses[i] = SeriesScore.falses(sites.get(i), published);
            cars[i] = sites.get(i).cars().stream().filter(published).count();
            for (SeenEvent event : sites.get(i).events()) {
                for (int looks = 1; event.durable() && looks <= LOOKS; looks++) {
                    found[looks - 1][i] += SeriesScore.found(event, published, looks) ? 1 : 0;
                }
            }
        }
        return new Choice(confirmed, provisional, falses, cars, found);
    }

    /** The one within the budget that finds most, over the three looks together, at the cost of few alerts on cars. */
    private Choice best(double budget, int[] from) {
        double tiles =
                Arrays.stream(from).mapToDouble(i -> sites.get(i).tileLooks()).sum();
        Choice best = choices.getLast();
        double most = Double.NEGATIVE_INFINITY;
        for (Choice each : choices) {
            double falses =
                    Arrays.stream(from).mapToDouble(i -> each.falses()[i]).sum();
            double found = Arrays.stream(from)
                    .mapToDouble(i -> each.found()[0][i] + each.found()[1][i] + each.found()[2][i])
                    .sum();
            double cars = Arrays.stream(from).mapToDouble(i -> each.cars()[i]).sum();
            double worth = found - COST_OF_CAR * cars - COST_OF_FALSE * falses;
            if (falses <= budget / 100 * tiles && worth > most) {
                most = worth;
                best = each;
            }
        }
        return best;
    }

    /** Learned from all sites, as probabilities. */
    List<Threshold> thresholds(Reliability reliability) {
        int[] all = everySite();
        List<Threshold> thresholds = new ArrayList<>();
        for (double budget : Learned.BUDGETS) {
            Choice choice = best(budget, all);
            thresholds.add(new Threshold(
                    budget,
                    reliability.probability(choice.confirmed()),
                    reliability.probability(choice.provisional())));
        }
        return thresholds;
    }

    /**
     * What was announced against what came, on sites that were held out.
     *
     * @param asked a budget that is shown beside the usual ones; NaN for none
     */
    Section heldOut(double asked) {
        List<Figure> figures = new ArrayList<>();
        for (double budget : budgets(asked)) {
            heldOut(budget, figures);
        }
        return Section.of(
                "budgets",
                "False alerts as announced, and what was still found; held out",
                "Thresholds learned without the sites that they are measured on; intervals of false alerts are"
                        + " Poisson's.",
                figures);
    }

    private static double[] budgets(double asked) {
        double[] all = Arrays.copyOf(Learned.BUDGETS, Learned.BUDGETS.length + 1);
        all[all.length - 1] = asked;
        return Arrays.stream(all)
                .filter(each -> !Double.isNaN(each))
                .sorted()
                .distinct()
                .toArray();
    }

    private void heldOut(double budget, List<Figure> into) {
        double[] falses = new double[sites.size()];
        double[][] found = new double[LOOKS][sites.size()];
        double cars = 0;
        Folds folds = new Folds(sites.size());
        for (int fold = 0; fold < folds.count(); fold++) {
            Choice learned = best(budget, folds.learned(fold));
            for (int i : folds.heldOut(fold)) {
                falses[i] = learned.falses()[i];
                cars += learned.cars()[i];
                for (int look = 0; look < LOOKS; look++) {
                    found[look][i] = learned.found()[look][i];
                }
            }
        }
        double[] durable = sites.stream()
                .mapToDouble(site ->
                        site.events().stream().filter(SeenEvent::durable).count())
                .toArray();
        double tiles = sites.stream().mapToDouble(SiteFacts::tileLooks).sum();
        long sum = Math.round(Arrays.stream(falses).sum());
        String key = "at_" + Double.toString(budget).replace('.', '_');
        String told = trimmed(budget);
        into.add(new Figure(
                key + "_false_per_100_tile_looks",
                "announced " + told + ": false alerts",
                PoissonInterval.rate(sum, tiles / 100),
                2,
                "%d, and %.0f on cars".formatted(sum, cars)));
        into.add(new Figure(
                key + "_durable_by_look_3",
                "announced " + told + ": found by look 3",
                Bootstrap.ratio(found[2], durable),
                3,
                String.format(
                        Locale.ROOT,
                        "look 1: %.3f",
                        Bootstrap.ratio(found[0], durable).value())));
    }

    private static String trimmed(double budget) {
        return budget == Math.rint(budget) ? Long.toString((long) budget) : Double.toString(budget);
    }

    private int[] everySite() {
        int[] all = new int[sites.size()];
        Arrays.setAll(all, i -> i);
        return all;
    }
}
