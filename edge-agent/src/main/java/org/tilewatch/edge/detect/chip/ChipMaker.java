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
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;

/** Cuts and draws the chips of a finding: enough surroundings to know the place, enlarged where the finding is small. */
public final class ChipMaker implements AutoCloseable {

    private static final int LEAST_EDGE = 96;
    private static final int GREATEST_EDGE = 512;
    private static final int DRAWN_EDGE = 320;
    private static final int MOST_BYTES = 96 * 1024;
    private static final Scalar OUTLINE = new Scalar(0, 200, 255);

    private final Mat colour = new Mat();
    private final Mat drawn = new Mat();
    private final Mat heat = new Mat();
    private final Mat heatColour = new Mat();
    private final MatOfByte bytes = new MatOfByte();

    /** Draws what differs over the look. */
    public interface Overlay {
        /**
         * Draws over a picture.
         *
         * @param drawn blue, green and red, to be drawn on
         * @param cut the part of the window that it shows
         * @param scale pixels of the picture for one of the window
         */
        void paint(Mat drawn, Rect cut, double scale);
    }

    public Chips draw(Mat before, Mat after, Mat magnitude, Outline outline, Window on) {
        return draw(before, after, (picture, cut, scale) -> tint(magnitude, cut), outline, on);
    }

    /** The same with what differs drawn by others; the outline goes on top. */
    public Chips draw(Mat before, Mat after, Overlay overlay, Outline outline, Window on) {
        Rect cut = around(outline, on);
        double scale = Math.min(4, DRAWN_EDGE / (double) Math.max(cut.width, cut.height));
        if (cut.width > DRAWN_EDGE || cut.height > DRAWN_EDGE) {
            scale = 1;
        }
        byte[] beforeJpeg = jpeg(enlarged(before, cut, scale));
        byte[] afterJpeg = jpeg(enlarged(after, cut, scale));
        enlarged(after, cut, scale);
        overlay.paint(drawn, cut, scale);
        line(outline, on, cut, scale);
        Window shown = new Window(on.x() + cut.x, on.y() + cut.y, cut.width, cut.height);
        return new Chips(beforeJpeg, afterJpeg, jpeg(drawn), shown, drawn.cols(), drawn.rows());
    }

    private static Rect around(Outline outline, Window on) {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        double[] ring = outline.outer();
        for (int i = 0; i < ring.length; i += 2) {
            left = Math.min(left, ring[i]);
            right = Math.max(right, ring[i]);
            top = Math.min(top, ring[i + 1]);
            bottom = Math.max(bottom, ring[i + 1]);
        }
        double wanted = Math.clamp(2 * Math.max(right - left, bottom - top), LEAST_EDGE, GREATEST_EDGE);
        int edgeX = Math.min(on.width(), (int) wanted);
        int edgeY = Math.min(on.height(), (int) wanted);
        int x = Math.clamp((int) ((left + right) / 2 - on.x() - edgeX / 2.0), 0, on.width() - edgeX);
        int y = Math.clamp((int) ((top + bottom) / 2 - on.y() - edgeY / 2.0), 0, on.height() - edgeY);
        return new Rect(x, y, edgeX, edgeY);
    }

    private Mat enlarged(Mat image, Rect cut, double scale) {
        Mat part = image.submat(cut);
        if (image.channels() == 3) {
            Imgproc.cvtColor(part, colour, Imgproc.COLOR_RGB2BGR);
        } else {
            Imgproc.cvtColor(part, colour, Imgproc.COLOR_GRAY2BGR);
        }
        part.release();
        Imgproc.resize(colour, drawn, new Size(), scale, scale, scale > 1 ? Imgproc.INTER_CUBIC : Imgproc.INTER_AREA);
        return drawn;
    }

    /** Tints the look where it differs. */
    private void tint(Mat magnitude, Rect cut) {
        Mat part = magnitude.submat(cut);
        part.convertTo(heat, CvType.CV_8U, 50);
        part.release();
        Imgproc.resize(heat, heat, drawn.size(), 0, 0, Imgproc.INTER_LINEAR);
        Imgproc.applyColorMap(heat, heatColour, Imgproc.COLORMAP_INFERNO);
        Core.addWeighted(drawn, 0.75, heatColour, 0.6, 0, drawn);
    }

    private void line(Outline outline, Window on, Rect cut, double scale) {
        List<Point> points = new ArrayList<>();
        double[] ring = outline.outer();
        for (int i = 0; i < ring.length; i += 2) {
            points.add(new Point((ring[i] - on.x() - cut.x) * scale, (ring[i + 1] - on.y() - cut.y) * scale));
        }
        MatOfPoint line = new MatOfPoint();
        line.fromList(points);
        Imgproc.polylines(drawn, List.of(line), true, OUTLINE, 2, Imgproc.LINE_AA, 0);
        line.release();
    }

    /** A whole picture, blue, green and red, as JPEG of at most 96 KiB. */
    public byte[] jpeg(Mat image) {
        for (int quality = 88; ; quality -= 12) {
            MatOfInt parameters = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, quality);
            Imgcodecs.imencode(".jpg", image, bytes, parameters);
            parameters.release();
            if (bytes.total() <= MOST_BYTES || quality <= 30) {
                return bytes.toArray();
            }
        }
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {colour, drawn, heat, heatColour, bytes}) {
            mat.release();
        }
    }
}
