package org.tilewatch.edge.detect.pair;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.chip.ChangeMap;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.detect.object.EdgeBalance;
import org.tilewatch.edge.detect.object.ObjectFinder;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;

/** The probability of change over one window, 0 where look and history did not both see the ground. One owner, one thread. */
final class ProbabilityMap implements AutoCloseable {

    private final ObjectFinder finder;
    private final EdgeBalance edges = new EdgeBalance();
    private final Mat told = new Mat();
    private final Mat probability = new Mat();
    private Window window = new Window(0, 0, 1, 1);

    /** @param leastPixels smallest object */
    ProbabilityMap(int leastPixels) {
        finder = new ObjectFinder(1, 1, leastPixels);
    }

    /**
     * Takes the probabilities of a window over, and lists what stands out of it.
     *
     * @param given 32 bit floats, row by row, as many as the window has pixels
     */
    List<Candidate> take(Detector.Views views, MemorySegment given) {
        window = views.on();
        told.create(window.height(), window.width(), CvType.CV_32F);
        MemorySegment.copy(given, 0, Natives.memory(told), 0, given.byteSize());
        probability.create(told.size(), told.type());
        Natives.fill(probability, 0);
        told.copyTo(probability, views.usable());
        edges.take(views.look(), views.median());
        return finder.findProbable(probability, PairDecider.LEAST_PROBABILITY, edges::at, window);
    }

    void draw(ChangeMap map, Window core) {
        map.draw(probability, window, core);
    }

    double at(int gridX, int gridY) {
        return probability.get(gridY - window.y(), gridX - window.x())[0];
    }

    @Override
    public void close() {
        finder.close();
        edges.close();
        told.release();
        probability.release();
    }
}
