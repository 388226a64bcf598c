package org.tilewatch.calibration.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.tilewatch.calibration.bench.Stages.Step;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/** Adds up what a stage costs, round by round, each time beside a plain copy that was timed right after it. */
final class Tally {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String stage;
    private final String within;
    private final NativeMemory memory = new NativeMemory();
    private final List<Double> nanosPerPixel = new ArrayList<>();
    private final List<Double> copyNanosPerPixel = new ArrayList<>();
    private final List<Double> copies = new ArrayList<>();
    private long nanos;
    private long copyNanos;
    private long pixels;
    private long heapBytes;
    /** Look by look: the JVM's compiler takes and gives back memory too, which spoils the sum and not the median. */
    private final List<Double> nativeBytes = new ArrayList<>();

    private boolean nativeTold = true;
    private int weighed;

    /**
     * Of a stage.
     *
     * @param within the stage that it is a part of; empty if none
     */
    Tally(String stage, String within) {
        this.stage = stage;
        this.within = within;
    }

    /**
     * Time of this thread on the processor: what a busy machine gives to others is not counted, which would fall on long stages and hardly
     * ever on a copy. What compiler and collector do meanwhile is not counted either.
     */
    static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** Times one run, and one plain copy after it. */
    void time(Step step, Step copy, long lookPixels) throws IOException, UnreadableTile {
        long start = nanos();
        step.run();
        long end = nanos();
        copy.run();
        timed(end - start, nanos() - end, lookPixels);
    }

    /** One run was timed, and one plain copy of its look. */
    void timed(long stepNanos, long oneCopyNanos, long lookPixels) {
        nanos += stepNanos;
        copyNanos += oneCopyNanos;
        pixels += lookPixels;
    }

    /** Looks at memory before and after one run, which is not timed. */
    void weigh(Step step) throws IOException, UnreadableTile {
        Held before = held();
        step.run();
        weighed(before, held());
    }

    /** One run left memory so. */
    void weighed(Held before, Held after) {
        heapBytes += after.heapBytes - before.heapBytes;
        nativeBytes.add((double) (after.nativeBytes - before.nativeBytes));
        nativeTold &= after.nativeTold;
        weighed++;
    }

    /** What this thread has ever taken of the heap, and what the process holds outside of it now. */
    record Held(long heapBytes, long nativeBytes, boolean nativeTold) {}

    Held held() {
        OptionalLong inUse = memory.inUse();
        return new Held(THREADS.getCurrentThreadAllocatedBytes(), inUse.orElse(0), inUse.isPresent());
    }

    void endRound() {
        nanosPerPixel.add(nanos / (double) pixels);
        copyNanosPerPixel.add(copyNanos / (double) pixels);
        copies.add(nanos / (double) copyNanos);
        nanos = 0;
        copyNanos = 0;
        pixels = 0;
    }

    Cost cost() {
        double[] sorted =
                nanosPerPixel.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Cost(
                stage,
                within,
                median(nanosPerPixel),
                sorted[sorted.length / 4],
                sorted[sorted.length - 1 - sorted.length / 4],
                median(copies),
                median(copyNanosPerPixel),
                heapBytes / (double) weighed,
                nativeTold ? OptionalDouble.of(median(nativeBytes)) : OptionalDouble.empty());
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
