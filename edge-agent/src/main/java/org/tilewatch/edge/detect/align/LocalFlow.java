package org.tilewatch.edge.detect.align;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.video.DISOpticalFlow;
import org.tilewatch.edge.imagery.Natives;

/**
 * Shifts from place to place by dense inverse search, none where the images are too narrow for it.
 *
 * <p>The preset ends at a quarter of the images' scale with patches of 8 pixels. Where no level of the pyramid is as coarse as that and
 * still a patch wide, OpenCV 4.9 chooses other levels by the width alone and keeps them for all later images; it then reads beyond
 * the end of images that are wide and low, which ends the process.
 */
final class LocalFlow {

    private static final int PATCH = 8;
    private static final int FINEST_SCALE = 2;
    private static final int LEAST_EDGE = PATCH << FINEST_SCALE;

    private final DISOpticalFlow flow = DISOpticalFlow.create(DISOpticalFlow.PRESET_FAST);

    /** @param refinements rounds of variational refinement */
    LocalFlow(int refinements) {
        flow.setVariationalRefinementIterations(refinements);
    }

    /** Where the content of {@code from} is found in {@code to}, relative to its place, in pixels. */
    void measure(Mat from, Mat to, Mat into) {
        into.create(from.size(), CvType.CV_32FC2);
        // A field that is not empty is taken as a first guess, whatever it holds.
        Natives.fill(into, 0);
        if (Math.min(from.cols(), from.rows()) >= LEAST_EDGE) {
            flow.calc(from, to, into);
        }
    }
}
