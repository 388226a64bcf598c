package org.tilewatch.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.detect.DrawnSite.Building;
import org.tilewatch.edge.detect.DrawnSite.Light;
import org.tilewatch.edge.detect.Verdict.Outcome;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;

class HiddenGroundTest {

    private static final int EDGE = 384;

    /** What is weaker is far from being told to anybody. */
    private static final double STRONG = 20;

    private static final DrawnSite GROUND = new DrawnSite(7);
    private Raster raster;
    private Detector detector;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @BeforeEach
    void open() {
        raster = new Raster();
        detector = new Detector(DetectorSettings.DEFAULT);
    }

    @AfterEach
    void close() {
        raster.close();
        detector.close();
    }

    @Test
    void aLookOfCloudAloneIsUnusable() {
        try (DrawnWatch watch = DrawnWatch.over(GROUND, detector, EDGE, EDGE, raster)) {
            DrawnSite.cloud(raster, 0, 0, EDGE, EDGE);

            Verdict verdict = watch.judge(raster);

            assertThat(verdict.outcome()).isEqualTo(Outcome.UNUSABLE);
            assertThat(verdict.reason()).isEqualTo("cloud");
            assertThat(verdict.observedFraction()).isLessThan(0.05);
            assertThat(verdict.candidates()).isEmpty();
        }
    }

    @Test
    void aVeryFirstLookOfCloudAloneIsUnusable() {
        try (DrawnWatch watch = new DrawnWatch(detector, EDGE, EDGE)) {
            GROUND.draw(Light.PLAIN, EDGE, EDGE, raster);
            DrawnSite.cloud(raster, 0, 0, EDGE, EDGE);

            Verdict verdict = watch.judge(raster);

            assertThat(verdict.outcome()).isEqualTo(Outcome.UNUSABLE);
            assertThat(verdict.reason()).isEqualTo("cloud");
        }
    }

    @Test
    void aBuildingBesideACloudIsFoundAndNothingUnderIt() {
        try (DrawnWatch watch = DrawnWatch.over(GROUND, detector, EDGE, EDGE, raster)) {
            GROUND.with(new Building(280, 100, 24, 18, 160)).draw(DrawnSite.day(7), EDGE, EDGE, raster);
            DrawnSite.cloud(raster, 0, 0, EDGE / 2, EDGE);

            Verdict verdict = watch.judge(raster);

            assertThat(verdict.outcome()).isEqualTo(Outcome.JUDGED);
            // Half of it, less a margin of about 20 pixels along the cloud's edge.
            assertThat(verdict.observedFraction()).isBetween(0.36, 0.5);
            assertThat(strong(verdict)).singleElement().satisfies(hall -> {
                assertThat(hall.areaPixels()).isBetween(324, 28 * 22);
                assertThat(centre(hall.outline())).containsExactly(new double[] {292, 109}, within(2.0));
            });
            assertThat(clearAt(96, 128)).isFalse();
            assertThat(clearAt(280, 40)).isTrue();
        }
    }

    @Test
    void whatIsNoDataIsNotJudged() {
        try (DrawnWatch watch = DrawnWatch.over(GROUND, detector, EDGE, EDGE, raster)) {
            GROUND.with(new Building(30, 100, 30, 20, 215)).draw(DrawnSite.day(7), EDGE, EDGE, raster);
            DrawnSite.noData(raster, 0, 0, 100, EDGE);

            Verdict verdict = watch.judge(raster);

            assertThat(verdict.outcome()).isEqualTo(Outcome.JUDGED);
            assertThat(strong(verdict)).isEmpty();
            assertThat(verdict.candidates())
                    .allSatisfy(each -> assertThat(left(each.outline())).isGreaterThan(100));
            assertThat(clearAt(99, 128)).isFalse();
            assertThat(clearAt(120, 128)).isTrue();
        }
    }

    @Test
    void aLookWithoutAnyMeasurementIsNoData() {
        try (DrawnWatch watch = DrawnWatch.over(GROUND, detector, EDGE, EDGE, raster)) {
            DrawnSite.noData(raster, 0, 0, EDGE, EDGE);

            Verdict verdict = watch.judge(raster);

            assertThat(verdict.outcome()).isEqualTo(Outcome.UNUSABLE);
            assertThat(verdict.reason()).isEqualTo("no-data");
        }
    }

    @Test
    void theRimOfTheImageIsNotJudged() {
        try (DrawnWatch watch = DrawnWatch.over(GROUND, detector, EDGE, EDGE, raster)) {
            GROUND.with(new Building(0, 100, 4, 60, 215)).draw(Light.PLAIN, EDGE, EDGE, raster);

            Verdict verdict = watch.judge(raster);

            assertThat(strong(verdict)).isEmpty();
            assertThat(clearAt(0, 0)).isFalse();
            assertThat(clearAt(3, 128)).isFalse();
            assertThat(clearAt(12, 128)).isTrue();
        }
    }

    private static List<Candidate> strong(Verdict verdict) {
        return verdict.candidates().stream()
                .filter(each -> each.strength() >= STRONG)
                .toList();
    }

    private boolean clearAt(int x, int y) {
        return detector.clear().get(ValueLayout.JAVA_BYTE, (long) y * EDGE + x) != 0;
    }

    private static double left(Outline outline) {
        double left = Double.MAX_VALUE;
        for (int i = 0; i < outline.outer().length; i += 2) {
            left = Math.min(left, outline.outer()[i]);
        }
        return left;
    }

    /** Mean place of the pixels that it covers, in pixel space. */
    private static double[] centre(Outline outline) {
        Patch patch = Patch.of(outline);
        int width = patch.box().width();
        double x = patch.cells().stream().map(i -> i % width).average().orElseThrow();
        double y = patch.cells().stream().map(i -> i / width).average().orElseThrow();
        return new double[] {patch.box().x() + x + 0.5, patch.box().y() + y + 0.5};
    }
}
