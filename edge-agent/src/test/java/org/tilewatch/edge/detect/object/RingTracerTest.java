package org.tilewatch.edge.detect.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.Patch;

class RingTracerTest {

    private final RingTracer tracer = new RingTracer();

    @Test
    void aSinglePixelIsDrawnAsItsSquare() {
        assertThat(ring("....", ".#..", "....")).containsExactly(1, 1, 2, 1, 2, 2, 1, 2);
    }

    @Test
    void aLineIsDrawnAsItsPixels() {
        assertThat(ring("......", ".####.", "......")).containsExactly(1, 1, 5, 1, 5, 2, 1, 2);
        assertThat(ring("#..", "#..", "#..")).containsExactly(0, 0, 1, 0, 1, 3, 0, 3);
    }

    @Test
    void aRectangleHasItsFourCorners() {
        assertThat(ring(".....", ".###.", ".###.", ".....")).containsExactly(1.5, 1.5, 3.5, 1.5, 3.5, 2.5, 1.5, 2.5);
    }

    @Test
    void anLHasItsInnerCorner() {
        assertThat(ring("##...", "##...", "#####", "#####"))
                .containsExactly(0.5, 0.5, 1.5, 0.5, 1.5, 1.5, 2.5, 2.5, 4.5, 2.5, 4.5, 3.5, 0.5, 3.5);
    }

    @Test
    void aComponentThatFillsTheImageIsFollowedAlongItsBorders() {
        assertThat(ring("###", "###", "###")).containsExactly(0.5, 0.5, 2.5, 0.5, 2.5, 2.5, 0.5, 2.5);
    }

    @Test
    void onlyTheAskedComponentIsFollowed() {
        short[] labels = labels("11.22", "11.22", ".....");

        assertThat(tracer.trace(labels, 5, 3, (short) 2, 3, 0, 0.5, 0.5))
                .containsExactly(3.5, 0.5, 4.5, 0.5, 4.5, 1.5, 3.5, 1.5);
    }

    @Test
    void theRingOfAnyBlobCoversItsPixelsAndNoOthers() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            int width = 3 + random.nextInt(20);
            int height = 3 + random.nextInt(20);
            boolean[][] blob = blob(random, width, height);

            String[] picture = picture(blob);
            BitSet covered = covered(Patch.of(new Outline(List.of(ring(picture)))), width, height);

            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    assertThat(covered.get(y * width + x))
                            .as("column %d, row %d of%n%s", x, y, String.join("\n", picture))
                            .isEqualTo(blob[y][x]);
                }
            }
        }
    }

    /** Overlapping rectangles without holes, each at least 2 pixels wide. */
    private static boolean[][] blob(Random random, int width, int height) {
        boolean[][] blob = new boolean[height][width];
        int right = 2 + random.nextInt(width - 1);
        for (int top = 0; top < height - 1; top += 2) {
            int from = random.nextInt(Math.max(1, right - 1));
            int to = Math.min(width, Math.max(from + 2, right - 1 + random.nextInt(width)));
            for (int y = top; y < Math.min(height, top + 2 + random.nextInt(2)); y++) {
                for (int x = from; x < to; x++) {
                    blob[y][x] = true;
                }
            }
            right = to;
        }
        return filled(blob);
    }

    /** Fills what the outside does not reach. */
    private static boolean[][] filled(boolean[][] blob) {
        int height = blob.length;
        int width = blob[0].length;
        boolean[][] outside = new boolean[height + 2][width + 2];
        outside[0][0] = true;
        for (boolean grew = true; grew; ) {
            grew = false;
            for (int y = 0; y < height + 2; y++) {
                for (int x = 0; x < width + 2; x++) {
                    boolean open = y == 0 || x == 0 || y > height || x > width || !blob[y - 1][x - 1];
                    boolean reached = (x > 0 && outside[y][x - 1])
                            || (y > 0 && outside[y - 1][x])
                            || (x <= width && outside[y][x + 1])
                            || (y <= height && outside[y + 1][x]);
                    if (open && reached && !outside[y][x]) {
                        outside[y][x] = true;
                        grew = true;
                    }
                }
            }
        }
        boolean[][] full = new boolean[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                full[y][x] = !outside[y + 1][x + 1];
            }
        }
        return full;
    }

    private static BitSet covered(Patch patch, int width, int height) {
        BitSet covered = new BitSet(width * height);
        int boxWidth = patch.box().width();
        patch.cells().stream()
                .forEach(i -> covered.set(
                        (patch.box().y() + i / boxWidth) * width + patch.box().x() + i % boxWidth));
        return covered;
    }

    private static String[] picture(boolean[][] blob) {
        String[] rows = new String[blob.length];
        for (int y = 0; y < blob.length; y++) {
            StringBuilder row = new StringBuilder();
            for (boolean cell : blob[y]) {
                row.append(cell ? '#' : '.');
            }
            rows[y] = row.toString();
        }
        return rows;
    }

    /** The ring of the component drawn with #, in pixel space. */
    private double[] ring(String... rows) {
        int top = 0;
        while (rows[top].indexOf('#') < 0) {
            top++;
        }
        return tracer.trace(
                labels(rows), rows[0].length(), rows.length, (short) 1, rows[top].indexOf('#'), top, 0.5, 0.5);
    }

    private static short[] labels(String... rows) {
        short[] labels = new short[rows.length * rows[0].length()];
        String all = String.join("", rows);
        for (int i = 0; i < labels.length; i++) {
            char c = all.charAt(i);
            labels[i] = (short) (c == '#' ? 1 : c == '.' ? 0 : c - '0');
        }
        return labels;
    }
}
