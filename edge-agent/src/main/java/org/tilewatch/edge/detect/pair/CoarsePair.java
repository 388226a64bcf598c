package org.tilewatch.edge.detect.pair;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.opencv.core.Mat;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.chip.ChangeMap;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;

/**
 * Decides for pictures whose pixels hold a field or a block of houses rather than a part of a roof: a pixel changed where it breaks the
 * relation between the bands that the rest of both pictures keeps, whatever season and light did to them ({@link Alteration}).
 *
 * <p>Real noise has longer tails than the normal one: the statistic's logarithm is measured by its own median and third quartile, which
 * unchanged ground sets. On a pair of Landsat pictures of 30 m four of five changed pixels and one in twenty-seven of the others lie
 * above even odds; without the quartile a fifth of other pairs did.
 */
public final class CoarsePair implements PairDecider {

    /** From this ground sample distance on, in metres. */
    public static final double FINEST_GSD = 2;

    /** Chi-squared that makes a change as probable as not. */
    private static final double EVEN_ODDS = 12;

    /** Steepness of the log-odds over the logarithm of chi-squared. */
    private static final double SLOPE = 5;

    private static final double LEAST = 1e-6;

    private static final int LEAST_PIXELS = 6;

    private final ProbabilityMap map = new ProbabilityMap(LEAST_PIXELS);
    private float[] statistic = new float[0];

    @Override
    public List<Candidate> judge(Detector detector) {
        Detector.Views views = detector.views();
        Mat look = views.look();
        int pixels = (int) look.total();
        byte[] usable = bytes(views.usable());
        if (statistic.length != pixels) {
            statistic = new float[pixels];
        }
        Alteration alteration = new Alteration(look.channels(), bytes(views.median()), bytes(look), usable);
        alteration.measure(statistic);
        rescale(usable, Math.log(alteration.chanceMedian()), Math.log(alteration.chanceThirdQuartile()));
        return map.take(views, MemorySegment.ofArray(statistic));
    }

    /** Turns the statistic into probabilities, given what median and third quartile of its logarithm would be by chance. */
    private void rescale(byte[] usable, double chanceMedian, double chanceQuartile) {
        float[] seen = new float[statistic.length];
        int n = 0;
        for (int i = 0; i < statistic.length; i++) {
            if (usable[i] != 0) {
                seen[n++] = statistic[i];
            }
        }
        Arrays.sort(seen, 0, n);
        double median = n == 0 ? 0 : logarithm(seen[n / 2]);
        double spread = n == 0 ? 0 : logarithm(seen[3 * n / 4]) - median;
        double share = Math.min(1, (chanceQuartile - chanceMedian) / Math.max(LEAST, spread));
        double least = Math.max(median, chanceMedian);
        for (int i = 0; i < statistic.length; i++) {
            double logarithm = chanceMedian + share * (logarithm(statistic[i]) - least);
            statistic[i] = (float) (1 / (1 + Math.exp(SLOPE * (Math.log(EVEN_ODDS) - logarithm))));
        }
    }

    private static double logarithm(double statistic) {
        return Math.log(Math.max(LEAST, statistic));
    }

    private static byte[] bytes(Mat mat) {
        return Natives.memory(mat).toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public void draw(ChangeMap into, Window core) {
        map.draw(into, core);
    }

    @Override
    public double at(int gridX, int gridY) {
        return map.at(gridX, gridY);
    }

    @Override
    public String name() {
        return "the relation between both pictures";
    }

    @Override
    public void close() {
        map.close();
    }
}
