package org.tilewatch.edge.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FitsTest {

    @Test
    void medianOfTheLastThreeIsTheArea() {
        Fits fits = Fits.NONE.with(500, 60).with(100, 60).with(130, 60).with(104, 60);

        assertThat(fits.list()).hasSize(3);
        assertThat(fits.area(fits.best(0))).isEqualTo(104);
    }

    @Test
    void ofTwoTheNewerCounts() {
        assertThat(Fits.NONE.with(120, 60).with(107, 61).area(61)).isEqualTo(107);
        assertThat(Fits.NONE.with(107, 61).with(120, 60).area(61)).isEqualTo(120);
    }

    @Test
    void whatIsBorneOutWorseThanTheOutlineThatIsKeptHasNoSay() {
        assertThat(Fits.NONE.with(120, 60).area(80)).isNaN();
        assertThat(Fits.NONE.with(200, 40).with(100, 60).area(60)).isEqualTo(100);
    }

    @Test
    void supportFadesFromLookToLook() {
        Fits fits = Fits.NONE.with(100, 50).with(200, 61).with(200, 61);

        assertThat(fits.spread(0))
                .as("50 after two looks is less than 80 % of 61")
                .isZero();
        assertThat(Fits.NONE.with(100, 50).with(200, 61).spread(0)).isNaN();
        assertThat(Fits.NONE.with(100, 52).with(200, 61).spread(0)).isEqualTo(0.5);
    }
}
