package org.tilewatch.edge.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.tilewatch.edge.EdgeAgent;
import org.tilewatch.edge.FromConfig;
import org.tilewatch.edge.TilewatchCommand;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.lamp.ConsoleLamps;
import org.tilewatch.edge.lamp.gpio.GpioFault;
import org.tilewatch.edge.loop.Watchdog;
import org.tilewatch.edge.service.Systemd;
import org.tilewatch.edge.watch.NetworkFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a station until it is told to end (SIGTERM, SIGINT). */
@Command(
        name = "run",
        header = "Runs the agent of a station.",
        description = "%nWorks on what lies in the inbox, publishes what changed, and goes on until SIGTERM or Ctrl-C"
                + " (exit code 0). A broker that is away is no failure. Where lamps on pins are asked for and the pins"
                + " cannot be had, or the network cannot be used, nothing is started (exit code 2).%n")
public final class RunCommand implements Callable<Integer> {

    private static final Duration USUAL_WATCHDOG = Duration.ofSeconds(30);
    private static final Duration LONGEST_END = Duration.ofSeconds(8);

    private volatile int exitCode;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration (YAML).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Override
    public Integer call() throws WrongConfiguration, IOException, InterruptedException {
        Config config = Config.read(file);
        PrintWriter out = spec.commandLine().getOut();
        EdgeAgent agent;
        try {
            agent = EdgeAgent.start(config, ConsoleLamps.onStandardOutput(), look -> {});
        } catch (GpioFault e) {
            spec.commandLine().getErr().println("tilewatch: lamps: " + e.getMessage());
            return 2;
        } catch (NetworkFault e) {
            throw FromConfig.wrong(config, e);
        }
        Systemd systemd = Systemd.of(System.getenv(), ProcessHandle.current().pid());
        Duration looks = systemd.watchdog().orElse(USUAL_WATCHDOG).dividedBy(3);
        Watchdog watchdog = new Watchdog(agent.stages(), looks, systemd::alive, this::stuck);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            systemd.stopping();
                            watchdog.close();
                            end(agent, out);
                        },
                        "end"));
        watchdog.start();
        tell(config, agent, out);
        systemd.ready();
        new CountDownLatch(1).await();
        return 0;
    }

    private static void tell(Config config, EdgeAgent agent, PrintWriter out) {
        out.printf(
                "tilewatch %s, station %s (%s), %d sites%n",
                TilewatchCommand.VERSION,
                config.station().id(),
                config.station().name(),
                config.sites().size());
        out.printf(
                "  inbox   %s (afterwards: %s)%n",
                config.inbox().folder(),
                switch (config.inbox().afterwards()) {
                    case KEEP -> "kept there";
                    case MOVE -> "moved to " + config.inbox().keptFolder();
                    case DELETE -> "deleted";
                });
        out.printf("  state   %s, unusable files in its folder quarantine%n", config.state());
        out.printf("  network %s%n", FromConfig.network(config).name());
        out.printf("  broker  %s, topics %s/#%n", config.mqtt().url(), FromConfig.topicRoot(config));
        out.printf(
                "  lamps   %s%n",
                FromConfig.pins(config)
                        .map(pins -> "pins of " + pins.chip())
                        .orElse(config.lamps().isPresent() ? "on the console" : "none"));
        agent.pagePort().ifPresent(port -> out.printf("  page    %s%n", FromConfig.page(config, port)));
        out.flush();
    }

    /** Ends the process, so that the service manager starts it anew: what was not finished is done then. */
    private void stuck(String trouble) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("tilewatch: " + trouble + "; ending with exit code 1");
        err.flush();
        exitCode = 1;
        System.exit(1);
    }

    /** Runs as the process is being ended by a signal, which would else set the exit code. */
    private void end(EdgeAgent agent, PrintWriter out) {
        int code = exitCode;
        Thread.ofPlatform().daemon().start(this::endInTime);
        try {
            agent.close();
            out.println("stopped");
        } catch (IOException e) {
            out.println("tilewatch: did not end cleanly: " + e.getMessage());
            code = 1;
        }
        out.flush();
        Runtime.getRuntime().halt(code);
    }

    /** A stage that is stuck may hold what the others need for their end. */
    private void endInTime() {
        try {
            Thread.sleep(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
