package org.tilewatch.calibration.simulate.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Natives;

final class LightTest {

    private static final int MIDDLE = 196;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @Test
    void aTowerCastsItsShadowAwayFromTheSunAsLongAsTheSunIsLow() {
        // 10 m high under a sun at 45 degrees in the south: the shadow reaches 10 m, 40 pixels, to the north.
        float[] shadow = Light.shadows(tower(), new Sun(180, 45));

        assertThat(at(shadow, 0, -30)).isEqualTo(1);
        assertThat(at(shadow, 0, -52)).isZero();
        assertThat(at(shadow, 0, 30)).isZero();
        assertThat(at(shadow, 30, 0)).isZero();
        assertThat(at(shadow, -30, 0)).isZero();
    }

    @Test
    void inTheMorningTheShadowFallsToTheWest() {
        float[] shadow = Light.shadows(tower(), new Sun(90, 45));

        assertThat(at(shadow, -30, 0)).isEqualTo(1);
        assertThat(at(shadow, 30, 0)).isZero();
    }

    @Test
    void theSunStandsInTheSouthAtNoonAsHighAsLatitudeAndSeasonHaveIt() {
        // Equinox, 40 degrees north: 90 - 40 degrees at mean solar noon.
        Sun noon = Sun.at(Instant.parse("2026-03-22T12:00:00Z"), 0, 40);

        assertThat(noon.elevationDegrees()).isCloseTo(50, within(1.0));
        assertThat(noon.azimuthDegrees()).isCloseTo(180, within(1.0));
    }

    @Test
    void theMorningSunStandsInTheEast() {
        assertThat(Sun.at(Instant.parse("2026-03-22T07:00:00Z"), 0, 40).azimuthDegrees())
                .isBetween(90.0, 120.0);
    }

    /** A canvas of 392 pixels with a tower of 10 m on 9 x 9 pixels in its middle. */
    private static Canvas tower() {
        Canvas canvas = new Canvas(50, Affine.IDENTITY, 1);
        assertThat(canvas.size()).isEqualTo(2 * MIDDLE);
        for (int row = MIDDLE - 4; row <= MIDDLE + 4; row++) {
            for (int column = MIDDLE - 4; column <= MIDDLE + 4; column++) {
                canvas.height()[row * canvas.size() + column] = 10;
            }
        }
        return canvas;
    }

    private static float at(float[] shadow, int right, int down) {
        return shadow[(MIDDLE + down) * 2 * MIDDLE + MIDDLE + right];
    }
}
