package org.tilewatch.edge.soak;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tilewatch.edge.EdgeAgent;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.lamp.ConsoleLamps;
import org.tilewatch.edge.watch.look.Judgement;

/**
 * Many small looks, one after the other, through a whole agent with its decoder's process, and the resident memory of all processes
 * on the way. What it does on each look a station does: a file from the inbox is decoded, judged, settled, and what is to be told goes
 * to the broker if there is one.
 */
public final class Soak {

    private static final int ENOUGH_TO_BE_WARM = 20_000;
    private static final double WANTED = 1.03;
    private static final int IN_THE_INBOX = 64;
    private static final int LOOKS_PER_UNREADABLE = 97;
    private static final int SAMPLES = 1000;

    /** Held, or its level would be forgotten with it. */
    private static final Logger LOGGED = Logger.getLogger("org.tilewatch");

    private final Path folder;
    private final int count;
    private final String broker;
    private final Duration longest;
    private final List<Long> samples = new ArrayList<>();
    private final Semaphore settled = new Semaphore(0);
    private final LongAdder reports = new LongAdder();
    private long highest;
    private int done;
    private int waiting;

    /**
     * @param folder where all of it lies
     * @param broker its URL; one that nobody listens at is one that is away
     * @param longest after which no more look is waited for
     */
    Soak(Path folder, int count, String broker, Duration longest) {
        this.folder = folder;
        this.count = count;
        this.broker = broker;
        this.longest = longest;
    }

    /** Arguments: folder, most looks, URL of the broker, most seconds. Exit code 0 if memory stayed flat. */
    public static void main(String[] arguments) throws Exception {
        LOGGED.setLevel(Level.WARNING);
        Duration longest = Duration.ofSeconds(Long.parseLong(arguments[3]));
        Soak soak = new Soak(Path.of(arguments[0]), Integer.parseInt(arguments[1]), arguments[2], longest);
        System.out.println(soak.run());
        System.exit(soak.isFlat() ? 0 : 1);
    }

    /** Sends the looks through an agent; one line for people. */
    String run() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        SmallLooks looks = new SmallLooks(folder, inbox);
        long begin = System.nanoTime();
        try (EdgeAgent agent = start()) {
            int laid = 0;
            while (done < count && System.nanoTime() - begin < longest.toNanos()) {
                while (laid < count && laid - done < IN_THE_INBOX) {
                    if (laid % LOOKS_PER_UNREADABLE == 0) {
                        looks.layUnreadable(laid);
                    }
                    looks.lay(laid++);
                }
                if (!settled.tryAcquire(60, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("look %d was not settled within a minute".formatted(done));
                }
                if (done++ % Math.max(1, count / SAMPLES) == 0) {
                    sample();
                }
            }
            waiting = agent.reportsWaiting();
        }
        return line(Duration.ofNanos(System.nanoTime() - begin));
    }

    /** A process that is being started is counted with the memory of the one that starts it: such a moment does not count. */
    private void sample() throws IOException, InterruptedException {
        long bytes = ResidentMemory.bytes();
        if (bytes > highest) {
            TimeUnit.MILLISECONDS.sleep(50);
            bytes = Math.min(bytes, ResidentMemory.bytes());
            highest = Math.max(highest, bytes);
        }
        samples.add(bytes);
    }

    private EdgeAgent start() throws Exception {
        Path file = Files.writeString(folder.resolve("station.yaml"), """
            station: { id: soak }
            inbox: { folder: inbox, quietPeriod: 0s, sidecarWait: 0s, afterwards: delete }
            state: state
            mqtt: { url: "%s" }
            """.formatted(broker));
        ConsoleLamps console = new ConsoleLamps(new StringWriter(), ConsoleLamps.Style.PLAIN);
        return EdgeAgent.start(Config.read(file), console, this::settled);
    }

    private void settled(Judgement look) {
        reports.add(look.settlement().reports().size());
        settled.release();
    }

    /** Whether the last tenth is within 3 % of the second; a short run says nothing of it. */
    boolean isFlat() {
        return done < ENOUGH_TO_BE_WARM || highest(9) < WANTED * highest(1);
    }

    long reports() {
        return reports.sum();
    }

    /** Highest of a tenth of the way. */
    private long highest(int tenth) {
        int size = samples.size();
        return samples.subList(tenth * size / 10, (tenth + 1) * size / 10).stream()
                .mapToLong(bytes -> bytes)
                .max()
                .orElse(0);
    }

    private String line(Duration took) {
        return String.format(
                Locale.ROOT,
                "soak: %,d looks, %.1f per second, %,d reports (%,d still waiting); resident memory of all processes,"
                        + " highest of each tenth in MiB: %s; last against second %+.1f %%",
                done,
                done / (took.toMillis() / 1000.0),
                reports.sum(),
                waiting,
                IntStream.range(0, 10)
                        .mapToLong(tenth -> highest(tenth) >> 20)
                        .boxed()
                        .toList(),
                100.0 * (highest(9) - highest(1)) / highest(1));
    }
}
