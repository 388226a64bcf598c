package org.tilewatch.edge.detect.network;

import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;
import org.tilewatch.edge.imagery.Natives;

/**
 * A siamese network that looks at two pictures of one place and tells for each pixel how probable it is that it changed, run by OpenCV
 * from an ONNX file.
 *
 * <p>The file takes {@code before} and {@code after}, each 1 x 3 x H x W, blue, green, red, 0 to 1, H and W multiples of
 * {@value #MULTIPLE}, and gives 1 x 1 x H x W or 1 x 2 x H x W probabilities: of a structure that came or went, and, where there is a
 * second channel, of any lasting change. One owner, one thread; memory is kept while the size stays the same.
 */
public final class ChangeNetwork implements AutoCloseable {

    /** Pictures must be so many pixels wide and high, or a multiple of it. */
    public static final int MULTIPLE = 32;

    /** What a channel of the output tells. */
    public enum Channel {
        /** A building or another structure came or went: what differs between pictures years apart. */
        STRUCTURE(0),
        /** Anything of the ground changed for good, between looks of one season. */
        CHANGE(1);

        private final int place;

        Channel(int place) {
            this.place = place;
        }
    }

    private static final double FINEST_GSD = 0.2;
    private static final double COARSEST_GSD = 2;

    private static final int TRIAL = 64;
    private static final int TIMED_RUNS = 3;
    private static final String ALGORITHM = "sha256:";
    private static final int SHORT_DIGITS = 12;

    private final Net net;
    private final String id;
    private final long bytes;
    private final Mat band = new Mat();
    private final Picture before = new Picture();
    private final Picture after = new Picture();
    private Mat output = new Mat();

    private ChangeNetwork(Net net, byte[] onnx) {
        this.net = net;
        this.id = ALGORITHM + sha256(onnx);
        this.bytes = onnx.length;
    }

    /**
     * Builds a network and tries it out; needs {@link Natives#load()} before.
     *
     * @param onnx content of the file
     * @param name of the file, for messages
     */
    public static ChangeNetwork of(byte[] onnx, String name) throws UnusableNetwork {
        MatOfByte bytes = new MatOfByte(onnx);
        try {
            ChangeNetwork network = new ChangeNetwork(Dnn.readNetFromONNX(bytes), onnx);
            // Two sizes: a file may be tied to that of the picture that it was exported with.
            network.tryOut(name, TRIAL + MULTIPLE, TRIAL);
            network.tryOut(name, TRIAL, TRIAL);
            return network;
        } catch (UnusableNetwork e) {
            throw e;
        } catch (Exception e) { // what C++ throws besides comes as a checked exception that nothing declares
            throw new UnusableNetwork(
                    name + ": not an ONNX file that OpenCV " + Core.VERSION
                            + " can run with inputs 'before' and 'after' of 1 x 3" + " x H x W: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        } finally {
            bytes.release();
        }
    }

    private void tryOut(String name, int rows, int columns) throws UnusableNetwork {
        Mat nothing = new Mat(rows, columns, CvType.CV_8UC3);
        Natives.fill(nothing, 128);
        try {
            compare(nothing, nothing);
        } finally {
            nothing.release();
        }
        boolean fits = output.dims() == 4
                && output.size(0) == 1
                && output.size(1) >= 1
                && output.size(1) <= 2
                && output.size(2) == rows
                && output.size(3) == columns
                && output.depth() == CvType.CV_32F;
        if (!fits) {
            String given = shape(output);
            close();
            throw new UnusableNetwork(
                    "%s: for inputs of 1 x 3 x %d x %d its output must be 1 x 1 or 2 x %d x %d, but it is %s"
                            .formatted(name, rows, columns, rows, columns, given),
                    null);
        }
    }

    private static String shape(Mat mat) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < mat.dims(); i++) {
            text.append(i == 0 ? "" : " x ").append(mat.size(i));
        }
        return text.toString();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Whether a network that learned from pixels of 0.5 to 1 m may be asked.
     *
     * @param gsdMetres ground sample distance; NaN, which is unknown, is given a try
     */
    public static boolean suits(double gsdMetres) {
        return !(gsdMetres < FINEST_GSD || gsdMetres > COARSEST_GSD);
    }

    /** {@code sha256:} and the checksum of the file. */
    public String id() {
        return id;
    }

    /** The first twelve digits of the checksum: enough for people to tell files apart. */
    public String shortId() {
        return id.substring(ALGORITHM.length(), ALGORITHM.length() + SHORT_DIGITS);
    }

    /** Size of the file. */
    public long bytes() {
        return bytes;
    }

    /**
     * How long a pair of square pictures takes on this thread: the fastest of a few.
     *
     * @param nanoTime monotonic nanoseconds, handed in because this package reads no clock
     */
    public Duration pairTime(int side, LongSupplier nanoTime) {
        Mat nothing = new Mat(side, side, CvType.CV_8UC3);
        Natives.fill(nothing, 128);
        try {
            long best = Long.MAX_VALUE;
            for (int run = 0; run < TIMED_RUNS; run++) {
                long begin = nanoTime.getAsLong();
                compare(nothing, nothing);
                best = Math.min(best, nanoTime.getAsLong() - begin);
            }
            return Duration.ofNanos(best);
        } finally {
            nothing.release();
        }
    }

    /**
     * Looks at two pictures of one size, 8 bit, one band or red, green, blue; they may be parts of larger ones.
     *
     * @throws IllegalArgumentException if they differ in size or the size is no multiple of {@value #MULTIPLE}
     */
    public void compare(Mat earlier, Mat later) {
        if (!earlier.size().equals(later.size()) || earlier.cols() % MULTIPLE != 0 || earlier.rows() % MULTIPLE != 0) {
            throw new IllegalArgumentException("%s and %s must be alike and a multiple of %d pixels wide and high"
                    .formatted(earlier.size(), later.size(), MULTIPLE));
        }
        before.take(earlier, band);
        after.take(later, band);
        net.setInput(before.blob, "before");
        net.setInput(after.blob, "after");
        output.release();
        output = net.forward();
    }

    /**
     * What the last comparison gave: 32 bit floats, 0 to 1, row by row; valid until the next. A network with one channel gives it for
     * either question.
     */
    public MemorySegment probabilities(Channel channel) {
        MemorySegment all = Natives.memory(output);
        long plane = (long) output.size(2) * output.size(3) * Float.BYTES;
        return all.asSlice(Math.min(channel.place, output.size(1) - 1) * plane, plane);
    }

    /** A picture as the network wants it: three planes of floats, blue first. */
    private static final class Picture {

        private final Mat[] planes = {new Mat(), new Mat(), new Mat()};
        private Mat stacked = new Mat();
        private Mat blob = new Mat();

        void take(Mat image, Mat band) {
            if (planes[0].rows() != image.rows() || planes[0].cols() != image.cols()) {
                makeRoom(image.rows(), image.cols());
            }
            for (int i = 0; i < planes.length; i++) {
                Core.extractChannel(image, band, image.channels() == 1 ? 0 : planes.length - 1 - i);
                band.convertTo(planes[i], CvType.CV_32F, 1 / 255.0);
            }
        }

        private void makeRoom(int rows, int columns) {
            release();
            stacked = new Mat(planes.length * rows, columns, CvType.CV_32F);
            blob = stacked.reshape(1, new int[] {1, planes.length, rows, columns});
            for (int i = 0; i < planes.length; i++) {
                planes[i] = stacked.rowRange(i * rows, (i + 1) * rows);
            }
        }

        void release() {
            for (Mat plane : planes) {
                plane.release();
            }
            blob.release();
            stacked.release();
        }
    }

    @Override
    public void close() {
        before.release();
        after.release();
        output.release();
        band.release();
    }
}
