package org.tilewatch.edge.detect.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilewatch.edge.imagery.Natives;

/** On 10,000 pixels whose bands go up and down together, 300 of which turned into something else. */
final class AlterationTest {

    private static final int PIXELS = 10_000;
    private static final int CHANGED = 300;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    /** Two pictures: ground with noise of 3 DN, the later one with its own gain and offset; the first pixels swap bright and dark. */
    private static float[] measured(int bands, double gain, double offset, boolean change) {
        Random random = new Random(5);
        byte[] before = new byte[PIXELS * bands];
        byte[] after = new byte[PIXELS * bands];
        byte[] usable = new byte[PIXELS];
        Arrays.fill(usable, (byte) 255);
        for (int i = 0; i < PIXELS; i++) {
            double ground = 100 + 25 * random.nextGaussian();
            double later = change && i < CHANGED ? 210 - ground + (ground < 105 ? 40 : -40) : ground;
            for (int band = 0; band < bands; band++) {
                double tint = 1 + 0.1 * band;
                before[i * bands + band] = clipped(ground * tint + 3 * random.nextGaussian());
                after[i * bands + band] = clipped(gain * (later * tint + 3 * random.nextGaussian()) + offset);
            }
        }
        float[] statistic = new float[PIXELS];
        new Alteration(bands, before, after, usable).measure(statistic);
        return statistic;
    }

    private static byte clipped(double value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }

    private static double quantile(float[] statistic, int from, double share) {
        float[] sorted = Arrays.copyOfRange(statistic, from, statistic.length);
        Arrays.sort(sorted);
        return sorted[(int) (share * sorted.length)];
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void noiseOfUnchangedGroundIsSpreadLikeChiSquared(int bands) {
        float[] statistic = measured(bands, 1, 0, false);
        Alteration any = new Alteration(bands, new byte[0], new byte[0], new byte[0]);

        double spread = quantile(statistic, 0, 0.75) / quantile(statistic, 0, 0.5);

        assertThat(spread).isCloseTo(any.chanceThirdQuartile() / any.chanceMedian(), within(0.15));
    }

    @Test
    void whatBreaksTheRelationStandsOutAndDoesNotBendIt() {
        float[] changed = measured(3, 1, 0, true);
        double usual = quantile(changed, CHANGED, 0.5);

        assertThat(quantile(Arrays.copyOf(changed, CHANGED), 0, 0.1)).isGreaterThan(30 * usual);
        assertThat(usual).isCloseTo(quantile(measured(3, 1, 0, false), CHANGED, 0.5), withinPercentage(15));
    }

    @Test
    void gainAndOffsetOfEitherPictureDoNotMatter() {
        float[] hazy = measured(3, 0.6, 60, true);

        assertThat(quantile(Arrays.copyOf(hazy, CHANGED), 0, 0.1)).isGreaterThan(30 * quantile(hazy, CHANGED, 0.5));
    }

    @Test
    void aPictureAgainstItselfShowsNothing() {
        byte[] same = new byte[300];
        new Random(1).nextBytes(same);
        byte[] usable = new byte[100];
        Arrays.fill(usable, (byte) 255);
        float[] statistic = new float[100];

        new Alteration(3, same, same, usable).measure(statistic);

        for (float each : statistic) {
            assertThat(each).isLessThan(1e-3f);
        }
    }

    @Test
    void groundThatIsNotUsableHasNoSay() {
        byte[] before = new byte[200];
        byte[] after = new byte[200];
        new Random(2).nextBytes(before);
        byte[] usable = new byte[200];
        Arrays.fill(usable, 0, 100, (byte) 255);
        System.arraycopy(before, 0, after, 0, 100);
        Arrays.fill(after, 100, 200, (byte) 90);
        float[] statistic = new float[200];

        new Alteration(1, before, after, usable).measure(statistic);

        for (int i = 0; i < 200; i++) {
            assertThat(statistic[i]).isLessThan(1e-3f);
        }
    }
}
