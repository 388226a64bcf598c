package org.tilewatch.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;

/** A place of 10 by 10 pixels at (140, 240) on a window of 60 by 60 that begins at (120, 220). */
class StandingTest {

    private static final Window ON = new Window(120, 220, 60, 60);
    private static final Patch PLACE =
            Patch.of(new Outline(List.of(new double[] {140.5, 240.5, 149.5, 240.5, 149.5, 249.5, 140.5, 249.5})));

    private final Mat magnitude = new Mat(60, 60, CvType.CV_32FC1, Scalar.all(0.1));
    private final Mat usable = new Mat(60, 60, CvType.CV_8UC1, Scalar.all(255));

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @AfterEach
    void release() {
        magnitude.release();
        usable.release();
    }

    @Test
    void whatDiffersMoreThanTheGroundAroundItStands() {
        magnitude.submat(new Rect(20, 20, 10, 10)).setTo(Scalar.all(0.6));

        Standing standing = measured();

        assertThat(standing.inside()).isEqualTo(0.6, within(1e-6));
        assertThat(standing.around()).isEqualTo(0.1, within(1e-6));
        assertThat(standing.comparableFraction()).isEqualTo(1);
        assertThat(standing.stands()).isTrue();
    }

    @Test
    void aPlaceLikeItsHistoryDoesNotStandAndIsMissed() {
        assertThat(measured().stands()).isFalse();
        assertThat(measured().tellingFraction()).isEqualTo(1);
    }

    @Test
    void amidstAVeilNothingIsSaidEitherWay() {
        magnitude.setTo(Scalar.all(0.7));

        assertThat(measured().stands()).isFalse();
        assertThat(measured().tellingFraction()).isZero();
    }

    @Test
    void aPlaceOfWhichHalfIsHiddenIsJudgedByTheRest() {
        magnitude.submat(new Rect(20, 20, 10, 10)).setTo(Scalar.all(0.6));
        usable.submat(new Rect(20, 20, 4, 10)).setTo(Scalar.all(0));

        assertThat(measured().comparableFraction()).isEqualTo(0.6, within(1e-9));
        assertThat(measured().stands()).isTrue();
        usable.submat(new Rect(20, 20, 6, 10)).setTo(Scalar.all(0));
        assertThat(measured().stands()).isFalse();
    }

    private Standing measured() {
        return Standing.of(PLACE, new Detector.Views(magnitude, magnitude, magnitude, magnitude, usable, usable, ON));
    }
}
