package org.tilewatch.edge.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.EdgeAgent;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;
import org.tilewatch.edge.lamp.ConsoleLamps;

/**
 * Small looks of a few sites, one after the other, through a whole agent with its decoder's process and a broker that is away; the
 * resident memory of all processes over time. {@code tilewatch.soak.count} says how many; deploy/proof/soak.sh sets it.
 */
final class SoakTest {

    private static final int COUNT = Integer.getInteger("tilewatch.soak.count", 150);
    private static final int ENOUGH_TO_BE_WARM = 20_000;
    private static final int SITES = 4;
    private static final int EDGE = 64;
    private static final int IN_THE_INBOX = 64;
    private static final Instant FIRST = Instant.parse("1990-01-01T00:00:00Z");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final Semaphore settled = new Semaphore(0);

    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryStaysFlatOverManyLooks() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        double[] tenths = new double[10];
        long begin = System.nanoTime();
        try (EdgeAgent _ = start()) {
            int laid = 0;
            for (int done = 0; done < COUNT; done++) {
                while (laid < COUNT && laid - done < IN_THE_INBOX) {
                    lay(inbox, laid++);
                }
                assertThat(settled.tryAcquire(60, TimeUnit.SECONDS))
                        .as("look %d settled", done)
                        .isTrue();
                if (done % Math.max(1, COUNT / 1000) == 0) {
                    int tenth = (int) (10L * done / COUNT);
                    tenths[tenth] = Math.max(tenths[tenth], (double) ResidentMemory.bytes());
                }
            }
        }
        tell(tenths, Duration.ofNanos(System.nanoTime() - begin));

        if (COUNT >= ENOUGH_TO_BE_WARM) {
            assertThat(tenths[9]).isLessThan(1.03 * tenths[1]);
        }
    }

    private EdgeAgent start() throws Exception {
        Path file = Files.writeString(folder.resolve("station.yaml"), """
            station: { id: soak }
            inbox: { folder: inbox, quietPeriod: 0s, sidecarWait: 0s, afterwards: delete }
            state: state
            mqtt: { url: "mqtt://127.0.0.1:1" }
            """);
        ConsoleLamps console = new ConsoleLamps(new StringWriter(), ConsoleLamps.Style.PLAIN);
        return EdgeAgent.start(Config.read(file), console, look -> settled.release());
    }

    /** Ground that stays, light and noise that change, and on some looks a bright thing; complete at once. */
    private void lay(Path inbox, int number) throws IOException {
        int site = number % SITES;
        boolean thing = number / SITES % 29 > 20;
        int light = number % 13;
        Path part = folder.resolve("look.part");
        new DrawnTiff(EDGE, EDGE, 3, (x, y, band) -> {
                    boolean built = thing && x > 30 && x < 44 && y > 20 && y < 32;
                    int ground = 90 + (x * 31 + y * 17 + site * 5) % 23 + (x / 9 * 7 + y / 11 * 13) % 40;
                    return (built ? 215 : ground) + light - 5 * band + (x * 7 + y * 3 + number) % 3;
                })
                .place(32652, 300_000 + 5000 * site, 4_410_000, 0.5, 0.5)
                .text(305, "soak, look " + number) // no two files of the same content
                .deflated()
                .write(part);
        String name = "site" + site + "_" + STAMP.format(FIRST.plus(Duration.ofMinutes(10L * number))) + ".tif";
        Files.move(part, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void tell(double[] tenths, Duration took) throws IOException {
        double[] mebibytes =
                Arrays.stream(tenths).map(bytes -> bytes / (1 << 20)).toArray();
        String line = String.format(
                Locale.ROOT,
                "soak: %,d looks, %.1f per second; resident memory of all processes, highest of each tenth in MiB: %s;"
                        + " last against second %+.1f %%",
                COUNT,
                COUNT / (took.toMillis() / 1000.0),
                Arrays.toString(Arrays.stream(mebibytes).mapToLong(Math::round).toArray()),
                100 * (mebibytes[9] / mebibytes[1] - 1));
        Files.writeString(Path.of("target", "soak.txt"), line + "\n");
    }
}
