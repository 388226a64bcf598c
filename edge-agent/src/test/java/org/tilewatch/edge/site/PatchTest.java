package org.tilewatch.edge.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PatchTest {

    @Test
    void aRectangleThroughPixelCentresCoversThoseAndAllBetween() {
        Patch patch = patch(2.5, 3.5, 6.5, 3.5, 6.5, 5.5, 2.5, 5.5);

        assertThat(patch.size()).isEqualTo(5 * 3);
        assertThat(patch.box().x()).isEqualTo(2);
        assertThat(patch.box().y()).isEqualTo(3);
    }

    @Test
    void aSquareAroundOnePixelIsOnePixel() {
        Patch patch = patch(3, 2, 4, 2, 4, 3, 3, 3);

        assertThat(patch.size()).isEqualTo(1);
        assertThat(patch.common(rectangle(3, 2, 1, 1))).isEqualTo(1);
    }

    @Test
    void aConcaveRingLeavesItsBayOut() {
        // A U: 9 x 6 pixels less a bay 3 wide and 4 deep, open to the north.
        Patch u = patch(0.5, 0.5, 2.5, 0.5, 2.5, 4.5, 6.5, 4.5, 6.5, 0.5, 8.5, 0.5, 8.5, 5.5, 0.5, 5.5);

        assertThat(u.size()).isEqualTo(9 * 6 - 3 * 4);
        assertThat(u.common(rectangle(3, 0, 3, 4))).isZero();
        assertThat(u.common(rectangle(3, 4, 3, 2))).isEqualTo(6);
    }

    @Test
    void theWayRoundDoesNotMatter() {
        assertThat(patch(2.5, 5.5, 6.5, 5.5, 6.5, 3.5, 2.5, 3.5))
                .isEqualTo(patch(2.5, 3.5, 6.5, 3.5, 6.5, 5.5, 2.5, 5.5));
    }

    @Test
    void placesLeftOfAndAboveTheOriginCountAlike() {
        Patch patch = rectangle(-10, -20, 4, 3);

        assertThat(patch.size()).isEqualTo(12);
        assertThat(patch.box().x()).isEqualTo(-10);
        assertThat(patch.common(rectangle(-8, -19, 4, 3))).isEqualTo(2 * 2);
    }

    @Test
    void commonPixelsAreCountedBothWaysAndNoneWhereTheyAreApart() {
        Patch a = rectangle(10, 10, 8, 8);
        Patch b = rectangle(15, 12, 8, 8);

        assertThat(a.common(b)).isEqualTo(3 * 6);
        assertThat(b.common(a)).isEqualTo(3 * 6);
        assertThat(a.common(a)).isEqualTo(64);
        assertThat(a.common(rectangle(18, 10, 8, 8))).isZero();
    }

    private static Patch patch(double... ring) {
        return Patch.of(new Outline(List.of(ring)));
    }

    /** Around its pixels. */
    private static Patch rectangle(int x, int y, int width, int height) {
        return patch(x, y, x + width - 0.01, y, x + width - 0.01, y + height - 0.01, x, y + height - 0.01);
    }
}
