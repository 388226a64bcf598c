package org.tilewatch.edge.lamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tilewatch.edge.lamp.LampState.Light.BLINK;
import static org.tilewatch.edge.lamp.LampState.Light.OFF;
import static org.tilewatch.edge.lamp.LampState.Light.ON;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tilewatch.edge.lamp.gpio.FakeKernel;
import org.tilewatch.edge.lamp.gpio.GpioFault;

@Timeout(20)
class GpioLampsTest {

    private static final int READY_LINE = 17;
    private static final int ALERT_LINE = 27;
    private static final int SILENCE_LINE = 25;
    private static final long MILLI = 1_000_000;

    private static final GpioPins PINS =
            new GpioPins("gpiochip0", Map.of(Lamp.READY, "17", Lamp.ALERT, "GPIO27"), Optional.of("25"));

    private final FakeKernel kernel = new FakeKernel("/dev/gpiochip0", "pinctrl-bcm2835", 54);
    private final Semaphore presses = new Semaphore(0);

    private GpioLamps open() throws GpioFault {
        return GpioLamps.open(kernel, PINS, presses::release);
    }

    private static LampState readyAndAlert(LampState.Light ready, LampState.Light alert) {
        return new LampState(ready, OFF, alert, OFF, OFF, OFF);
    }

    @Test
    void linesAreTakenLowUnderTheLampsName() throws IOException {
        try (GpioLamps _ = open()) {
            assertThat(kernel.driven(READY_LINE)).isNotEmpty().containsOnly(false);
            assertThat(kernel.consumer(READY_LINE)).isEqualTo("tilewatch-ready");
            assertThat(kernel.consumer(ALERT_LINE)).isEqualTo("tilewatch-alert");
        }
    }

    @Test
    void aLampThatIsOnIsDrivenHighOnce() throws IOException {
        try (GpioLamps lamps = open()) {
            int before = kernel.driven(READY_LINE).size();
            lamps.show(readyAndAlert(ON, OFF), true);
            lamps.show(readyAndAlert(ON, OFF), false);
            assertThat(kernel.driven(READY_LINE).subList(before, before + 1)).containsExactly(true);
            assertThat(kernel.driven(READY_LINE)).hasSize(before + 1);
        }
    }

    @Test
    void aBlinkingLampFollowsTheHalvesOfThePeriod() throws IOException {
        try (GpioLamps lamps = open()) {
            int before = kernel.driven(ALERT_LINE).size();
            for (boolean half : new boolean[] {true, false, true}) {
                lamps.show(readyAndAlert(OFF, BLINK), half);
            }
            assertThat(kernel.driven(ALERT_LINE).subList(before, before + 3)).containsExactly(true, false, true);
        }
    }

    @Test
    void closingPutsTheLampsOutAndGivesAllLinesBack() throws IOException {
        GpioLamps lamps = open();
        lamps.show(readyAndAlert(ON, ON), true);
        lamps.close();
        lamps.close();
        assertThat(kernel.driven(READY_LINE).getLast()).isFalse();
        assertThat(kernel.driven(ALERT_LINE).getLast()).isFalse();
        assertThat(kernel.isUsed(READY_LINE)).isFalse();
        assertThat(kernel.openFiles()).isZero();
    }

    @Test
    void theButtonIsAnInputWithPullUpBothEdgesAndTenMillisecondsOfDebouncing() throws IOException {
        try (GpioLamps _ = open()) {
            assertThat(kernel.flags(SILENCE_LINE)).isEqualTo(1 | 4 | 16 | 32 | 256);
            assertThat(kernel.debounceMicros(SILENCE_LINE)).isEqualTo(10_000);
        }
    }

    @Test
    void twoPressesSilenceTwiceHoweverTheContactBounces() throws Exception {
        try (GpioLamps _ = open()) {
            kernel.edge(SILENCE_LINE, 1000 * MILLI, false);
            kernel.edge(SILENCE_LINE, 1020 * MILLI, true);
            kernel.edge(SILENCE_LINE, 1040 * MILLI, false);
            kernel.edge(SILENCE_LINE, 1600 * MILLI, true);
            kernel.edge(SILENCE_LINE, 2000 * MILLI, false);
            kernel.awaitRead(SILENCE_LINE);
        }
        assertThat(presses.availablePermits()).isEqualTo(2);
    }

    @Test
    void aListenerThatFailsDoesNotEndTheListening() throws Exception {
        Runnable failsFirst = () -> {
            presses.release();
            if (presses.availablePermits() == 1) {
                throw new IllegalStateException("meant to fail");
            }
        };
        try (GpioLamps _ = GpioLamps.open(kernel, PINS, failsFirst)) {
            kernel.edge(SILENCE_LINE, 1000 * MILLI, false);
            kernel.edge(SILENCE_LINE, 2000 * MILLI, false);
            assertThat(presses.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aLineThatAnotherProgramHoldsIsAFaultThatNamesItAndLeavesNothingTaken() {
        kernel.takenBy(ALERT_LINE, "gpio-leds");
        assertThatThrownBy(this::open)
                .isInstanceOf(GpioFault.class)
                .hasMessageContaining("Line 27")
                .hasMessageContaining("/dev/gpiochip0")
                .hasMessageContaining("gpio-leds")
                .hasMessageContaining("errno text 16");
        assertThat(kernel.openFiles()).isZero();
    }

    @Test
    void twoNamesOfOneLineAreRefused() {
        GpioPins twice = new GpioPins("gpiochip0", Map.of(Lamp.READY, "17", Lamp.ALERT, "GPIO17"), Optional.empty());
        assertThatThrownBy(() -> GpioLamps.open(kernel, twice, () -> {})).hasMessageContaining("17");
        assertThat(kernel.openFiles()).isZero();
    }

    @Test
    void aMachineWithoutTheChipIsAFaultAndNeverAPretendedLamp() {
        GpioPins pins = new GpioPins("gpiochip987", Map.of(Lamp.READY, "17"), Optional.empty());
        assertThatThrownBy(() -> GpioLamps.open(pins, () -> {}))
                .isInstanceOf(GpioFault.class)
                .hasMessageContaining("GPIO chip /dev/gpiochip987 cannot be opened: No such file or directory")
                .hasMessageContaining("lamps.driver");
    }

    @Test
    void aButtonOnTheLineOfALampIsRefused() {
        assertThatThrownBy(() -> new GpioPins("gpiochip0", Map.of(Lamp.READY, "17"), Optional.of("17")))
                .hasMessageContaining("line of their own");
    }
}
