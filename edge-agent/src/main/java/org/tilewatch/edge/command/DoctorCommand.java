package org.tilewatch.edge.command;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.FromConfig;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.doctor.Check;
import org.tilewatch.edge.doctor.ClockCheck;
import org.tilewatch.edge.doctor.DiskCheck;
import org.tilewatch.edge.doctor.Doctor;
import org.tilewatch.edge.doctor.GpioCheck;
import org.tilewatch.edge.doctor.InboxCheck;
import org.tilewatch.edge.doctor.JavaCheck;
import org.tilewatch.edge.doctor.MemoryCheck;
import org.tilewatch.edge.doctor.NetworkCheck;
import org.tilewatch.edge.doctor.NetworkCheck.Measured;
import org.tilewatch.edge.doctor.OpenCvCheck;
import org.tilewatch.edge.doctor.broker.BrokerCheck;
import org.tilewatch.edge.doctor.broker.BrokerHandshake;
import org.tilewatch.edge.doctor.broker.CertificateCheck;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.alert.TestAlert;
import org.tilewatch.edge.watch.NetworkChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tests the machine that a station runs on. */
@Command(
        name = "doctor",
        header = "Tests this machine, and the broker of a configuration.",
        description = "%nA line for each thing that a station needs: ok, warn or fail. With a configuration its"
                + " inbox, pins, certificates and broker are tested too. Exit code 1 if anything failed.%n")
public final class DoctorCommand implements Callable<Integer> {

    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;
    private static final int PAIR_PIXELS = 256;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration (YAML).")
    private @Nullable Path file;

    @Option(
            names = "--test-alert",
            description = "Publish an alert that is marked as a test, severity routine, site 'test-alert'.")
    private boolean testAlert;

    @Override
    public Integer call() throws WrongConfiguration {
        if (testAlert && file == null) {
            throw new ParameterException(spec.commandLine(), "--test-alert needs --config: it names the broker");
        }
        List<Check> checks = new ArrayList<>(List.of(new JavaCheck(), new OpenCvCheck(), new MemoryCheck()));
        if (file == null) {
            checks.add(network(NetworkChoice.BUNDLED));
            checks.addAll(withoutConfiguration());
        } else {
            Config config = Config.read(file);
            checks.add(network(FromConfig.network(config)));
            checks.addAll(configured(config));
        }
        PrintWriter out = spec.commandLine().getOut();
        boolean coloured =
                System.console() != null && System.console().isTerminal() && System.getenv("NO_COLOR") == null;
        int code = new Doctor(checks, coloured).run(out);
        out.flush();
        return code;
    }

    private static Check network(NetworkChoice choice) {
        return new NetworkCheck(() -> {
            Natives.load();
            Optional<ChangeNetwork> opened = choice.open();
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            try (ChangeNetwork network = opened.get()) {
                Duration pair = network.pairTime(PAIR_PIXELS, System::nanoTime);
                return Optional.of(new Measured(choice.name(), network.shortId(), network.bytes(), pair));
            }
        });
    }

    private static List<Check> withoutConfiguration() {
        return List.of(
                new GpioCheck(Optional.empty()), new ClockCheck(InstantSource.system()), new DiskCheck(Path.of("")));
    }

    private List<Check> configured(Config config) {
        List<Check> checks = new ArrayList<>();
        checks.add(new GpioCheck(FromConfig.pins(config)));
        checks.add(new ClockCheck(InstantSource.system()));
        checks.add(new DiskCheck(config.state()));
        checks.add(new InboxCheck(config.inbox().folder(), config.state()));
        config.mqtt().caFile().ifPresent(ca -> checks.add(certificate("ca", ca)));
        config.mqtt().certFile().ifPresent(own -> checks.add(certificate("certificate", own)));
        URI url = config.mqtt().url();
        int usual = config.mqtt().plain() ? PLAIN_PORT : TLS_PORT;
        BrokerHandshake handshake =
                new BrokerHandshake(FromConfig.broker(config, "tilewatch-doctor-" + UUID.randomUUID()), trial(config));
        checks.add(new BrokerCheck(url.getHost(), url.getPort() < 0 ? usual : url.getPort(), Optional.of(handshake)));
        return checks;
    }

    private static Check certificate(String name, Path certificate) {
        return new CertificateCheck(name, certificate, InstantSource.system());
    }

    private Optional<Message> trial(Config config) {
        return testAlert
                ? Optional.of(TestAlert.message(
                        config.station().id(), FromConfig.topicRoot(config), FromConfig.baseUrl(config), Instant.now()))
                : Optional.empty();
    }
}
