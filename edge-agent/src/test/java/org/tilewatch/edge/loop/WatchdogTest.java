package org.tilewatch.edge.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class WatchdogTest {

    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final CountDownLatch released = new CountDownLatch(1);
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final AtomicInteger fed = new AtomicInteger();
    private final BlockingQueue<String> troubles = new LinkedBlockingQueue<>();

    private Watchdog watching(Loop loop, Duration longestTurn) {
        return new Watchdog(
                List.of(new Watchdog.Stage(loop, longestTurn)),
                Duration.ofMillis(10),
                fed::incrementAndGet,
                troubles::add);
    }

    /** Its turn takes until it is released. */
    private Loop slow() {
        return new Loop(
                "detection",
                new Duty() {
                    @Override
                    public boolean turn() throws InterruptedException {
                        begun.add("turn");
                        released.await();
                        return false;
                    }

                    @Override
                    public String workingOn() {
                        return "inbox/a.tif";
                    }
                },
                FOR_EVER);
    }

    @Test
    void aTurnThatTakesTooLongIsToldWithWhatItHasInHandAndWhere() throws Exception {
        try (Loop loop = slow();
                Watchdog watchdog = watching(loop, Duration.ofMillis(50))) {
            loop.start();
            begun.take();
            watchdog.start();

            assertThat(troubles.poll(10, TimeUnit.SECONDS))
                    .contains("detection is stuck", "inbox/a.tif", "CountDownLatch.await");
            int fedUntilThen = fed.get();
            assertThat(troubles.poll(100, TimeUnit.MILLISECONDS)).isNull();
            assertThat(fed).hasValue(fedUntilThen);
            released.countDown();
        }
    }

    @Test
    void aTurnThatMayTakeSoLongIsWell() throws Exception {
        try (Loop loop = slow();
                Watchdog watchdog = watching(loop, FOR_EVER)) {
            loop.start();
            begun.take();

            assertThat(watchdog.look()).isEmpty();
            assertThat(fed).hasValue(1);
            released.countDown();
        }
    }

    @Test
    void aLoopAtRestIsWellHoweverLongItRests() throws Exception {
        CountDownLatch turned = new CountDownLatch(1);
        try (Loop loop = new Loop("upkeep", () -> done(turned), FOR_EVER);
                Watchdog watchdog = watching(loop, Duration.ofNanos(1))) {
            loop.start();
            turned.await();
            while (watchdog.look().isPresent()) {
                Thread.onSpinWait(); // until the turn has ended
            }

            assertThat(watchdog.look()).isEmpty();
        }
    }

    private static boolean done(CountDownLatch turned) {
        turned.countDown();
        return false;
    }

    @Test
    void aLoopWhoseThreadHasDiedIsTold() throws Exception {
        Loop loop = new Loop(
                "detection",
                () -> {
                    throw new StackOverflowError("as if");
                },
                FOR_EVER);
        Watchdog watchdog = watching(loop, FOR_EVER);
        assertThat(watchdog.look()).isEmpty();
        loop.start();
        loop.join();

        assertThat(watchdog.look().orElseThrow()).contains("detection has died");
    }
}
