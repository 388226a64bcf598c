package org.tilewatch.edge.lamp.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GpioChipTest {

    private final FakeKernel kernel = new FakeKernel("/dev/gpiochip0", "pinctrl-bcm2835", 54);

    @Test
    void aChipIsFoundByNameByPathAndByLabel() throws GpioFault {
        for (String chip : new String[] {"gpiochip0", "/dev/gpiochip0", "pinctrl-bcm2835"}) {
            try (GpioChip opened = GpioChip.open(kernel, chip)) {
                assertThat(opened.path()).isEqualTo("/dev/gpiochip0");
                assertThat(opened.lines()).isEqualTo(54);
            }
        }
        assertThat(kernel.openFiles()).isZero();
    }

    @Test
    void anUnknownLabelIsToldWithTheLabelsThatThereAre() {
        assertThatThrownBy(() -> GpioChip.open(kernel, "pinctrl-rp1"))
                .isInstanceOf(GpioFault.class)
                .hasMessageContaining("pinctrl-rp1")
                .hasMessageContaining("[pinctrl-bcm2835]")
                .hasMessageContaining("[/dev/gpiochip0]");
        assertThat(kernel.openFiles()).isZero();
    }

    @Test
    void aLineIsFoundByOffsetAndByName() throws GpioFault {
        try (GpioChip chip = GpioChip.open(kernel, "gpiochip0")) {
            assertThat(chip.line("17")).isEqualTo(chip.line("GPIO17"));
            assertThat(chip.line("17").offset()).isEqualTo(17);
        }
    }

    @Test
    void aLineBeyondTheChipIsRefusedWithTheLinesThatThereAre() throws GpioFault {
        try (GpioChip chip = GpioChip.open(kernel, "gpiochip0")) {
            assertThatThrownBy(() -> chip.line("54"))
                    .isInstanceOf(GpioFault.class)
                    .hasMessageContaining("Line 54")
                    .hasMessageContaining("0 to 53");
        }
    }

    @Test
    void aNameThatNoLineHasIsRefused() throws GpioFault {
        try (GpioChip chip = GpioChip.open(kernel, "gpiochip0")) {
            assertThatThrownBy(() -> chip.line("LAMP"))
                    .hasMessageContaining("LAMP")
                    .hasMessageContaining("gpiochip0");
        }
    }

    @Test
    void aMissingRightIsToldWithChipErrnoTextAndRemedy() {
        kernel.refuse("/dev/gpiochip0", 13);
        assertThatThrownBy(() -> GpioChip.open(kernel, "gpiochip0"))
                .isInstanceOf(GpioFault.class)
                .hasMessageContaining("/dev/gpiochip0")
                .hasMessageContaining("errno text 13")
                .hasMessageContaining("group gpio");
    }

    @Test
    void theRunningKernelSaysThatAChipIsNotThere() {
        assertThatThrownBy(() -> GpioChip.open(new LinuxKernel(), "/dev/gpiochip-of-nobody"))
                .isInstanceOf(GpioFault.class)
                .hasMessageContaining("/dev/gpiochip-of-nobody")
                .hasMessageContaining("No such file or directory")
                .hasMessageContaining("lamps.driver");
    }

    @Test
    void theRunningKernelSaysThatAFileIsNoChip() {
        assertThatThrownBy(() -> GpioChip.open(new LinuxKernel(), "/dev/null"))
                .isInstanceOf(GpioFault.class)
                .hasMessageContaining("/dev/null")
                .hasMessageContaining("Inappropriate ioctl for device")
                .hasMessageContaining("no GPIO chip");
    }
}
