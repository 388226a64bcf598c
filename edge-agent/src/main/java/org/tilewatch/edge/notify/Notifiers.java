package org.tilewatch.edge.notify;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tilewatch.edge.health.Conditions;
import org.tilewatch.edge.loop.Loop;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.store.Archive;

/** Those who are called on an alert, each with a loop of its own. */
public final class Notifiers implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final List<Loop> loops = new ArrayList<>();

    /**
     * Who is called, and how.
     *
     * @param address a web address
     * @param asAlert it is sent the alert itself, else a message for ntfy
     * @param token that is shown to the web address
     * @param command program and arguments; empty for none
     * @param mostPerHour calls of each
     * @param quiet local times from and until which nobody is called
     * @param timeout of a call
     */
    public record Wanted(
            Optional<URI> address,
            boolean asAlert,
            Optional<String> token,
            List<String> command,
            Set<Severity> severities,
            int mostPerHour,
            Optional<List<LocalTime>> quiet,
            Duration timeout) {}

    /**
     * Begins to call.
     *
     * @param station name for people
     * @param link where more is to be seen
     * @param folder for what is remembered
     */
    public static Notifiers start(
            Wanted wanted, String station, Optional<String> link, Archive archive, Conditions conditions, Path folder) {
        Notifiers started = new Notifiers();
        Notifier.Troubles troubles = new Notifier.Troubles(conditions);
        Notifier.Subject subject = new Notifier.Subject(station, link, wanted.severities);
        Notifier.Times times = new Notifier.Times(InstantSource.system(), ZoneId.systemDefault(), System::nanoTime);
        wanted.address.ifPresent(address -> started.add(
                "web-notifier",
                new Notifier(
                        new Webhook(
                                address,
                                wanted.token,
                                wanted.asAlert ? Webhook.Form.ALERT : Webhook.Form.NTFY,
                                wanted.timeout),
                        subject,
                        archive,
                        new Told(folder.resolve("notified-web.txt")),
                        pace(wanted),
                        troubles,
                        times)));
        if (!wanted.command.isEmpty()) {
            started.add(
                    "program-notifier",
                    new Notifier(
                            new OwnProgram(wanted.command, wanted.timeout, folder.resolve("notifying")),
                            subject,
                            archive,
                            new Told(folder.resolve("notified-program.txt")),
                            pace(wanted),
                            troubles,
                            times));
        }
        return started;
    }

    private static Pace pace(Wanted wanted) {
        return new Pace(wanted.mostPerHour, wanted.quiet.map(hours -> new Pace.Hours(hours.get(0), hours.get(1))));
    }

    private void add(String name, Notifier notifier) {
        Loop loop = new Loop(name, notifier, PAUSE);
        loops.add(loop);
        loop.start();
    }

    /** There may be something to tell; returns at once. */
    public void wake() {
        loops.forEach(Loop::wake);
    }

    /** What was not told yet is told after the next start. */
    @Override
    public void close() {
        List<Thread> ends = loops.stream()
                .map(loop -> Thread.ofPlatform().name("closing").start(loop::close))
                .toList();
        try {
            for (Thread end : ends) {
                end.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
