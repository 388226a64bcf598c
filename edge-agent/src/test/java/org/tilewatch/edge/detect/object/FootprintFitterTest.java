package org.tilewatch.edge.detect.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.tilewatch.edge.detect.object.FootprintFitter.Footprint;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;
import org.tilewatch.edge.site.Polarity;

/** Ground of mean 100 with noise; a roof of 40 by 30 pixels at (60, 50), 1,200 in all, with its shadow of 8 pixels above it. */
class FootprintFitterTest {

    private static final int EDGE = 160;
    private static final Window ON = new Window(1000, 2000, EDGE, EDGE);

    private FootprintFitter fitter;
    private Mat median;
    private Mat look;
    private Mat usable;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @BeforeEach
    void draw() {
        fitter = new FootprintFitter();
        median = new Mat(EDGE, EDGE, CvType.CV_8UC3);
        look = new Mat(EDGE, EDGE, CvType.CV_8UC3);
        usable = new Mat(EDGE, EDGE, CvType.CV_8U, Scalar.all(255));
        Random random = new Random(3);
        byte[] before = new byte[EDGE * EDGE * 3];
        byte[] now = new byte[EDGE * EDGE * 3];
        for (int i = 0; i < before.length; i++) {
            int x = i / 3 % EDGE;
            int y = i / 3 / EDGE;
            int ground = 100 + (int) (4 * random.nextGaussian());
            boolean roof = x >= 60 && x < 100 && y >= 50 && y < 80;
            boolean shadow = x >= 60 && x < 100 && y >= 42 && y < 50;
            before[i] = (byte) ground;
            // The middle of the roof is as bright as the ground was, only bluer.
            int tone = x < 70 || x >= 90 ? 150 : 100 + 12 * (i % 3 - 1);
            now[i] = (byte) (roof ? tone : shadow ? ground / 2 : ground + (int) (3 * random.nextGaussian()));
        }
        median.put(0, 0, before);
        look.put(0, 0, now);
    }

    @AfterEach
    void close() {
        fitter.close();
        median.release();
        look.release();
        usable.release();
    }

    @Test
    void fragmentsOfARoofGiveTheWholeRoofWithoutItsShadow() {
        Footprint roof = fit().orElseThrow();

        assertThat(roof.areaPixels()).isEqualTo(1200, within(0.08 * 1200));
        Patch patch = Patch.of(roof.outline());
        assertThat(patch.holds(1080, 2065)).isTrue();
        assertThat(patch.holds(1080, 2044)).isFalse();
        assertThat(roof.support()).isPositive();
    }

    @Test
    void samePixelsGiveTheSameOutlineWhateverWasFittedBefore() {
        double[] first = fit().orElseThrow().outline().outer();
        fitter.fit(candidate(20, 20, 40, 40), List.of(), look, median, usable, ON);

        assertThat(fit().orElseThrow().outline().outer()).containsExactly(first);
    }

    @Test
    void outlineThatCloudPartlyHidesHasNoSupport() {
        Mat cloud = usable.submat(50, 60, 60, 100);
        Mat hidden = new Mat(10, 40, CvType.CV_8U, Scalar.all(0));
        hidden.copyTo(cloud);

        assertThat(fit().orElseThrow().support()).isZero();
        cloud.release();
        hidden.release();
    }

    @Test
    void thingTooLargeForItsCostStaysAsItIs() {
        Mat wide = new Mat(600, 600, CvType.CV_8UC3, Scalar.all(100));
        Mat seen = new Mat(600, 600, CvType.CV_8U, Scalar.all(255));

        assertThat(fitter.fit(candidate(5, 5, 590, 590), List.of(), wide, wide, seen, new Window(1000, 2000, 600, 600)))
                .isEmpty();
        wide.release();
        seen.release();
    }

    /** From the left and the right strip of the roof with the shadow between them; the middle is no candidate. */
    private Optional<Footprint> fit() {
        Candidate left = candidate(60, 43, 70, 80);
        Candidate right = candidate(90, 50, 100, 80);
        Candidate shadow = candidate(70, 43, 90, 50);
        return fitter.fit(left, List.of(left, right, shadow), look, median, usable, ON);
    }

    /** Pixels from (left, top) up to, not including, (right, bottom). */
    private static Candidate candidate(int left, int top, int right, int bottom) {
        double x0 = ON.x() + left + 0.5;
        double y0 = ON.y() + top + 0.5;
        double x1 = ON.x() + right - 0.5;
        double y1 = ON.y() + bottom - 0.5;
        Outline outline = new Outline(List.of(new double[] {x0, y0, x1, y0, x1, y1, x0, y1}));
        return new Candidate(
                outline, Polarity.APPEARED, (right - left) * (bottom - top), 10, 5, 0.5, Optional.empty(), false);
    }
}
