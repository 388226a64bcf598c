package org.tilewatch.edge.command.analyst;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.analyst.AlertFolder;
import org.tilewatch.edge.analyst.AlertPrinter;
import org.tilewatch.edge.analyst.ArrivingAlerts;
import org.tilewatch.edge.analyst.ReceivedAlert;
import org.tilewatch.edge.loop.Loop;
import org.tilewatch.edge.publish.BrokerLink.LinkDown;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.PahoLink;
import org.tilewatch.edge.publish.SubscribingLoop;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.report.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The analyst's end: prints alerts as they come and saves them with their chips. */
@Command(
        name = "subscribe",
        mixinStandardHelpOptions = true,
        description = "Prints alerts as they reach the broker; saves alerts and chips with --out.")
public final class SubscribeCommand implements Callable<Integer> {

    @Option(
            names = "--broker",
            required = true,
            paramLabel = "URL",
            description = "mqtt://HOST[:PORT] or mqtts://HOST[:PORT]")
    private String broker = "";

    @Option(names = "--user", paramLabel = "NAME", description = "user name at the broker")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "its first line is the password; not readable by all")
    private @Nullable Path passwordFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM with the certificates to trust (default: those of Java)")
    private @Nullable Path caFile;

    @Option(names = "--cert", paramLabel = "FILE", description = "PEM with the own certificate")
    private @Nullable Path certFile;

    @Option(names = "--key", paramLabel = "FILE", description = "PEM with its PKCS #8 key")
    private @Nullable Path keyFile;

    @Option(names = "--insecure", description = "allow a broker elsewhere without TLS")
    private boolean insecure;

    @Option(
            names = "--root",
            defaultValue = "tilewatch/1",
            paramLabel = "TOPIC",
            description = "default: ${DEFAULT-VALUE}")
    private String root = "tilewatch/1";

    @Option(names = "--station", paramLabel = "NAME", description = "only this station (default: all)")
    private @Nullable String station;

    @Option(names = "--site", paramLabel = "NAME", description = "only this site (default: all)")
    private @Nullable String site;

    @Option(names = "--severity", paramLabel = "NAME", description = "urgent or routine (default: both)")
    private @Nullable String severity;

    @Option(names = "--out", paramLabel = "DIR", description = "save alerts and chips below this folder")
    private @Nullable Path out;

    @Option(names = "--count", paramLabel = "N", description = "end after this many alerts")
    private long count = Long.MAX_VALUE;

    @Option(names = "--json", description = "print each alert as one line of JSON")
    private boolean json;

    private final CountDownLatch over = new CountDownLatch(1);
    private final AlertPrinter printer = AlertPrinter.onStandardOutput();
    private long received;
    private volatile int exitCode;

    @Override
    public Integer call() throws InterruptedException {
        BrokerSettings settings = settings();
        List<String> problems = problems(settings);
        if (!problems.isEmpty()) {
            problems.forEach(problem -> System.err.println("subscribe: " + problem));
            return 2;
        }
        PahoLink link = new PahoLink(settings, new Subscription(filters(), arriving()::accept), () -> {});
        try {
            link.connect(Optional.empty());
        } catch (LinkDown e) {
            System.err.println("subscribe: " + e.getMessage());
            return 1;
        }
        SubscribingLoop keeping =
                new SubscribingLoop(link, InstantSource.system(), System::nanoTime, RandomGenerator.getDefault());
        try (Loop loop = new Loop("subscribe", keeping, Duration.ofMillis(500))) {
            loop.start();
            over.await();
        }
        return exitCode;
    }

    private BrokerSettings settings() {
        return new BrokerSettings(
                broker,
                "tilewatch-analyst-" + UUID.randomUUID(),
                Optional.ofNullable(user),
                Optional.ofNullable(passwordFile),
                Optional.ofNullable(caFile),
                Optional.ofNullable(certFile),
                Optional.ofNullable(keyFile),
                insecure);
    }

    private List<String> problems(BrokerSettings settings) {
        List<String> problems = settings.problems();
        if (severity != null && !Severity.names().contains(severity)) {
            problems.add("--severity %s: allowed are %s".formatted(severity, String.join(", ", Severity.names())));
        }
        if (count < 1) {
            problems.add("--count %d: must be 1 or more".formatted(count));
        }
        return problems;
    }

    private List<String> filters() {
        return ArrivingAlerts.filters(root, level(station), level(severity), level(site), out != null);
    }

    private static String level(@Nullable String wanted) {
        return wanted == null ? "+" : Topics.level(wanted);
    }

    private ArrivingAlerts arriving() {
        return new ArrivingAlerts(root, this::received, refusal -> System.err.println("subscribe: " + refusal));
    }

    /** Called on the link's thread, one alert at a time. */
    private void received(ReceivedAlert alert) {
        if (received >= count) {
            return;
        }
        received++;
        if (json) {
            System.out.println(alert.summary().json());
        } else {
            printer.print(alert.summary());
        }
        if (out != null && !saved(alert, out)) {
            exitCode = 1;
            over.countDown();
        }
        if (received == count) {
            over.countDown();
        }
    }

    private static boolean saved(ReceivedAlert alert, Path folder) {
        try {
            new AlertFolder(folder).save(alert);
            return true;
        } catch (IOException e) {
            System.err.println("subscribe: alert %s could not be saved: %s"
                    .formatted(alert.summary().id(), e));
            return false;
        }
    }
}
