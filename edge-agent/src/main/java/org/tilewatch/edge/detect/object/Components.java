package org.tilewatch.edge.detect.object;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Connected components (8 neighbours) of the pixels above a level, holes filled, as runs of pixels row by row.
 *
 * <p>Little of a look is changed, so runs are few: this takes a tenth of labelling and flood filling every pixel. Joining is by
 * union-find over runs (Rosenfeld and Pfaltz 1966); a gap between runs that cannot reach the rim through gaps (4 neighbours) is a hole
 * and joins its neighbours. Arrays are kept from image to image.
 */
final class Components {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private int height;
    private int width;
    private int[] firstOfRow = new int[0];
    private int[] starts = new int[256];
    private int[] ends = new int[256];
    private int[] parents = new int[256];
    private int[] gaps = new int[512];
    private int runs;
    private int[] numbers = new int[256];
    private int[] areas = new int[256];
    private int count;

    /**
     * Finds the components.
     *
     * @param levels unsigned bytes, row by row
     * @param least pixels above this belong to a component
     */
    void find(byte[] levels, int columns, int rows, int least) {
        width = columns;
        height = rows;
        runs = 0;
        if (firstOfRow.length < rows + 1) {
            firstOfRow = new int[rows + 1];
        }
        for (int row = 0; row < rows; row++) {
            firstOfRow[row] = runs;
            runsOf(levels, row * columns, least);
        }
        firstOfRow[rows] = runs;
        joinRuns();
        if (runs > 0) {
            fillHoles();
        }
        number();
    }

    private void runsOf(byte[] levels, int from, int least) {
        int end = from + width;
        int at = next(levels, from, end, least);
        while (at < end) {
            int start = at;
            while (at < end && (levels[at] & 0xff) > least) {
                at++;
            }
            add(start - from, at - from);
            at = next(levels, at, end, least);
        }
    }

    /** The next pixel above the level; eight at a time are passed over where none of them is. */
    private static int next(byte[] levels, int from, int end, int least) {
        long lift = (127 - Math.min(127, least)) * EACH_BYTE;
        int at = from;
        while (at < end) {
            if (at + 8 <= end) {
                long eight = (long) LONGS.get(levels, at);
                if (((((eight & ~HIGH_BITS) + lift) | eight) & HIGH_BITS) == 0) {
                    at += 8;
                    continue;
                }
            }
            int stop = Math.min(end, at + 8);
            while (at < stop) {
                if ((levels[at] & 0xff) > least) {
                    return at;
                }
                at++;
            }
        }
        return end;
    }

    private void add(int start, int end) {
        if (runs == starts.length) {
            starts = Arrays.copyOf(starts, 2 * runs);
            ends = Arrays.copyOf(ends, 2 * runs);
            parents = Arrays.copyOf(parents, 2 * runs);
        }
        starts[runs] = start;
        ends[runs] = end;
        parents[runs] = runs;
        runs++;
    }

    private void joinRuns() {
        for (int row = 1; row < height; row++) {
            int above = firstOfRow[row - 1];
            int here = firstOfRow[row];
            while (above < firstOfRow[row] && here < firstOfRow[row + 1]) {
                if (starts[above] <= ends[here] && starts[here] <= ends[above]) {
                    join(parents, above, here);
                }
                if (ends[above] < ends[here]) {
                    above++;
                } else {
                    here++;
                }
            }
        }
    }

    /** Gap number {@code run + row + 1} lies before a run, the one after a row's last run has the number that follows; 0 is outside. */
    private void fillHoles() {
        int total = runs + height + 1;
        if (gaps.length < total) {
            gaps = new int[total * 2];
        }
        for (int i = 0; i < total; i++) {
            gaps[i] = i;
        }
        for (int row = 0; row < height; row++) {
            join(gaps, 0, firstOfRow[row] + row + 1);
            join(gaps, 0, firstOfRow[row + 1] + row + 1);
            boolean rim = row == 0 || row == height - 1;
            for (int run = firstOfRow[row]; rim && run < firstOfRow[row + 1]; run++) {
                join(gaps, 0, run + row + 1);
            }
            if (row > 0) {
                joinGaps(row);
            }
        }
        for (int row = 0; row < height; row++) {
            for (int run = firstOfRow[row] + 1; run < firstOfRow[row + 1]; run++) {
                if (root(gaps, run + row + 1) != 0) {
                    join(parents, run - 1, run);
                    starts[run] = ends[run - 1];
                }
            }
        }
    }

    private void joinGaps(int row) {
        int above = firstOfRow[row - 1];
        int here = firstOfRow[row];
        while (above <= firstOfRow[row] && here <= firstOfRow[row + 1]) {
            int aboveEnd = above < firstOfRow[row] ? starts[above] : width;
            int hereEnd = here < firstOfRow[row + 1] ? starts[here] : width;
            int aboveStart = above > firstOfRow[row - 1] ? ends[above - 1] : 0;
            int hereStart = here > firstOfRow[row] ? ends[here - 1] : 0;
            if (Math.max(aboveStart, hereStart) < Math.min(aboveEnd, hereEnd)) {
                join(gaps, above + row, here + row + 1);
            }
            if (aboveEnd < hereEnd) {
                above++;
            } else {
                here++;
            }
        }
    }

    /** The smaller number becomes the root. */
    private static void join(int[] of, int a, int b) {
        int rootA = root(of, a);
        int rootB = root(of, b);
        of[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    private static int root(int[] of, int a) {
        int at = a;
        while (of[at] != at) {
            of[at] = of[of[at]];
            at = of[at];
        }
        return at;
    }

    private void number() {
        if (numbers.length < runs) {
            numbers = new int[starts.length];
            areas = new int[starts.length];
        }
        count = 0;
        for (int run = 0; run < runs; run++) {
            int root = root(parents, run);
            if (root == run) {
                areas[count] = 0;
                numbers[run] = count++;
            } else {
                numbers[run] = numbers[root];
            }
            areas[numbers[run]] += ends[run] - starts[run];
        }
    }

    int count() {
        return count;
    }

    /** Number of pixels of a component, its holes included. */
    int area(int component) {
        return areas[component];
    }

    /** Number of the first run of a row; that of row {@code height} is the number of all runs. */
    int firstRun(int row) {
        return firstOfRow[row];
    }

    /** First column of a run. */
    int start(int run) {
        return starts[run];
    }

    /** Column behind the last one of a run. */
    int end(int run) {
        return ends[run];
    }

    /** The component that a run belongs to. Components are numbered by their first pixel. */
    int component(int run) {
        return numbers[run];
    }
}
