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

    /** Why a decoder was ended. */
    enum Cause {
        NONE,
        TIME,
        MEMORY,
        INTERRUPT
    }

    private record Watch(WorkerProcess worker, Thread waiting, long deadlineNanos, long mostBytes) {}

    private final Thread thread;
    private @Nullable Watch watch;
    private Cause cause = Cause.NONE;
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
        watch = new Watch(worker, Thread.currentThread(), System.nanoTime() + timeout.toNanos(), mostBytes);
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
        if (now.waiting().isInterrupted()) {
            cause = Cause.INTERRUPT;
        } else if (System.nanoTime() - now.deadlineNanos() > 0) {
            cause = Cause.TIME;
        } else if (now.worker().residentBytes() > now.mostBytes()) {
            cause = Cause.MEMORY;
        }
        if (cause != Cause.NONE) {
            now.worker().kill();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
