package org.tilewatch.calibration.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tilewatch.edge.imagery.Window;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {

    private static final StringWriter ERRORS = new StringWriter();
    private static final List<JsonNode> STAGES = new ArrayList<>();
    private static int code;

    /** Measuring takes its time: once has to do. */
    @BeforeAll
    static void measure() {
        StringWriter output = new StringWriter();
        code = command(output).execute("--json", "--rounds", "1");
        JsonMapper.shared().readTree(output.toString()).path("stages").forEach(STAGES::add);
    }

    private static CommandLine command(StringWriter output) {
        return new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(ERRORS, true));
    }

    @Test
    void tellsEachStageAndTheWholeLook() {
        assertThat(code).isZero();
        assertThat(STAGES)
                .extracting(stage -> stage.path("stage").asString())
                .startsWith("decode", "register", "history")
                .endsWith("network", "whole look");
    }

    @Test
    void figuresOfAStageFitEachOther() {
        assertThat(STAGES).allSatisfy(stage -> {
            double nanos = figure(stage, "ns_per_pixel");
            assertThat(nanos).isPositive();
            assertThat(1000 / figure(stage, "megapixels_per_second")).isCloseTo(nanos, withinPercentage(1));
            assertThat(figure(stage, "copies") * figure(stage, "copy_ns_per_pixel"))
                    .isCloseTo(nanos, withinPercentage(1));
            assertThat(figure(stage, "heap_bytes_per_look")).isNotNegative();
            assertThat(stage.has("native_bytes_per_look")).isTrue();
        });
    }

    @Test
    void partsMakeUpTheirStageAndStagesAPartOfTheWholeLook() {
        double register = nanos("stage", "register");
        double detect = nanos("stage", "detect");

        assertThat(nanos("within", "register")).isCloseTo(register, withinPercentage(30));
        assertThat(nanos("within", "detect")).isCloseTo(detect, withinPercentage(30));
        assertThat(nanos("stage", "whole look")).isGreaterThan(nanos("stage", "decode") + register + detect);
    }

    @Test
    void fitsOnATerminal() {
        Cost slow = new Cost(
                "veils and shade",
                "detect",
                9999.999,
                1,
                999,
                99_999.9,
                0.5,
                9999 * 1024,
                OptionalDouble.of(-9999 * 1024));
        Cost untold = new Cost("whole look", "", 9999.999, 1, 999, 99_999.9, 0.5, 9999 * 1024, OptionalDouble.empty());

        List<String> table = BenchText.table(new Bench.Result(
                13, 1000, new Window(0, 0, 704, 704), List.of(slow, untold), OptionalLong.of(1L << 32)));

        assertThat(table)
                .anySatisfy(line -> assertThat(line).startsWith("  veils and shade "))
                .anySatisfy(line -> assertThat(line).startsWith("whole look ").endsWith("? KiB"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void saysHowManyRoundsAreAllowed() {
        assertThat(command(new StringWriter()).execute("--rounds", "0")).isEqualTo(2);
        assertThat(ERRORS.toString()).contains("1 to 1000, not 0");
    }

    private static double nanos(String key, String name) {
        return STAGES.stream()
                .filter(stage -> stage.path(key).asString("").equals(name))
                .mapToDouble(stage -> figure(stage, "ns_per_pixel"))
                .sum();
    }

    private static double figure(JsonNode stage, String name) {
        return stage.path(name).asDouble();
    }
}
