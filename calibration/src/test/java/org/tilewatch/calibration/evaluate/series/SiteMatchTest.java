package org.tilewatch.calibration.evaluate.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tilewatch.calibration.evaluate.series.LookAnswer.Told;
import org.tilewatch.calibration.evaluate.series.SiteFacts.SeenEvent;
import org.tilewatch.calibration.truth.SiteTruth;
import org.tilewatch.calibration.truth.SiteTruth.Look;
import org.tilewatch.calibration.truth.SiteTruth.PlantedChange;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Natives;

/** One site of 256 px with an event of 20 x 20 px, from the second look on, and a car; five looks, the first for warming up. */
final class SiteMatchTest {

    private static final PlantedChange EVENT =
            new PlantedChange("building", 1, 4, List.of(new int[] {50, 50, 69, 50, 69, 69, 50, 69}));

    private static final SiteTruth SITE = new SiteTruth(
            Path.of("site"),
            "site",
            256,
            0.5,
            1,
            List.of(look("a", 0), look("b", 0), look("c", 0.5), look("d", 0.95), look("e", 0)),
            List.of(EVENT));

    @BeforeAll
    static void load() {
        Natives.load();
    }

    private static Look look(String file, double cloud) {
        return new Look(
                file, cloud, 0, 256, 256, 0.5, Affine.IDENTITY, List.of(new int[] {200, 200, 9, 5}), new double[] {
                    file.equals("c") ? 0.6 : 0
                });
    }

    @Test
    void anObjectOnAnEventIsAHitFromTheShareOnThatCoversItEnough() {
        SiteFacts half = facts(Map.of("b", List.of(told("x", 0.9, true, 50, 50, 69, 59))));
        SiteFacts corner = facts(Map.of("b", List.of(told("x", 0.9, true, 50, 50, 57, 57))));

        assertThat(SeriesScore.found(event(half), Told::alert, 1)).isTrue();
        assertThat(SeriesScore.found(event(corner), Told::alert, 1)).isFalse();
        assertThat(half.falses()).isEmpty();
    }

    @Test
    void hiddenLooksAndCloudAreNoClearLooksOfAnEvent() {
        SiteFacts facts = facts(Map.of());

        assertThat(event(facts).looks()).extracting(SiteFacts.ClearLook::look).containsExactly(1, 4);
        assertThat(event(facts).durable()).isFalse();
        assertThat(event(facts).looks().getFirst().areaPixels()).isEqualTo(400);
    }

    @Test
    void aFalseObjectCountsOncePerPlaceAndLargeOnesMore() {
        SiteFacts facts = facts(Map.of(
                "a", List.of(told("w", 0.9, true, 10, 10, 15, 15)),
                "b", List.of(told("w", 0.9, true, 12, 12, 17, 17), told("big", 0.5, false, 90, 90, 149, 149)),
                "c", List.of(told("w", 0.9, true, 150, 12, 155, 17))));

        // 'w' is at one place on looks a and b, of which b is scored, and at another on c; 3,600 px are worth two.
        assertThat(SeriesScore.falses(facts, Told::alert)).isEqualTo(2);
        assertThat(SeriesScore.falses(facts, object -> true)).isEqualTo(4);
    }

    @Test
    void anObjectOnACarIsNeitherFalseNorRight() {
        SiteFacts facts = facts(Map.of("b", List.of(told("car", 0.9, true, 200, 200, 208, 204))));

        assertThat(facts.falses()).isEmpty();
        assertThat(facts.tally().carAlerts()).isEqualTo(1);
        assertThat(facts.cars()).hasSize(1);
    }

    @Test
    void tilesAreCountedWithoutCloudAndWarmingUp() {
        assertThat(facts(Map.of()).tileLooks()).isEqualTo(2.5);
    }

    @Test
    void theThresholdKeepsToTheBudgetAndTakesEqualScoresTogether() {
        SeriesScore score = new SeriesScore(List.of(facts(Map.of(
                "b",
                List.of(
                        told("p", 0.8, false, 10, 10, 15, 15),
                        told("q", 0.6, false, 30, 10, 35, 15),
                        told("r", 0.6, false, 100, 10, 105, 15))))));

        // 2.5 tile-looks: one false object is 0.4 per tile-look, three are 1.2.
        assertThat(score.scoreAbove(0.3)).isEqualTo(0.8);
        assertThat(score.scoreAbove(0.9)).isEqualTo(0.6);
        assertThat(score.scoreAbove(1.2)).isEqualTo(-1);
    }

    @Test
    void publishingAtOtherThresholdsKeepsWhatWasOncePublished() {
        Told first = told("x", 0.8, false, 10, 10, 15, 15);
        Told later = new Told(1, 2, "x", "provisional", 0.2, false, "appeared", 100, first.ring());
        Publishing publishing = new Publishing(List.of(first, later), 20);

        assertThat(publishing.at(0.9, 0.7).test(later)).isTrue();
        assertThat(publishing.at(0.9, 0.85).test(later)).isFalse();
        assertThat(new Publishing(List.of(first, later), 200).at(0.1, 0.1).test(later))
                .isFalse();
    }

    private static SeenEvent event(SiteFacts facts) {
        return facts.events().getFirst();
    }

    private static Told told(String id, double score, boolean alert, int x0, int y0, int x1, int y1) {
        int[] ring = {x0, y0, x1, y0, x1, y1, x0, y1};
        return new Told(0, 1, id, "provisional", score, alert, "appeared", 100, ring);
    }

    /** Looks without an entry found nothing. */
    private static SiteFacts facts(Map<String, List<Told>> objects) {
        Map<String, LookAnswer> answers = new HashMap<>();
        SITE.looks()
                .forEach(look -> answers.put(
                        look.file(), new LookAnswer("changed", 1, objects.getOrDefault(look.file(), List.of()))));
        return SiteMatch.of(SITE, answers);
    }
}
