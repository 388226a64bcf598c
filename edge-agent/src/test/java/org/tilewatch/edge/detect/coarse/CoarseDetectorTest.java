package org.tilewatch.edge.detect.coarse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.detect.Verdict.Outcome;
import org.tilewatch.edge.detect.coarse.CoarseDetector.Answer;
import org.tilewatch.edge.detect.coarse.CoarseDetector.Found;
import org.tilewatch.edge.detect.coarse.look.CoarseLook;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Patch;

/** A forest of 40 by 40 pixels under the sun, 6 looks of which are known. */
class CoarseDetectorTest {

    private static final int SIDE = 40;
    private static final int KNOWN = 6;
    private static final CoarseDetector.Terms FIRST_LOOKS = new CoarseDetector.Terms(false, false, 1000, 60, 40, 0);
    private static final CoarseDetector.Terms LATER_LOOKS = new CoarseDetector.Terms(true, false, 1000, 60, 40, 0);
    private static final Instant FIRST = Instant.parse("2026-06-01T10:00:00Z");

    /** Red, near infrared, 1.6 and 3.7 micrometres, thermal. */
    private static final float[] FOREST = {25, 80, 45, 90, 150};

    private static final float[] FLOOD = {18, 8, 4, 85, 145};
    private static final float[] CHAR = {22, 32, 55, 105, 170};
    private static final float[] CLOUD = {205, 200, 180, 60, 55};

    private final Memory memory = new Memory(new Window(0, 0, SIDE, SIDE));
    private CoarseDetector detector;
    private int looks;

    @BeforeEach
    void learn() {
        Natives.load();
        detector = new CoarseDetector();
        while (looks < KNOWN) {
            assertThat(detector.judge(look(), memory, FIRST_LOOKS).outcome()).isEqualTo(Outcome.LEARNING);
        }
    }

    @AfterEach
    void close() {
        detector.close();
    }

    /** The forest on the next day, its ground the same in all places, with noise of its own. */
    private CoarseLook look() {
        Random noise = new Random(++looks);
        Random ground = new Random(77);
        float[][] planes = new float[CoarseLook.BANDS][SIDE * SIDE];
        boolean[] valid = new boolean[SIDE * SIDE];
        Arrays.fill(valid, true);
        for (int at = 0; at < valid.length; at++) {
            float texture = 1 + 0.1f * (float) ground.nextGaussian();
            for (int band = 0; band < CoarseLook.BANDS; band++) {
                planes[band][at] = FOREST[band] * (band < 3 ? texture : 1) + (float) noise.nextGaussian();
            }
        }
        Instant acquired = FIRST.plus(Duration.ofDays(looks));
        return new CoarseLook(SIDE, SIDE, planes, valid, acquired, 12, true);
    }

    private static CoarseLook with(CoarseLook look, float[] cover, int x, int y, int wide, int high) {
        for (int at = 0; at < look.size(); at++) {
            int u = at % SIDE - x;
            int v = at / SIDE - y;
            for (int band = 0; u >= 0 && v >= 0 && u < wide && v < high && band < CoarseLook.BANDS; band++) {
                look.planes[band][at] = cover[band];
            }
        }
        return look;
    }

    @Test
    void theSameForestIsUnchanged() {
        Answer answer = detector.judge(look(), memory, LATER_LOOKS);

        assertThat(answer.outcome()).isEqualTo(Outcome.JUDGED);
        assertThat(answer.found()).isEmpty();
        assertThat(answer.observedFraction()).isGreaterThan(0.95);
    }

    @Test
    void aLookThatMeasuredNothingHereHoldsNoData() {
        CoarseLook look = look();
        Arrays.fill(look.valid, false);

        Answer answer = detector.judge(look, memory, LATER_LOOKS);

        assertThat(answer.outcome()).isEqualTo(Outcome.UNUSABLE);
        assertThat(answer.reason()).isEqualTo("no-data");
    }

    @Test
    void aFloodIsWaterThatCameOfAsManyPixels() {
        Answer answer = detector.judge(with(look(), FLOOD, 10, 12, 8, 6), memory, LATER_LOOKS);

        assertThat(answer.found()).singleElement().satisfies(found -> {
            assertThat(found.change()).isEqualTo(ChangeClass.WATER_CAME);
            assertThat(found.pixels()).isBetween(44, 52);
        });
    }

    @Test
    void aScarOfFireIsBurnt() {
        Answer answer = detector.judge(with(look(), CHAR, 10, 12, 8, 6), memory, LATER_LOOKS);

        assertThat(answer.found())
                .singleElement()
                .satisfies(found -> assertThat(found.change()).isEqualTo(ChangeClass.BURN));
    }

    @Test
    void whatIsSmallerThanNinePixelsIsNotTold() {
        Answer answer = detector.judge(with(look(), FLOOD, 10, 12, 4, 2), memory, LATER_LOOKS);

        assertThat(answer.found()).isEmpty();
    }

    @Test
    void cloudIsUnobservedAndNotUnchanged() {
        Answer answer = detector.judge(with(look(), CLOUD, 0, 0, SIDE / 2, SIDE), memory, LATER_LOOKS);

        assertThat(answer.found()).isEmpty();
        assertThat(answer.observedFraction()).isLessThan(0.52);
        assertThat(detector.clear()[20 * SIDE + 5]).isFalse();
        assertThat(detector.clear()[20 * SIDE + 35]).isTrue();
    }

    @Test
    void aLookThatIsAllCloudIsUnusable() {
        Answer answer = detector.judge(with(look(), CLOUD, 0, 0, SIDE, SIDE), memory, LATER_LOOKS);

        assertThat(answer.outcome()).isEqualTo(Outcome.UNUSABLE);
        assertThat(answer.reason()).isEqualTo("cloud");
    }

    @Test
    void aFloodUnderACloudIsStillThereWhereItWasSeenBefore() {
        detector.judge(with(look(), FLOOD, 10, 12, 8, 6), memory, LATER_LOOKS);
        CoarseLook half = with(with(look(), FLOOD, 10, 12, 8, 6), CLOUD, 0, 0, 14, SIDE);

        assertThat(detector.judge(half, memory, LATER_LOOKS).found())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.change()).isEqualTo(ChangeClass.WATER_CAME);
                    assertThat(found.pixels()).isBetween(44, 52);
                    assertThat(found.freshFraction()).isLessThan(0.6);
                });
    }

    @Test
    void aNightTeachesAndTellsNothingOfTheGround() {
        CoarseLook dark = look();
        for (int band = CoarseLook.RED; band <= CoarseLook.SWIR; band++) {
            Arrays.fill(dark.planes[band], Float.NaN);
        }
        CoarseLook night = new CoarseLook(SIDE, SIDE, dark.planes, dark.valid, dark.acquired, 0, false);

        assertThat(detector.judge(night, memory, LATER_LOOKS).found()).isEmpty();
        assertThat(detector.judge(look(), memory, LATER_LOOKS).found()).isEmpty();
    }

    @Test
    void aFloodBelowTheMinimumMappingUnitOnTheGroundIsNotTold() {
        CoarseDetector.Terms fiftyKm2 = new CoarseDetector.Terms(true, false, 1000, 60, 40, 50e6);

        assertThat(detector.judge(with(look(), FLOOD, 10, 12, 7, 6), memory, fiftyKm2)
                        .found())
                .isEmpty();
        assertThat(detector.judge(with(look(), FLOOD, 10, 12, 9, 8), memory, fiftyKm2)
                        .found())
                .hasSize(1);
    }

    @Test
    void aFloodWithALineBetweenItsHalvesIsOne() {
        CoarseLook look = with(with(look(), FLOOD, 8, 10, 7, 12), FLOOD, 16, 10, 7, 12);

        assertThat(detector.judge(look, memory, LATER_LOOKS).found()).hasSize(1);
    }

    @Test
    void whatEndsWhereACloudBeginsIsToldWithWhatIsClearAroundIt() {
        CoarseLook clear = with(look(), FLOOD, 10, 12, 8, 6);
        assertThat(detector.judge(clear, memory, LATER_LOOKS).found().getFirst().clearAroundFraction())
                .isGreaterThan(0.9);

        CoarseLook cloudy = with(with(look(), CLOUD, 0, 0, 19, SIDE), FLOOD, 19, 12, 8, 6);
        assertThat(detector.judge(cloudy, memory, LATER_LOOKS).found())
                .anySatisfy(found -> assertThat(found.clearAroundFraction()).isLessThan(0.8));
    }

    @Test
    void snowIsNotToldInTheTropicsWhereOnlyACloudLooksLikeIt() {
        float[] snow = {160, 130, 20, 90, 140};
        CoarseDetector.Terms atTheEquator = new CoarseDetector.Terms(true, false, 1000, -8, 40, 0);

        assertThat(detector.judge(with(look(), snow, 10, 12, 8, 6), memory, atTheEquator)
                        .found())
                .isEmpty();
        assertThat(detector.judge(with(look(), snow, 10, 12, 8, 6), memory, LATER_LOOKS)
                        .found())
                .singleElement()
                .satisfies(found -> assertThat(found.change()).isEqualTo(ChangeClass.ICE_CAME));
    }

    @Test
    void whatWasAbsorbedIsHowTheGroundWas() {
        detector.judge(with(look(), FLOOD, 10, 12, 8, 6), memory, LATER_LOOKS);
        Found flood = detector.judge(with(look(), FLOOD, 10, 12, 8, 6), memory, LATER_LOOKS)
                .found()
                .getFirst();
        detector.absorb(memory, Patch.of(flood.outline()), flood.change());
        detector.judge(with(look(), FLOOD, 10, 12, 8, 6), memory, LATER_LOOKS);

        assertThat(detector.judge(with(look(), FLOOD, 10, 12, 8, 6), memory, LATER_LOOKS)
                        .found())
                .isEmpty();
        assertThat(detector.judge(look(), memory, LATER_LOOKS).found())
                .singleElement()
                .satisfies(found -> assertThat(found.change()).isEqualTo(ChangeClass.WATER_WENT));
    }

    @Test
    void whereTheSunIsTooLowAndNoFireCanBeSeenTheLookIsTwilightOrNight() {
        CoarseLook look = look();
        Arrays.fill(look.planes[CoarseLook.MIR], Float.NaN);
        CoarseLook dark = new CoarseLook(SIDE, SIDE, look.planes, look.valid, look.acquired, 0, false);

        assertThat(detector.judge(dark, memory, new CoarseDetector.Terms(true, false, 1000, 60, 4, 0))
                        .reason())
                .isEqualTo("twilight");
        assertThat(detector.judge(dark, memory, new CoarseDetector.Terms(true, false, 1000, 60, -20, 0))
                        .reason())
                .isEqualTo("night");
    }
}
