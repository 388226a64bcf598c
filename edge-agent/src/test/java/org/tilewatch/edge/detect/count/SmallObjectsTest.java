package org.tilewatch.edge.detect.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.detect.count.SmallObjects.Spot;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;

final class SmallObjectsTest {

    private static final Window ON = new Window(1000, 500, 120, 100);

    @BeforeAll
    static void natives() {
        Natives.load();
    }

    private static Mat filled(int type, int value) {
        Mat mat = new Mat(100, 120, type);
        Natives.fill(mat, value);
        return mat;
    }

    private static void block(Mat on, int x, int y, int width, int height, int value) {
        Imgproc.rectangle(on, new Rect(x, y, width, height), Scalar.all(value), Imgproc.FILLED);
    }

    private static List<Spot> found(Mat look, Mat clear) {
        try (SmallObjects small = new SmallObjects()) {
            return small.find(look, clear, 0.25, ON);
        }
    }

    @Test
    void lorryAndPitAreToldWithPlaceAndSign() {
        Mat look = filled(CvType.CV_8UC3, 100);
        block(look, 20, 30, 10, 4, 180);
        block(look, 80, 60, 6, 6, 40);

        assertThat(found(look, filled(CvType.CV_8UC1, 255)))
                .containsExactlyInAnyOrder(new Spot(1025, 532, true), new Spot(1083, 563, false));
    }

    @Test
    void hallIsNoSmallObjectAndAFaintPatchIsNone() {
        Mat look = filled(CvType.CV_8UC1, 100);
        block(look, 20, 20, 60, 40, 200);
        block(look, 90, 80, 6, 6, 115);

        assertThat(found(look, filled(CvType.CV_8UC1, 255))).isEmpty();
    }

    @Test
    void whatIsHiddenIsNotCounted() {
        Mat look = filled(CvType.CV_8UC1, 100);
        block(look, 20, 30, 10, 4, 180);

        assertThat(found(look, filled(CvType.CV_8UC1, 0))).isEmpty();
    }
}
