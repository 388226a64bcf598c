package org.tilewatch.calibration.demo.picture;

import java.io.IOException;
import java.util.ArrayList;
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
    private static final int LINE = 24;
    private static final int FOOT = 34;
    private static final double LARGE = 0.6;
    private static final double SMALL = 0.45;
    private static final int FONT = Imgproc.FONT_HERSHEY_SIMPLEX;
    private static final Scalar PAPER = new Scalar(250, 250, 250);
    private static final Scalar INK = new Scalar(40, 40, 40);
    private static final Scalar FAINT = new Scalar(110, 110, 110);
    private static final List<String> TITLES = List.of("before", "after", "difference");

    private AlertSheet() {}

    /** The encoded picture; the ending of {@code name} says in which format. */
    static byte[] draw(Report report, AlertSummary alert, String name) throws IOException {
        int chips = report.chips().size();
        int width = GAP + chips * (CHIP + GAP);
        List<String> sentence = lines(alert.sentence(), width - 2 * GAP, LARGE);
        String where = "%s, station %s, site %s, tile %s, acquired %s, probability %.0f %%"
                .formatted(
                        alert.severity(),
                        alert.station(),
                        alert.site(),
                        alert.tile(),
                        alert.acquired(),
                        100 * alert.probability());
        List<String> place = lines(where, width - 2 * GAP, SMALL);
        int foot = LINE * (sentence.size() + place.size()) + FOOT - LINE;
        Mat sheet = new Mat(HEAD + CHIP + foot, width, CvType.CV_8UC3, PAPER);
        try {
            for (int k = 0; k < chips; k++) {
                int left = GAP + k * (CHIP + GAP);
                write(sheet, TITLES.get(k), left, 18, 0.5, FAINT);
                place(report.chips().get(k), sheet, left);
            }
            int y = HEAD + CHIP;
            for (String line : sentence) {
                y += LINE;
                write(sheet, line, GAP, y, LARGE, INK);
            }
            for (String line : place) {
                y += LINE;
                write(sheet, line, GAP, y, SMALL, FAINT);
            }
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

    /** A text broken between words, so that no line is wider than there is room. */
    private static List<String> lines(String text, int room, double size) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && Imgproc.getTextSize(longer, FONT, size, 1, null).width > room) {
                lines.add(line);
                longer = word;
            }
            line = longer;
        }
        lines.add(line);
        return lines;
    }

    private static void write(Mat sheet, String text, int x, int y, double size, Scalar colour) {
        Imgproc.putText(sheet, text, new Point(x, y), FONT, size, colour, 1, Imgproc.LINE_AA);
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
