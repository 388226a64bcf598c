package org.tilewatch.edge.lamp.gpio;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import com.pi4j.io.gpio.digital.PullResistance;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Pi4J inputs on the lines of one chip; an input's address is the line's offset. Does not own the chip. */
public final class LineInputProvider extends DigitalInputProviderBase {

    private static final String ID = "tilewatch-gpio-input";

    private final GpioChip chip;

    public LineInputProvider(GpioChip chip) {
        super(ID);
        this.chip = chip;
    }

    /**
     * Takes the line and begins to listen to its edges.
     *
     * @throws UncheckedIOException around the {@link GpioFault} if the line cannot be taken
     */
    @Override
    public LineInput create(DigitalInputConfig config) {
        PullResistance pull = config.pull() == null ? PullResistance.OFF : config.pull();
        long debounceMicros = config.debounce() == null ? 0 : config.debounce();
        try {
            GpioLine line = chip.input(
                    config.address(), pull, Duration.ofNanos(debounceMicros * 1000), "tilewatch-" + config.id());
            LineInput input = new LineInput(this, config, line);
            context.registry().add((DigitalInput) input);
            input.listen();
            return input;
        } catch (GpioFault e) {
            throw new UncheckedIOException(e);
        }
    }
}
