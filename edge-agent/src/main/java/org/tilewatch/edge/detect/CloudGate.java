package org.tilewatch.edge.detect;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Outline;

/**
 * Tells ground that was seen from ground under cloud or cloud shadow, at quarter scale.
 *
 * <p>With history, a pixel's cloudiness is the share alpha of white that must be mixed into what is remembered of it to get what is
 * seen; the least of all bands counts, so that a coloured roof is no cloud. Without history, cloud is what is bright, white and
 * smooth. In both cases a cloud is wide: what an opening removes was none. Around clouds a margin is left, since their edges are
 * thin, and shadows are looked for only where there are clouds.
 */
public final class CloudGate implements AutoCloseable {

    private static final double WHITE = 245;
    private static final double MOSTLY = 0.8;

    private final DetectorSettings settings;
    private final Mat opening = Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(7, 7));
    private final Mat growing = Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(5, 5));
    private final Mat margin = Imgproc.getStructuringElement(Imgproc.MORPH_ELLIPSE, new Size(11, 11));
    private final Mat candidate = new Mat();
    private final Mat reference = new Mat();
    private final Mat known = new Mat();
    private final Mat visible = new Mat();
    private final Mat least = new Mat();
    private final Mat most = new Mat();
    private final Mat band = new Mat();
    private final Mat bandFloat = new Mat();
    private final Mat referenceFloat = new Mat();
    private final Mat room = new Mat();
    private final Mat alpha = new Mat();
    private final Mat ratio = new Mat();
    private final Mat seeds = new Mat();
    private final Mat weak = new Mat();
    private final Mat grown = new Mat();
    private final Mat shadow = new Mat();
    private final Mat dark = new Mat();
    private final Mat labels = new Mat();
    private List<Outline> things = List.of();
    private Window on = new Window(0, 0, 1, 1);

    public CloudGate(DetectorSettings settings) {
        this.settings = settings;
    }

    /** What is white within these outlines, in pixels of the grid, and not beyond them, is no cloud on the looks to come. */
    void expect(List<Outline> outlines, Window window) {
        things = outlines;
        on = window;
    }

    /**
     * Judges a look.
     *
     * @param look half-scale pixels
     * @param valid half-scale mask of measured pixels
     * @param median half-scale baseline
     * @param remembered half-scale mask of pixels the baseline knows
     * @param cloud receives, at half scale, 255 where ground is hidden by cloud, shadow or their margin
     * @return share of the measured pixels that are hidden
     */
    public double judge(Mat look, Mat valid, Mat median, Mat remembered, Mat cloud) {
        Size quarter = new Size(Math.max(1, look.cols() / 2), Math.max(1, look.rows() / 2));
        Imgproc.resize(look, candidate, quarter, 0, 0, Imgproc.INTER_AREA);
        Imgproc.resize(median, reference, quarter, 0, 0, Imgproc.INTER_AREA);
        Imgproc.resize(remembered, known, quarter, 0, 0, Imgproc.INTER_NEAREST);
        Imgproc.resize(valid, visible, quarter, 0, 0, Imgproc.INTER_NEAREST);
        extremes();
        brightAndWhite();
        Core.bitwise_and(known, visible, known);
        if (settings.looksNeeded() == 1) {
            Natives.fill(
                    known,
                    0); // one look years ago is no memory to tell a cloud by: a bright hall on dark ground would be one
        }
        if (Core.countNonZero(known) > known.total() / 10) {
            mixedWithWhite();
        }
        grow();
        dropThings();
        int hidden = Core.countNonZero(grown);
        if (hidden > settings.cloudShareForShadow() * grown.total()) {
            addShadow();
        }
        Imgproc.dilate(grown, grown, margin);
        Core.bitwise_and(grown, visible, grown);
        double share = Core.countNonZero(grown) / (double) Math.max(1, Core.countNonZero(visible));
        Imgproc.resize(grown, cloud, look.size(), 0, 0, Imgproc.INTER_NEAREST);
        if (share <= settings.ignoredCloudShare()) {
            Natives.fill(cloud, 0);
            return 0;
        }
        return share;
    }

    private void extremes() {
        Core.extractChannel(candidate, least, 0);
        least.copyTo(most);
        for (int i = 1; i < candidate.channels(); i++) {
            Core.extractChannel(candidate, band, i);
            Core.min(least, band, least);
            Core.max(most, band, most);
        }
    }

    /** Without history: {@code seeds} is what is bright, white and smooth; {@code weak} what may belong to it. */
    private void brightAndWhite() {
        Core.subtract(most, least, band);
        Imgproc.threshold(band, dark, 32, 255, Imgproc.THRESH_BINARY_INV);
        Imgproc.threshold(least, weak, 165, 255, Imgproc.THRESH_BINARY);
        Core.bitwise_and(weak, dark, weak);
        Imgproc.threshold(least, seeds, 190, 255, Imgproc.THRESH_BINARY);
        Core.bitwise_and(seeds, dark, seeds);
        Imgproc.morphologyEx(least, band, Imgproc.MORPH_GRADIENT, growing);
        Imgproc.threshold(band, dark, 28, 255, Imgproc.THRESH_BINARY_INV);
        Core.bitwise_and(seeds, dark, seeds);
        Imgproc.morphologyEx(seeds, seeds, Imgproc.MORPH_OPEN, opening);
    }

    private void mixedWithWhite() {
        Imgproc.dilate(seeds, dark, margin);
        Core.bitwise_not(dark, dark);
        Core.bitwise_and(dark, known, dark);
        boolean comparable = Core.countNonZero(dark) > dark.total() / 20;
        for (int i = 0; i < candidate.channels(); i++) {
            Core.extractChannel(candidate, band, i);
            double seen = comparable ? Core.mean(band, dark).val[0] : 1;
            band.convertTo(bandFloat, CvType.CV_32F);
            Core.extractChannel(reference, band, i);
            double remembered = comparable ? Core.mean(band, dark).val[0] : 1;
            double gain = Math.clamp(seen / Math.max(1, remembered), 0.5, 2);
            band.convertTo(referenceFloat, CvType.CV_32F, gain);
            Core.subtract(bandFloat, referenceFloat, bandFloat);
            Core.multiply(referenceFloat, Scalar.all(-1), room);
            Core.add(room, Scalar.all(WHITE), room);
            Core.max(room, Scalar.all(20), room);
            Core.divide(bandFloat, room, i == 0 ? alpha : ratio);
            if (i > 0) {
                Core.min(alpha, ratio, alpha);
            }
        }
        Imgproc.blur(alpha, alpha, new Size(3, 3));
        strongAndWeak();
    }

    private void strongAndWeak() {
        Core.compare(alpha, Scalar.all(settings.cloudAlpha()), dark, Core.CMP_GT);
        Core.bitwise_and(dark, known, dark);
        Imgproc.morphologyEx(dark, dark, Imgproc.MORPH_OPEN, opening);
        Core.bitwise_or(seeds, dark, seeds);
        Core.compare(alpha, Scalar.all(settings.cloudAlphaWeak()), dark, Core.CMP_GT);
        Core.bitwise_and(dark, known, dark);
        Core.bitwise_or(weak, dark, weak);
    }

    private void grow() {
        Core.bitwise_and(seeds, visible, seeds);
        seeds.copyTo(grown);
        if (Core.countNonZero(grown) == 0) {
            return;
        }
        for (int i = 0; i < 6; i++) {
            Imgproc.dilate(grown, grown, growing);
            Core.bitwise_and(grown, weak, grown);
            Core.bitwise_or(grown, seeds, grown);
        }
    }

    /** A new white roof is as bright and as smooth as a cloud; a cloud over it would not end where the roof does. */
    private void dropThings() {
        if (things.isEmpty()) {
            return;
        }
        dark.create(grown.size(), CvType.CV_8UC1);
        Natives.fill(dark, 0);
        double scaleX = grown.cols() / (double) on.width();
        double scaleY = grown.rows() / (double) on.height();
        for (Outline thing : things) {
            double[] ring = thing.outer();
            Point[] corners = new Point[ring.length / 2];
            for (int i = 0; i < corners.length; i++) {
                corners[i] = new Point((ring[2 * i] - on.x()) * scaleX, (ring[2 * i + 1] - on.y()) * scaleY);
            }
            MatOfPoint polygon = new MatOfPoint(corners);
            Imgproc.fillPoly(dark, List.of(polygon), Scalar.all(255));
            polygon.release();
        }
        Imgproc.dilate(dark, dark, growing);
        int parts = Imgproc.connectedComponents(grown, labels, 8, CvType.CV_16U);
        int[] all = new int[parts];
        int[] within = new int[parts];
        MemorySegment label = Natives.memory(labels);
        MemorySegment thing = Natives.memory(dark);
        for (long i = 0; i < labels.total(); i++) {
            int part = label.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * i) & 0xffff;
            all[part]++;
            within[part] += thing.get(ValueLayout.JAVA_BYTE, i) != 0 ? 1 : 0;
        }
        MemorySegment cloud = Natives.memory(grown);
        for (long i = 0; i < labels.total(); i++) {
            int part = label.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * i) & 0xffff;
            if (part > 0 && within[part] >= MOSTLY * all[part]) {
                cloud.set(ValueLayout.JAVA_BYTE, i, (byte) 0);
            }
        }
    }

    /** Ground beside a cloud that is darker than remembered in all bands alike. */
    private void addShadow() {
        if (Core.countNonZero(known) == 0) {
            return;
        }
        Imgproc.dilate(grown, dark, margin);
        Core.bitwise_not(dark, dark);
        Core.bitwise_and(dark, known, dark);
        if (Core.countNonZero(dark) < dark.total() / 50) {
            return;
        }
        for (int i = 0; i < candidate.channels(); i++) {
            Core.extractChannel(candidate, band, i);
            double seen = Core.mean(band, dark).val[0];
            band.convertTo(bandFloat, CvType.CV_32F);
            Core.extractChannel(reference, band, i);
            double remembered = Core.mean(band, dark).val[0];
            band.convertTo(referenceFloat, CvType.CV_32F, seen / Math.max(1, remembered));
            Imgproc.blur(bandFloat, bandFloat, new Size(7, 7));
            Imgproc.blur(referenceFloat, referenceFloat, new Size(7, 7));
            Core.add(referenceFloat, Scalar.all(1), referenceFloat);
            Core.divide(bandFloat, referenceFloat, i == 0 ? alpha : ratio);
            if (i > 0) {
                Core.max(alpha, ratio, alpha);
            }
        }
        Core.compare(alpha, Scalar.all(settings.shadowRatio()), shadow, Core.CMP_LT);
        Core.bitwise_and(shadow, known, shadow);
        Imgproc.morphologyEx(shadow, shadow, Imgproc.MORPH_OPEN, opening);
        Core.bitwise_or(grown, shadow, grown);
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {
            opening,
            growing,
            margin,
            candidate,
            reference,
            known,
            visible,
            least,
            most,
            band,
            bandFloat,
            referenceFloat,
            room,
            alpha,
            ratio,
            seeds,
            weak,
            grown,
            shadow,
            dark,
            labels
        }) {
            mat.release();
        }
    }
}
