package org.tilewatch.edge.detect;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/** Which of two images has more edges at a place: tells what appeared from what vanished. */
final class EdgeBalance implements AutoCloseable {

    private final Mat grey = new Mat();
    private final Mat across = new Mat();
    private final Mat down = new Mat();
    private final Mat lookEdges = new Mat();
    private final Mat baseEdges = new Mat();

    /** Edges of the look less edges of the baseline, 16 bit signed; owned by this object. */
    Mat between(Mat look, Mat base) {
        strength(look, lookEdges);
        strength(base, baseEdges);
        Core.subtract(lookEdges, baseEdges, lookEdges);
        return lookEdges;
    }

    private void strength(Mat image, Mat into) {
        if (image.channels() == 3) {
            Imgproc.cvtColor(image, grey, Imgproc.COLOR_RGB2GRAY);
        } else {
            image.copyTo(grey);
        }
        Imgproc.Sobel(grey, across, CvType.CV_16S, 1, 0);
        Imgproc.Sobel(grey, down, CvType.CV_16S, 0, 1);
        Core.convertScaleAbs(across, grey, 0.25, 0);
        grey.convertTo(into, CvType.CV_16S);
        Core.convertScaleAbs(down, grey, 0.25, 0);
        grey.convertTo(across, CvType.CV_16S);
        Core.add(into, across, into);
    }

    @Override
    public void close() {
        for (Mat mat : new Mat[] {grey, across, down, lookEdges, baseEdges}) {
            mat.release();
        }
    }
}
