package org.tilewatch.edge.lamp.gpio;

import com.pi4j.context.Context;
import com.pi4j.exception.ShutdownException;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import java.io.UncheckedIOException;

/** Pi4J outputs on the lines of one chip; an output's address is the line's offset. Does not own the chip. */
public final class LineOutputProvider extends DigitalOutputProviderBase {

    private static final String ID = "tilewatch-gpio-output";

    private final GpioChip chip;

    public LineOutputProvider(GpioChip chip) {
        super(ID);
        this.chip = chip;
    }

    /**
     * Takes the line and gives it its initial state (low where none is set).
     *
     * @throws UncheckedIOException around the {@link GpioFault} if the line cannot be taken
     */
    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
        try {
            boolean high = config.initialState() == DigitalState.HIGH;
            LineOutput output =
                    new LineOutput(this, config, chip.output(config.address(), high, "tilewatch-" + config.id()));
            context.registry().add(output);
            return output;
        } catch (GpioFault e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class LineOutput extends DigitalOutputBase {

        private final GpioLine line;

        LineOutput(DigitalOutputProvider provider, DigitalOutputConfig config, GpioLine line) {
            super(provider, config);
            this.line = line;
        }

        @Override
        public DigitalOutput state(DigitalState state) throws IOException {
            try {
                line.set(state.isHigh());
            } catch (GpioFault e) {
                throw new IOException(e.getMessage(), e);
            }
            return super.state(state);
        }

        /** Goes to its shutdown state, then gives the line back, also where the first fails. */
        @Override
        public DigitalOutput shutdown(Context context) throws ShutdownException {
            try (line) {
                return super.shutdown(context);
            }
        }
    }
}
