package org.tilewatch.calibration.simulate.over;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;
import org.tilewatch.edge.imagery.Natives;

final class BasePictureTest {

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    @Test
    void picturesOfAFolderAreTakenByName() throws IOException {
        Path second = DrawnPicture.write(folder.resolve("b.jpg"), 256);
        Path first = DrawnPicture.write(folder.resolve("a.png"), 256);
        Files.writeString(folder.resolve("notes.txt"), "no picture");

        assertThat(BasePicture.in(folder)).containsExactly(first, second);
    }

    @Test
    void greyBecomesRgbAndTheMiddleSquareIsUsed() throws IOException {
        BufferedImage grey = DrawnPicture.picture(300, 270, BufferedImage.TYPE_BYTE_GRAY);

        Mat read = BasePicture.read(DrawnPicture.write(folder.resolve("grey.tif"), grey));

        assertThat(new int[] {read.cols(), read.rows(), read.channels()}).containsExactly(270, 270, 3);
        // 15 columns are cut off on the left: the first roof begins at 20.
        assertThat(read.get(30, 4)[0]).isLessThan(20);
        assertThat(read.get(30, 5)[0]).isGreaterThan(150);
        read.release();
    }

    @Test
    void whatIsMissingOrEmptyIsNamed() {
        assertThatThrownBy(() -> BasePicture.in(folder.resolve("none.png")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.png: no such picture");
        assertThatThrownBy(() -> BasePicture.in(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(folder + ": no picture in it");
    }

    @Test
    void aPictureThatIsTooSmallIsRefusedWithItsSize() throws IOException {
        BufferedImage small = DrawnPicture.picture(255, 400, BufferedImage.TYPE_INT_RGB);
        Path file = DrawnPicture.write(folder.resolve("small.png"), small);

        assertThatThrownBy(() -> BasePicture.in(file)).hasMessageContaining("small.png: 255 x 400 pixels");
    }

    @Test
    void sixteenBitAreRefused() throws IOException {
        BufferedImage deep = new BufferedImage(256, 256, BufferedImage.TYPE_USHORT_GRAY);
        Path file = DrawnPicture.write(folder.resolve("deep.png"), deep);

        assertThatThrownBy(() -> BasePicture.in(file)).hasMessageContaining("deep.png: 16 bits per sample");
    }

    @Test
    void whatIsNoPictureIsRefusedByItsName() throws IOException {
        Path file =
                Files.writeString(folder.resolve("broken.png"), "this is no picture at all, whatever its name says");

        assertThatThrownBy(() -> BasePicture.in(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("broken.png: ");
    }
}
