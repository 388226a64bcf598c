package org.tilewatch.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;

/** Ground of 80 DN with a pattern, into which white is mixed at (60, 60), and a candidate there of 20 by 20 pixels. */
class VeilsTest {

    private static final int EDGE = 120;
    private static final int CENTRE = 60;
    private static final double WHITE = 245;
    private static final Candidate MIDDLE = candidate(50, 50, 20, 30);

    private final Mat look = ground();
    private final Mat median = ground();
    private final Mat known = full();
    private final Mat clear = full();

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @AfterEach
    void release() {
        List.of(look, median, known, clear).forEach(Mat::release);
    }

    @Test
    void aPuffOfCloudIsGroundThatWasNotSeen() {
        mix(0.7, 9, 1);

        assertThat(lifted(MIDDLE)).isEmpty();
        assertThat(clear.get(CENTRE, CENTRE)[0]).isZero();
        assertThat(clear.get(CENTRE, 48)[0]).as("its thin rim").isZero();
        assertThat(clear.get(CENTRE, 20)[0]).isEqualTo(255);
    }

    @Test
    void aWhiteRoofIsSharpAndStays() {
        look.submat(new Rect(50, 50, 20, 20)).setTo(Scalar.all(200));

        assertThat(lifted(MIDDLE)).containsExactly(MIDDLE);
        assertThat(clear.get(CENTRE, CENTRE)[0]).isEqualTo(255);
    }

    @Test
    void aFloorOfConcreteInAWideFieldOfEarthIsSharpThoughItsEdgeIsASmallPartOfTheField() {
        look.submat(new Rect(35, 35, 50, 50)).setTo(Scalar.all(170));
        Imgproc.GaussianBlur(look, look, new Size(0, 0), 1);
        Candidate field = candidate(15, 15, 90, 200);

        assertThat(lifted(field)).containsExactly(field);
    }

    @Test
    void whatIsSoftButColouredStays() {
        mix(0.9, 9, 0.45);

        assertThat(lifted(MIDDLE)).containsExactly(MIDDLE);
    }

    @Test
    void aPuffCutByTheRimOfTheLookIsStillOne() {
        mix(0.7, 9, 1);
        look.submat(new Rect(0, 0, EDGE, CENTRE - 4)).setTo(Scalar.all(0));
        known.submat(new Rect(0, 0, EDGE, CENTRE - 4)).setTo(Scalar.all(0));

        assertThat(lifted(candidate(50, 57, 20, 30))).isEmpty();
    }

    @Test
    void aPieceOnTheRimOfAVeilGoesWithIt() {
        mix(0.7, 9, 1);
        Candidate piece = candidate(45, 56, 5, 9);
        Candidate elsewhere = candidate(10, 10, 5, 9);

        assertThat(lifted(MIDDLE, piece, elsewhere)).containsExactly(elsewhere);
    }

    @Test
    void aFaintVeilIsOneBesideACloudOnly() {
        mix(0.2, 9, 1);

        assertThat(lifted(MIDDLE)).containsExactly(MIDDLE);
        clear.submat(new Rect(74, 40, 40, 40)).setTo(Scalar.all(0));
        assertThat(lifted(MIDDLE)).isEmpty();
    }

    @Test
    void whatIsTooSmallOrTooFaintForAnAlertIsNotAsked() {
        mix(0.7, 9, 1);

        assertThat(lifted(candidate(58, 58, 5, 30))).hasSize(1);
        assertThat(lifted(candidate(50, 50, 20, 7))).hasSize(1);
    }

    private List<Candidate> lifted(Candidate... found) {
        return new Veils().lift(List.of(found), look, median, new Window(0, 0, EDGE, EDGE), known, clear);
    }

    /** Mixes in a round veil of a normal profile; its second and third band get only a part of it. */
    private void mix(double most, double sigma, double part) {
        for (int y = 0; y < EDGE; y++) {
            for (int x = 0; x < EDGE; x++) {
                double far = (x - CENTRE) * (x - CENTRE) + (y - CENTRE) * (y - CENTRE);
                double share = most * Math.exp(-far / (2 * sigma * sigma));
                double[] pixel = look.get(y, x);
                for (int band = 0; band < 3; band++) {
                    double its = band == 0 ? share : share * part;
                    pixel[band] = (1 - its) * pixel[band] + its * WHITE;
                }
                look.put(y, x, pixel);
            }
        }
    }

    private static Mat ground() {
        Mat mat = new Mat(EDGE, EDGE, CvType.CV_8UC3);
        for (int y = 0; y < EDGE; y++) {
            for (int x = 0; x < EDGE; x++) {
                double dn = (x / 3 + y / 3) % 2 == 0 ? 75 : 85;
                mat.put(y, x, dn, dn, dn);
            }
        }
        return mat;
    }

    private static Mat full() {
        return new Mat(EDGE, EDGE, CvType.CV_8UC1, Scalar.all(255));
    }

    private static Candidate candidate(int x, int y, int side, double strength) {
        double left = x + 0.5;
        double top = y + 0.5;
        double right = x + side - 0.5;
        double bottom = y + side - 0.5;
        return new Candidate(
                new Outline(List.of(new double[] {left, top, right, top, right, bottom, left, bottom})),
                Polarity.APPEARED,
                side * side,
                strength,
                strength / side,
                0,
                Optional.empty(),
                false);
    }
}
