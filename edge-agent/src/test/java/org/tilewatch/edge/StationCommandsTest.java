package org.tilewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.publish.EmbeddedBroker;
import picocli.CommandLine;

/** What run and doctor answer on the command line. */
@Timeout(30)
final class StationCommandsTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void runTellsAllProblemsOfAConfigurationAtOnce() throws IOException {
        int code = execute("run", "--config", configuration("mqtt://127.0.0.1:1", "colour: red\nthreads: 0\n"));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("colour", "threads");
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void runDoesNotStartWithoutThePinsThatItIsToUse() throws IOException {
        String lamps = "lamps: { driver: gpio, chip: gpiochip999, alert: 27 }\n";
        int code = execute("run", "--config", configuration("mqtt://127.0.0.1:1", lamps));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("gpiochip999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check"})
    void aNetworkThatCannotBeUsedIsToldWithItsPlaceAndNothingIsStarted(String command) throws IOException {
        Files.writeString(folder.resolve("own.onnx"), "no network");

        int code = execute(command, "--config", configuration("mqtt://127.0.0.1:1", "network: own.onnx\n"));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "station.yaml:5:1: network: " + folder.resolve("own.onnx") + ": not an ONNX file", "allowed: ");
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void checkAcceptsANetworkThatCanBeUsed() throws IOException {
        ownNetwork();

        assertThat(execute("check", "--config", configuration("mqtt://127.0.0.1:1", "network: own.onnx\n")))
                .isZero();
        assertThat(out.toString()).contains("network ", "own.onnx").doesNotContain("not tried out");
    }

    @Test
    void doctorTellsTheNetworkItsSizeAndItsTime() throws IOException {
        ownNetwork();

        execute("doctor", "--config", configuration("mqtt://127.0.0.1:1", "network: own.onnx\n"));

        assertThat(networkLine())
                .matches("ok +network +"
                        + Pattern.quote(folder.resolve("own.onnx").toString())
                        + ", sha256 [0-9a-f]{12}, 0.4 kB, a pair of 256 x 256 in \\d+\\.\\d ms");
    }

    @Test
    void doctorWarnsOfANetworkThatIsSwitchedOffAndFailsForOneThatCannotBeUsed() throws IOException {
        execute("doctor", "--config", configuration("mqtt://127.0.0.1:1", "network: none\n"));
        assertThat(networkLine()).startsWith("warn").contains("Switched off");

        out.getBuffer().setLength(0);
        Files.writeString(folder.resolve("own.onnx"), "no network");
        execute("doctor", "--config", configuration("mqtt://127.0.0.1:1", "network: own.onnx\n"));
        assertThat(networkLine()).startsWith("fail").contains("own.onnx: not an ONNX file");
    }

    private String networkLine() {
        return out.toString()
                .lines()
                .filter(line -> line.contains(" network "))
                .findFirst()
                .orElse("");
    }

    private void ownNetwork() throws IOException {
        try (InputStream tiny = ChangeNetwork.class.getResourceAsStream("differences.onnx")) {
            Files.copy(Objects.requireNonNull(tiny), folder.resolve("own.onnx"));
        }
    }

    @Test
    void doctorFailsWithoutItsBrokerAndSaysWhich() throws IOException {
        String url = "mqtt://127.0.0.1:" + EmbeddedBroker.freePort();
        int code = execute("doctor", "--config", configuration(url, ""));

        assertThat(code).isEqualTo(1);
        assertThat(out.toString().lines().filter(line -> line.startsWith("fail")))
                .singleElement()
                .asString()
                .contains("broker", "Connection refused");
    }

    @Test
    void doctorNeedsABrokerForATestAlert() {
        assertThat(execute("doctor", "--test-alert")).isEqualTo(2);
        assertThat(err.toString()).contains("--config");
    }

    private int execute(String... arguments) {
        CommandLine line = TilewatchCommand.commandLine(arguments);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private String configuration(String broker, String more) throws IOException {
        Files.createDirectories(folder.resolve("inbox"));
        return Files.writeString(folder.resolve("station.yaml"), """
            station: { id: han-01 }
            inbox: { folder: inbox }
            state: state
            mqtt: { url: "%s" }
            """.formatted(broker) + more)
                .toString();
    }
}
