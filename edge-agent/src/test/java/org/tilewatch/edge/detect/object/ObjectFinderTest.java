package org.tilewatch.edge.detect.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Polarity;

class ObjectFinderTest {

    private static final int EDGE = 200;

    private ObjectFinder finder;
    private Mat magnitude;
    private Mat usable;
    private Mat edges;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @BeforeEach
    void open() {
        finder = new ObjectFinder(0.35, 1.1, 12);
        magnitude = new Mat(EDGE, EDGE, CvType.CV_32F, Scalar.all(0.1));
        usable = new Mat(EDGE, EDGE, CvType.CV_8U, Scalar.all(255));
        edges = new Mat(EDGE, EDGE, CvType.CV_16S, Scalar.all(0));
    }

    @AfterEach
    void close() {
        finder.close();
        magnitude.release();
        usable.release();
        edges.release();
    }

    @Test
    void quietGroundHasNoObjects() {
        assertThat(find()).isEmpty();
        assertThat(finder.changedFraction()).isZero();
    }

    @Test
    void anObjectHasTheAreaAndThePlaceThatWereDrawn() {
        draw(magnitude, 50, 60, 12, 8, 5);

        assertThat(find()).singleElement().satisfies(each -> {
            assertThat(each.areaPixels()).isEqualTo(96);
            assertThat(each.meanMagnitude()).isEqualTo(5);
            assertThat(each.outline().outer()).containsExactly(50.5, 60.5, 61.5, 60.5, 61.5, 67.5, 50.5, 67.5);
        });
    }

    /** Specks like a cloud's fringe, over the left part of the look. */
    private void fringeOnTheLeft() {
        for (int y = 0; y < EDGE; y += 4) {
            for (int x = 0; x < 120; x += 4) {
                draw(magnitude, x, y, 1, 1, 3);
            }
        }
    }

    @Test
    void awayFromCloudsAFaintObjectIsFoundAndKeepsItsMagnitude() {
        fringeOnTheLeft();
        draw(magnitude, 170, 90, 12, 8, 1.25);

        assertThat(find()).singleElement().satisfies(each -> {
            assertThat(each.outline().outer()).containsExactly(170.5, 90.5, 181.5, 90.5, 181.5, 97.5, 170.5, 97.5);
            assertThat(each.meanMagnitude()).isEqualTo(1.25);
        });
        assertThat(finder.percentile()).isEqualTo(3);
    }

    @Test
    void amongCloudsAFaintObjectIsNoise() {
        fringeOnTheLeft();
        draw(magnitude, 30, 90, 12, 8, 1.25);

        assertThat(find()).isEmpty();
    }

    @Test
    void aRingIsFilled() {
        draw(magnitude, 50, 50, 20, 20, 5);
        draw(magnitude, 52, 52, 16, 16, 0.1);

        assertThat(find())
                .singleElement()
                .satisfies(each -> assertThat(each.areaPixels()).isEqualTo(400));
    }

    @Test
    void objectsThatDoNotTouchStayApart() {
        draw(magnitude, 50, 50, 8, 8, 5);
        draw(magnitude, 59, 50, 8, 8, 5);

        assertThat(find())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.areaPixels()).isEqualTo(64));
    }

    @Test
    void theStrongestComesFirst() {
        draw(magnitude, 20, 20, 4, 4, 3);
        draw(magnitude, 60, 20, 6, 6, 3);
        draw(magnitude, 100, 20, 4, 4, 9);

        List<Candidate> found = find();

        assertThat(found).extracting(Candidate::areaPixels).containsExactly(16, 36, 16);
        // Nine units above a look whose own percentile is taken as 0.35, over a square of 4 by 4.
        assertThat(found.getFirst().strength()).isEqualTo(9 / 0.35 * 4, within(1e-6));
    }

    @Test
    void specksAreNoObjects() {
        draw(magnitude, 50, 50, 3, 3, 5);

        assertThat(find()).isEmpty();
    }

    @Test
    void edgesTellWhatAppearedFromWhatVanished() {
        draw(magnitude, 20, 20, 8, 8, 5);
        draw(edges, 20, 20, 8, 1, 40);
        draw(magnitude, 60, 20, 8, 8, 5);
        draw(edges, 60, 20, 8, 1, -40);

        assertThat(find())
                .extracting(each -> each.outline().outer()[0], Candidate::polarity, Candidate::edgeGain)
                .containsExactlyInAnyOrder(tuple(20.5, Polarity.APPEARED, 1.0), tuple(60.5, Polarity.VANISHED, -1.0));
    }

    @Test
    void aNoisyLookIsMeasuredByItsOwnNoise() {
        draw(magnitude, 50, 50, 8, 8, 2);
        double inQuiet = find().getFirst().strength();
        // Specks over two in a hundred of the look.
        for (int y = 0; y < EDGE; y += 10) {
            for (int x = 100; x < EDGE; x += 5) {
                draw(magnitude, x, y, 2, 1, 1);
            }
        }

        double inNoise = find().getFirst().strength();

        assertThat(inNoise).isEqualTo(inQuiet * 0.35, within(1e-6));
    }

    @Test
    void theShareOfLoudPixelsIsThatOfTheUsableOnes() {
        draw(usable, 100, 0, 100, EDGE, 0);
        draw(magnitude, 0, 0, 50, EDGE, 5);
        draw(magnitude, 100, 0, 100, EDGE, 0);

        find();

        assertThat(finder.changedFraction()).isEqualTo(0.5);
    }

    private List<Candidate> find() {
        return finder.find(magnitude, usable, (x, y) -> (int) edges.get(y, x)[0], new Window(0, 0, EDGE, EDGE));
    }

    private static void draw(Mat on, int x, int y, int width, int height, double value) {
        Mat part = on.submat(new Rect(x, y, width, height));
        part.setTo(Scalar.all(value));
        part.release();
    }
}
