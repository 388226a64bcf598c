package org.tilewatch.edge.detect.coarse;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.site.Patch;

/**
 * Draws what changed for people: the ground as the latest clear looks at each pixel showed it, coast lines in white, each class of change in
 * a colour of its own, with a legend of areas, a scale and the names of places.
 */
final class MapDrawing {

    private static final Scalar WHITE = new Scalar(255, 255, 255);
    private static final Scalar BLACK = new Scalar(0, 0, 0);
    private static final double DIMMED = 0.6;
    private static final double MOST_BRIGHT = 150;
    private static final double[] SEA = {95, 55, 20};
    private static final double LETTERS = 0.38;
    private static final int LINE = 14;
    private static final int[] SCALES_KM = {1, 2, 5, 10, 20, 50, 100, 200, 500};

    private final Memory memory;
    private final CoarseDetector.Caption caption;
    private final @Nullable ChangeClass[] shown;
    private final Map<ChangeClass, Double> squareMetres = new EnumMap<>(ChangeClass.class);

    MapDrawing(Memory memory, List<CoarseDetector.Mark> marks, CoarseDetector.Caption caption) {
        this.memory = memory;
        this.caption = caption;
        this.shown = new ChangeClass[memory.size()];
        for (CoarseDetector.Mark each : marks) {
            squareMetres.merge(each.change(), each.squareMetres(), Double::sum);
            mark(each);
        }
    }

    /** Of an outline's inside the pixels that turned into what it stands for. */
    private void mark(CoarseDetector.Mark mark) {
        Window on = memory.on;
        Patch place = Patch.of(mark.outline());
        boolean passing = mark.change() == ChangeClass.HOT || mark.change() == ChangeClass.SMOKE;
        int width = place.box().width();
        for (int i = place.cells().nextSetBit(0); i >= 0; i = place.cells().nextSetBit(i + 1)) {
            int x = place.box().x() + i % width - on.x();
            int y = place.box().y() + i / width - on.y();
            boolean inside = x >= 0 && y >= 0 && x < on.width() && y < on.height();
            if (inside && (passing || memory.change(y * on.width() + x) == mark.change())) {
                shown[y * on.width() + x] = mark.change();
            }
        }
    }

    /** Draws a part of the window over a picture of so many times its size, blue, green and red. */
    void onto(Mat drawn, Rect cut, double scale) {
        Mat ground = ground(cut);
        Mat classes = classes(cut);
        Imgproc.resize(ground, drawn, drawn.size(), 0, 0, Imgproc.INTER_CUBIC);
        Imgproc.resize(classes, classes, drawn.size(), 0, 0, Imgproc.INTER_NEAREST);
        Mat any = new Mat();
        Imgproc.cvtColor(classes, any, Imgproc.COLOR_BGR2GRAY);
        classes.copyTo(drawn, any);
        any.release();
        classes.release();
        ground.release();
        names(drawn, cut, scale);
        scale(drawn, scale);
        legend(drawn);
    }

    private Mat ground(Rect cut) {
        Mat ground = new Mat(cut.height, cut.width, CvType.CV_8UC3);
        byte[] pixel = new byte[3];
        double brighter = brighter();
        for (int y = 0; y < cut.height; y++) {
            for (int x = 0; x < cut.width; x++) {
                int at = (cut.y + y) * memory.on.width() + cut.x + x;
                for (int channel = 0; channel < 3; channel++) {
                    double level = isWater(at) ? SEA[channel] : brighter * memory.shown(at, 2 - channel);
                    pixel[channel] = (byte) (isShore(at) ? 255 : Math.min(MOST_BRIGHT, level));
                }
                ground.put(y, x, pixel);
            }
        }
        return ground;
    }

    /** Makes all but the brightest tenth of the land fill the scale. */
    private double brighter() {
        int[] levels = new int[256];
        int land = 0;
        for (int at = 0; at < memory.size(); at++) {
            if (isLand(at)) {
                levels[memory.shown(at, 1)]++;
                land++;
            }
        }
        int level = 255;
        for (int above = 0; level > 1 && above < land / 10; level--) {
            above += levels[level];
        }
        return land == 0 ? 1 : Math.clamp(MOST_BRIGHT / level, DIMMED, 3);
    }

    /** Water beside land, as last seen. */
    private boolean isShore(int at) {
        int width = memory.on.width();
        boolean inner = at % width > 0 && at % width < width - 1 && at >= width && at < memory.size() - width;
        return inner && isWater(at) && (isLand(at - 1) || isLand(at + 1) || isLand(at - width) || isLand(at + width));
    }

    private boolean isWater(int at) {
        return memory.isShown(at) && memory.shown(at, 1) < 50 && memory.shown(at, 1) <= memory.shown(at, 2) + 12;
    }

    private boolean isLand(int at) {
        return memory.isShown(at) && !isWater(at) && memory.shown(at, 2) < 85;
    }

    private Mat classes(Rect cut) {
        Mat classes = Mat.zeros(cut.height, cut.width, CvType.CV_8UC3);
        for (int y = 0; y < cut.height; y++) {
            for (int x = 0; x < cut.width; x++) {
                ChangeClass change = shown[(cut.y + y) * memory.on.width() + cut.x + x];
                if (change != null) {
                    double[] colour = colour(change).val;
                    classes.put(y, x, new byte[] {(byte) colour[0], (byte) colour[1], (byte) colour[2]});
                }
            }
        }
        return classes;
    }

    private void names(Mat drawn, Rect cut, double scale) {
        for (CoarseDetector.Name name : caption.names()) {
            double x = (name.x() - memory.on.x() - cut.x) * scale;
            double y = (name.y() - memory.on.y() - cut.y) * scale;
            if (x >= 0 && y >= LINE && x < drawn.cols() && y < drawn.rows()) {
                Imgproc.circle(drawn, new Point(x, y), 2, WHITE, -1);
                text(drawn, name.text(), x + 5, y + 4);
            }
        }
    }

    private void scale(Mat drawn, double scale) {
        double pixelsPerKm = scale * 1000 / caption.gsdMetres();
        int km = SCALES_KM[0];
        for (int each : SCALES_KM) {
            km = each * pixelsPerKm <= drawn.cols() / 4.0 ? each : km;
        }
        double left = drawn.cols() - km * pixelsPerKm - 8;
        double y = drawn.rows() - 8;
        Imgproc.line(drawn, new Point(left, y), new Point(drawn.cols() - 8, y), BLACK, 4);
        Imgproc.line(drawn, new Point(left, y), new Point(drawn.cols() - 8, y), WHITE, 2);
        text(drawn, km + " km", left, y - 6);
    }

    private void legend(Mat drawn) {
        text(drawn, caption.title(), 6, LINE);
        int line = 2;
        for (Map.Entry<ChangeClass, Double> each : squareMetres.entrySet()) {
            double y = line * LINE;
            Point from = new Point(6, y - 9);
            Imgproc.rectangle(drawn, from, new Point(16, y), colour(each.getKey()), -1);
            Imgproc.rectangle(drawn, from, new Point(16, y), WHITE, 1);
            double km2 = each.getValue() / 1e6;
            text(drawn, String.format(Locale.ROOT, "%s %,.1f km2", words(each.getKey()), km2), 22, y);
            line++;
        }
    }

    private static void text(Mat drawn, String text, double x, double y) {
        Point at = new Point(x, y);
        Imgproc.putText(drawn, text, at, Imgproc.FONT_HERSHEY_SIMPLEX, LETTERS, BLACK, 3, Imgproc.LINE_AA);
        Imgproc.putText(drawn, text, at, Imgproc.FONT_HERSHEY_SIMPLEX, LETTERS, WHITE, 1, Imgproc.LINE_AA);
    }

    private static Scalar colour(ChangeClass change) {
        return switch (change) {
            case WATER_CAME -> new Scalar(255, 110, 0);
            case WATER_WENT -> new Scalar(230, 230, 60);
            case ICE_CAME -> new Scalar(255, 240, 230);
            case ICE_WENT -> new Scalar(220, 90, 200);
            case BURN -> new Scalar(20, 20, 230);
            case GROUND -> new Scalar(30, 160, 255);
            case SMOKE -> new Scalar(170, 170, 170);
            case HOT -> new Scalar(0, 255, 255);
            case NONE -> new Scalar(0, 0, 0);
        };
    }

    private static String words(ChangeClass change) {
        return switch (change) {
            case WATER_CAME -> "under water";
            case WATER_WENT -> "fallen dry";
            case ICE_CAME -> "snow or ice came";
            case ICE_WENT -> "snow or ice went";
            case BURN -> "burnt";
            case GROUND -> "bare ground";
            case SMOKE -> "smoke or dust";
            case HOT -> "hot spot";
            case NONE -> "";
        };
    }
}
