package org.tilewatch.edge.loop;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the stages of the station from a thread of its own: while each is at rest, or in a turn that is not too long, the
 * service manager hears that all is well; once one is stuck or has died, it hears no more and the process is to be ended.
 */
public final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final List<Stage> stages;
    private final Duration every;
    private final Runnable allIsWell;
    private final Consumer<String> stuck;
    private final Thread thread;
    private final Semaphore closing = new Semaphore(0);

    /**
     * A loop and how long its longest honest turn takes.
     *
     * @param longestTurn beyond it the loop is stuck
     */
    public record Stage(Loop loop, Duration longestTurn) {}

    /**
     * @param every how often to look
     * @param allIsWell called at each look that found nothing
     * @param stuck told once, which stage is stuck and where; no look follows
     */
    public Watchdog(List<Stage> stages, Duration every, Runnable allIsWell, Consumer<String> stuck) {
        this.stages = List.copyOf(stages);
        this.every = every;
        this.allIsWell = allIsWell;
        this.stuck = stuck;
        this.thread = Thread.ofPlatform().name("watchdog").daemon().unstarted(this::run);
    }

    /** Begins with the first look. To be called once. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                Optional<String> trouble = look();
                if (trouble.isPresent()) {
                    LOG.error("{}", trouble.get());
                    stuck.accept(trouble.get());
                    return;
                }
            } while (!closing.tryAcquire(every.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            LOG.debug("watchdog interrupted");
        }
    }

    /** Looks at each stage; what is wrong with the first that is not well. */
    Optional<String> look() {
        Optional<String> trouble = stages.stream()
                .map(stage -> stage.loop().trouble(stage.longestTurn()))
                .flatMap(Optional::stream)
                .findFirst();
        if (trouble.isEmpty()) {
            allIsWell.run();
        }
        return trouble;
    }

    /** Looks no more. */
    @Override
    public void close() {
        closing.release();
    }
}
