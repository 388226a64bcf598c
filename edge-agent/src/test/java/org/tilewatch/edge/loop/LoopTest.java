package org.tilewatch.edge.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class LoopTest {

    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final Logger LOG = Logger.getLogger(Loop.class.getName());

    private final List<String> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public synchronized void publish(LogRecord entry) {
            logged.add(entry.getLevel() + " " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.setUseParentHandlers(false);
        LOG.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        LOG.removeHandler(handler);
        LOG.setUseParentHandlers(true);
    }

    @Test
    void turnsFollowWithoutRestWhileThereIsWork() throws InterruptedException {
        CountDownLatch thousand = new CountDownLatch(1000);
        try (Loop loop = new Loop("work", () -> done(thousand), FOR_EVER)) {
            loop.start();
            assertThat(thousand.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void wakeEndsTheRestEarly() throws InterruptedException {
        Semaphore turns = new Semaphore(0);
        try (Loop loop = new Loop("idle", () -> idle(turns), FOR_EVER)) {
            loop.start();
            turns.acquire();

            loop.wake();

            assertThat(turns.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void troubleIsLoggedOnceWhenItBeginsAndOnceWhenItIsOver() throws InterruptedException {
        Semaphore turns = new Semaphore(0);
        int[] left = {5};
        Duty duty = () -> {
            if (left[0]-- > 0) {
                throw new IOException("disk away");
            }
            return idle(turns);
        };
        try (Loop loop = new Loop("store", duty, Duration.ofMillis(1))) {
            loop.start();
            turns.acquire();
            assertThat(loop.failures()).isEqualTo(5);
        }
        assertThat(logged).hasSize(2);
        assertThat(logged.getFirst()).startsWith("WARNING").contains("disk away");
        assertThat(logged.getLast()).startsWith("INFO").contains("after 5 failed turns");
    }

    @Test
    void aBugIsLoggedWithWhatTheDutyHadInHandAndTheLoopGoesOn() throws InterruptedException {
        Semaphore turns = new Semaphore(0);
        try (Loop loop = new Loop("detection", new Buggy(turns), Duration.ofMillis(1))) {
            loop.start();
            turns.acquire(3);
        }
        assertThat(logged.getFirst()).startsWith("SEVERE").contains("tile c3r4");
    }

    @Test
    void closingInterruptsAStuckTurnAndEndsTheDutyWithinFiveSeconds() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Duty duty = new Duty() {
            @Override
            public boolean turn() throws InterruptedException {
                stuck.countDown();
                new CountDownLatch(1).await();
                return true;
            }

            @Override
            public void end() {
                ended.countDown();
            }
        };
        Loop loop = new Loop("stuck", duty, FOR_EVER);
        loop.start();
        stuck.await();
        long before = System.nanoTime();

        loop.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(ended.getCount()).isZero();
    }

    private static boolean done(CountDownLatch latch) {
        latch.countDown();
        return latch.getCount() > 0;
    }

    private static boolean idle(Semaphore turns) {
        turns.release();
        return false;
    }

    private record Buggy(Semaphore turns) implements Duty {

        @Override
        public boolean turn() {
            turns.release();
            throw new IllegalStateException("bug");
        }

        @Override
        public String workingOn() {
            return "tile c3r4";
        }
    }
}
