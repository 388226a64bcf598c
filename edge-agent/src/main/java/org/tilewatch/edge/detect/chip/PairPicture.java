package org.tilewatch.edge.detect.chip;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;

/** Draws two pictures of a place side by side for people, the earlier one left, with what changed outlined in both. */
public final class PairPicture implements AutoCloseable {

    private static final int GREATEST_EDGE = 1024;
    private static final int LEAST_EDGE = 480;
    private static final int GAP = 8;
    private static final int LEGEND = 28;
    private static final Scalar STRONG = new Scalar(0, 200, 255);
    private static final Scalar WEAK = new Scalar(255, 190, 90);
    private static final Scalar INK = new Scalar(240, 240, 240);

    private final Mat eight = new Mat();
    private final Mat band = new Mat();
    private final Mat colour = new Mat();
    private final Mat scaled = new Mat();
    private final Mat sheet = new Mat();
    private final MatOfByte encoded = new MatOfByte();

    /**
     * An object as it is drawn.
     *
     * @param before ring in the earlier picture's pixels, (0, 0) the centre of the first
     * @param after the same in the later picture's
     * @param label drawn beside a strong one
     */
    public record Mark(double[] before, double[] after, boolean strong, String label) {}

    /**
     * Draws.
     *
     * @param beforeScale DN of the earlier picture times this are 8 bit
     * @param afterScale the same of the later one
     * @param legend one line
     * @return a JPEG
     */
    public byte[] draw(
            Raster before, double beforeScale, Raster after, double afterScale, List<Mark> marks, String legend) {
        double edge = Math.max(before.width(), before.height());
        double scale = Math.clamp(edge, LEAST_EDGE, GREATEST_EDGE) / edge;
        int width = Math.max(1, (int) Math.round(scale * before.width()));
        int height = Math.max(1, (int) Math.round(scale * before.height()));
        sheet.create(height + LEGEND, 2 * width + GAP, CvType.CV_8UC3);
        Natives.fill(sheet, 24);
        place(before, beforeScale, 0, width, height);
        place(after, afterScale, width + GAP, width, height);
        double acrossX = width / (double) after.width();
        double acrossY = height / (double) after.height();
        for (Mark mark : marks) {
            outline(mark.before(), scale, scale, 0, mark);
            outline(mark.after(), acrossX, acrossY, width + GAP, mark);
        }
        write(legend, 6, height + LEGEND - 9, INK);
        return jpeg();
    }

    private void place(Raster from, double scale, int left, int width, int height) {
        from.pixels().convertTo(eight, CvType.CV_8U, scale);
        if (eight.channels() >= 3) {
            colour.create(eight.size(), CvType.CV_8UC3);
            for (int i = 0; i < 3; i++) {
                Core.extractChannel(eight, band, i);
                Core.insertChannel(band, colour, 2 - i);
            }
        } else {
            Core.extractChannel(eight, band, 0);
            Imgproc.cvtColor(band, colour, Imgproc.COLOR_GRAY2BGR);
        }
        int how = width > from.width() ? Imgproc.INTER_CUBIC : Imgproc.INTER_AREA;
        Imgproc.resize(colour, scaled, new Size(width, height), 0, 0, how);
        Mat to = sheet.submat(0, height, left, left + width);
        scaled.copyTo(to);
        to.release();
    }

    private void outline(double[] ring, double scaleX, double scaleY, int left, Mark mark) {
        List<Point> points = new ArrayList<>();
        Point lowest = new Point(left, 0);
        for (int i = 0; i < ring.length; i += 2) {
            Point corner = new Point(left + (ring[i] + 0.5) * scaleX, (ring[i + 1] + 0.5) * scaleY);
            lowest = corner.y > lowest.y ? corner : lowest;
            points.add(corner);
        }
        MatOfPoint line = new MatOfPoint();
        line.fromList(points);
        Scalar ink = mark.strong() ? STRONG : WEAK;
        Imgproc.polylines(sheet, List.of(line), true, ink, mark.strong() ? 2 : 1, Imgproc.LINE_AA, 0);
        line.release();
        if (mark.strong()) {
            write(mark.label(), (int) lowest.x, (int) Math.min(lowest.y + 14, sheet.rows() - LEGEND - 3), STRONG);
        }
    }

    private void write(String text, int x, int y, Scalar ink) {
        Imgproc.putText(
                sheet, text, new Point(x, y), Imgproc.FONT_HERSHEY_SIMPLEX, 0.42, ink, 1, Imgproc.LINE_AA, false);
    }

    private byte[] jpeg() {
        MatOfInt parameters = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, 90);
        Imgcodecs.imencode(".jpg", sheet, encoded, parameters);
        parameters.release();
        return encoded.toArray();
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {eight, band, colour, scaled, sheet, encoded}) {
            mat.release();
        }
    }
}
