package org.tilewatch.edge.lamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tilewatch.edge.lamp.LampState.Light.BLINK;
import static org.tilewatch.edge.lamp.LampState.Light.OFF;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tilewatch.edge.lamp.gpio.FakeKernel;

@Timeout(20)
class LampPanelTest {

    private static final LampState LEARNING = new LampState(BLINK, OFF, OFF, OFF, OFF, OFF);

    private final FakeKernel kernel = new FakeKernel("/dev/gpiochip0", "", 8);
    private final GpioPins pins = new GpioPins("gpiochip0", Map.of(Lamp.READY, "3"), Optional.empty());
    private long millis;

    @Test
    void aLampBlinksHalfASecondOnAndHalfASecondOff() throws IOException {
        List<Boolean> lit = new ArrayList<>();
        try (LampPanel panel = new LampPanel(GpioLamps.open(kernel, pins, () -> {}), () -> LEARNING, this::nanos)) {
            for (millis = 0; millis < 2000; millis += 250) {
                panel.refresh();
                lit.add(kernel.driven(3).getLast());
            }
        }
        assertThat(lit).containsExactly(true, true, false, false, true, true, false, false);
    }

    @Test
    void aClosedPanelShowsNothingMore() throws IOException {
        LampPanel panel = new LampPanel(GpioLamps.open(kernel, pins, () -> {}), () -> LEARNING, this::nanos);
        panel.refresh();
        panel.close();
        panel.close();
        panel.refresh();
        assertThat(kernel.driven(3).getLast()).isFalse();
        assertThat(kernel.openFiles()).isZero();
    }

    @Test
    void aSupplierThatFailsOnceDoesNotEndThePanel() throws IOException {
        List<Boolean> failNext = new ArrayList<>(List.of(true));
        StringBuilder out = new StringBuilder();
        try (LampPanel panel = new LampPanel(
                new ConsoleLamps(out, ConsoleLamps.Style.PLAIN),
                () -> {
                    if (!failNext.isEmpty()) {
                        failNext.removeLast();
                        throw new IllegalStateException("meant to fail");
                    }
                    return LEARNING;
                },
                this::nanos)) {
            panel.refresh();
            panel.refresh();
        }
        assertThat(out.toString().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("[ready ◐]"));
    }

    @Test
    void aStartedPanelShowsByItself() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(3);
        try (LampPanel _ = LampPanel.start(new ConsoleLamps(new StringBuilder(), ConsoleLamps.Style.PLAIN), () -> {
            asked.countDown();
            return LEARNING;
        })) {
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private long nanos() {
        return millis * 1_000_000;
    }
}
