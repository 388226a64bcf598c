package org.tilewatch.edge.site.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.site.Outline;

final class GroundAreaTest {

    /** A square degree from the equator to 1 degree north: 12,308.8 km2 (from the authalic latitudes of WGS 84). */
    @Test
    void squareDegreeAtTheEquatorHasItsAreaOnTheEllipsoid() {
        assertThat(GroundArea.squareMetres(new double[] {0, 0, 1, 0, 1, 1, 0, 1}) / 1e6)
                .isCloseTo(12_308.8, within(0.5));
    }

    @Test
    void wholeGlobeHasTheSurfaceOfTheEllipsoid() {
        double[] hemisphere = {-180, 0, 180, 0, 180, 90, -180, 90};

        assertThat(2 * GroundArea.squareMetres(hemisphere) / 1e12).isCloseTo(510.0656, within(0.0001));
    }

    @Test
    void shortSidesMultiplyToTheArea() {
        // At 60 degrees north an arc second measures 30.99 m (north) by 15.50 m (east).
        double arcSecond = 1 / 3600.0;
        double[] square = {
            10, 60, 10 + 10 * arcSecond, 60, 10 + 10 * arcSecond, 60 + 5 * arcSecond, 10, 60 + 5 * arcSecond
        };

        assertThat(GroundArea.squareMetres(square)).isCloseTo(155.0 * 154.7, within(80.0));
    }

    @Test
    void holesAreLeftOutWhicheverWayRoundTheyGo() {
        double[] outer = {0, 0, 2, 0, 2, 2, 0, 2};
        double[] hole = {0, 0, 0, 1, 1, 1, 1, 0};

        assertThat(GroundArea.squareMetres(new Outline(List.of(outer, hole))))
                .isCloseTo(GroundArea.squareMetres(outer) - GroundArea.squareMetres(hole), within(1.0));
    }
}
