package org.tilewatch.edge.imagery.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Natives;

/**
 * What the loaded OpenCV is and how fast it is here, for the check of a machine.
 *
 * @param version of the library
 * @param baseline instruction sets that the build needs, as OpenCV writes them
 * @param dispatched instruction sets that this processor adds and the library uses; may be empty
 * @param blurTime the fastest of a few 5 x 5 blurs of one megapixel in 32-bit floating point, on one thread
 */
public record OpenCvProbe(String version, String baseline, String dispatched, Duration blurTime) {

    private static final int SIDE_PIXELS = 1024;
    private static final int RUNS = 5;

    /**
     * Loads the library, measures for a few milliseconds.
     *
     * @param nanoTime monotonic nanoseconds, handed in because this package reads no clock
     * @throws java.io.UncheckedIOException if the library is not there for this machine
     * @throws UnsatisfiedLinkError if the system cannot load it
     */
    public static OpenCvProbe run(LongSupplier nanoTime) {
        Natives.load();
        // One line such as "SSE SSE2 SSE3 *SSE4.1 *AVX *AVX2 AVX512-SKX?": plain is the baseline, a star is in use by
        // dispatch,
        // a question mark is built in but not had by this processor.
        List<String> baseline = new ArrayList<>();
        List<String> dispatched = new ArrayList<>();
        for (String feature : Core.getCPUFeaturesLine().split(" ", -1)) {
            if (feature.startsWith("*") && !feature.endsWith("?")) {
                dispatched.add(feature.substring(1));
            } else if (!feature.startsWith("*") && !feature.endsWith("?")) {
                baseline.add(feature);
            }
        }
        return new OpenCvProbe(
                Core.VERSION, String.join(" ", baseline), String.join(" ", dispatched), fastestBlur(nanoTime));
    }

    private static Duration fastestBlur(LongSupplier nanoTime) {
        Mat image = new Mat(SIDE_PIXELS, SIDE_PIXELS, CvType.CV_32F, Scalar.all(0.5));
        Mat blurred = new Mat();
        try {
            long best = Long.MAX_VALUE;
            for (int run = 0; run < RUNS; run++) {
                long begin = nanoTime.getAsLong();
                Imgproc.GaussianBlur(image, blurred, new Size(5, 5), 0);
                best = Math.min(best, nanoTime.getAsLong() - begin);
            }
            return Duration.ofNanos(best);
        } finally {
            image.release();
            blurred.release();
        }
    }
}
