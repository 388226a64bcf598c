package org.tilewatch.edge.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SiteGridTest {

    @Test
    void tilesCountFromTheOriginBothWays() {
        assertThat(SiteGrid.tileId(0, 0)).isEqualTo("c0r0");
        assertThat(SiteGrid.tileId(255.9, 256)).isEqualTo("c0r1");
        assertThat(SiteGrid.tileId(512, 100)).isEqualTo("c2r0");
        assertThat(SiteGrid.tileId(-0.1, -256)).isEqualTo("c-1r-1");
        assertThat(SiteGrid.tileId(-257, -256.5)).isEqualTo("c-2r-2");
    }
}
