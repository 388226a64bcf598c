package org.tilewatch.edge.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.lamp.GpioPins;
import org.tilewatch.edge.lamp.gpio.GpioChip;
import org.tilewatch.edge.lamp.gpio.GpioFault;
import org.tilewatch.edge.lamp.gpio.Kernel;
import org.tilewatch.edge.lamp.gpio.LinuxKernel;

/** Pins for lamps and button: the chip is there, may be opened, and its lines are free. Takes no line. */
public final class GpioCheck implements Check {

    private static final String NAME = "gpio";

    private final Kernel kernel;
    private final Optional<GpioPins> pins;

    /** @param pins the configured pins; empty if the lamps are on the console */
    public GpioCheck(Optional<GpioPins> pins) {
        this(new LinuxKernel(), pins);
    }

    GpioCheck(Kernel kernel, Optional<GpioPins> pins) {
        this.kernel = kernel;
        this.pins = pins;
    }

    @Override
    public Finding run() {
        return pins.map(this::asked).orElseGet(this::notAsked);
    }

    private Finding asked(GpioPins wanted) {
        try (GpioChip chip = GpioChip.open(kernel, wanted.chip())) {
            List<String> held = new ArrayList<>();
            List<String> lines = new ArrayList<>(wanted.outputs().values());
            wanted.silence().ifPresent(lines::add);
            for (String line : lines) {
                GpioChip.LineInfo info = chip.line(line);
                if (info.used()) {
                    held.add("line " + line + " by '" + info.consumer() + "'");
                }
            }
            return held.isEmpty()
                    ? Finding.ok(NAME, chip + ", " + lines.size() + " lines free")
                    : Finding.fail(
                            NAME,
                            chip + ": held are " + String.join(", ", held)
                                    + ". Stop the running agent or the other program, or choose other lines.");
        } catch (GpioFault e) {
            return Finding.fail(NAME, e.getMessage());
        }
    }

    private Finding notAsked() {
        List<String> chips = kernel.chipPaths();
        return chips.isEmpty()
                ? Finding.warn(NAME, "No pins here: use lamps.driver console.")
                : Finding.ok(NAME, "Not asked for; chips here: " + String.join(", ", chips));
    }
}
