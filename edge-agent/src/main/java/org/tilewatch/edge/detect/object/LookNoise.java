package org.tilewatch.edge.detect.object;

import java.util.Arrays;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * How noisy a look is: the 99th percentile of its magnitudes of change, which a single large change does not move. Where a look is far
 * noisier than looks are, that comes from clouds over a part of it: away from them its quiet parts are told by how much quieter they are.
 */
final class LookNoise {

    private static final int BINS = ObjectFinder.BINS;
    private static final int BLOCK = 64;
    private static final int MOST_BLOCKS = 4096;
    private static final double NOT_SEEN = -1;
    /** Pixels of a block from which it says something of itself, and from which of the look. */
    private static final int LEAST_SEEN = BLOCK * BLOCK / 8;

    private static final int MUCH_SEEN = BLOCK * BLOCK / 4;

    /** A pixel this many units of noise away from its history is changed whatever else the look shows. */
    private static final double LOUD = 2;

    private final int[] histogram = new int[BINS];
    private final int[] ofBlock = new int[BINS];
    private final int[] ofEvenPixels = new int[BINS];
    /** Units of noise beyond which a look is noisier than clear ones are: nine of ten on the development sites. */
    private static final double NOISY = 1.5;

    /** What a quiet block's magnitudes are raised by: this power of the ratio, up to a limit. */
    private static final double POWER = 0.6;

    private static final double MOST_RAISED = 4;

    private final double[] perBlock = new double[MOST_BLOCKS];
    /** The same row by row, -1 where too little was seen. */
    private final double[] grid = new double[MOST_BLOCKS];

    private final double[] near = new double[9];
    private int rows;
    private int columns;
    private byte[] levels = new byte[0];
    private byte[] mask = new byte[0];
    private double loudFraction;

    /** Share of the usable pixels that stand out of the noise by far, as of the last call of {@link #of}. */
    double loudFraction() {
        return loudFraction;
    }

    /**
     * Works it out.
     *
     * @param magnitudes in steps of {@link ObjectFinder#BIN} units of noise, row by row
     * @param usable 255 where a comparison was possible
     * @return in units of noise
     */
    double of(byte[] magnitudes, Mat usable, int width, int height) {
        levels = magnitudes;
        if (mask.length < width * height) {
            mask = new byte[width * height];
        }
        usable.get(0, 0, mask);
        Arrays.fill(histogram, 0);
        int seen = 0;
        int blocks = 0;
        int block = 0;
        rows = Math.ceilDiv(height, BLOCK);
        columns = Math.ceilDiv(width, BLOCK);
        for (int top = 0; top < height; top += BLOCK) {
            for (int left = 0; left < width; left += BLOCK) {
                int here = countBlock(left, top, Math.min(width, left + BLOCK), Math.min(height, top + BLOCK), width);
                double noise = here >= LEAST_SEEN ? percentile(ofBlock, here) : NOT_SEEN;
                if (here >= MUCH_SEEN && blocks < perBlock.length) {
                    perBlock[blocks++] = noise;
                }
                if (block < grid.length) {
                    grid[block++] = noise;
                }
                seen += here;
            }
        }
        int loud = 0;
        for (int bin = (int) (LOUD / ObjectFinder.BIN); bin < BINS; bin++) {
            loud += histogram[bin];
        }
        loudFraction = loud / (double) Math.max(1, seen);
        double overall = percentile(histogram, seen);
        return Math.sqrt(overall * usualBlock(blocks, overall));
    }

    /** Whether its quiet parts are to be told by their own noise. */
    boolean isUneven(double percentile) {
        return percentile > NOISY && rows * columns <= grid.length;
    }

    /**
     * By how much the magnitudes of each block count for more, since the ground around is quieter than the look; as of the last call of
     * {@link #of}.
     *
     * @param percentile of the look
     * @param least least percentile of a block
     * @param into one pixel for each block, 32 bit
     */
    void gains(double percentile, double least, Mat into) {
        into.create(rows, columns, CvType.CV_32F);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double around = Math.max(least, medianAround(row, column, percentile));
                into.put(row, column, Math.clamp(Math.pow(percentile / around, POWER), 1, MOST_RAISED));
            }
        }
    }

    /** A change that fills its block does not hide itself: the blocks around have their say. */
    private double medianAround(int row, int column, double otherwise) {
        int count = 0;
        for (int y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
            for (int x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
                double here = grid[y * columns + x];
                if (here != NOT_SEEN) {
                    near[count++] = here;
                }
            }
        }
        Arrays.sort(near, 0, count);
        return count == 0 ? otherwise : near[count / 2];
    }

    /** The 99th percentile that four of five blocks of 64 pixels stay below: what one large change does not move. */
    private double usualBlock(int blocks, double otherwise) {
        Arrays.sort(perBlock, 0, blocks);
        return blocks == 0 ? otherwise : perBlock[(blocks - 1) * 4 / 5];
    }

    /** Counts in two histograms in turn: most pixels are alike, and a single counter would wait for itself. */
    private int countBlock(int left, int top, int right, int bottom, int width) {
        Arrays.fill(ofBlock, 0);
        Arrays.fill(ofEvenPixels, 0);
        int seen = 0;
        for (int y = top; y < bottom; y++) {
            int end = y * width + right;
            int i = y * width + left;
            for (; i + 1 < end; i += 2) {
                int first = mask[i] & 1;
                int second = mask[i + 1] & 1;
                ofEvenPixels[levels[i] & 0xff] += first;
                ofBlock[levels[i + 1] & 0xff] += second;
                seen += first + second;
            }
            if (i < end) {
                ofBlock[levels[i] & 0xff] += mask[i] & 1;
                seen += mask[i] & 1;
            }
        }
        for (int bin = 0; bin < BINS; bin++) {
            ofBlock[bin] += ofEvenPixels[bin];
            histogram[bin] += ofBlock[bin];
        }
        return seen;
    }

    /** In units of noise. */
    private static double percentile(int[] counts, int seen) {
        int above = seen / 100;
        int bin = BINS - 1;
        for (int sum = counts[bin]; bin > 0 && sum < above; sum += counts[bin]) {
            bin--;
        }
        return bin * ObjectFinder.BIN;
    }
}
