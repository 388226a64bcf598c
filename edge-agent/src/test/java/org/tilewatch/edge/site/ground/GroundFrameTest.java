package org.tilewatch.edge.site.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.site.Details.Measures;
import org.tilewatch.edge.site.Outline;

final class GroundFrameTest {

    /** A pixel of 10 m of Web Mercator's map at 60 degrees north, where its scale is 2 (1.9966 on the ellipsoid's meridian). */
    @Test
    void pixelOfWebMercatorAtSixtyDegreesHasAQuarterOfItsMapArea() {
        double degreesEast = 10 / 6_378_137.0 * 180 / Math.PI;
        Affine toLonLat = new Affine(10, degreesEast, 0, 60, 0, -degreesEast * 0.5);

        assertThat(GroundFrame.of(toLonLat, 60).squareMetresPerPixel()).isCloseTo(25, within(0.15));
    }

    @Test
    void sidesAndDirectionAreThoseOfTheGround() {
        // Half a metre to the pixel: 40 m from west to east, 10 m from north to south.
        Measures measures = metres(0.5).measure(box(10, 20, 80, 20));

        assertThat(measures.lengthMetres()).isCloseTo(40, within(1e-6));
        assertThat(measures.widthMetres()).isCloseTo(10, within(1e-6));
        assertThat(measures.orientationDegrees()).isCloseTo(90, within(1e-6));
    }

    @Test
    void directionCountsFromNorthThroughEast() {
        // Up and to the right on the grid: north-east.
        Outline diagonal = new Outline(List.of(new double[] {0, 0, 2, 2, 52, -48, 50, -50}));

        assertThat(metres(1).measure(diagonal).orientationDegrees()).isCloseTo(45, within(1e-6));
    }

    @Test
    void smallObjectsAreLessSureOfTheirAreaThanLargeOnes() {
        Measures large = metres(0.5).measure(box(0, 0, 100, 100));
        Measures small = metres(0.5).measure(box(0, 0, 10, 10));

        // 0.7 pixels all along 400 pixels of edge, in 10,000.
        assertThat(large.areaErrorFraction()).isCloseTo(0.03, within(0.002));
        assertThat(small.areaErrorFraction()).isCloseTo(0.28, within(1e-6));
    }

    private static GroundFrame metres(double gsd) {
        return new GroundFrame(new Affine(0, gsd, 0, 0, 0, -gsd));
    }

    private static Outline box(double x, double y, double width, double height) {
        return new Outline(List.of(new double[] {x, y, x + width, y, x + width, y + height, x, y + height}));
    }
}
