package org.tilewatch.edge.lamp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps lamps in step with the state that a supplier tells, and keeps time for the blinking: half a second on, half a second off.
 * Owns its lamps: they go to their safe state on {@link #close} and, by a shutdown hook, on every orderly end of the process.
 */
public final class LampPanel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LampPanel.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final long HALF_PERIOD_NANOS = Duration.ofMillis(500).toNanos();

    private final Lamps lamps;
    private final Supplier<LampState> wanted;
    private final LongSupplier nanoTime;
    private final Thread hook = new Thread(this::putOut, "lamps-off");
    private @Nullable ScheduledExecutorService ticker;
    private boolean broken;
    private boolean closed;

    /** A panel without a thread; every step is a call of {@link #refresh}. */
    LampPanel(Lamps lamps, Supplier<LampState> wanted, LongSupplier nanoTime) {
        this.lamps = lamps;
        this.wanted = wanted;
        this.nanoTime = nanoTime;
    }

    /** Begins to show what the supplier tells, ten times a second, on one daemon thread. */
    public static LampPanel start(Lamps lamps, Supplier<LampState> wanted) {
        LampPanel panel = new LampPanel(lamps, wanted, System::nanoTime);
        Runtime.getRuntime().addShutdownHook(panel.hook);
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("lamps").factory());
        panel.ticker = ticker;
        Future<?> _ = ticker.scheduleWithFixedDelay(panel::refresh, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        return panel;
    }

    /** Shows the state of this moment; for those who do not want to wait for the next tick. */
    public synchronized void refresh() {
        if (closed) {
            return;
        }
        try {
            boolean blinkOn = Math.floorMod(Math.floorDiv(nanoTime.getAsLong(), HALF_PERIOD_NANOS), 2) == 0;
            lamps.show(wanted.get(), blinkOn);
            if (broken) {
                LOG.info("Lamps work again.");
            }
            broken = false;
        } catch (IOException | RuntimeException e) {
            // One line for the change of state: at ten ticks a second a broken lamp would fill the log.
            if (!broken) {
                LOG.error("Lamps do not work ({}). The agent goes on and keeps trying.", e.getMessage(), e);
            }
            broken = true;
        }
    }

    /** Ends the thread, then puts the lamps out; a second call does nothing. */
    @Override
    public void close() {
        if (ticker != null) {
            ticker.shutdown();
        }
        putOut();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("The process is ending already; the hook has run or will find the lamps closed.");
        }
    }

    private synchronized void putOut() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            lamps.close();
        } catch (IOException e) {
            LOG.error("Lamps could not be put out: {}", e.getMessage(), e);
        }
    }
}
