package org.tilewatch.edge.detect.pair;

import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.detect.Detector;
import org.tilewatch.edge.detect.chip.ChangeMap;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.detect.network.ChangeNetwork.Channel;
import org.tilewatch.edge.detect.object.Candidate;
import org.tilewatch.edge.imagery.Window;

/**
 * Shows a network the whole window; its probabilities become objects. Differencing two pictures of different years is at chance (DIS
 * flow and normalisation included: area under the ROC curve 0.69 for 344 pairs).
 */
public final class PairNetwork implements PairDecider {

    private static final int LEAST_PIXELS = 12;

    private final ChangeNetwork network;
    private final ProbabilityMap map = new ProbabilityMap(LEAST_PIXELS);
    private final Mat shown = new Mat();
    private final Mat hidden = new Mat();
    /** Where a look was measured is known to three pixels: the mask is of half the scale, and resampling spreads. */
    private final Mat around = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(7, 7));

    /** Takes over the network. */
    public PairNetwork(ChangeNetwork network) {
        this.network = network;
    }

    @Override
    public List<Candidate> judge(Detector detector) {
        Detector.Views views = detector.views();
        // An edge of nothing looks like a structure: hidden ground, and what touches it, is shown as it was.
        views.look().copyTo(shown);
        Core.bitwise_not(views.usable(), hidden);
        Imgproc.dilate(hidden, hidden, around);
        views.median().copyTo(shown, hidden);
        network.compare(views.median(), shown);
        return map.take(views, network.probabilities(Channel.STRUCTURE));
    }

    @Override
    public void draw(ChangeMap into, Window core) {
        map.draw(into, core);
    }

    @Override
    public double at(int gridX, int gridY) {
        return map.at(gridX, gridY);
    }

    @Override
    public String name() {
        return "the network";
    }

    @Override
    public void close() {
        network.close();
        shown.release();
        hidden.release();
        around.release();
        map.close();
    }
}
