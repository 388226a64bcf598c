package org.tilewatch.edge.watch.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;

class RadiometryTest {

    private Raster raster;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @BeforeEach
    void open() {
        raster = new Raster();
    }

    @AfterEach
    void close() {
        raster.close();
    }

    @Test
    void itsTextReadsBackAsItself() {
        Radiometry radiometry = new Radiometry(3, 200.0 / 3217.13);

        assertThat(Radiometry.parse(radiometry.text())).isEqualTo(radiometry);
    }

    @Test
    void textOfAnotherVersionIsRefused() {
        assertThatThrownBy(() -> Radiometry.parse("2 3 1.0")).hasMessageContaining("2 3 1.0");
        assertThatThrownBy(() -> Radiometry.parse("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eightBitsAreKeptAsTheyAre() {
        raster.reshape(4, 4, 4, 8);

        assertThat(Radiometry.of(raster)).isEqualTo(new Radiometry(3, 1));
    }

    @Test
    void sixteenBitsAreBroughtToEightByTheBrightLevelOfTheFirstLook() {
        raster.reshape(2, 1, 1, 16);
        // Mean 1000, deviation 200: bright is 1600, and comes to lie at 200.
        raster.pixels().put(0, 0, new short[] {800, 1200});
        Natives.fill(raster.valid(), 255);

        Radiometry radiometry = Radiometry.of(raster);

        assertThat(radiometry.bands()).isEqualTo(1);
        assertThat(radiometry.scale()).isEqualTo(200.0 / 1600, within(1e-9));
    }

    @Test
    void aBlackFirstLookDoesNotBlowUpTheNext() {
        raster.reshape(2, 1, 2, 16);
        raster.pixels().put(0, 0, new short[4]);
        Natives.fill(raster.valid(), 255);

        assertThat(Radiometry.of(raster)).isEqualTo(new Radiometry(1, 200));
    }
}
