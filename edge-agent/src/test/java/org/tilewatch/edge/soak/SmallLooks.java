package org.tilewatch.edge.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;

/**
 * Looks of 96 x 96 pixels of half a metre, of four sites in turn. The ground stays but for light and noise; of each 58 looks of a site
 * six show a bright hall, each time somewhere else, and one is all cloud. Every look's content is its own.
 */
final class SmallLooks {

    private static final int SITES = 4;
    private static final int EDGE = 96;
    private static final int ROUND = 58;
    private static final int HALL_WIDTH = 16;
    private static final int HALL_HEIGHT = 14;
    private static final Instant FIRST = Instant.parse("1990-01-01T00:00:00Z");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path aside;
    private final Path inbox;
    private final int[][] ground = new int[SITES][EDGE * EDGE];

    SmallLooks(Path aside, Path inbox) {
        this.aside = aside;
        this.inbox = inbox;
        for (int site = 0; site < SITES; site++) {
            for (int at = 0; at < EDGE * EDGE; at++) {
                int x = at % EDGE;
                int y = at / EDGE;
                double fields = 5 * smooth(x, y, 40, site) + 4 * smooth(x, y, 11, site + 5) + smooth(x, y, 4, site + 9);
                ground[site][at] = 110 + (int) fields;
            }
        }
    }

    /** Lays a look into the inbox, complete at once. */
    void lay(int number) throws IOException {
        Path part = aside.resolve("look.part");
        tiff(number).write(part);
        Files.move(part, inbox.resolve(name(number, ".tif")), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Lays a file into the inbox of which nothing can be made. */
    void layUnreadable(int number) throws IOException {
        Path part = Files.writeString(aside.resolve("look.part"), "no picture, but number " + number);
        Files.move(part, inbox.resolve(name(number, "-bad.tif")), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String name(int number, String ending) {
        return "site" + number % SITES + "_" + STAMP.format(FIRST.plus(Duration.ofMinutes(10L * number))) + ending;
    }

    private DrawnTiff tiff(int number) {
        int site = number % SITES;
        int look = number / SITES;
        int round = look / ROUND;
        boolean cloud = look % ROUND == 10;
        boolean hall = look % ROUND > 51;
        int left = 10 + round * 17 % (EDGE - HALL_WIDTH - 20);
        int top = 10 + round * 23 % (EDGE - HALL_HEIGHT - 20);
        int light = number % 13 - 6;
        return new DrawnTiff(EDGE, EDGE, 3, (x, y, band) -> {
                    if (cloud) {
                        return 240;
                    }
                    int noise = noise(x, y, 31 + 3 * number + band) / 4;
                    boolean built = hall && x >= left && x < left + HALL_WIDTH && y >= top && y < top + HALL_HEIGHT;
                    return (built ? 205 - 20 * band : ground[site][y * EDGE + x] - 8 * band) + noise + light;
                })
                .place(32652, 300_000 + 5000 * site, 4_410_000, 0.5, 0.5)
                .text(305, "soak, look " + number) // no two files of the same content
                .deflated();
    }

    /** Noise with features of so many pixels, -8 to 8. */
    private static double smooth(int x, int y, int pixels, int seed) {
        int column = x / pixels;
        int row = y / pixels;
        double right = x % pixels / (double) pixels;
        double down = y % pixels / (double) pixels;
        return (1 - down) * ((1 - right) * noise(column, row, seed) + right * noise(column + 1, row, seed))
                + down * ((1 - right) * noise(column, row + 1, seed) + right * noise(column + 1, row + 1, seed));
    }

    /** -8 to 8, the same for the same arguments. */
    private static int noise(int x, int y, int seed) {
        int mixed = (seed * 0x9e37_79b1 ^ x) * 0x85eb_ca6b;
        mixed = (mixed ^ (mixed >>> 13) ^ y) * 0xc2b2_ae35;
        mixed = (mixed ^ (mixed >>> 16)) * 0x85eb_ca6b;
        return Math.floorMod(mixed ^ (mixed >>> 15), 17) - 8;
    }
}
