package org.tilewatch.edge.report.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.ground.GroundArea;
import tools.jackson.databind.JsonNode;

final class OutlineFitTest {

    /** A square of 0.2 degrees with a hole of 0.1, on both sides of the anti-meridian. */
    private static Outline square(double middle) {
        return new Outline(List.of(ring(middle, 0.1), ring(middle, 0.05)));
    }

    private static double[] ring(double middle, double half) {
        return new double[] {
            middle - half, 52 - half, middle + half, 52 - half, middle + half, 52 + half, middle - half, 52 + half
        };
    }

    /** RFC 7946, 3.1.9 and 5.2; whichever side the longitudes go on from. */
    @ParameterizedTest
    @ValueSource(doubles = {180, -180, 540})
    void anOutlineAcrossTheAntimeridianIsCutThere(double middle) {
        OutlineFit fit = new OutlineFit(square(middle));

        JsonNode geometry = fit.geometry();
        assertThat(geometry.path("type").asString()).isEqualTo("MultiPolygon");
        assertThat(geometry.path("coordinates")).hasSize(2);
        assertThat(longitudes(geometry.path("coordinates").get(0))).containsOnly(179.9, 179.95, 180.0);
        assertThat(longitudes(geometry.path("coordinates").get(1))).containsOnly(-180.0, -179.95, -179.9);
        assertThat(fit.boundingBox()).containsExactly(179.9, 51.9, -179.9, 52.1);
        assertThat(Math.abs(fit.middle().lon())).isEqualTo(180, within(1e-9));
    }

    @Test
    void anOutlineBesideItIsNot() {
        OutlineFit west = new OutlineFit(square(179.9));
        OutlineFit east = new OutlineFit(square(180.1));

        assertThat(west.geometry().path("type").asString()).isEqualTo("Polygon");
        assertThat(west.boundingBox()).containsExactly(179.8, 51.9, 180.0, 52.1);
        assertThat(east.geometry().path("type").asString()).isEqualTo("Polygon");
        assertThat(east.boundingBox()).containsExactly(-180.0, 51.9, -179.8, 52.1);
    }

    @Test
    void aBoxAroundSeveralGoesTheShortWayRound() {
        assertThat(OutlineFit.boundingBox(List.of(square(-179.7), square(179.8))))
                .containsExactly(179.7, 51.9, -179.6, 52.1);
    }

    @Test
    void whatWasCutIsReadAsOneOutline() {
        Outline read = OutlineFit.read(new OutlineFit(square(180)).geometry()).orElseThrow();

        assertThat(read.rings()).hasSize(2);
        assertThat(new OutlineFit(read).boundingBox()).containsExactly(179.9, 51.9, -179.9, 52.1);
        assertThat(GroundArea.squareMetres(read)).isEqualTo(GroundArea.squareMetres(square(180)), within(1.0));
    }

    @Test
    void itsPartsLieOnOneSideEach() {
        assertThat(new OutlineFit(square(180)).parts())
                .hasSize(2)
                .allSatisfy(part -> assertThat(OutlineFit.needsCut(part)).isFalse());
        assertThat(new OutlineFit(square(10)).parts()).hasSize(1);
    }

    private static List<Double> longitudes(JsonNode polygon) {
        return polygon.valueStream()
                .flatMap(JsonNode::valueStream)
                .map(corner -> corner.path(0).asDouble())
                .toList();
    }
}
