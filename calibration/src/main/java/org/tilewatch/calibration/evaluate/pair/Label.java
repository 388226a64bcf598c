package org.tilewatch.calibration.evaluate.pair;

import java.io.IOException;
import java.nio.file.Path;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Which pixels of a pair changed, as people or a simulator say.
 *
 * @param cells row by row, 0 where nothing changed; owned by the label
 */
record Label(int width, int height, byte[] cells) {

    /** Reads a grey picture; anything above 127 is changed. */
    static Label read(Path file) throws IOException {
        Mat picture = Imgcodecs.imread(file.toString(), Imgcodecs.IMREAD_GRAYSCALE);
        try {
            if (picture.empty()) {
                throw new IOException(file + " is no picture that can be read as a label");
            }
            byte[] cells = new byte[picture.rows() * picture.cols()];
            picture.get(0, 0, cells);
            for (int i = 0; i < cells.length; i++) {
                cells[i] = (byte) (cells[i] < 0 ? 1 : 0);
            }
            return new Label(picture.cols(), picture.rows(), cells);
        } finally {
            picture.release();
        }
    }

    boolean changed(int index) {
        return cells[index] != 0;
    }
}
