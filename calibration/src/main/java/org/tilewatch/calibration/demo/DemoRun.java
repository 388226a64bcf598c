package org.tilewatch.calibration.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tilewatch.calibration.demo.Reckoning.Balance;
import org.tilewatch.calibration.demo.Station.SettledLook;
import org.tilewatch.calibration.simulate.DrawnLook;
import org.tilewatch.calibration.simulate.SimulatedSite;

/**
 * Lets the satellite pass: lays look after look into the inbox, waits until the station has settled each, and at the end compares
 * what the analyst was told with what was planted.
 */
final class DemoRun {

    /** How long a station may take over one look. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** So that alerts stand below the look that they came of. */
    private static final Duration REPORTS_OF_A_LOOK = Duration.ofSeconds(2);

    private static final Duration LAST_REPORTS = Duration.ofSeconds(15);

    /** What the broker has taken over reaches the analyst within a moment. */
    private static final long MOMENT_MILLIS = 500;
    /** The same where something was not told yet: a busy machine takes its time. */
    private static final long BUSY_MILLIS = 5_000;

    private final SimulatedSite site;
    private final Path inbox;
    private final Screen screen;
    private final Duration between;
    private final BlockingQueue<SettledLook> settled = new LinkedBlockingQueue<>();
    private final List<Instant> times = new ArrayList<>();
    private long receivedBytes;

    /** @param between least time from one look to the next */
    DemoRun(SimulatedSite site, Path inbox, Screen screen, Duration between) {
        this.site = site;
        this.inbox = inbox;
        this.screen = screen;
        this.between = between;
    }

    /** To be told of each look that the station settles; from any thread. */
    void settled(SettledLook look) {
        settled.add(look);
    }

    /** Shows all looks; the station and the analyst run already. */
    Balance run(Station station, Analyst analyst) throws IOException, InterruptedException {
        try (ExecutorService painter = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("demo-draws").factory())) {
            showAll(painter, station, analyst);
        }
        Balance balance = lastReports(station, analyst);
        screen.end(balance, times.size(), analyst.alerts().size(), analyst.bytes(), receivedBytes);
        return balance;
    }

    /** Drawing takes about as long as judging: the next look is drawn while the station works on this one. */
    private void showAll(ExecutorService painter, Station station, Analyst analyst)
            throws IOException, InterruptedException {
        Future<DrawnLook> next = painter.submit(() -> site.draw(0));
        for (int index = 0; index < site.looks(); index++) {
            long begun = System.nanoTime();
            DrawnLook look = drawn(next);
            if (index + 1 < site.looks()) {
                int following = index + 1;
                next = painter.submit(() -> site.draw(following));
            }
            times.add(look.acquired());
            screen.holdAlerts();
            receivedBytes += SimulatedSite.write(inbox, look);
            SettledLook answer = answer(look.acquired());
            if (answer == null) {
                screen.silent(index + 1, look.name());
            } else {
                screen.look(index + 1, look.cloudFraction(), answer);
            }
            awaitReports(station, analyst, REPORTS_OF_A_LOOK);
            long left = between.toNanos() - (System.nanoTime() - begun);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
        }
    }

    private static DrawnLook drawn(Future<DrawnLook> look) throws IOException, InterruptedException {
        try {
            return look.get();
        } catch (ExecutionException e) {
            throw new IOException("the simulated look could not be drawn", e.getCause());
        }
    }

    private @Nullable SettledLook answer(Instant acquired) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            SettledLook look = settled.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (look == null || look.acquired().equals(acquired)) {
                return look;
            }
        }
    }

    /** Waits for the reports that are still on their way. */
    private Balance lastReports(Station station, Analyst analyst) throws IOException, InterruptedException {
        Reckoning reckoning = new Reckoning(site.events(), times);
        awaitReports(station, analyst, LAST_REPORTS);
        // What the broker has taken over still has to reach the analyst.
        int before = -1;
        while (analyst.alerts().size() > before) {
            before = analyst.alerts().size();
            boolean all = reckoning.of(analyst.alerts()).missing().isEmpty();
            analyst.await(before, all ? MOMENT_MILLIS : BUSY_MILLIS);
        }
        return reckoning.of(analyst.alerts());
    }

    /** Waits until the broker has all reports; it passes an alert on within a moment. */
    private static void awaitReports(Station station, Analyst analyst, Duration atMost)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (station.reportsWaiting() > 0 && System.nanoTime() < end) {
            analyst.await(analyst.alerts().size(), 50);
        }
    }
}
