package org.tilewatch.calibration.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Natives;

class CraneTest {

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @Test
    void jibHighAboveTheGroundIsNotDarkenedByItsOwnShadow() {
        Canvas canvas = new Canvas(80, Affine.IDENTITY, 1);
        Crane crane = new Crane(40, 40, 30, new Place(40, 40, 40, 3, 0));
        float[] shadow = new float[canvas.size() * canvas.size()];
        double justBeside = 1.0 / 30;

        crane.shade(canvas, shadow, 0, justBeside);
        float[] onTheGround = shadow.clone();
        crane.paint(canvas, shadow, 0, 0);

        assertThat(onTheGround[pixel(canvas, 50, 40.8)]).isPositive();
        assertThat(shadow[pixel(canvas, 50, 40.8)]).as("jib").isZero();
        assertThat(shadow[pixel(canvas, 50, 42)]).as("ground beside it").isPositive();
    }

    private static int pixel(Canvas canvas, double x, double y) {
        Affine onCanvas = canvas.fromPlan();
        int row = (int) onCanvas.v(x, y);
        int column = (int) onCanvas.u(x, y);
        return row * canvas.size() + column;
    }
}
