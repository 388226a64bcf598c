package org.tilewatch.edge.imagery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

class RasterTest {

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
    void itsShapeIsTheOneThatWasAskedFor() {
        raster.reshape(7, 5, 4, 16);

        assertThat(raster.width()).isEqualTo(7);
        assertThat(raster.height()).isEqualTo(5);
        assertThat(raster.bands()).isEqualTo(4);
        assertThat(raster.bitsPerSample()).isEqualTo(16);
        assertThat(raster.valid().size()).isEqualTo(raster.pixels().size());
    }

    @Test
    void theSameShapeKeepsItsMemory() {
        raster.reshape(640, 480, 3, 8);
        long pixels = raster.pixels().dataAddr();
        long valid = raster.valid().dataAddr();

        raster.reshape(640, 480, 3, 8);

        assertThat(raster.pixels().dataAddr()).isEqualTo(pixels);
        assertThat(raster.valid().dataAddr()).isEqualTo(valid);
    }

    @Test
    void noSuchRasterIsRefused() {
        assertThatThrownBy(() -> raster.reshape(0, 5, 3, 8)).hasMessageContaining("0 x 5");
        assertThatThrownBy(() -> raster.reshape(5, 5, 3, 12)).hasMessageContaining("12 bit");
    }

    @Test
    void memoryShowsThePixelsRowByRowWithBandsInterleaved() {
        raster.reshape(4, 3, 2, 8);
        Natives.fill(raster.pixels(), 9);

        raster.pixels().put(2, 1, new byte[] {40, 50});

        assertThat(Natives.memory(raster.pixels()).byteSize()).isEqualTo(4 * 3 * 2);
        assertThat(Natives.memory(raster.pixels()).get(ValueLayout.JAVA_BYTE, (2 * 4 + 1) * 2 + 1))
                .isEqualTo((byte) 50);
        assertThat(Natives.memory(raster.pixels()).get(ValueLayout.JAVA_BYTE, 0))
                .isEqualTo((byte) 9);
    }

    @Test
    void memoryOfAPartOfAMatrixIsRefused() {
        raster.reshape(8, 8, 1, 8);
        Mat part = raster.pixels().submat(1, 5, 1, 5);

        assertThatThrownBy(() -> Natives.memory(part)).isInstanceOf(IllegalArgumentException.class);
        part.release();
    }

    @Test
    void fillingSetsEveryByte() {
        Mat mat = new Mat(5, 7, CvType.CV_16SC3);

        Natives.fill(mat, 255);

        assertThat(mat.get(4, 6)).containsOnly(-1);
        mat.release();
    }

    @Test
    void brightLevelsAreTakenFromWhatWasMeasured() {
        raster.reshape(4, 2, 1, 16);
        // Mean 300, deviation 100; the other half is no-data and far brighter.
        raster.pixels().put(0, 0, new short[] {200, 400, 200, 400});
        raster.pixels().put(1, 0, new short[] {30_000, 30_000, 30_000, 30_000});
        Natives.fill(raster.valid(), 0);
        raster.valid().put(0, 0, new byte[] {-1, -1, -1, -1});

        assertThat(raster.brightLevels()).containsExactly(new double[] {600}, within(1e-6));
    }
}
