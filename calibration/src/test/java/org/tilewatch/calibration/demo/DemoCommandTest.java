package org.tilewatch.calibration.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.calibration.simulate.PlantedEvent;
import org.tilewatch.calibration.simulate.SimulatedSite;
import picocli.CommandLine;

@Timeout(180)
final class DemoCommandTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @Test
    void endsWithZeroWhenEveryLastingEventWasTold() {
        int code = demo(SimulatedSite.of(5, 14).events(), "--seed", "5", "--looks", "14", "--once", "--headless");

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .contains("14 looks, 4 alerts; 4 of 4 planted events told, 0 false alerts")
                .contains("3 of 6")
                .doesNotContain("\u001b");
        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> !line.contains("/"))
                .allMatch(line -> line.codePointCount(0, line.length()) <= 80);
    }

    @Test
    void endsWithOneAndNamesWhatNobodyTold() {
        List<PlantedEvent> allButTheCrane = SimulatedSite.of(5, 14).events().stream()
                .filter(event -> !event.kind().equals("crane_removed"))
                .toList();

        int code = demo(allButTheCrane, "--seed", "5", "--looks", "14", "--once", "--headless");

        assertThat(err.toString()).isEmpty();
        assertThat(code).isEqualTo(1);
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("No alert came for: the tower crane is gone");
    }

    @Test
    void aFolderThatHoldsSomethingIsRefused(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("old"), "state");

        int code = demo(List.of(), "--state", folder.toString(), "--once");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains(folder.toString()).contains("not empty");
    }

    @Test
    void tooFewLooksAreWrongUsage() {
        assertThat(demo(List.of(), "--looks", "5")).isEqualTo(2);
        assertThat(err.toString()).contains("--looks 5");
    }

    private int demo(List<PlantedEvent> told, String... arguments) {
        PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
        DemoCommand command = new DemoCommand(TruthfulStation.knowing(told), new Screen(out, false));
        return new CommandLine(command).setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
