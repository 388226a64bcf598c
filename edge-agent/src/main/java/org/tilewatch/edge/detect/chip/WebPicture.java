package org.tilewatch.edge.detect.chip;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Pictures for a browser. */
public final class WebPicture {

    /** Media type of {@link #encode}. */
    public static final String MEDIA_TYPE = "image/webp";

    private static final int QUALITY = 80;

    private WebPicture() {}

    /**
     * Encodes as WebP.
     *
     * @param rgba red, green, blue and opacity of each pixel, row by row
     */
    public static byte[] encode(byte[] rgba, int width, int height) {
        Mat picture = new Mat(height, width, CvType.CV_8UC4);
        MatOfByte bytes = new MatOfByte();
        MatOfInt parameters = new MatOfInt(Imgcodecs.IMWRITE_WEBP_QUALITY, QUALITY);
        try {
            picture.put(0, 0, rgba);
            Imgproc.cvtColor(picture, picture, Imgproc.COLOR_RGBA2BGRA);
            Imgcodecs.imencode(".webp", picture, bytes, parameters);
            return bytes.toArray();
        } finally {
            picture.release();
            bytes.release();
            parameters.release();
        }
    }
}
