package org.tilewatch.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.detect.DrawnSite.Building;
import org.tilewatch.edge.detect.DrawnSite.Light;
import org.tilewatch.edge.detect.Verdict.Outcome;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.Polarity;

class DetectorTest {

    private static final int EDGE = 384;

    /** What is weaker is far from being told to anybody. */
    private static final double STRONG = 20;

    private static final DrawnSite GROUND = new DrawnSite(7);

    /**
     * 600 pixels, 140 to 169 across and 100 to 119 down. What is found of it may be up to 2 pixels wider all round: one by the blur
     * of magnitudes, one by resampling.
     */
    private static final Building HALL = new Building(140, 100, 30, 20, 160);

    private static final Building BRIGHT_HALL = new Building(140, 100, 30, 20, 215);
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
    void aLookThatIsItsOwnHistoryShowsNothing() {
        try (DrawnWatch watch = new DrawnWatch(detector, EDGE, EDGE)) {
            GROUND.draw(Light.PLAIN, EDGE, EDGE, raster);
            for (int look = 0; look < 6; look++) {
                watch.judge(raster);
                watch.learn();
            }

            Verdict verdict = watch.judge(raster);

            assertThat(verdict.outcome()).isEqualTo(Outcome.JUDGED);
            assertThat(verdict.observedFraction()).isEqualTo(1);
            assertThat(verdict.candidates()).isEmpty();
        }
    }

    @Test
    void quietDaysShowNothingStrong() {
        try (DrawnWatch watch = DrawnWatch.over(GROUND, detector, EDGE, EDGE, raster)) {
            for (int day = 6; day < 12; day++) {
                GROUND.draw(DrawnSite.day(day), EDGE, EDGE, raster);
                Verdict verdict = watch.judge(raster);
                assertThat(verdict.outcome()).isEqualTo(Outcome.JUDGED);
                assertThat(strong(verdict)).as("day %d", day).isEmpty();
            }
        }
    }

    @Test
    void anOffsetAndAGainOnTheWholeLookChangeNothing() {
        try (DrawnWatch watch = DrawnWatch.over(GROUND, detector, EDGE, EDGE, raster)) {
            for (Light light : List.of(new Light(0.75, 30, 0, 0, 9), new Light(1.3, -25, 0, 0, 9))) {
                GROUND.draw(light, EDGE, EDGE, raster);

                Verdict verdict = watch.judge(raster);

                assertThat(verdict.outcome()).isEqualTo(Outcome.JUDGED);
                assertThat(strong(verdict)).as("in %s", light).isEmpty();
                assertThat(meanDifference(watch)).as("left over, in %s", light).isLessThan(3);
            }
        }
    }

    @Test
    void aShiftIsMeasuredAndTakenBack() {
        try (DrawnWatch watch = new DrawnWatch(detector, EDGE, EDGE)) {
            for (int look = 1; look <= 6; look++) {
                GROUND.draw(new Light(1, 0, 0, 0, look), EDGE, EDGE, raster);
                watch.judge(raster);
                watch.learn();
            }
            GROUND.draw(new Light(1, 0, 2.3, -1.2, 9), EDGE, EDGE, raster);

            Verdict verdict = watch.judge(raster);

            assertThat(verdict.shiftX()).isEqualTo(2.3, within(0.3));
            assertThat(verdict.shiftY()).isEqualTo(-1.2, within(0.3));
            assertThat(verdict.shiftTrust()).isGreaterThan(0.3);
            assertThat(strong(verdict)).isEmpty();
            float[] local = new float[2];
            detector.shiftAt(192, 192, local);
            assertThat(local[0]).isEqualTo(2.3f, within(0.3f));
            assertThat(local[1]).isEqualTo(-1.2f, within(0.3f));
        }
    }

    @Test
    void aNewBuildingIsFoundWithItsPlaceAndArea() {
        try (DrawnWatch watch = DrawnWatch.over(GROUND, detector, EDGE, EDGE, raster)) {
            GROUND.with(HALL).draw(DrawnSite.day(7), EDGE, EDGE, raster);

            Verdict verdict = watch.judge(raster);

            assertThat(strong(verdict)).singleElement().satisfies(hall -> {
                assertThat(hall.polarity()).isEqualTo(Polarity.APPEARED);
                assertThat(hall.areaPixels()).isBetween(450, 34 * 24);
                assertThat(centre(hall.outline())).containsExactly(new double[] {155, 110}, within(1.5));
            });
        }
    }

    @Test
    void aBuildingThatWentIsFoundAsVanished() {
        try (DrawnWatch watch = DrawnWatch.over(GROUND.with(BRIGHT_HALL), detector, EDGE, EDGE, raster)) {
            GROUND.draw(DrawnSite.day(7), EDGE, EDGE, raster);

            Verdict verdict = watch.judge(raster);

            assertThat(strong(verdict)).singleElement().satisfies(hall -> {
                assertThat(hall.polarity()).isEqualTo(Polarity.VANISHED);
                assertThat(hall.areaPixels()).isBetween(450, 34 * 24);
            });
        }
    }

    @Test
    void aPlaceIsLearnedUntilItHasAsManyLooksAsAreNeeded() {
        try (DrawnWatch watch = new DrawnWatch(detector, EDGE, EDGE)) {
            List<Outcome> outcomes = new ArrayList<>();
            for (int day = 0; day <= DetectorSettings.DEFAULT.looksNeeded(); day++) {
                GROUND.draw(DrawnSite.day(day), EDGE, EDGE, raster);
                outcomes.add(watch.judge(raster).outcome());
                watch.learn();
            }

            assertThat(outcomes).containsExactly(Outcome.LEARNING, Outcome.LEARNING, Outcome.LEARNING, Outcome.JUDGED);
        }
    }

    @Test
    void aPlaceThatIsAnotherAltogetherIsNoObject() {
        try (DrawnWatch watch = DrawnWatch.over(GROUND, detector, EDGE, EDGE, raster)) {
            new DrawnSite(4711).draw(Light.PLAIN, EDGE, EDGE, raster);

            Verdict verdict = watch.judge(raster);

            if (verdict.outcome() == Outcome.UNUSABLE) {
                assertThat(verdict.reason()).isEqualTo("changed-all-over");
            }
            assertThat(verdict.candidates())
                    .allSatisfy(each -> assertThat(each.areaPixels()).isLessThan(EDGE * EDGE / 3));
        }
    }

    @Test
    void theSameInputGivesTheSameCandidatesWhateverCameBefore() {
        DrawnSite changed = GROUND.with(HALL).with(new Building(60, 180, 9, 9, 30));
        List<Candidate> first;
        try (DrawnWatch watch = DrawnWatch.over(GROUND, detector, EDGE, EDGE, raster)) {
            changed.draw(DrawnSite.day(7), EDGE, EDGE, raster);
            first = watch.judge(raster).candidates();
        }
        try (DrawnWatch other = DrawnWatch.over(new DrawnSite(3), detector, 320, 192, raster)) {
            new DrawnSite(3).with(HALL).draw(DrawnSite.day(8), 320, 192, raster);
            DrawnSite.cloud(raster, 0, 0, 100, 100);
            other.judge(raster);
        }
        List<Candidate> second;
        try (DrawnWatch watch = DrawnWatch.over(GROUND, detector, EDGE, EDGE, raster)) {
            changed.draw(DrawnSite.day(7), EDGE, EDGE, raster);
            second = watch.judge(raster).candidates();
        }

        assertThat(first).hasSizeGreaterThanOrEqualTo(2);
        assertThat(second).usingRecursiveComparison().isEqualTo(first);
    }

    @Test
    void theSteadyStateAllocatesNextToNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Long> heap = new ArrayList<>();
        List<Long> addresses = new ArrayList<>();
        try (DrawnWatch watch = DrawnWatch.over(GROUND, detector, EDGE, EDGE, raster)) {
            for (int look = 6; look <= 40; look++) {
                GROUND.draw(DrawnSite.day(look % 8), EDGE, EDGE, raster);
                long before = threads.getCurrentThreadAllocatedBytes();
                watch.recall();
                detector.take(raster, Affine.IDENTITY, DrawnSite.BANDS, 1);
                detector.align(watch.window, watch.history, List.of());
                detector.judge();
                if (look >= 20) {
                    heap.add(threads.getCurrentThreadAllocatedBytes() - before);
                    addresses.add(watch.history.look(0).address());
                    addresses.add(watch.history.mask(5).address());
                }
            }
        }

        assertThat(heap).allSatisfy(bytes -> assertThat(bytes).isLessThan(64 * 1024));
        assertThat(addresses.stream().distinct()).hasSize(2);
    }

    private static List<Candidate> strong(Verdict verdict) {
        return verdict.candidates().stream()
                .filter(each -> each.strength() >= STRONG)
                .toList();
    }

    /** Mean difference between the look as it would be learned and the last one that was, over the middle. */
    private double meanDifference(DrawnWatch watch) {
        MemorySegment now = detector.learned();
        MemorySegment then = watch.history.look(0);
        double sum = 0;
        int n = 0;
        for (int y = 32; y < EDGE - 32; y++) {
            for (int i = (y * EDGE + 32) * 3; i < (y * EDGE + EDGE - 32) * 3; i++) {
                sum += Math.abs(
                        (now.get(ValueLayout.JAVA_BYTE, i) & 0xff) - (then.get(ValueLayout.JAVA_BYTE, i) & 0xff));
                n++;
            }
        }
        return sum / n;
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
