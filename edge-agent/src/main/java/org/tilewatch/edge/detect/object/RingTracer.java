package org.tilewatch.edge.detect.object;

import java.util.Arrays;

/** Follows the border of a labelled component (Moore neighbours, clockwise) and keeps the points where its direction turns. */
final class RingTracer {

    private static final int[] DX = {1, 1, 0, -1, -1, -1, 0, 1};
    private static final int[] DY = {0, 1, 1, 1, 0, -1, -1, -1};

    private double[] points = new double[256];
    private int size;

    /**
     * The outer ring of a component.
     *
     * @param labels row by row
     * @param label the component
     * @param startX first column of it in its first row
     * @param top its first row
     * @param offsetX added to each column
     * @param offsetY added to each row
     * @return x0, y0, x1, y1, ... at least three points, the last not a repetition of the first
     */
    double[] trace(
            short[] labels, int width, int height, short label, int startX, int top, double offsetX, double offsetY) {
        size = 0;
        int x = startX;
        int y = top;
        int direction = 0;
        int last = -1;
        int firstMove = -1;
        for (int steps = 0; steps < 4 * width * height; steps++) {
            int move = next(labels, label, width, height, x, y, direction);
            if (move < 0) {
                break;
            }
            if (x == startX && y == top && move == firstMove) {
                break;
            }
            if (firstMove < 0) {
                firstMove = move;
            }
            if (move != last) {
                add(x + offsetX, y + offsetY);
                last = move;
            }
            x += DX[move];
            y += DY[move];
            direction = (move + 6) % 8;
        }
        return ring(startX + offsetX, top + offsetY);
    }

    private static int next(short[] labels, short label, int width, int height, int x, int y, int from) {
        for (int k = 0; k < 8; k++) {
            int move = (from + k) % 8;
            int nx = x + DX[move];
            int ny = y + DY[move];
            if (nx >= 0 && ny >= 0 && nx < width && ny < height && labels[ny * width + nx] == label) {
                return move;
            }
        }
        return -1;
    }

    private void add(double x, double y) {
        if (size + 2 > points.length) {
            points = Arrays.copyOf(points, 2 * points.length);
        }
        points[size++] = x;
        points[size++] = y;
    }

    /** A component one pixel wide has no area of its own: half a pixel around it is drawn. */
    private double[] ring(double x, double y) {
        if (size < 6) {
            double otherX = size >= 4 ? points[2] : x;
            double otherY = size >= 4 ? points[3] : y;
            return new double[] {
                Math.min(x, otherX) - 0.5,
                Math.min(y, otherY) - 0.5,
                Math.max(x, otherX) + 0.5,
                Math.min(y, otherY) - 0.5,
                Math.max(x, otherX) + 0.5,
                Math.max(y, otherY) + 0.5,
                Math.min(x, otherX) - 0.5,
                Math.max(y, otherY) + 0.5
            };
        }
        return Arrays.copyOf(points, size);
    }
}
