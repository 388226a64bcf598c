package org.tilewatch.edge.ingest.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stands beside a thread that waits for a decoder's answer, which cannot be interrupted, and ends the decoder when it takes too
 * long or too much memory, or when the thread is wanted elsewhere. Has a thread of its own.
 */
final class Guard implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 25;
    /** Looks without a wait before the thread sleeps until it is called: to wake it for each small file would cost more than these. */
    private static final int IDLE_LOOKS = 40;

    /** The decoder is the least of a busy machine's programs; one that merely waits uses no time at all. */
    private static final int LEAST_SHARE_COMPUTED = 4;

    /** Why a decoder was ended. */
    enum Cause {
        NONE,
        /** Its time was over, and for most of it it did not compute: it waited, or others had the processor. */
        TIME,
        /** Its time was over, of which it computed for a quarter or more. */
        COMPUTED,
        MEMORY,
        INTERRUPT
    }

    private record Watch(WorkerProcess worker, Thread waiting, Duration timeout, long deadlineNanos, long mostBytes) {}

    private final Thread thread;
    private @Nullable Watch watch;
    private Cause cause = Cause.NONE;
    /** Processor time of the watched decoder when it was first looked at for this wait; null before. */
    private @Nullable Duration computedBefore;

    private boolean closed;
    private boolean asleep;

    Guard() {
        thread = Thread.ofPlatform().name("decoder guard").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** From now on the calling thread waits for {@code worker}. */
    synchronized void begin(WorkerProcess worker, Duration timeout, long mostBytes) {
        cause = Cause.NONE;
        computedBefore = null;
        watch = new Watch(worker, Thread.currentThread(), timeout, System.nanoTime() + timeout.toNanos(), mostBytes);
        if (asleep) {
            notifyAll();
        }
    }

    /** The wait is over; tells whether it was ended from here. */
    synchronized Cause end() {
        watch = null;
        return cause;
    }

    private synchronized void run() {
        try {
            int idle = 0;
            while (!closed) {
                if (watch != null) {
                    look(watch);
                    idle = 0;
                } else if (++idle > IDLE_LOOKS) {
                    asleep = true;
                    wait();
                    asleep = false;
                    idle = 0;
                    continue;
                }
                wait(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Watch now) {
        if (cause != Cause.NONE) {
            return;
        }
        if (computedBefore == null) {
            computedBefore = now.worker().processorTime();
        }
        if (now.waiting().isInterrupted()) {
            cause = Cause.INTERRUPT;
        } else if (System.nanoTime() - now.deadlineNanos() > 0) {
            cause = computed(now) ? Cause.COMPUTED : Cause.TIME;
        } else if (now.worker().residentBytes() > now.mostBytes()) {
            cause = Cause.MEMORY;
        }
        if (cause != Cause.NONE) {
            now.worker().kill();
        }
    }

    private boolean computed(Watch now) {
        Duration before = computedBefore == null ? Duration.ZERO : computedBefore;
        Duration computed = now.worker().processorTime().minus(before);
        return computed.compareTo(now.timeout().dividedBy(LEAST_SHARE_COMPUTED)) >= 0;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
