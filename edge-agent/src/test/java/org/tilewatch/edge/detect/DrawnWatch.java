package org.tilewatch.edge.detect;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;

/** Looks at drawn sites one after another, as the station does: the last six that were usable are the history of the next. */
final class DrawnWatch implements AutoCloseable {

    final Detector detector;
    final History history = new History();
    final Window window;
    private final List<byte[]> pixels = new ArrayList<>();
    private final List<byte[]> masks = new ArrayList<>();

    DrawnWatch(Detector detector, int width, int height) {
        this.detector = detector;
        window = new Window(0, 0, width, height);
    }

    /** Learns six quiet looks of a site. */
    static DrawnWatch over(DrawnSite site, Detector detector, int width, int height, Raster raster) {
        DrawnWatch watch = new DrawnWatch(detector, width, height);
        for (int day = 0; day < History.DEPTH; day++) {
            site.draw(DrawnSite.day(day), width, height, raster);
            watch.judge(raster);
            watch.learn();
        }
        return watch;
    }

    /** Judges a look by what was learned so far. */
    Verdict judge(Raster look) {
        recall();
        detector.take(look, Affine.IDENTITY, DrawnSite.BANDS, 1);
        detector.align(window, history, List.of());
        return detector.judge();
    }

    /** Fills the history. */
    void recall() {
        history.reset(pixels.size(), window.width(), window.height(), DrawnSite.BANDS);
        for (int i = 0; i < pixels.size(); i++) {
            history.look(i).copyFrom(MemorySegment.ofArray(pixels.get(i)));
            history.mask(i).copyFrom(MemorySegment.ofArray(masks.get(i)));
        }
    }

    /** Learns the look that was judged last. */
    void learn() {
        pixels.addFirst(detector.learned().toArray(ValueLayout.JAVA_BYTE));
        masks.addFirst(detector.clear().toArray(ValueLayout.JAVA_BYTE));
        if (pixels.size() > History.DEPTH) {
            pixels.removeLast();
            masks.removeLast();
        }
    }

    @Override
    public void close() {
        history.close();
    }
}
