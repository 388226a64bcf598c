package org.tilewatch.edge.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tilewatch.edge.doctor.Finding.Level.FAIL;
import static org.tilewatch.edge.doctor.Finding.Level.OK;
import static org.tilewatch.edge.doctor.Finding.Level.WARN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.imagery.probe.OpenCvProbe;
import org.tilewatch.edge.lamp.GpioPins;
import org.tilewatch.edge.lamp.Lamp;
import org.tilewatch.edge.lamp.gpio.FakeKernel;

class MachineChecksTest {

    private static final GpioPins PINS =
            new GpioPins("gpiochip0", Map.of(Lamp.READY, "17", Lamp.ALERT, "27"), Optional.of("25"));

    private final FakeKernel kernel = new FakeKernel("/dev/gpiochip0", "pinctrl-bcm2835", 54);

    @TempDir
    Path folder;

    @Test
    void theJdkOfThisBuildIsGoodEnough() {
        Finding found = new JavaCheck().run();
        assertThat(found.level()).isEqualTo(OK);
        assertThat(found.sentence()).contains(Runtime.version().toString()).contains("VM");
    }

    @Test
    void anOlderJdkFails() {
        Finding found = new JavaCheck(Runtime.Version.parse("21.0.4")).run();
        assertThat(found.level()).isEqualTo(FAIL);
        assertThat(found.sentence()).contains("21.0.4").contains("25");
    }

    @Test
    void openCvLoadsHereAndUsesVectorInstructions() {
        OpenCvProbe probe = OpenCvProbe.run(System::nanoTime);
        assertThat(probe.version()).startsWith("4.");
        assertThat(probe.baseline() + probe.dispatched())
                .containsAnyOf("SSE", "NEON")
                .doesNotContain("?", "*");
        assertThat(probe.blurTime()).isPositive();
    }

    @Test
    void openCvWithoutVectorInstructionsOrSlowIsAWarning() {
        Finding none = new OpenCvCheck(() -> new OpenCvProbe("4.9.0", "", "", Duration.ofMillis(3))).run();
        Finding slow = new OpenCvCheck(() -> new OpenCvProbe("4.9.0", "NEON", "", Duration.ofMillis(200))).run();
        Finding well = new OpenCvCheck(() -> new OpenCvProbe("4.9.0", "NEON", "FP16", Duration.ofMillis(3))).run();
        assertThat(none.level()).isEqualTo(WARN);
        assertThat(slow.level()).isEqualTo(WARN);
        assertThat(well).isEqualTo(Finding.ok("opencv", "4.9.0, SIMD NEON FP16, 1 Mpx blurred in 3.0 ms"));
    }

    @Test
    void openCvThatCannotBeLoadedFails() {
        Finding found = new OpenCvCheck(() -> {
                    throw new UnsatisfiedLinkError("libopencv: wrong ELF class");
                })
                .run();
        assertThat(found.level()).isEqualTo(FAIL);
        assertThat(found.sentence()).contains("wrong ELF class");
    }

    @Test
    void freePinsAreWellAndStayFree() {
        Finding found = new GpioCheck(kernel, Optional.of(PINS)).run();
        assertThat(found).isEqualTo(Finding.ok("gpio", "/dev/gpiochip0 (pinctrl-bcm2835), 3 lines free"));
        assertThat(kernel.openFiles()).isZero();
        assertThat(kernel.isUsed(17)).isFalse();
    }

    @Test
    void heldPinsFailAndNameTheHolder() {
        kernel.takenBy(27, "gpio-leds");
        Finding found = new GpioCheck(kernel, Optional.of(PINS)).run();
        assertThat(found.level()).isEqualTo(FAIL);
        assertThat(found.sentence()).contains("line 27 by 'gpio-leds'");
    }

    @Test
    void pinsThatAreAskedForAndMissingFail() {
        kernel.refuse("/dev/gpiochip0", 13);
        Finding found = new GpioCheck(kernel, Optional.of(PINS)).run();
        assertThat(found.level()).isEqualTo(FAIL);
        assertThat(found.sentence()).contains("group gpio");
    }

    @Test
    void pinsThatNobodyAskedForAreOfNoConcern() {
        assertThat(new GpioCheck(kernel, Optional.empty()).run().level()).isEqualTo(OK);
    }

    @Test
    void aClockInThePastFails() {
        Finding found = clock("1970-01-01T00:03:00Z", Optional.of(true));
        assertThat(found.level()).isEqualTo(FAIL);
        assertThat(found.sentence()).contains("1970-01-01T00:03:00Z");
    }

    @Test
    void aClockThatNoServiceKeepsIsAWarning() {
        assertThat(clock("2026-11-22T12:00:00Z", Optional.of(true)).level()).isEqualTo(OK);
        assertThat(clock("2026-11-22T12:00:00Z", Optional.of(false)).level()).isEqualTo(WARN);
        assertThat(clock("2026-11-22T12:00:00Z", Optional.empty()).level()).isEqualTo(WARN);
    }

    private static Finding clock(String now, Optional<Boolean> synchronised) {
        return new ClockCheck(InstantSource.fixed(Instant.parse(now)), () -> synchronised).run();
    }

    @Test
    void littleAvailableMemoryIsAWarning() throws IOException {
        Path table = folder.resolve("meminfo");
        Files.writeString(table, "MemTotal:         948280 kB\nMemFree:  50000 kB\nMemAvailable:     204800 kB\n");
        Finding found = new MemoryCheck(table).run();
        assertThat(found.level()).isEqualTo(WARN);
        assertThat(found.sentence()).contains("200 MiB of 926 MiB");
    }

    @Test
    void enoughAvailableMemoryIsWell() throws IOException {
        Path table = folder.resolve("meminfo");
        Files.writeString(table, "MemTotal:        3884368 kB\nMemAvailable:    3145728 kB\n");
        Finding found = new MemoryCheck(table).run();
        assertThat(found.level()).isEqualTo(OK);
        assertThat(found.sentence()).contains("3072 MiB of 3793 MiB");
    }
}
