package org.tilewatch.edge.detect;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.detect.chip.ChangeMap;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.detect.network.ChangeNetwork.Channel;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.detect.object.EdgeBalance;
import org.tilewatch.edge.detect.object.ObjectFinder;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Window;

/**
 * Decides for pairs without a history: a network is shown the whole window, and its probabilities become objects. Differencing two
 * pictures of different years is at chance (DIS flow and normalisation included: area under the ROC curve 0.69 for 344 pairs).
 */
public final class PairNetwork implements AutoCloseable {

    /** An object is all that is connected above this probability. */
    public static final double LEAST_PROBABILITY = 0.2;

    private static final int LEAST_PIXELS = 12;

    private final ChangeNetwork network;
    private final ObjectFinder finder = new ObjectFinder(1, 1, LEAST_PIXELS);
    private final EdgeBalance edges = new EdgeBalance();
    private final Mat shown = new Mat();
    private final Mat hidden = new Mat();
    /** Where a look was measured is known to three pixels: the mask is of half the scale, and resampling spreads. */
    private final Mat around = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(7, 7));

    private final Mat told = new Mat();
    private final Mat probability = new Mat();
    private Window window = new Window(0, 0, 1, 1);

    /** Takes over the network. */
    public PairNetwork(ChangeNetwork network) {
        this.network = network;
    }

    /** The network's checksum. */
    public String networkId() {
        return network.id();
    }

    /**
     * Lists what came or went in the window that a detector judged last, the strongest first. A candidate's magnitude is the mean
     * probability of the upper half of its pixels.
     */
    public List<Candidate> judge(Detector detector) {
        Detector.Views views = detector.views();
        window = views.on();
        // An edge of nothing looks like a structure: hidden ground, and what touches it, is shown as it was.
        views.look().copyTo(shown);
        Core.bitwise_not(views.usable(), hidden);
        Imgproc.dilate(hidden, hidden, around);
        views.median().copyTo(shown, hidden);
        network.compare(views.median(), shown);
        told.create(window.height(), window.width(), CvType.CV_32F);
        MemorySegment given = network.probabilities(Channel.STRUCTURE);
        MemorySegment.copy(given, 0, Natives.memory(told), 0, given.byteSize());
        probability.create(told.size(), told.type());
        Natives.fill(probability, 0);
        told.copyTo(probability, views.usable());
        edges.take(views.look(), views.median());
        return finder.findProbable(probability, LEAST_PROBABILITY, edges::at, window);
    }

    /** Draws the probabilities of that window's core; 0 where no comparison was possible. */
    public void draw(ChangeMap map, Window core) {
        map.draw(probability, window, core);
    }

    /** The probability at a pixel of the grid within that window. */
    public double at(int gridX, int gridY) {
        return probability.get(gridY - window.y(), gridX - window.x())[0];
    }

    @Override
    public void close() {
        network.close();
        shown.release();
        hidden.release();
        around.release();
        finder.close();
        edges.close();
        told.release();
        probability.release();
    }
}
