package org.tilewatch.edge.command.analyst;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.analyst.AlertFilter;
import org.tilewatch.edge.analyst.AlertIndex;
import org.tilewatch.edge.analyst.AlertPrinter;
import org.tilewatch.edge.analyst.AlertTable;
import org.tilewatch.edge.analyst.ArrivingAlerts;
import org.tilewatch.edge.analyst.ReceivedAlert;
import org.tilewatch.edge.analyst.SavedAlerts;
import org.tilewatch.edge.loop.Loop;
import org.tilewatch.edge.publish.BrokerLink.LinkDown;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.PahoLink;
import org.tilewatch.edge.publish.SubscribingLoop;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Severity;
import org.tilewatch.edge.report.Topics;
import org.tilewatch.edge.site.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The analyst's end: prints alerts as they come and saves them with their chips. */
@Command(
        name = "subscribe",
        mixinStandardHelpOptions = true,
        description = "Prints alerts as they reach the broker; saves alerts and chips with --out.")
public final class SubscribeCommand implements Callable<Integer> {

    private static final Duration SESSION_KEPT = Duration.ofDays(7);
    /** For the chips of the last alerts, where the broker hands alerts on before them. */
    private static final Duration CHIPS_WAIT = Duration.ofSeconds(3);

    private static final Duration INDEX_PAUSE = Duration.ofSeconds(1);
    private static final List<String> KINDS = Stream.of(Kind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .toList();

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

    @Option(names = "--zone", paramLabel = "NAME", description = "only this zone; may be given several times")
    private List<String> zones = List.of();

    @Option(names = "--kind", paramLabel = "NAME", description = "only this kind; may be given several times")
    private List<String> kinds = List.of();

    @Option(
            names = "--min-probability",
            paramLabel = "P",
            description = "only alerts at least so probable (0 to 1), and withdrawals")
    private double leastProbability;

    @Option(
            names = "--team",
            paramLabel = "NAME",
            description = "share the work: each alert goes to one of all who give this name")
    private @Nullable String team;

    @Option(
            names = "--session",
            paramLabel = "NAME",
            description = "miss nothing: the broker keeps what comes while this end is away, up to 7 days")
    private @Nullable String session;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "save alerts and chips below this folder, with an index.html to look at them")
    private @Nullable Path out;

    @Option(names = "--count", paramLabel = "N", description = "end after this many alerts")
    private long count = Long.MAX_VALUE;

    @Option(names = "--json", description = "print each alert as one line of JSON")
    private boolean json;

    @Option(names = "--table", description = "print each alert as a row of a table")
    private boolean table;

    private final CountDownLatch over = new CountDownLatch(1);
    private final AlertPrinter printer = AlertPrinter.onStandardOutput();
    private final AlertTable rows = new AlertTable(System.out);
    private @Nullable SavedAlerts saved;
    private long received;
    private volatile int exitCode;

    @Override
    public Integer call() throws InterruptedException, IOException {
        BrokerSettings settings = settings();
        List<String> problems = problems(settings);
        if (!problems.isEmpty()) {
            problems.forEach(problem -> System.err.println("subscribe: " + problem));
            return 2;
        }
        Optional<Loop> indexing = indexing();
        PahoLink link = new PahoLink(settings, new Subscription(filters(), arriving()::accept), () -> {});
        try {
            link.connect(Optional.empty());
        } catch (LinkDown e) {
            if (!e.kind().mendsItself()) {
                System.err.println("subscribe: " + e.getMessage());
                indexing.ifPresent(Loop::close);
                return 1;
            }
            System.err.println(
                    "subscribe: " + e.getMessage() + "; waiting for the broker, which is tried again and again");
        }
        SubscribingLoop keeping =
                new SubscribingLoop(link, InstantSource.system(), System::nanoTime, RandomGenerator.getDefault());
        try (Loop loop = new Loop("subscribe", keeping, Duration.ofMillis(500))) {
            loop.start();
            over.await();
            if (saved != null) {
                boolean _ = saved.awaitChips(CHIPS_WAIT);
            }
        } finally {
            indexing.ifPresent(Loop::close);
        }
        return exitCode;
    }

    private Optional<Loop> indexing() throws IOException {
        if (out == null) {
            return Optional.empty();
        }
        AlertIndex made = AlertIndex.of(out);
        saved = new SavedAlerts(out, made);
        Loop loop = new Loop("index", made, INDEX_PAUSE);
        loop.start();
        Runtime.getRuntime().addShutdownHook(new Thread(loop::close, "last index"));
        return Optional.of(loop);
    }

    private BrokerSettings settings() {
        return new BrokerSettings(
                broker,
                "tilewatch-analyst-" + (session == null ? UUID.randomUUID().toString() : session),
                Optional.ofNullable(user),
                Optional.ofNullable(passwordFile),
                Optional.ofNullable(caFile),
                Optional.ofNullable(certFile),
                Optional.ofNullable(keyFile),
                session == null ? Duration.ZERO : SESSION_KEPT,
                insecure);
    }

    private List<String> problems(BrokerSettings settings) {
        List<String> problems = settings.problems();
        if (severity != null && !Severity.names().contains(severity)) {
            problems.add("--severity %s: allowed are %s".formatted(severity, String.join(", ", Severity.names())));
        }
        kinds.stream()
                .filter(kind -> !KINDS.contains(kind))
                .forEach(kind -> problems.add("--kind %s: allowed are %s".formatted(kind, String.join(", ", KINDS))));
        if (!(leastProbability >= 0 && leastProbability <= 1)) {
            problems.add("--min-probability %s: allowed is 0 to 1".formatted(leastProbability));
        }
        named("--team", team).ifPresent(problems::add);
        named("--session", session).ifPresent(problems::add);
        if (json && table) {
            problems.add("--json and --table: one or the other");
        }
        if (count < 1) {
            problems.add("--count %d: must be 1 or more".formatted(count));
        }
        return problems;
    }

    private static Optional<String> named(String option, @Nullable String name) {
        return name == null || name.matches("[A-Za-z0-9_-]{1,32}")
                ? Optional.empty()
                : Optional.of("%s %s: allowed are 1 to 32 letters, digits, - and _".formatted(option, name));
    }

    private List<String> filters() {
        return ArrivingAlerts.filters(
                root, level(station), level(severity), level(site), out != null, team == null ? "" : team);
    }

    private static String level(@Nullable String wanted) {
        return wanted == null ? "+" : Topics.level(wanted);
    }

    private ArrivingAlerts arriving() {
        return new ArrivingAlerts(
                root, this::received, this::late, refusal -> System.err.println("subscribe: " + refusal));
    }

    /** Called on the link's thread, one alert at a time. */
    private void received(ReceivedAlert alert) {
        AlertFilter wanted = new AlertFilter(Set.copyOf(zones), Set.copyOf(kinds), leastProbability);
        if (received >= count || !wanted.wants(alert.summary())) {
            return;
        }
        received++;
        if (json) {
            System.out.println(alert.summary().ascii());
        } else if (table) {
            rows.print(alert.summary());
        } else {
            printer.print(alert.summary());
        }
        if (saved != null) {
            save(alert, saved::save);
        }
        if (received == count) {
            over.countDown();
        }
    }

    private void late(ReceivedAlert chips) {
        if (saved != null) {
            save(chips, saved::saveLate);
        }
    }

    /** How an alert is saved. */
    private interface Saving {
        void save(ReceivedAlert alert) throws IOException;
    }

    private void save(ReceivedAlert alert, Saving how) {
        try {
            how.save(alert);
        } catch (IOException e) {
            System.err.println("subscribe: alert %s could not be saved: %s"
                    .formatted(alert.summary().id(), e));
            exitCode = 1;
            over.countDown();
        }
    }
}
