package org.tilewatch.edge.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OutlineTest {

    /** Of an L of three unit squares: the mean of their middles, whichever way round the ring goes and wherever it begins. */
    @Test
    void theCentroidIsTheCentreOfGravity() {
        double[] ring = {100, 50, 102, 50, 102, 51, 101, 51, 101, 52, 100, 52};
        double[] back = {101, 52, 101, 51, 102, 51, 102, 50, 100, 50, 100, 52};

        for (double[] each : List.of(ring, back)) {
            assertThat(new Outline(List.of(each)).centroid())
                    .containsExactly(new double[] {100 + 5 / 6.0, 50 + 5 / 6.0}, within(1e-9));
        }
        assertThat(new Outline(List.of(new double[] {3, 4, 3, 4, 3, 4})).centroid())
                .containsExactly(3, 4);
    }
}
