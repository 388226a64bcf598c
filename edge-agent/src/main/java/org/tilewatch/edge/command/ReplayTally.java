package org.tilewatch.edge.command;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tilewatch.edge.watch.Screening.Result;
import org.tilewatch.edge.watch.look.Judgement;

/** Counts a replay: outcomes, speed, share of decoding, memory. */
final class ReplayTally {

    /** The steady state is measured between these looks: buffers have their size by then. */
    private static final int STEADY_FROM = 50;

    private static final int STEADY_TO = 350;

    private final long started = System.nanoTime();
    private final Map<String, Integer> verdicts = new TreeMap<>();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final boolean oneThread;
    private final long plainDecodingNanos;
    private int looks;
    private int objects;
    private int alerts;
    private long pixels;
    private long decode;
    private long judged;
    private long heapAtStart;
    private long heapAtEnd;
    private int steadyLooks;

    /**
     * @param oneThread whether the looks are screened by the thread that counts, so that its heap can be told
     * @param plainDecodingNanos what reading the same files alone took, 0 if that was not measured
     */
    ReplayTally(boolean oneThread, long plainDecodingNanos) {
        this.plainDecodingNanos = plainDecodingNanos;
        this.oneThread = oneThread;
    }

    void count(Result result) {
        switch (result) {
            case Result.Settled settled -> {
                pixels += settled.pixels();
                settled.judgements().forEach(this::settled);
            }
            case Result.Refused refused -> counted("refused (" + refused.reason() + ")");
            case Result.Repeated repeated -> counted("repeated");
        }
    }

    private void counted(String verdict) {
        verdicts.merge(verdict, 1, Integer::sum);
        looks++;
        if (looks == STEADY_FROM) {
            heapAtStart = threads.getCurrentThreadAllocatedBytes();
        } else if (looks > STEADY_FROM && looks <= STEADY_TO) {
            heapAtEnd = threads.getCurrentThreadAllocatedBytes();
            steadyLooks = looks - STEADY_FROM;
        }
    }

    private void settled(Judgement look) {
        String verdict = look.reason().isEmpty() ? look.verdict() : look.verdict() + " (" + look.reason() + ")";
        counted(verdict);
        objects += look.objects().size();
        alerts += (int) look.objects().stream().filter(Judgement.Seen::alert).count();
        decode += look.timing().decode();
        judged += look.timing().total();
    }

    void print(PrintStream out) {
        double seconds = (System.nanoTime() - started) / 1e9;
        out.printf(
                Locale.ROOT,
                "%d looks, %.1f megapixels in %.1f s: %.1f megapixels/s; decoding took %.0f %% of it%n",
                looks,
                pixels / 1e6,
                seconds,
                pixels / 1e6 / seconds,
                oneThread ? 100 * decode / 1e9 / seconds : 100.0 * decode / Math.max(1, judged));
        if (plainDecodingNanos > 0) {
            out.printf(
                    Locale.ROOT,
                    "  %.2f times as long as reading the files alone with OpenCV (%.1f s, %.1f ns per pixel)%n",
                    seconds * 1e9 / plainDecodingNanos,
                    plainDecodingNanos / 1e9,
                    plainDecodingNanos / (double) Math.max(1, pixels));
        }
        verdicts.forEach((verdict, count) -> out.printf("  %-28s %d%n", verdict, count));
        out.printf("  objects listed %d, of them published %d%n", objects, alerts);
        if (oneThread && steadyLooks > 0) {
            out.printf(
                    Locale.ROOT,
                    "  heap per look %.1f KiB (looks %d to %d)%n",
                    (heapAtEnd - heapAtStart) / 1024.0 / steadyLooks,
                    STEADY_FROM,
                    STEADY_FROM + steadyLooks);
        }
        out.printf("  peak memory %s%n", peakMemory());
    }

    private static String peakMemory() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmHWM:")) {
                    long kib = Long.parseLong(line.replaceAll("\\D", ""));
                    return kib / 1024 + " MiB resident";
                }
            }
        } catch (IOException e) {
            return "not told by this system";
        }
        return "not told by this system";
    }
}
