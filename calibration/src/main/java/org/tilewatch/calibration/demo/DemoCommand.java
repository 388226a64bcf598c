package org.tilewatch.calibration.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tilewatch.calibration.demo.Reckoning.Balance;
import org.tilewatch.calibration.demo.wall.DemoPages;
import org.tilewatch.calibration.simulate.SimulatedSite;
import org.tilewatch.edge.analyst.ReceivedAlert;
import org.tilewatch.edge.config.Config;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows a whole station at work: broker, simulated site, agent, lamps, and an analyst who is told what changed. */
@Command(
        name = "demo",
        description = "Shows a whole station at work on a simulated site, with a broker of its own.",
        footer = {"%nWith --once it ends with 0 if alerts came for all lasting events that were planted, else with 1."})
final class DemoCommand implements Callable<Integer> {

    private static final Duration UNHURRIED = Duration.ofMillis(1500);

    /** Held, since the JDK forgets the level of a logger that nobody holds. */
    private static final Logger OURS = Logger.getLogger("org.tilewatch");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--looks", paramLabel = "N", description = "looks to show, 14 or more (default: 16)")
    private int looks = 16;

    @Option(names = "--seed", paramLabel = "S", description = "which site is drawn (default: ${DEFAULT-VALUE})")
    private long seed = 7;

    @Option(names = "--mqtt-port", paramLabel = "P", description = "port of the broker (default: any that is free)")
    private int mqttPort;

    @Option(
            names = "--page-port",
            paramLabel = "P",
            description = "port of the operator's page (default: 8090 or one that is free; with --headless no page)")
    private @Nullable Integer pagePort;

    @Option(
            names = "--wall-port",
            paramLabel = "P",
            description = "port of the analysts' wall (default: 8091 or one that is free; with --headless no wall)")
    private @Nullable Integer wallPort;

    @Option(names = "--headless", description = "for scripts: look after look as fast as the agent settles them")
    private boolean headless;

    @Option(names = "--once", description = "end after the last look; else the station goes on until Ctrl-C")
    private boolean once;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "an empty folder to work in (default: a temporary one)")
    private @Nullable Path state;

    private final Station.Starter starter;
    private final Screen screen;

    DemoCommand(Station.Starter starter, Screen screen) {
        this.starter = starter;
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        checkOptions();
        if (!OURS.isLoggable(Level.FINE)) {
            // What a station logs at INFO is on the screen already, and told better. With --verbose all is logged.
            OURS.setLevel(Level.WARNING);
        }
        Thread.currentThread().setName("demo");
        CountDownLatch over = new CountDownLatch(1);
        Thread onInterrupt = endWith(Thread.currentThread(), over);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            int code = show();
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
            return code;
        } catch (InterruptedException e) {
            return 0;
        } finally {
            over.countDown();
        }
    }

    private void checkOptions() {
        if (looks < 14 || looks > 200) {
            throw new ParameterException(spec.commandLine(), "--looks %d: allowed are 14 to 200".formatted(looks));
        }
        if (mqttPort < 0 || mqttPort > 65_535) {
            throw new ParameterException(
                    spec.commandLine(), "--mqtt-port %d: allowed are 0 to 65535".formatted(mqttPort));
        }
        checkPort("--page-port", pagePort);
        checkPort("--wall-port", wallPort);
    }

    private void checkPort(String option, @Nullable Integer port) {
        if (port != null && (port < 1 || port > 65_535)) {
            throw new ParameterException(spec.commandLine(), "%s %d: allowed are 1 to 65535".formatted(option, port));
        }
    }

    /** Ctrl-C interrupts the demo and gives it the time to close everything in order. */
    private static Thread endWith(Thread demo, CountDownLatch over) {
        return new Thread(
                () -> {
                    demo.interrupt();
                    try {
                        boolean _ = over.await(8, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "demo-ends");
    }

    private int show() throws Exception {
        try (DemoFolder folder = DemoFolder.at(Optional.ofNullable(state));
                EmbeddedBroker broker = EmbeddedBroker.start(mqttPort);
                DemoPages pages = DemoPages.of(
                        folder.root().resolve("wall"),
                        broker.url(),
                        Optional.ofNullable(pagePort),
                        Optional.ofNullable(wallPort),
                        !headless);
                Analyst analyst = Analyst.listen(broker.url(), alert -> told(alert, pages))) {
            Config config = folder.configure(broker.url(), pages.pagePort());
            screen.begin(broker.url(), pages, folder.inbox(), folder.root(), looks, seed);
            SimulatedSite site = SimulatedSite.of(seed, looks);
            DemoRun run = new DemoRun(site, folder.inbox(), screen, headless ? Duration.ZERO : UNHURRIED);
            try (Station station = starter.start(config, run::settled)) {
                return end(run.run(station, analyst), folder);
            }
        }
    }

    /** On the link's thread. */
    private void told(ReceivedAlert alert, DemoPages pages) {
        screen.alert(alert.summary());
        try {
            pages.keep(alert);
        } catch (IOException e) {
            Logger.getLogger("org.tilewatch.demo")
                    .warning("the wall does not keep alert %s: %s"
                            .formatted(alert.summary().id(), e));
        }
    }

    private int end(Balance balance, DemoFolder folder) throws InterruptedException {
        screen.verdict(balance);
        if (!once) {
            screen.stayingAlive(folder.inbox());
            new CountDownLatch(1).await();
        }
        return balance.missing().isEmpty() ? 0 : 1;
    }
}
