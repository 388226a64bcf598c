package org.tilewatch.calibration.evaluate.pair;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.calibration.evaluate.page.CasePicture;
import org.tilewatch.calibration.evaluate.page.Section;
import org.tilewatch.calibration.evaluate.page.Section.Picture;
import org.tilewatch.calibration.evaluate.pair.PairFacts.Tile;
import org.tilewatch.calibration.score.Ranking.Scored;

/** Pictures of the changed tiles with the lowest scores and of the unchanged ones with the highest. */
public final class PairPictures {

    private static final int MOST = 6;
    private static final double SHOWN = 0.1;
    private static final int RADIUS = 128;

    private PairPictures() {}

    private record Case(PairFacts facts, Tile tile) {

        double score() {
            return tile.score();
        }
    }

    /** One section for misses, one for false alarms; without figures. */
    public static List<Section> of(List<PairFacts> facts) throws IOException {
        List<Case> changed = new ArrayList<>();
        List<Case> unchanged = new ArrayList<>();
        for (PairFacts each : facts) {
            for (Tile tile : each.tiles()) {
                if (tile.changed() || tile.unchanged()) {
                    (tile.changed() ? changed : unchanged).add(new Case(each, tile));
                }
            }
        }
        changed.sort(Comparator.comparingDouble(Case::score));
        unchanged.sort(Comparator.comparingDouble(Case::score).reversed());
        try (CasePicture drawing = new CasePicture()) {
            return List.of(
                    section(drawing, "worst_misses", "Worst misses", changed),
                    section(drawing, "worst_false_alarms", "Worst false alarms", unchanged));
        }
    }

    private static Section section(CasePicture drawing, String key, String title, List<Case> cases) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (Case each : cases.subList(0, Math.min(MOST, cases.size()))) {
            String caption = String.format(
                    Locale.ROOT,
                    "%s, %s, tile at %d, %d: tile score %.3f, %.1f %% labelled as changed",
                    each.facts().pair().source(),
                    each.facts().pair().name(),
                    each.tile().x(),
                    each.tile().y(),
                    each.score(),
                    100 * each.tile().changedFraction());
            double x = each.tile().x() + RADIUS - 0.5;
            double y = each.tile().y() + RADIUS - 0.5;
            drawing.draw(
                            new CasePicture.Cut(each.facts().pair().before(), x, y, RADIUS),
                            new CasePicture.Cut(each.facts().pair().after(), x, y, RADIUS),
                            marks(each),
                            caption)
                    .ifPresent(jpeg -> pictures.add(new Picture(jpeg, caption, "Before and after: " + caption)));
        }
        String note =
                "Left before, right after; blue: labelled as changed, yellow: what the agent outlined, with its score.";
        return new Section(key, title, note, List.of(), List.of(), pictures);
    }

    private static List<CasePicture.Mark> marks(Case each) throws IOException {
        List<CasePicture.Mark> marks = new ArrayList<>();
        for (double[] ring : labelled(each)) {
            marks.add(new CasePicture.Mark(ring, ring, false, ""));
        }
        List<Scored> objects = each.facts().objects();
        for (int i = 0; i < objects.size(); i++) {
            if (objects.get(i).score() >= SHOWN) {
                double[] ring = each.facts().rings().get(i);
                String score = String.format(Locale.ROOT, "%.2f", objects.get(i).score());
                marks.add(new CasePicture.Mark(ring, ring, true, score));
            }
        }
        return marks;
    }

    private static List<double[]> labelled(Case each) throws IOException {
        if (each.facts().pair().label().isEmpty()) {
            return List.of();
        }
        Label label = Label.read(each.facts().pair().label().get());
        Mat mask = new Mat(label.height(), label.width(), CvType.CV_8UC1);
        mask.put(0, 0, label.cells());
        List<MatOfPoint> contours = new ArrayList<>();
        Mat order = new Mat();
        Imgproc.findContours(mask, contours, order, Imgproc.RETR_EXTERNAL, Imgproc.CHAIN_APPROX_SIMPLE);
        List<double[]> rings = new ArrayList<>();
        for (MatOfPoint contour : contours) {
            Point[] corners = contour.toArray();
            double[] ring = new double[2 * corners.length];
            for (int i = 0; i < corners.length; i++) {
                ring[2 * i] = corners[i].x;
                ring[2 * i + 1] = corners[i].y;
            }
            rings.add(ring);
            contour.release();
        }
        order.release();
        mask.release();
        return rings;
    }
}
