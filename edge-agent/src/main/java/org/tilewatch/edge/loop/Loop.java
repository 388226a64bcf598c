package org.tilewatch.edge.loop;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link Duty} on a thread of its own until it is closed.
 *
 * <p>After a turn that did nothing the loop rests for the idle pause, after a failed one for a pause that doubles from the idle
 * pause up to 30 s; {@link #wake} ends either. Trouble is logged when it begins, when its reason changes and when it is over, not
 * at each attempt. A bug in the duty is caught here and nowhere else: it is logged with its stack and what the duty had in hand.
 */
public final class Loop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Time a turn under way is given to finish by itself before it is interrupted. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int SHOWN_FRAMES = 6;

    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(2_800);

    private final String name;
    private final Duty duty;
    private final Duration idlePause;
    private final Thread thread;
    /** At most one permit: any number of calls while the loop works count as one. */
    private final Semaphore wakeUps = new Semaphore(0);

    private volatile boolean closing;
    /** When the turn under way began, by {@link System#nanoTime}; 0 at rest. */
    private volatile long turnBegan;

    private final AtomicLong turns = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private int failuresInARow;
    private String trouble = "";

    public Loop(String name, Duty duty, Duration idlePause) {
        if (idlePause.isNegative() || idlePause.isZero()) {
            throw new IllegalArgumentException(
                    "idle pause of loop %s is %s, must be more than 0".formatted(name, idlePause));
        }
        this.name = name;
        this.duty = duty;
        this.idlePause = idlePause;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    /** Begins with the first turn. To be called once. */
    public void start() {
        thread.start();
    }

    /** Ends a rest early; without effect while a turn is under way, except that the rest after it is left out. */
    public void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /**
     * What is wrong with this loop as seen from another thread: its turn takes longer than {@code longestTurn}, or its thread has
     * died. Empty if all is well, before its start, and once it is told to end.
     */
    Optional<String> trouble(Duration longestTurn) {
        long began = turnBegan;
        long nanos = began == 0 ? 0 : System.nanoTime() - began;
        if (closing || thread.getState() == Thread.State.NEW) {
            return Optional.empty();
        }
        if (!thread.isAlive()) {
            return Optional.of("%s has died at %s".formatted(name, duty.workingOn()));
        }
        return nanos <= longestTurn.toNanos()
                ? Optional.empty()
                : Optional.of("%s is stuck: %s has taken %d s, at most %d s are usual; it is at %s"
                        .formatted(
                                name,
                                duty.workingOn(),
                                Duration.ofNanos(nanos).toSeconds(),
                                longestTurn.toSeconds(),
                                place()));
    }

    private String place() {
        return Stream.of(thread.getStackTrace())
                .limit(SHOWN_FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(", "));
    }

    /** Turns begun so far: a sign of life for the watchdog. */
    public long turns() {
        return turns.get();
    }

    /** Turns that threw. */
    public long failures() {
        return failures.get();
    }

    /** Waits until the loop has ended by itself. */
    public void join() throws InterruptedException {
        thread.join();
    }

    /** Ends the loop within five seconds: a turn under way may finish for two, is then interrupted, and the duty ends. */
    @Override
    public void close() {
        closing = true;
        wake();
        try {
            if (!thread.join(GRACE)) {
                thread.interrupt();
                if (!thread.join(AFTER_INTERRUPT)) {
                    LOG.warn("{} does not end: {}; left behind", name, duty.workingOn());
                }
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing) {
                turnBegan = System.nanoTime() | 1; // never the 0 of rest
                Duration rest = oneTurn();
                turnBegan = 0;
                if (!rest.isZero() && wakeUps.tryAcquire(rest.toNanos(), TimeUnit.NANOSECONDS)) {
                    wakeUps.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} interrupted at {}", name, duty.workingOn());
        }
        endDuty();
    }

    /** Makes one turn and says how long to rest after it. */
    private Duration oneTurn() throws InterruptedException {
        turns.incrementAndGet();
        try {
            boolean worked = duty.turn();
            recovered();
            return worked ? Duration.ZERO : idlePause;
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (changed(reason)) {
                LOG.warn("{}: {} ({}); trying again with growing pauses", name, reason, duty.workingOn());
            }
        } catch (RuntimeException e) {
            if (changed(e.toString())) {
                LOG.error("{}: a bug at {}; trying again with growing pauses", name, duty.workingOn(), e);
            }
        }
        return backOff();
    }

    private boolean changed(String reason) {
        failures.incrementAndGet();
        failuresInARow++;
        boolean news = !reason.equals(trouble);
        trouble = reason;
        return news;
    }

    private void recovered() {
        if (failuresInARow > 0) {
            LOG.info("{}: works again after {} failed turns", name, failuresInARow);
        }
        failuresInARow = 0;
        trouble = "";
    }

    private Duration backOff() {
        Duration pause = idlePause.multipliedBy(1L << Math.min(failuresInARow - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void endDuty() {
        try {
            duty.end();
        } catch (InterruptedException e) {
            LOG.debug("{} interrupted while ending", name);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}: did not end cleanly: {}", name, e.toString());
        }
    }
}
