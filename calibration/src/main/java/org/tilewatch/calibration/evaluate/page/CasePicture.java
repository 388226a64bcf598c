package org.tilewatch.calibration.evaluate.page;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.tilewatch.edge.detect.chip.PairPicture;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.watch.look.Radiometry;

/** Draws a case before and after from the files themselves, cut to its surroundings. One owner, one thread. */
public final class CasePicture implements AutoCloseable {

    private final Decoder decoder = new Decoder(Caps.DEFAULT);
    private final PairPicture picture = new PairPicture();
    private final Raster whole = new Raster();
    private final Raster before = new Raster();
    private final Raster after = new Raster();

    /**
     * What is cut out of a file.
     *
     * @param x centre of the cut, whole numbers being the centres of pixels
     * @param y the same
     * @param radius half of the cut's edge, in the file's pixels
     */
    public record Cut(Path file, double x, double y, double radius) {}

    /**
     * An outline in both files' pixels.
     *
     * @param found whether the agent found it, drawn in yellow, or it is the truth, drawn in blue
     */
    public record Mark(double[] before, double[] after, boolean found, String label) {}

    /** A JPEG; empty where one of the files cannot be read. */
    public Optional<byte[]> draw(Cut earlier, Cut later, List<Mark> marks, String legend) throws IOException {
        try {
            decode(earlier);
            double earlierScale = Radiometry.of(whole).scale();
            Rect left = cut(earlier, before);
            decode(later);
            double laterScale = Radiometry.of(whole).scale();
            Rect right = cut(later, after);
            List<PairPicture.Mark> drawn = new ArrayList<>();
            for (Mark mark : marks) {
                if (outside(mark.after(), right)) {
                    continue;
                }
                drawn.add(new PairPicture.Mark(
                        moved(mark.before(), left), moved(mark.after(), right), mark.found(), mark.label()));
            }
            return Optional.of(picture.draw(before, earlierScale, after, laterScale, drawn, legend));
        } catch (UnreadableTile e) {
            return Optional.empty();
        }
    }

    private Scene decode(Cut cut) throws IOException, UnreadableTile {
        return decoder.decode(cut.file(), Instant.EPOCH, whole);
    }

    private Rect cut(Cut cut, Raster into) {
        int width = Math.clamp(Math.round(2 * cut.radius()), 1, whole.width());
        int height = Math.clamp(Math.round(2 * cut.radius()), 1, whole.height());
        int x = Math.clamp(Math.round(cut.x() - width / 2.0), 0, whole.width() - width);
        int y = Math.clamp(Math.round(cut.y() - height / 2.0), 0, whole.height() - height);
        Rect there = new Rect(x, y, width, height);
        into.reshape(width, height, whole.bands(), whole.bitsPerSample());
        copy(whole.pixels(), there, into.pixels());
        copy(whole.valid(), there, into.valid());
        return there;
    }

    private static void copy(Mat from, Rect there, Mat to) {
        Mat part = from.submat(there);
        part.copyTo(to);
        part.release();
    }

    /** Whether all corners lie beyond one and the same side. */
    private static boolean outside(double[] ring, Rect cut) {
        int sides = 15;
        for (int i = 0; i < ring.length; i += 2) {
            sides &= (ring[i] < cut.x ? 1 : 0)
                    | (ring[i] >= cut.x + cut.width ? 2 : 0)
                    | (ring[i + 1] < cut.y ? 4 : 0)
                    | (ring[i + 1] >= cut.y + cut.height ? 8 : 0);
        }
        return sides != 0;
    }

    private static double[] moved(double[] ring, Rect by) {
        double[] moved = new double[ring.length];
        for (int i = 0; i < ring.length; i += 2) {
            moved[i] = ring[i] - by.x;
            moved[i + 1] = ring[i + 1] - by.y;
        }
        return moved;
    }

    @Override
    public void close() {
        decoder.close();
        picture.close();
        whole.close();
        before.close();
        after.close();
    }
}
