package org.tilewatch.edge.detect.chip;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Rect;
import org.opencv.imgcodecs.Imgcodecs;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Patch;

/**
 * The probability of change for each pixel, 8 bit: 255 is sure, 0 is none or not seen. One owner, one thread; its memory is kept from
 * picture to picture.
 *
 * <p>A pixel's probability is that of the smallest object that is reported at all ({@code leastPixels}), if all of it had this pixel's
 * magnitude m in units of noise: {@code 1 / (1 + exp(-(offset + slope * ln(m * sqrt(leastPixels)))))}. An object, which has more pixels
 * to show, raises those inside it to its own probability.
 */
public final class ChangeMap implements AutoCloseable {

    /** Steps of the magnitude: up to 32 units of noise in eighths. */
    private static final double STEPS = 8;

    private final Mat map = new Mat();
    private final Mat levels = new Mat();
    private final Mat table = new Mat(1, 256, CvType.CV_8UC1);
    private final MatOfByte encoded = new MatOfByte();

    /** Makes room for a picture of which nothing has been seen yet. */
    public void reset(int width, int height) {
        map.create(height, width, CvType.CV_8UC1);
        Natives.fill(map, 0);
    }

    /** Takes over the probabilities of a window's core, 32 bit, 0 to 1. */
    public void draw(Mat probability, Window window, Window core) {
        Rect part = inside(core);
        if (part.width <= 0 || part.height <= 0) {
            return;
        }
        Mat from = probability.submat(new Rect(part.x - window.x(), part.y - window.y(), part.width, part.height));
        from.convertTo(levels, CvType.CV_8U, 255);
        from.release();
        Mat to = map.submat(part);
        levels.copyTo(to);
        to.release();
    }

    private Rect inside(Window core) {
        int left = Math.max(core.x(), 0);
        int top = Math.max(core.y(), 0);
        return new Rect(
                left, top, Math.min(core.right(), map.cols()) - left, Math.min(core.bottom(), map.rows()) - top);
    }

    /** Draws what the classical stages' magnitudes in units of noise, 32 bit, stand for. */
    public void draw(Mat magnitude, Window window, Window core, double slope, double offset) {
        Rect part = inside(core);
        if (part.width <= 0 || part.height <= 0) {
            return;
        }
        byte[] probabilities = new byte[256];
        for (int i = 1; i < 256; i++) {
            double evidence = offset + slope * Math.log(i / STEPS);
            probabilities[i] = (byte) level(1 / (1 + Math.exp(-evidence)));
        }
        table.put(0, 0, probabilities);
        Mat from = magnitude.submat(new Rect(part.x - window.x(), part.y - window.y(), part.width, part.height));
        from.convertTo(levels, CvType.CV_8U, STEPS);
        from.release();
        Mat to = map.submat(part);
        Core.LUT(levels, table, levels);
        levels.copyTo(to);
        to.release();
    }

    /** Raises the pixels of an object to at least its probability, 0 to 1. */
    public void raise(Patch patch, double probability) {
        MemorySegment cells = Natives.memory(map);
        byte level = (byte) level(probability);
        int width = patch.box().width();
        for (int i = patch.cells().nextSetBit(0); i >= 0; i = patch.cells().nextSetBit(i + 1)) {
            int x = patch.box().x() + i % width;
            int y = patch.box().y() + i / width;
            if (x >= 0 && y >= 0 && x < map.cols() && y < map.rows()) {
                long at = (long) y * map.cols() + x;
                if ((cells.get(ValueLayout.JAVA_BYTE, at) & 0xff) < (level & 0xff)) {
                    cells.set(ValueLayout.JAVA_BYTE, at, level);
                }
            }
        }
    }

    private static int level(double probability) {
        return (int) Math.round(255 * probability);
    }

    /** Level at a pixel, 0 to 255. */
    public int at(int x, int y) {
        return (int) map.get(y, x)[0];
    }

    /** Level at every pixel, row by row, 0 to 255 as unsigned bytes; a copy. */
    public byte[] levels() {
        byte[] copy = new byte[map.rows() * map.cols()];
        if (copy.length > 0) {
            map.get(0, 0, copy);
        }
        return copy;
    }

    /** The map as a PNG with one grey band; owned by this object, valid until its next call. */
    public MemorySegment png() {
        Imgcodecs.imencode(".png", map, encoded);
        return Natives.memory(encoded);
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {map, levels, table, encoded}) {
            mat.release();
        }
    }
}
