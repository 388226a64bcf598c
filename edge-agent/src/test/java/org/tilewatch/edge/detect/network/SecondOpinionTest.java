package org.tilewatch.edge.detect.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.detect.object.Opinion;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Polarity;

final class SecondOpinionTest {

    /** Not at the grid's origin, so that window and grid are told apart. */
    private static final Window ON = new Window(1000, 2000, 256, 192);

    private Mat median;
    private Mat look;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @BeforeEach
    void draw() {
        median = new Mat(ON.height(), ON.width(), CvType.CV_8UC3, Scalar.all(0));
        look = new Mat(ON.height(), ON.width(), CvType.CV_8UC3, Scalar.all(0));
    }

    @AfterEach
    void close() {
        median.release();
        look.release();
    }

    /** A candidate that covers these pixels of the window, the last ones included. */
    private static Candidate candidate(int left, int top, int right, int bottom) {
        double x0 = ON.x() + left + 0.5;
        double y0 = ON.y() + top + 0.5;
        double x1 = ON.x() + right + 0.5;
        double y1 = ON.y() + bottom + 0.5;
        return new Candidate(
                new Outline(List.of(new double[] {x0, y0, x1, y0, x1, y1, x0, y1})),
                Polarity.APPEARED,
                (right - left + 1) * (bottom - top + 1),
                20,
                1,
                0,
                Optional.empty(),
                false);
    }

    private List<Candidate> asked(double share, List<Candidate> candidates, Window on) throws UnusableNetwork {
        try (SecondOpinion second = new SecondOpinion(TinyNetworks.differences(), share)) {
            return second.onStrongest(candidates, median, look, on);
        }
    }

    @Test
    void asManyAreAskedAsTheShareOfTheAreaAllowsTheStrongestFirst() throws Exception {
        List<Candidate> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int left = 60 * (i % 4) + 10;
            int top = 60 * (i / 4) + 10;
            ten.add(candidate(left, top, left + 9, top + 9));
        }

        // 256 x 192 are twelve times 64 x 64.
        assertThat(asked(0.5, ten, ON))
                .extracting(each -> each.opinion().isPresent())
                .containsExactly(true, true, true, true, true, true, false, false, false, false);
        assertThat(asked(0.08, ten, ON)).noneMatch(each -> each.opinion().isPresent());
        assertThat(asked(0.1, ten, ON))
                .filteredOn(each -> each.opinion().isPresent())
                .hasSize(1);
        assertThat(asked(1, ten, ON)).allMatch(each -> each.opinion().isPresent());
        assertThat(asked(0.5, ten, ON))
                .extracting(Candidate::outline)
                .isEqualTo(ten.stream().map(Candidate::outline).toList());
    }

    @Test
    void whatIsWeakOrExplainedByLightIsNotShown() throws Exception {
        Candidate strong = candidate(100, 70, 109, 79);
        Candidate weak = new Candidate(
                strong.outline(), strong.polarity(), strong.areaPixels(), 9.9, 1, 0, Optional.empty(), false);

        assertThat(asked(1, List.of(weak, strong.shaded()), ON))
                .noneMatch(each -> each.opinion().isPresent());
        assertThat(asked(1, List.of(strong), ON))
                .allMatch(each -> each.opinion().isPresent());
    }

    @Test
    void aNeighbourIsReadFromWhatWasShownForTheStronger() throws Exception {
        Imgproc.rectangle(look, new Rect(100, 70, 40, 10), new Scalar(0, 0, 102), Imgproc.FILLED);
        Candidate strong = candidate(100, 70, 109, 79);
        Candidate beside = candidate(115, 75, 124, 84);
        Candidate afar = candidate(140, 75, 149, 84);

        List<Candidate> told = asked(0.1, List.of(strong, beside, afar), ON);

        assertThat(told).extracting(each -> each.opinion().isPresent()).containsExactly(true, true, false);
        assertThat(told.get(1).opinion())
                .isEqualTo(asked(0.1, List.of(beside), ON).getFirst().opinion());
        assertThat(told.get(1).opinion()).isNotEqualTo(told.get(0).opinion());
    }

    @Test
    void aWindowThatIsTooSmallYieldsNone() throws Exception {
        List<Candidate> one = List.of(candidate(10, 10, 19, 19));

        assertThat(asked(1, one, new Window(1000, 2000, 63, 192))).isEqualTo(one);
        assertThat(asked(1, one, new Window(1000, 2000, 256, 63))).isEqualTo(one);
    }

    @Test
    void structureIsTheMeanAndChangeTheGreatestOverTheCandidatesPixels() throws Exception {
        // Half of the candidate differs in blue by 102, a pixel of it in red by 204; beside it everything differs.
        Imgproc.rectangle(look, new Rect(90, 60, 40, 40), Scalar.all(255), Imgproc.FILLED);
        Imgproc.rectangle(look, new Rect(100, 70, 20, 10), new Scalar(0, 0, 102), Imgproc.FILLED);
        Imgproc.rectangle(look, new Rect(100, 80, 20, 10), new Scalar(0, 0, 0), Imgproc.FILLED);
        look.put(85, 110, new byte[] {(byte) 204, 0, 0});

        Opinion told = asked(1, List.of(candidate(100, 70, 119, 89)), ON)
                .getFirst()
                .opinion()
                .orElseThrow();

        assertThat(told.structure()).isEqualTo(0.4 / 2, within(1e-6));
        assertThat(told.change()).isEqualTo(0.8, within(1e-6));
    }

    @Test
    void candidatesInTheCornersAreShownWithWhatThereIsAroundThem() throws Exception {
        Imgproc.rectangle(look, new Rect(246, 182, 10, 10), new Scalar(0, 0, 51), Imgproc.FILLED);
        Imgproc.rectangle(look, new Rect(0, 0, 10, 10), new Scalar(0, 0, 153), Imgproc.FILLED);

        List<Candidate> told = asked(1, List.of(candidate(246, 182, 255, 191), candidate(0, 0, 9, 9)), ON);

        assertThat(told)
                .extracting(each -> each.opinion().orElseThrow().structure())
                .satisfiesExactly(
                        corner -> assertThat(corner).isEqualTo(0.2, within(1e-6)),
                        origin -> assertThat(origin).isEqualTo(0.6, within(1e-6)));
    }

    @Test
    void ofALargeCandidateTheMiddleIsShown() throws Exception {
        Imgproc.rectangle(look, new Rect(20, 20, 161, 161), new Scalar(255, 0, 0), Imgproc.FILLED);
        Imgproc.rectangle(look, new Rect(68, 68, 64, 64), new Scalar(51, 0, 102), Imgproc.FILLED);

        Opinion told = asked(1, List.of(candidate(20, 20, 180, 180)), ON)
                .getFirst()
                .opinion()
                .orElseThrow();

        assertThat(told.structure()).isEqualTo(0.4, within(1e-5));
        assertThat(told.change()).isEqualTo(0.2, within(1e-5));
    }
}
