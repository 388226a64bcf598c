package org.tilewatch.calibration.demo.picture;

import java.io.IOException;
import java.util.List;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.alert.AlertSummary;

/** Draws a report as one picture: its chips side by side, what each is above, what the alert says below. */
final class AlertSheet {

    private static final int CHIP = 320;
    private static final int GAP = 10;
    private static final int HEAD = 26;
    private static final int FOOT = 58;
    private static final Scalar PAPER = new Scalar(250, 250, 250);
    private static final Scalar INK = new Scalar(40, 40, 40);
    private static final Scalar FAINT = new Scalar(110, 110, 110);
    private static final List<String> TITLES = List.of("before", "after", "difference");

    private AlertSheet() {}

    /** The encoded picture; the ending of {@code name} says in which format. */
    static byte[] draw(Report report, AlertSummary alert, String name) throws IOException {
        int chips = report.chips().size();
        Mat sheet = new Mat(HEAD + CHIP + FOOT, GAP + chips * (CHIP + GAP), CvType.CV_8UC3, PAPER);
        try {
            for (int k = 0; k < chips; k++) {
                int left = GAP + k * (CHIP + GAP);
                write(sheet, TITLES.get(k), left, 18, 0.5, FAINT);
                place(report.chips().get(k), sheet, left);
            }
            write(sheet, alert.sentence(), GAP, HEAD + CHIP + 24, 0.6, INK);
            String where = "%s, station %s, site %s, tile %s, acquired %s, probability %.0f %%"
                    .formatted(
                            alert.severity(),
                            alert.station(),
                            alert.site(),
                            alert.tile(),
                            alert.acquired(),
                            100 * alert.probability());
            write(sheet, where, GAP, HEAD + CHIP + 46, 0.45, FAINT);
            return encoded(sheet, name);
        } finally {
            sheet.release();
        }
    }

    private static void place(Message chip, Mat sheet, int left) throws IOException {
        MatOfByte bytes = new MatOfByte(chip.payload());
        Mat picture = Imgcodecs.imdecode(bytes, Imgcodecs.IMREAD_COLOR);
        bytes.release();
        if (picture.empty()) {
            throw new IOException("chip %s is no picture".formatted(chip.topic()));
        }
        Mat there = sheet.submat(new Rect(left, HEAD, CHIP, CHIP));
        Imgproc.resize(picture, there, new Size(CHIP, CHIP), 0, 0, Imgproc.INTER_AREA);
        there.release();
        picture.release();
    }

    private static void write(Mat sheet, String text, int x, int y, double size, Scalar colour) {
        Imgproc.putText(sheet, text, new Point(x, y), Imgproc.FONT_HERSHEY_SIMPLEX, size, colour, 1, Imgproc.LINE_AA);
    }

    private static byte[] encoded(Mat sheet, String name) throws IOException {
        String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
        MatOfByte bytes = new MatOfByte();
        MatOfInt quality = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, 88);
        try {
            if (!List.of(".jpg", ".png").contains(ending) || !Imgcodecs.imencode(ending, sheet, bytes, quality)) {
                throw new IOException("%s: pictures are written as .jpg or .png".formatted(name));
            }
            return bytes.toArray();
        } finally {
            bytes.release();
            quality.release();
        }
    }
}
