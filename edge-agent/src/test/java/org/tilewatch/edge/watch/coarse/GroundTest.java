package org.tilewatch.edge.watch.coarse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tilewatch.edge.imagery.Window;

class GroundTest {

    @Test
    void aSiteOfMorePixelsThanASmallBoardHoldsIsRefused() {
        assertThat(Ground.fits(new Window(-8, -8, 600, 600), "home")).isTrue();
        assertThat(Ground.fits(new Window(-8, -8, 601, 600), "home")).isFalse();
    }
}
