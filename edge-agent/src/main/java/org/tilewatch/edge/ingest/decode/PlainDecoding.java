package org.tilewatch.edge.ingest.decode;

import java.nio.file.Path;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/** The yardstick of speed: what reading the same files with OpenCV's own reader takes, and nothing else. */
public final class PlainDecoding {

    private PlainDecoding() {}

    /** Nanoseconds to read every file once, one after another. */
    public static long nanos(List<Path> files) {
        long start = System.nanoTime();
        for (Path file : files) {
            Mat image = Imgcodecs.imread(file.toString());
            image.release();
        }
        return System.nanoTime() - start;
    }
}
