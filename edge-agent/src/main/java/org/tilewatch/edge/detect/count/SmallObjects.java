package org.tilewatch.edge.detect.count;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Window;

/**
 * Finds what is small and brighter or darker than the ground around by a white and a black top-hat: lorries, stacks, containers and
 * their shadows. It tells how much stands about, not what.
 */
public final class SmallObjects implements AutoCloseable {

    /** Wider things are no small objects. */
    private static final double WIDEST_METRES = 6.5;

    private static final double LEAST_SQUARE_METRES = 4;
    private static final double MOST_SQUARE_METRES = 60;
    /** DN above the ground around. */
    private static final double STANDS_OUT = 22;

    private final Mat grey = new Mat();
    private final Mat hat = new Mat();
    private final Mat labels = new Mat();
    private final Mat stats = new Mat();
    private final Mat centres = new Mat();

    /**
     * A small object.
     *
     * @param x of its middle on the grid
     * @param y of its middle on the grid
     * @param bright whether it is brighter than the ground around, else darker
     */
    public record Spot(double x, double y, boolean bright) {}

    /**
     * Finds them.
     *
     * @param look 8 bit, one band or more
     * @param clear 255 where the ground was seen
     * @param squareMetresPerPixel of the grid
     */
    public List<Spot> find(Mat look, Mat clear, double squareMetresPerPixel, Window on) {
        if (look.channels() >= 3) {
            Imgproc.cvtColor(look, grey, Imgproc.COLOR_RGB2GRAY);
        } else {
            Core.extractChannel(look, grey, 0);
        }
        int edge = 2 * (int) Math.round(WIDEST_METRES / Math.sqrt(squareMetresPerPixel) / 2) + 1;
        Mat square = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(edge, edge));
        List<Spot> found = new ArrayList<>();
        for (boolean bright : new boolean[] {true, false}) {
            Imgproc.morphologyEx(grey, hat, bright ? Imgproc.MORPH_TOPHAT : Imgproc.MORPH_BLACKHAT, square);
            Core.compare(hat, Scalar.all(STANDS_OUT), hat, Core.CMP_GT);
            Core.bitwise_and(hat, clear, hat);
            gather(bright, squareMetresPerPixel, on, found);
        }
        square.release();
        return found;
    }

    private void gather(boolean bright, double squareMetresPerPixel, Window on, List<Spot> into) {
        int parts = Imgproc.connectedComponentsWithStats(hat, labels, stats, centres, 8, CvType.CV_16U);
        int[] row = new int[5];
        double[] centre = new double[2];
        for (int part = 1; part < parts; part++) {
            stats.get(part, 0, row);
            double area = row[Imgproc.CC_STAT_AREA] * squareMetresPerPixel;
            if (area >= LEAST_SQUARE_METRES && area <= MOST_SQUARE_METRES) {
                centres.get(part, 0, centre);
                into.add(new Spot(on.x() + centre[0] + 0.5, on.y() + centre[1] + 0.5, bright));
            }
        }
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {grey, hat, labels, stats, centres}) {
            mat.release();
        }
    }
}
