package org.tilewatch.edge.imagery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProjectionTest {

    private final Projections projections = new Projections();

    @Test
    void utmTurnsIntoTheLongitudeAndLatitudeThatGdalTells() {
        // gdalinfo's upper left corner of an image at 520002.5, 4409979.5 in EPSG:32652: 129d14' 1.63"E, 39d50'22.52"N
        double[] point = {520_002.5, 4_409_979.5};

        projections.of(32652).orElseThrow().toLonLat(point);

        assertThat(point[0]).isEqualTo(129 + 14 / 60.0 + 1.63 / 3600, within(5e-6));
        assertThat(point[1]).isEqualTo(39 + 50 / 60.0 + 22.52 / 3600, within(5e-6));
    }

    @Test
    void thereAndBackAgainChangesNothingInTheNorthTheSouthAndInFeet() {
        for (int epsg : new int[] {32652, 32718, 26914, 2263, 4326, 3857}) {
            Projection projection = projections.of(epsg).orElseThrow();
            double latitude = epsg == 32718 ? -8.4 : 40.7;
            double longitude = epsg == 32652 ? 129.2 : -74.1;
            double[] point = {longitude, latitude};
            projection.toMap(point);
            projection.toLonLat(point);
            assertThat(point[0]).as("longitude by EPSG:%d", epsg).isEqualTo(longitude, within(1e-6));
            assertThat(point[1]).as("latitude by EPSG:%d", epsg).isEqualTo(latitude, within(1e-6));
        }
    }

    @Test
    void theMapsUnitIsToldInMetres() {
        assertThat(projections.of(32652).orElseThrow().metresPerUnit()).isEqualTo(1);
        // US survey foot, 1200 / 3937 m
        assertThat(projections.of(2263).orElseThrow().metresPerUnit()).isEqualTo(1200.0 / 3937, within(1e-9));
        assertThat(projections.of(4326).orElseThrow().metresPerUnit()).isNaN();
        assertThat(projections.of(4326).orElseThrow().geographic()).isTrue();
    }

    @Test
    void aLatitudeThatIsNoneLiesNowhereAlsoWhereTheDatumIsAnother() {
        for (int epsg : new int[] {4267, 4277}) {
            double[] point = {3e7, 3e7};

            projections.of(epsg).orElseThrow().toLonLat(point);

            assertThat(point[1] >= -90 && point[1] <= 90)
                    .as("latitude %f by EPSG:%d", point[1], epsg)
                    .isFalse();
        }
    }

    @Test
    void aCodeThatNobodyKnowsHasNoProjection() {
        assertThat(projections.of(61_234)).isEmpty();
    }
}
