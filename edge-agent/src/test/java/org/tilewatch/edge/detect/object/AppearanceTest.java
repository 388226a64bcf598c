package org.tilewatch.edge.detect.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;

/** Flat ground of 80 DN, and a box of 20 by 20 pixels on it. */
class AppearanceTest {

    private static final int EDGE = 80;
    private static final Patch BOX =
            Patch.of(new Outline(List.of(new double[] {30.5, 30.5, 49.5, 30.5, 49.5, 49.5, 30.5, 49.5})));

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @Test
    void whatCameStandsOutNowAndWhatWentStoodOutBefore() {
        Mat ground = ground();
        Mat box = withBox(140, 140, 140);

        // 60 DN in each of three bands: 103.9 against nothing, 6 being alike.
        assertThat(of(box, ground).balance()).isEqualTo(103.9 / 109.9, within(1e-3));
        assertThat(of(ground, box).balance()).isEqualTo(-103.9 / 109.9, within(1e-3));
        ground.release();
        box.release();
    }

    @Test
    void bareSoilIsRedder() {
        Mat ground = ground();
        Mat soil = withBox(140, 110, 90);

        assertThat(of(soil, ground).redder()).isEqualTo(50, within(1e-9));
        ground.release();
        soil.release();
    }

    @Test
    void stripesAreRougherThanPlaster() {
        Mat ground = ground();
        Mat striped = withBox(140, 140, 140);
        for (int x = 30; x < 50; x += 4) {
            Imgproc.rectangle(striped, new Point(x, 30), new Point(x + 1, 49), Scalar.all(100), -1);
        }

        // Two pixels away lies the other of both stripes: half of four differences of 40.
        assertThat(of(striped, ground).texture()).isEqualTo(20, within(1e-9));
        assertThat(of(striped, ground).textureBefore()).isZero();
        ground.release();
        striped.release();
    }

    private static Appearance of(Mat look, Mat median) {
        return Appearance.of(BOX, look, median, new Window(0, 0, EDGE, EDGE));
    }

    private static Mat ground() {
        return new Mat(EDGE, EDGE, CvType.CV_8UC3, Scalar.all(80));
    }

    private static Mat withBox(int first, int second, int third) {
        Mat mat = ground();
        Imgproc.rectangle(mat, new Point(30, 30), new Point(49, 49), new Scalar(first, second, third), -1);
        return mat;
    }
}
