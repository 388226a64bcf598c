package org.tilewatch.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.ValueLayout;
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
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;

/** At half scale: one pixel here is two of the grid. */
class CloudGateTest {

    private static final int EDGE = 160;

    private CloudGate gate;
    private Raster look;
    private Mat median;
    private Mat remembered;
    private Mat cloud;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @BeforeEach
    void open() {
        gate = new CloudGate(DetectorSettings.DEFAULT);
        look = new Raster();
        new DrawnSite(7).draw(DrawnSite.Light.PLAIN, EDGE, EDGE, look);
        median = look.pixels().clone();
        remembered = new Mat(EDGE, EDGE, CvType.CV_8U, Scalar.all(255));
        cloud = new Mat();
    }

    @AfterEach
    void close() {
        gate.close();
        look.close();
        median.release();
        remembered.release();
        cloud.release();
    }

    @Test
    void groundIsNoCloudWithAndWithoutMemory() {
        assertThat(judge()).isZero();
        forgetAll();
        assertThat(judge()).isZero();
    }

    @Test
    void aWhiteBankIsCloudWithAndWithoutMemory() {
        paint(0, 0, EDGE / 2, EDGE, 240, 240, 240);

        assertThat(judge()).isBetween(0.5, 0.65);
        assertThat(hiddenAt(40, 80)).isTrue();
        assertThat(hiddenAt(140, 80)).isFalse();
        forgetAll();
        assertThat(judge()).isBetween(0.5, 0.65);
    }

    @Test
    void aMarginAroundACloudIsHiddenToo() {
        paint(0, 0, EDGE / 2, EDGE, 240, 240, 240);

        judge();

        assertThat(hiddenAt(EDGE / 2 + 6, 80)).isTrue();
        assertThat(hiddenAt(EDGE / 2 + 16, 80)).isFalse();
    }

    @Test
    void aSmallWhiteRoofIsNoCloud() {
        paint(60, 60, 12, 12, 240, 240, 240);

        assertThat(judge()).isZero();
    }

    @Test
    void aWhiteRoofWhereAThingIsKnownToStandIsNoCloudButOneThatReachesBeyondIs() {
        Outline thing = new Outline(List.of(new double[] {40, 40, 100, 40, 100, 100, 40, 100}));
        paint(40, 40, 60, 60, 240, 240, 240);
        judge();
        assertThat(hiddenAt(70, 70)).isTrue();

        gate.expect(List.of(thing), new Window(0, 0, EDGE, EDGE));
        assertThat(judge()).isZero();

        paint(20, 20, 120, 120, 240, 240, 240);
        judge();
        assertThat(hiddenAt(70, 70)).isTrue();
    }

    @Test
    void aColouredRoofIsNoCloudHoweverLarge() {
        paint(40, 40, 60, 60, 240, 120, 90);

        assertThat(judge()).isZero();
    }

    @Test
    void brightGroundThatIsRememberedIsNoCloud() {
        paint(60, 60, 12, 12, 200, 200, 200);
        look.pixels().copyTo(median);

        assertThat(judge()).isZero();
    }

    @Test
    void thinCloudIsKnownByTheWhiteThatIsMixedIn() {
        Mat part = look.pixels().submat(new Rect(0, 0, EDGE / 2, EDGE));
        // 0.6 of white over 0.4 of the ground: too dark to be seen without memory.
        part.convertTo(part, -1, 0.4, 0.6 * 245);
        part.release();

        assertThat(judge()).isBetween(0.4, 0.65);
    }

    @Test
    void shadowIsLookedForBesideCloudsAlone() {
        Mat part = look.pixels().submat(new Rect(100, 20, 40, 40));
        part.convertTo(part, -1, 0.5);
        part.release();
        judge();
        assertThat(hiddenAt(120, 40)).isFalse();

        paint(20, 100, 50, 50, 240, 240, 240);
        judge();

        assertThat(hiddenAt(120, 40)).isTrue();
        assertThat(hiddenAt(140, 140)).isFalse();
    }

    @Test
    void whatWasNotMeasuredIsNotCloud() {
        DrawnSite.noData(look, 0, 0, EDGE / 2, EDGE);
        DrawnSite.cloud(look, 0, 0, EDGE, EDGE);

        assertThat(judge()).isEqualTo(1);
        assertThat(hiddenAt(20, 80)).isFalse();
    }

    private double judge() {
        return gate.judge(look.pixels(), look.valid(), median, remembered, cloud);
    }

    private boolean hiddenAt(int x, int y) {
        return Natives.memory(cloud).get(ValueLayout.JAVA_BYTE, (long) y * EDGE + x) != 0;
    }

    private void forgetAll() {
        Natives.fill(remembered, 0);
    }

    private void paint(int x, int y, int width, int height, double red, double green, double blue) {
        Mat part = look.pixels().submat(new Rect(x, y, width, height));
        part.setTo(new Scalar(red, green, blue));
        part.release();
    }
}
