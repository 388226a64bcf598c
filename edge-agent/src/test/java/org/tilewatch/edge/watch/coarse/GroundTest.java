package org.tilewatch.edge.watch.coarse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.GeoReference;
import org.tilewatch.edge.imagery.Projections;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.SiteGrid;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;

class GroundTest {

    @Test
    void aSiteOfMorePixelsThanASmallBoardHoldsIsRefused() {
        assertThat(Ground.fits(new Window(-8, -8, 600, 600), "home")).isTrue();
        assertThat(Ground.fits(new Window(-8, -8, 601, 600), "home")).isFalse();
    }

    @Test
    void namesBeyond180DegreesLieWhereTheGridGoesOn() {
        Affine toMap = new Affine(179, 0.01, 0, 66, 0, -0.01);
        SiteGrid grid = new SiteGrid("strait", Optional.of(new GeoReference(4326, toMap)), 400, 1100);
        Outline coast = new Outline(List.of(new double[] {-179.5, 65.5, -179.3, 65.5, -179.3, 65.3, -179.5, 65.3}));
        Zone zone = new Zone("Far coast", Purpose.WATER, List.of(coast), 0, 0, false, "");
        WatchedSite site = new WatchedSite("strait", List.of(coast), Optional.empty(), List.of(zone), List.of());

        assertThat(Ground.names(Optional.of(site), grid, new Projections()))
                .singleElement()
                .satisfies(name -> {
                    assertThat(name.text()).isEqualTo("Far coast");
                    assertThat(name.x()).isEqualTo(160, within(0.01));
                    assertThat(name.y()).isEqualTo(60, within(0.01));
                });
    }
}
