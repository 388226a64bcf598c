package org.tilewatch.edge.watch.pair;

import java.io.IOException;
import java.nio.file.Path;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;

/**
 * Pictures of one drawn piece of ground for tests: fields of 6 m that differ in brightness, with soft borders; a hall may stand on it.
 * Metres count to the right and down from the corner of the first picture.
 */
public final class DrawnGround {

    private static final double EAST = 300_000;
    private static final double NORTH = 4_400_000;

    private double gsd = 1;
    private double left;
    private double top;
    private double[] hall = {0, 0, 0, 0};
    private boolean placed;

    public DrawnGround gsd(double metres) {
        gsd = metres;
        return this;
    }

    /** Upper left corner in metres; the picture gets a georeference. */
    public DrawnGround at(double x, double y) {
        left = x;
        top = y;
        placed = true;
        return this;
    }

    /** A hall with a light red roof: left, top, right, bottom in metres. */
    public DrawnGround hall(double... box) {
        hall = box;
        return this;
    }

    public Path write(Path file, int width, int height) throws IOException {
        return write(file, width, height, 3);
    }

    public Path write(Path file, int width, int height, int bands) throws IOException {
        DrawnTiff picture = new DrawnTiff(width, height, bands, (x, y, s) -> level(x, y, s));
        if (placed) {
            picture.place(32652, EAST + left, NORTH - top, gsd, gsd);
        }
        return picture.write(file);
    }

    private int level(int column, int row, int band) {
        double x = left + gsd * (column + 0.5);
        double y = top + gsd * (row + 0.5);
        if (x >= hall[0] && x < hall[2] && y >= hall[1] && y < hall[3]) {
            return 215 - 25 * band;
        }
        double u = x / 6 + 1000;
        double v = y / 6 + 1000;
        int i = (int) u;
        int j = (int) v;
        double a = soft(u - i);
        double b = soft(v - j);
        double level = (1 - b) * ((1 - a) * field(i, j) + a * field(i + 1, j))
                + b * ((1 - a) * field(i, j + 1) + a * field(i + 1, j + 1));
        return (int) (60 + 70 * level - 8 * band);
    }

    private static double soft(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double field(int i, int j) {
        int h = i * 374_761_393 + j * 668_265_263;
        h = (h ^ (h >>> 13)) * 1_274_126_177;
        return ((h ^ (h >>> 16)) & 0xffff) / 65_535.0;
    }
}
