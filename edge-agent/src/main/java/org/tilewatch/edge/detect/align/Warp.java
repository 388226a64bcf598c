package org.tilewatch.edge.detect.align;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;

/**
 * Brings a look from its own pixels onto a window of the site's grid, coarsely for registration and finely once the local shift is
 * known, so that the pixels that are judged were interpolated once.
 */
public final class Warp implements AutoCloseable {

    private static final Scalar NOTHING = Scalar.all(0);
    /** Rows that are worked on in one go. */
    private static final int STRIP_ROWS = 32;

    private final Mat eight = new Mat();
    private final Mat colour = new Mat();
    private final Mat band = new Mat();
    /** What OpenCV takes for 'both coordinates are in the first map'; stays empty. */
    private final Mat noSecondMap = new Mat();

    private final Mat reduced = new Mat();
    private final Mat reducedValid = new Mat();
    private final Mat positions = new Mat();
    private final Mat maps = new Mat();
    private final Mat stripPixels = new Mat();
    private final Mat matrix = new Mat(2, 3, CvType.CV_64FC1);
    private final double[] cells = new double[6];
    private final Mat rim;
    private final Point centre = new Point(-1, -1);
    private final Mat halfValid = new Mat();
    /** The pixels in hand: the look's own or one of the buffers above. */
    private Mat source = reduced;

    private Mat sourceValid = reducedValid;
    private int step = 1;
    private Affine toSource = Affine.IDENTITY;

    /** Pixels closer than {@code rimPixels} to the rim of an image or of its no-data are taken as not measured. */
    public Warp(int rimPixels) {
        rim = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(rimPixels + 1, rimPixels + 1));
    }

    /**
     * Takes a look in hand.
     *
     * @param look its raster; must stay as it is while the look is in hand
     * @param gridToFile from the site's grid pixels to the look's own
     * @param bands 1 or 3 bands to judge by; the first ones of the file
     * @param scale DN are multiplied by this to reach 8 bit; 1 for 8 bit files
     */
    public void take(Raster look, Affine gridToFile, int bands, double scale) {
        Mat pixels = look.pixels();
        if (look.bitsPerSample() != 8) {
            pixels.convertTo(eight, CvType.CV_8U, scale);
            pixels = eight;
        }
        if (pixels.channels() != bands) {
            colour.create(pixels.size(), CvType.CV_8UC(bands));
            for (int i = 0; i < bands; i++) {
                Core.extractChannel(pixels, band, Math.min(i, pixels.channels() - 1));
                Core.insertChannel(band, colour, i);
            }
            pixels = colour;
        }
        // Pixels much finer than the grid are averaged first: sampling them one by one would alias.
        step = Math.max(1, (int) Math.floor(Math.hypot(gridToFile.ux(), gridToFile.vx()) + 0.1));
        if (step > 1) {
            Size size = new Size(Math.max(1, pixels.cols() / step), Math.max(1, pixels.rows() / step));
            Imgproc.resize(pixels, reduced, size, 0, 0, Imgproc.INTER_AREA);
            Imgproc.resize(look.valid(), reducedValid, size, 0, 0, Imgproc.INTER_NEAREST);
            source = reduced;
            sourceValid = reducedValid;
        } else {
            source = pixels;
            sourceValid = look.valid();
        }
        toSource = gridToFile.then(new Affine(0, 1.0 / step, 0, 0, 0, 1.0 / step));
    }

    /** The look at 1 / {@code reduction} of the grid's scale. */
    public void coarse(Window on, int reduction, Mat pixels, Mat valid) {
        Size size = new Size(on.width() / (double) reduction, on.height() / (double) reduction);
        Affine fromCoarse = new Affine(on.x(), reduction, 0, on.y(), 0, reduction).then(toSource);
        if (coversExactly(fromCoarse, size, reduction)) {
            // Halfway between two samples the linear interpolation is their mean.
            Imgproc.resize(source, pixels, size, 0, 0, Imgproc.INTER_AREA);
            Imgproc.resize(sourceValid, valid, size, 0, 0, Imgproc.INTER_NEAREST);
            return;
        }
        fill(centred(fromCoarse));
        Imgproc.warpAffine(
                source,
                pixels,
                matrix,
                size,
                Imgproc.INTER_LINEAR | Imgproc.WARP_INVERSE_MAP,
                Core.BORDER_REPLICATE,
                NOTHING);
        Imgproc.warpAffine(
                sourceValid,
                valid,
                matrix,
                size,
                Imgproc.INTER_NEAREST | Imgproc.WARP_INVERSE_MAP,
                Core.BORDER_CONSTANT,
                NOTHING);
    }

    private boolean coversExactly(Affine fromCoarse, Size size, int reduction) {
        return fromCoarse.equals(new Affine(0, reduction, 0, 0, 0, reduction))
                && source.cols() == reduction * size.width
                && source.rows() == reduction * size.height;
    }

    /**
     * The look on the window's own pixels.
     *
     * @param shift where each pixel's content is found, relative to its place on the grid, in grid pixels (32 bit, x and y)
     * @param shiftX the shift of the window as a whole, for the mask, which needs no more
     * @param shiftY the same, down
     */
    public void fine(Window on, Mat shift, double shiftX, double shiftY, Mat pixels, Mat valid) {
        Affine toFile = centred(new Affine(on.x(), 1, 0, on.y(), 0, 1).then(toSource));
        pixels.create(on.height(), on.width(), source.type());
        for (int row = 0; row < on.height(); row += STRIP_ROWS) {
            int rows = Math.min(STRIP_ROWS, on.height() - row);
            placesOf(rows, on.width());
            maps.create(rows, on.width(), CvType.CV_32FC2);
            Natives.copyRows(shift, row, maps, 0, rows);
            strip(row, toFile);
            Natives.copyRows(stripPixels, 0, pixels, row, rows);
        }
        fineValid(on, shiftX, shiftY, pixels.size(), valid);
    }

    /** A map of the whole window would not stay in the cache. */
    private void strip(int row, Affine toFile) {
        Core.add(maps, positions, maps);
        if (toFile.ux() == 1 && toFile.uy() == 0 && toFile.vx() == 0 && toFile.vy() == 1) {
            Core.add(maps, new Scalar(toFile.u0(), toFile.v0() + row), maps);
        } else {
            fill(new Affine(toFile.u(0, row), toFile.ux(), toFile.uy(), toFile.v(0, row), toFile.vx(), toFile.vy()));
            Core.transform(maps, maps, matrix);
        }
        Imgproc.remap(source, stripPixels, maps, noSecondMap, Imgproc.INTER_LINEAR, Core.BORDER_REPLICATE, NOTHING);
    }

    private void fineValid(Window on, double shiftX, double shiftY, Size size, Mat valid) {
        Affine fromHalf = new Affine(on.x() + shiftX, 2, 0, on.y() + shiftY, 0, 2).then(toSource);
        fill(centred(fromHalf));
        Imgproc.warpAffine(
                sourceValid,
                halfValid,
                matrix,
                new Size(on.width() / 2.0, on.height() / 2.0),
                Imgproc.INTER_NEAREST | Imgproc.WARP_INVERSE_MAP,
                Core.BORDER_CONSTANT,
                NOTHING);
        Imgproc.erode(halfValid, halfValid, rim, centre, 1, Core.BORDER_CONSTANT, NOTHING);
        Imgproc.resize(halfValid, valid, size, 0, 0, Imgproc.INTER_NEAREST);
    }

    /** Column and row of each pixel of a strip. */
    private void placesOf(int rows, int width) {
        if (positions.rows() == rows && positions.cols() == width) {
            return;
        }
        positions.create(rows, width, CvType.CV_32FC2);
        float[] row = new float[2 * width];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < width; x++) {
                row[2 * x] = x;
                row[2 * x + 1] = y;
            }
            positions.put(y, 0, row);
        }
    }

    /** OpenCV counts from the centre of the first pixel, {@link Affine} from its corner. */
    private static Affine centred(Affine map) {
        return new Affine(map.u(0.5, 0.5) - 0.5, map.ux(), map.uy(), map.v(0.5, 0.5) - 0.5, map.vx(), map.vy());
    }

    private void fill(Affine map) {
        cells[0] = map.ux();
        cells[1] = map.uy();
        cells[2] = map.u0();
        cells[3] = map.vx();
        cells[4] = map.vy();
        cells[5] = map.v0();
        matrix.put(0, 0, cells);
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {
            eight, colour, band, reduced, reducedValid, positions, maps, stripPixels, matrix, rim, halfValid
        }) {
            mat.release();
        }
    }
}
