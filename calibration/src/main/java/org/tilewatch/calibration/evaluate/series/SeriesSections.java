package org.tilewatch.calibration.evaluate.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tilewatch.calibration.evaluate.page.Figure;
import org.tilewatch.calibration.evaluate.page.Section;
import org.tilewatch.calibration.evaluate.series.LookAnswer.Told;
import org.tilewatch.calibration.evaluate.series.SiteFacts.SeenEvent;
import org.tilewatch.calibration.evaluate.series.SiteFacts.Tally;
import org.tilewatch.calibration.score.Bootstrap;
import org.tilewatch.calibration.score.Honesty;
import org.tilewatch.calibration.score.Measured;
import org.tilewatch.calibration.score.PoissonInterval;
import org.tilewatch.calibration.score.Ranking;
import org.tilewatch.calibration.score.Ranking.Scored;
import org.tilewatch.calibration.score.Rates;

/** The figures of series, each with its counterpart. */
public final class SeriesSections {

    private static final double[] BUDGETS = {0.5, 0.05, 0.01};
    private static final int LOOKS = 3;

    private final SeriesScore score;

    public SeriesSections(SeriesScore score) {
        this.score = score;
    }

    /** In the order in which they are to be read. */
    public List<Section> all() {
        List<Section> sections = new ArrayList<>();
        sections.add(set());
        for (double budget : BUDGETS) {
            sections.add(atBudget(budget));
        }
        sections.add(alerts());
        sections.add(byKind());
        sections.add(outlines());
        sections.add(probabilities());
        return sections;
    }

    private Section set() {
        long clear = sum(Tally::clear);
        long cloudy = sum(Tally::cloudy);
        List<Figure> figures = List.of(
                Figure.count("sites", "sites", score.sites().size(), ""),
                Figure.count("events_durable", "durable events", score.events(SeenEvent::durable), "3 clear looks +"),
                Figure.count("events_transient", "transient events", score.events(event -> !event.durable()), "fewer"),
                plain("tile_looks", "tile-looks of 256 px", score.tileLooks(), 1, "seen clearly"),
                plain("km2_looks", "km2-looks", score.squareKilometreLooks(), 2, "at 0.5 m"),
                Figure.count("looks_missing", "looks without an answer", sum(Tally::missing), ""),
                new Figure(
                        "clear_looks_abstained",
                        "clear looks called unusable",
                        share(Tally::abstained, Tally::clear),
                        3,
                        "of " + clear),
                new Figure(
                        "all_cloud_called_unusable",
                        "looks all cloud called unusable",
                        share(Tally::cloudyRefused, Tally::cloudy),
                        3,
                        "of " + cloudy));
        return Section.of("series", "Series: what was looked at", "", figures);
    }

    private Section atBudget(double budget) {
        double above = score.scoreAbove(budget);
        Predicate<Told> keep = object -> object.score() > above;
        List<Figure> figures = new ArrayList<>();
        String beside = "score > " + decimals(above, 4);
        recalls(figures, "durable", keep, SeenEvent::durable, beside);
        recalls(figures, "transient", keep, event -> !event.durable(), beside);
        figures.add(
                new Figure("false_per_tile_look", "false objects per tile-look", score.falsesPerTile(keep), 4, beside));
        String key = "at_" + Double.toString(budget).replace('.', '_') + "_false_per_tile";
        return Section.of(key, "Recall at " + budget + " false objects per tile-look", "", figures);
    }

    private void recalls(
            List<Figure> into, String name, Predicate<Told> keep, Predicate<SeenEvent> pick, String beside) {
        for (int looks = 1; looks <= LOOKS; looks++) {
            into.add(new Figure(
                    name + "_look_" + looks,
                    "%s events found by look %d".formatted(name, looks),
                    score.recall(keep, pick, looks),
                    3,
                    beside));
        }
    }

    private Section alerts() {
        List<Figure> figures = new ArrayList<>();
        long falses = score.falses(Told::alert);
        Measured perTile = score.falsesPerTile(Told::alert);
        String beside = decimals(perTile.value(), 4) + " false / tile";
        recalls(figures, "durable", Told::alert, SeenEvent::durable, beside);
        recalls(figures, "transient", Told::alert, event -> !event.durable(), beside);
        String recall = "recall "
                + decimals(score.recall(Told::alert, SeenEvent::durable, LOOKS).value(), 3);
        figures.add(new Figure("false_per_tile_look", "false alerts per tile-look", perTile, 4, recall));
        figures.add(new Figure(
                "false_per_100_tile_looks",
                "false alerts per 100 tile-looks",
                PoissonInterval.rate(falses, score.tileLooks() / 100),
                2,
                falses + ", Poisson"));
        figures.add(new Figure(
                "false_per_km2_look",
                "false alerts per km2-look",
                score.falsesPerSquareKilometre(Told::alert),
                3,
                recall));
        figures.add(new Figure(
                "cars_per_km2_look",
                "alerts on cars per km2-look",
                PoissonInterval.rate(sum(Tally::carAlerts), score.squareKilometreLooks()),
                2,
                sum(Tally::carAlerts) + ", Poisson"));
        precision(figures, falses);
        confirmed(figures);
        figures.add(Figure.count("ended_with_alert", "ended events told as alerts", sum(Tally::endedAlerts), ""));
        return Section.of("alerts", "Published alerts", "", figures);
    }

    /** Events told and places falsely told, each once. */
    private void precision(List<Figure> into, long falses) {
        Rates[] rates = score.sites().stream()
                .map(site -> {
                    long found = site.events().stream()
                            .filter(event -> SeriesScore.found(event, Told::alert, Integer.MAX_VALUE))
                            .count();
                    return new Rates(
                            found,
                            SeriesScore.falses(site, Told::alert),
                            site.events().size() - found);
                })
                .toArray(Rates[]::new);
        Measured precision =
                Bootstrap.over(rates.length, sample -> sum(rates, sample).precision());
        Measured recall =
                Bootstrap.over(rates.length, sample -> sum(rates, sample).recall());
        String all = "all looks, " + falses + " false";
        into.add(new Figure("precision", "precision of alerts", precision, 3, "recall " + decimals(recall.value(), 3)));
        into.add(new Figure("recall", "recall of alerts", recall, 3, "precision " + decimals(precision.value(), 3)));
        into.add(new Figure(
                "f1",
                "F1 of alerts",
                Bootstrap.over(rates.length, sample -> sum(rates, sample).f1()),
                3,
                all));
    }

    private static Rates sum(Rates[] rates, int[] sample) {
        double hits = 0;
        double falses = 0;
        double misses = 0;
        for (int i : sample) {
            hits += rates[i].hits();
            falses += rates[i].falseAlarms();
            misses += rates[i].misses();
        }
        return new Rates(hits, falses, misses);
    }

    private void confirmed(List<Figure> into) {
        Measured falses = score.falsesPerSquareKilometre(Told::confirmed);
        Measured found = score.recall(Told::confirmed, SeenEvent::durable, Integer.MAX_VALUE);
        into.add(new Figure(
                "durable_confirmed",
                "durable events confirmed",
                found,
                3,
                decimals(falses.value(), 3) + " false / km2"));
        into.add(new Figure(
                "false_confirmed_per_km2_look",
                "false confirmed per km2-look",
                falses,
                3,
                "recall " + decimals(found.value(), 3)));
    }

    private Section byKind() {
        double above = score.scoreAbove(0.05);
        List<Figure> figures = new ArrayList<>();
        List<String> kinds = score.sites().stream()
                .flatMap(site -> site.events().stream())
                .map(SeenEvent::kind)
                .distinct()
                .sorted()
                .toList();
        for (String kind : kinds) {
            Predicate<SeenEvent> pick = event -> event.kind().equals(kind);
            Measured candidates = score.recall(object -> object.score() > above, pick, LOOKS);
            figures.add(new Figure(
                    kind,
                    kind.replace('_', ' '),
                    score.recall(Told::alert, pick, LOOKS),
                    2,
                    "%s at 0.05; n = %d".formatted(decimals(candidates.value(), 2), score.events(pick))));
        }
        return Section.of("alert_recall_by_kind", "Alerts within 3 clear looks, by kind of event", "", figures);
    }

    private Section outlines() {
        Footprints prints = new Footprints(score.sites());
        String of = "%d of %d".formatted(prints.events(), prints.outlined());
        List<Figure> figures = List.of(
                new Figure("median_area_error", "area error of alerts, median", prints.areaError(), 3, of),
                new Figure("median_overlap", "overlap (IoU), median", prints.overlap(), 3, of),
                new Figure(
                        "polarity_right",
                        "appeared / vanished told right",
                        prints.polarityRight(),
                        2,
                        "n = " + prints.polarityTold()));
        return Section.of("outlines", "Outlines of structures, covers and clearings", "", figures);
    }

    private Section probabilities() {
        int sites = score.sites().size();
        Honesty all = score.honesty(everySite());
        List<Figure> figures = List.of(
                new Figure(
                        "auroc",
                        "AUROC of objects",
                        Bootstrap.over(sites, sample -> Ranking.auroc(scored(sample))),
                        3,
                        "base rate " + decimals(all.baseRate(), 3)),
                new Figure(
                        "average_precision",
                        "average precision of objects",
                        Bootstrap.over(sites, sample -> Ranking.averagePrecision(scored(sample))),
                        3,
                        "base rate " + decimals(all.baseRate(), 3)),
                honesty("brier_skill", "Brier skill against base rate", Honesty::brierSkill, all),
                honesty("ece", "expected calibration error", Honesty::expectedError, all),
                honesty("ece_from_0_1", "the same, scores from 0.1 on", Honesty::expectedErrorOfTold, all),
                honesty("widest_gap", "widest gap, scores from 0.1 on", Honesty::widestGap, all));
        return new Section(
                "probabilities",
                "Honesty of scores, per object and look",
                "Sites drawn anew add noise to calibration errors, so their intervals may lie above the value.",
                figures,
                List.of(new Section.Diagram("objects of series", all.bins())),
                List.of());
    }

    private Figure honesty(String key, String label, ToDoubleFunction<Honesty> of, Honesty all) {
        Measured measured = Bootstrap.over(score.sites().size(), sample -> of.applyAsDouble(score.honesty(sample)));
        String beside = key.equals("brier_skill")
                ? "ECE " + decimals(all.expectedError(), 3)
                : "skill " + decimals(all.brierSkill(), 3);
        return new Figure(key, label, measured, 3, beside);
    }

    private List<Scored> scored(int[] sample) {
        return Arrays.stream(sample)
                .mapToObj(i -> SeriesScore.scored(score.sites().get(i)))
                .flatMap(List::stream)
                .toList();
    }

    private int[] everySite() {
        return IntStream.range(0, score.sites().size()).toArray();
    }

    private long sum(ToIntFunction<Tally> of) {
        return tallies().mapToLong(tally -> of.applyAsInt(tally)).sum();
    }

    private Measured share(ToIntFunction<Tally> part, ToIntFunction<Tally> whole) {
        return Bootstrap.ratio(
                tallies().mapToDouble(part::applyAsInt).toArray(),
                tallies().mapToDouble(whole::applyAsInt).toArray());
    }

    private Stream<Tally> tallies() {
        return score.sites().stream().map(SiteFacts::tally);
    }

    private static Figure plain(String key, String label, double value, int decimals, String beside) {
        return new Figure(key, label, Measured.of(value), decimals, beside);
    }

    private static String decimals(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
