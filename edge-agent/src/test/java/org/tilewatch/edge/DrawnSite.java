package org.tilewatch.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;

/** A site of 160 m by 160 m at 0.5 m: fields and gravel, the same on each look but for its noise, and a hall that may stand on it. */
public final class DrawnSite {

    private static final int SIZE = 320;
    private static final Instant FIRST = Instant.parse("2026-03-01T02:10:00Z");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final String name;

    public DrawnSite(String name) {
        this.name = name;
    }

    public static Instant acquired(int number) {
        return FIRST.plusSeconds(86_400L * 5 * number);
    }

    /** Lays a look into a folder, complete at once. */
    public Path lay(Path folder, int number, boolean hall) throws IOException {
        String file = name + "_" + STAMP.format(acquired(number)) + ".tif";
        Path aside = Files.createTempFile(folder.toAbsolutePath().getParent(), "drawing", ".part");
        new DrawnTiff(SIZE, SIZE, 3, (x, y, band) -> ink(number, hall, x, y, band))
                .place(32652, 300_000, 4_410_000, 0.5, 0.5)
                .deflated()
                .write(aside);
        return Files.move(aside, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private static int ink(int look, boolean hall, int x, int y, int band) {
        if (hall && x >= 90 && x < 114 && y >= 70 && y < 90) {
            return 205 - 25 * band + noise(x, y, 17 + look) / 3;
        }
        double fields = 5 * smooth(x, y, 40, 3) + 4 * smooth(x, y, 11, 5) + smooth(x, y, 4, 7);
        return 110 - 8 * band + (int) fields + noise(x, y, 31 + 3 * look + band) / 4;
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
        int mixed = seed;
        for (int part : new int[] {x, y, seed}) {
            mixed = (mixed ^ part) * 0x85eb_ca6b;
            mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2_ae35;
            mixed ^= mixed >>> 16;
        }
        return Math.floorMod(mixed, 17) - 8;
    }
}
