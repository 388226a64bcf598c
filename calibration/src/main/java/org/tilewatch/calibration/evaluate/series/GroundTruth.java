package org.tilewatch.calibration.evaluate.series;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.calibration.truth.SiteTruth;
import org.tilewatch.calibration.truth.SiteTruth.Look;
import org.tilewatch.edge.imagery.Affine;

/** The planted events and the cars of a site as masks in the pixels of one look. One owner, one thread. */
final class GroundTruth implements AutoCloseable {

    private static final int MARGIN = 8;
    private static final Scalar ONE = new Scalar(1);

    private final SiteTruth truth;
    private final List<Mat> drawn = new ArrayList<>();
    private final List<Mat> warped = new ArrayList<>();
    private final List<Mat> grown = new ArrayList<>();
    private final Mat plain;
    private final Mat cars = new Mat();
    private final Mat object = new Mat();
    private final Mat common = new Mat();
    private final Mat brush =
            Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(2 * MARGIN + 1, 2 * MARGIN + 1));

    GroundTruth(SiteTruth truth) {
        this.truth = truth;
        plain = empty();
        for (SiteTruth.PlantedChange event : truth.events()) {
            Mat mask = empty();
            event.rings().forEach(ring -> fill(mask, ring, 0, 0));
            drawn.add(mask);
            warped.add(new Mat());
            grown.add(new Mat());
        }
    }

    private Mat empty() {
        return new Mat(truth.sizePixels(), truth.sizePixels(), CvType.CV_8UC1, Scalar.all(0));
    }

    /**
     * Where an object lies in a look's pixels; its mask stays here until the next.
     *
     * @param box smallest rectangle around it, within the picture
     * @param size pixels that it covers, at least 1
     */
    record Cover(Rect box, int size) {

        double centreX() {
            return (2 * box.x + box.width - 1) / 2.0;
        }

        double centreY() {
            return (2 * box.y + box.height - 1) / 2.0;
        }
    }

    /** Brings all masks into a look's pixels. */
    void show(Look look) {
        Affine to = look.gridToFile();
        Mat map = new Mat(2, 3, CvType.CV_32F);
        map.put(0, 0, to.ux(), to.uy(), to.u0(), to.vx(), to.vy(), to.v0());
        Size size = new Size(look.width(), look.height());
        for (int i = 0; i < drawn.size(); i++) {
            Imgproc.warpAffine(drawn.get(i), warped.get(i), map, size, Imgproc.INTER_NEAREST);
            Imgproc.dilate(warped.get(i), grown.get(i), brush);
        }
        plain.setTo(Scalar.all(0));
        int edge = truth.sizePixels();
        for (int[] car : look.bustle()) {
            int x0 = Math.max(0, car[0] - MARGIN / 2);
            int y0 = Math.max(0, car[1] - MARGIN / 2);
            int x1 = Math.min(edge, car[0] + car[2] + MARGIN / 2 + 1);
            int y1 = Math.min(edge, car[1] + car[3] + MARGIN / 2 + 2);
            if (x1 > x0 && y1 > y0) {
                Mat part = plain.submat(y0, y1, x0, x1);
                part.setTo(ONE);
                part.release();
            }
        }
        Imgproc.warpAffine(plain, cars, map, size, Imgproc.INTER_NEAREST);
        map.release();
    }

    /** Draws an object's ring. */
    Cover cover(int[] ring) {
        int left = Integer.MAX_VALUE;
        int top = Integer.MAX_VALUE;
        int right = 0;
        int bottom = 0;
        for (int i = 0; i < ring.length; i += 2) {
            left = Math.min(left, ring[i]);
            right = Math.max(right, ring[i]);
            top = Math.min(top, ring[i + 1]);
            bottom = Math.max(bottom, ring[i + 1]);
        }
        int x0 = Math.clamp(left, 0, cars.cols() - 1);
        int y0 = Math.clamp(top, 0, cars.rows() - 1);
        int x1 = Math.clamp(right, x0, cars.cols() - 1);
        int y1 = Math.clamp(bottom, y0, cars.rows() - 1);
        object.create(y1 - y0 + 1, x1 - x0 + 1, CvType.CV_8UC1);
        object.setTo(Scalar.all(0));
        fill(object, ring, x0, y0);
        return new Cover(new Rect(x0, y0, object.cols(), object.rows()), Math.max(1, Core.countNonZero(object)));
    }

    private static void fill(Mat mask, int[] ring, int x0, int y0) {
        List<Point> corners = new ArrayList<>();
        for (int i = 0; i < ring.length; i += 2) {
            corners.add(new Point(ring[i] - x0, ring[i + 1] - y0));
        }
        MatOfPoint polygon = new MatOfPoint();
        polygon.fromList(corners);
        if (!corners.isEmpty()) {
            Imgproc.fillPoly(mask, List.of(polygon), ONE);
        }
        polygon.release();
    }

    /** Whether more than half of the object lies within an event and the margin around it. */
    boolean near(int event, Cover cover) {
        return 2 * common(grown.get(event), cover) > cover.size();
    }

    /** Whether more than half of it lies on cars. */
    boolean onCars(Cover cover) {
        return 2 * common(cars, cover) > cover.size();
    }

    /** Its pixels within an event. */
    int inside(int event, Cover cover) {
        return common(warped.get(event), cover);
    }

    /** Pixels of an event on the look. */
    int area(int event) {
        return Core.countNonZero(warped.get(event));
    }

    private int common(Mat mask, Cover cover) {
        Mat part = mask.submat(cover.box());
        Core.bitwise_and(part, object, common);
        part.release();
        return Core.countNonZero(common);
    }

    /** A point of the look on the grid: x, y. */
    double[] onGrid(Look look, double x, double y) {
        Affine back = look.gridToFile().inverse();
        return new double[] {back.u(x, y), back.v(x, y)};
    }

    @Override
    public void close() {
        drawn.forEach(Mat::release);
        warped.forEach(Mat::release);
        grown.forEach(Mat::release);
        for (Mat mat : new Mat[] {plain, cars, object, common, brush}) {
            mat.release();
        }
    }
}
