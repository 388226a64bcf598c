package org.tilewatch.calibration.evaluate.pair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.tilewatch.calibration.evaluate.page.Figure;
import org.tilewatch.calibration.evaluate.page.Section;
import org.tilewatch.calibration.score.Bootstrap;
import org.tilewatch.calibration.score.Honesty;
import org.tilewatch.calibration.score.LevelCounts;
import org.tilewatch.calibration.score.Measured;

/** The figures of pairs, source by source. */
public final class PairSections {

    /** The source whose unchanged tiles set the threshold that places abroad are judged at. */
    private static final String HOME = "levir_test";

    private static final double FALSELY_FLAGGED = 0.05;
    private static final int HALF = 128;

    private final Map<String, List<PairFacts>> sources = new LinkedHashMap<>();
    private final Optional<String> home;
    private final double threshold;

    /** @param facts at least one */
    public PairSections(List<PairFacts> facts) {
        for (PairFacts each : facts) {
            sources.computeIfAbsent(each.pair().source(), none -> new ArrayList<>())
                    .add(each);
        }
        home = sources.containsKey(HOME)
                ? Optional.of(HOME)
                : sources.keySet().stream()
                        .filter(source -> quiet(source).length > 0)
                        .max(Comparator.comparingInt(source -> quiet(source).length));
        threshold = Bootstrap.quantile(home.map(this::quiet).orElse(new double[0]), 1 - FALSELY_FLAGGED);
    }

    /** Scores of a source's unchanged tiles, lowest first. */
    private double[] quiet(String source) {
        return sources.getOrDefault(source, List.of()).stream()
                .flatMap(pair -> pair.tiles().stream())
                .filter(PairFacts.Tile::unchanged)
                .mapToDouble(PairFacts.Tile::score)
                .sorted()
                .toArray();
    }

    /** One for each source. */
    public List<Section> all() {
        List<Section> sections = new ArrayList<>();
        sources.forEach((source, facts) -> sections.add(section(source, facts)));
        return sections;
    }

    private Section section(String source, List<PairFacts> facts) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.count("pairs", "pairs", facts.size(), scenes(facts).size() + " scenes"));
        for (String verdict : List.of("changed", "unchanged", "unusable")) {
            long count = facts.stream()
                    .filter(pair -> pair.verdict().equals(verdict))
                    .count();
            figures.add(Figure.count(verdict, "called " + verdict, count, ""));
        }
        List<PairFacts> labelled = facts.stream().filter(PairFacts::labelled).toList();
        if (labelled.isEmpty()) {
            return Section.of(source, "Pairs of " + source, "No labels: verdicts are only counted.", figures);
        }
        List<List<PairFacts>> scenes = scenes(labelled);
        pixels(figures, scenes);
        new TileFigures(scenes, threshold, home.orElse("")).addTo(figures);
        new VerdictFigures(scenes).addTo(figures);
        Honesty pixels = counts(labelled).honesty();
        honesty(figures, scenes, pixels);
        Honesty objects = new Honesty();
        labelled.stream()
                .flatMap(pair -> pair.objects().stream())
                .forEach(each -> objects.count(each.score(), 1, each.real() ? 1 : 0));
        List<Section.Diagram> diagrams = List.of(
                new Section.Diagram("pixels of " + source, pixels.bins()),
                new Section.Diagram("objects of " + source, objects.bins()));
        return new Section(source, "Pairs of " + source, "", figures, diagrams, List.of());
    }

    private static List<List<PairFacts>> scenes(List<PairFacts> facts) {
        Map<String, List<PairFacts>> scenes = new LinkedHashMap<>();
        facts.forEach(pair -> scenes.computeIfAbsent(pair.pair().scene(), none -> new ArrayList<>())
                .add(pair));
        // A source that names no scenes is cut into its pairs: one group would have no interval at all.
        return scenes.size() > 1
                ? List.copyOf(scenes.values())
                : facts.stream().map(List::of).toList();
    }

    private static LevelCounts counts(List<PairFacts> facts) {
        return LevelCounts.sum(facts.stream().map(PairFacts::pixels).toList());
    }

    private static void pixels(List<Figure> into, List<List<PairFacts>> scenes) {
        LevelCounts[] counts = scenes.stream().map(PairSections::counts).toArray(LevelCounts[]::new);
        LevelCounts all = LevelCounts.sum(List.of(counts));
        int best = all.bestLevel();
        String recall = "recall " + decimals(all.atLeast(HALF).recall(), 3);
        String precision = "precision " + decimals(all.atLeast(HALF).precision(), 3);
        String changed = "%s %% changed".formatted(decimals(100 * all.changedFraction(), 1));
        into.add(pixel(
                "pixel_f1", "pixel F1 at 0.5", counts, sum -> sum.atLeast(HALF).f1(), changed));
        into.add(pixel(
                "pixel_precision",
                "pixel precision at 0.5",
                counts,
                sum -> sum.atLeast(HALF).precision(),
                recall));
        into.add(pixel(
                "pixel_recall",
                "pixel recall at 0.5",
                counts,
                sum -> sum.atLeast(HALF).recall(),
                precision));
        into.add(pixel(
                "pixel_f1_best",
                "pixel F1 at its best threshold",
                counts,
                sum -> sum.atLeast(best).f1(),
                "at " + decimals(best / 255.0, 2)));
    }

    private static Figure pixel(
            String key, String label, LevelCounts[] counts, ToDoubleFunction<LevelCounts> of, String beside) {
        Measured measured = Bootstrap.over(
                counts.length,
                sample -> of.applyAsDouble(LevelCounts.sum(
                        Arrays.stream(sample).mapToObj(i -> counts[i]).toList())));
        return new Figure(key, label, measured, 3, beside);
    }

    private static void honesty(List<Figure> into, List<List<PairFacts>> scenes, Honesty all) {
        LevelCounts[] counts = scenes.stream().map(PairSections::counts).toArray(LevelCounts[]::new);
        String base = "base rate " + decimals(all.baseRate(), 3);
        String skill = "skill " + decimals(all.brierSkill(), 3);
        into.add(pixel(
                "brier_skill",
                "Brier skill of pixels",
                counts,
                sum -> sum.honesty().brierSkill(),
                base));
        into.add(pixel(
                "ece",
                "calibration error of pixels",
                counts,
                sum -> sum.honesty().expectedError(),
                skill));
        into.add(pixel(
                "ece_from_0_1",
                "the same, scores from 0.1 on",
                counts,
                sum -> sum.honesty().expectedErrorOfTold(),
                skill));
    }

    static String decimals(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
