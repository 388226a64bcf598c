package org.tilewatch.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;

/** Soil of 120, 100 and 80 DN with a pattern, and a candidate of 20 by 20 pixels at (30, 30). */
class ShadeTest {

    private static final int EDGE = 80;
    private static final Candidate MIDDLE = candidate(20, 30);

    private final Mat look = ground();
    private final Mat median = ground();

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @AfterEach
    void release() {
        look.release();
        median.release();
    }

    @Test
    void aShadowDarkensAllBandsByOneFactorAndLeavesThePattern() {
        light(look, 0.7, 0.7, 0.7);

        assertThat(marked(MIDDLE).isShade()).isTrue();
        assertThat(marked(MIDDLE)).isEqualTo(MIDDLE.shaded());
    }

    @Test
    void aShadowThatLeavesIsOneToo() {
        light(median, 0.7, 0.7, 0.7);

        assertThat(marked(MIDDLE).isShade()).isTrue();
    }

    @Test
    void aDarkRoofHasAColourOfItsOwn() {
        light(look, 0.6, 0.7, 0.8);

        assertThat(marked(MIDDLE).isShade()).isFalse();
    }

    @Test
    void stacksOfMaterialHaveAPatternOfTheirOwn() {
        for (int y = 30; y < 50; y++) {
            for (int x = 30; x < 50; x++) {
                scale(look, x, y, (x / 4 + y / 4) % 2 == 0 ? 0.55 : 0.8);
            }
        }

        assertThat(marked(MIDDLE).isShade()).isFalse();
    }

    @Test
    void whatIsChangedInPartOnlyIsNotExplained() {
        for (int y = 30; y < 50; y++) {
            for (int x = 30; x < 43; x++) {
                scale(look, x, y, 0.7);
            }
        }

        assertThat(marked(MIDDLE).isShade()).isFalse();
    }

    @Test
    void oneBandCannotTell() {
        Mat greyLook = new Mat(EDGE, EDGE, CvType.CV_8UC1);
        Mat greyMedian = new Mat(EDGE, EDGE, CvType.CV_8UC1);
        Natives.fill(greyLook, 70);
        Natives.fill(greyMedian, 100);

        List<Candidate> marked = Shade.mark(List.of(MIDDLE), greyLook, greyMedian, new Window(0, 0, EDGE, EDGE));

        assertThat(marked).containsExactly(MIDDLE);
        greyLook.release();
        greyMedian.release();
    }

    @Test
    void whatIsTooSmallOrTooFaintForAnAlertIsNotAsked() {
        light(look, 0.7, 0.7, 0.7);

        assertThat(marked(candidate(5, 30)).isShade()).isFalse();
        assertThat(marked(candidate(20, 7)).isShade()).isFalse();
    }

    private Candidate marked(Candidate candidate) {
        return Shade.mark(List.of(candidate), look, median, new Window(0, 0, EDGE, EDGE))
                .getFirst();
    }

    private static void light(Mat mat, double... factors) {
        for (int y = 30; y < 50; y++) {
            for (int x = 30; x < 50; x++) {
                scale(mat, x, y, factors);
            }
        }
    }

    private static void scale(Mat mat, int x, int y, double... factors) {
        double[] pixel = mat.get(y, x);
        for (int band = 0; band < 3; band++) {
            pixel[band] = Math.rint(pixel[band] * factors[band % factors.length]);
        }
        mat.put(y, x, pixel);
    }

    private static Mat ground() {
        Mat mat = new Mat(EDGE, EDGE, CvType.CV_8UC3);
        for (int y = 0; y < EDGE; y++) {
            for (int x = 0; x < EDGE; x++) {
                double pattern = (x / 3 + y / 3) % 2 == 0 ? 0.95 : 1.05;
                mat.put(y, x, 120 * pattern, 100 * pattern, 80 * pattern);
            }
        }
        return mat;
    }

    private static Candidate candidate(int side, double strength) {
        double far = 30 + side - 0.5;
        return new Candidate(
                new Outline(List.of(new double[] {30.5, 30.5, far, 30.5, far, far, 30.5, far})),
                Polarity.VANISHED,
                side * side,
                strength,
                strength / side,
                0,
                Optional.empty(),
                false);
    }
}
