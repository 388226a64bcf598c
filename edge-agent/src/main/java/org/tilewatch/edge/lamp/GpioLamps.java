package org.tilewatch.edge.lamp;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.tilewatch.edge.lamp.gpio.GpioChip;
import org.tilewatch.edge.lamp.gpio.GpioFault;
import org.tilewatch.edge.lamp.gpio.Kernel;
import org.tilewatch.edge.lamp.gpio.LineInput;
import org.tilewatch.edge.lamp.gpio.LineInputProvider;
import org.tilewatch.edge.lamp.gpio.LineOutputProvider;
import org.tilewatch.edge.lamp.gpio.LinuxKernel;

/**
 * Lamps, buzzer and button on the pins of a board. There is no fallback: a pin that cannot be had is a {@link GpioFault}.
 *
 * <p>Pi4J gets our own providers by hand and looks for none itself: on a machine without pins its automatic context gives mock
 * pins without a word, and a station would believe it had lamps.
 */
public final class GpioLamps implements Lamps {

    private static final Duration BOUNCE = Duration.ofMillis(10);
    private static final Duration BETWEEN_PRESSES = Duration.ofMillis(250);

    private final GpioChip chip;
    private final LineOutputProvider outputProvider;
    private final LineInputProvider inputProvider;
    private final Context pi4j;
    private final Map<Lamp, DigitalOutput> outputs = new EnumMap<>(Lamp.class);
    private final Set<Lamp> lit = EnumSet.noneOf(Lamp.class);
    private boolean closed;

    private GpioLamps(GpioChip chip) {
        this.chip = chip;
        this.outputProvider = new LineOutputProvider(chip);
        this.inputProvider = new LineInputProvider(chip);
        this.pi4j = Pi4J.newContextBuilder()
                .noAutoDetect()
                .noAutoInject()
                .disableShutdownHook()
                .add(outputProvider, inputProvider)
                .build();
    }

    /**
     * Takes the pins, all lamps off.
     *
     * @param silence run at each press of the button, on the button's own thread
     * @throws GpioFault if the chip or one of the lines cannot be had; nothing is kept then
     */
    public static GpioLamps open(GpioPins pins, Runnable silence) throws GpioFault {
        return open(new LinuxKernel(), pins, silence);
    }

    static GpioLamps open(Kernel kernel, GpioPins pins, Runnable silence) throws GpioFault {
        GpioLamps lamps = new GpioLamps(GpioChip.open(kernel, pins.chip()));
        try {
            lamps.take(pins, silence);
            return lamps;
        } catch (UncheckedIOException e) {
            lamps.release();
            if (e.getCause() instanceof GpioFault fault) {
                throw fault;
            }
            throw e;
        } catch (GpioFault e) {
            lamps.release();
            throw e;
        }
    }

    private void take(GpioPins pins, Runnable silence) throws GpioFault {
        for (Lamp lamp : Lamp.values()) {
            String line = pins.outputs().get(lamp);
            if (line != null) {
                outputs.put(lamp, output(lamp, chip.line(line).offset()));
            }
        }
        if (pins.silence().isPresent()) {
            listen(chip.line(pins.silence().get()).offset(), silence);
        }
    }

    private DigitalOutput output(Lamp lamp, int offset) {
        return outputProvider.create(DigitalOutput.newConfigBuilder(pi4j)
                .id(lamp.label())
                .address(offset)
                .initial(DigitalState.LOW)
                .shutdown(DigitalState.LOW)
                .build());
    }

    private void listen(int offset, Runnable silence) {
        LineInput button = inputProvider.create(DigitalInput.newConfigBuilder(pi4j)
                .id("silence")
                .address(offset)
                .pull(PullResistance.PULL_UP)
                .debounce(BOUNCE.toMillis(), TimeUnit.MILLISECONDS)
                .onState(DigitalState.LOW)
                .build());
        Debounce debounce = new Debounce(BETWEEN_PRESSES);
        button.onEdge(edge -> {
            if (debounce.isPress(edge)) {
                silence.run();
            }
        });
    }

    @Override
    public void show(LampState state, boolean blinkOn) throws IOException {
        for (Map.Entry<Lamp, DigitalOutput> output : outputs.entrySet()) {
            Lamp lamp = output.getKey();
            boolean wanted = state.of(lamp).lit(blinkOn);
            if (wanted != lit.contains(lamp)) {
                set(output.getValue(), wanted);
                remember(lamp, wanted);
            }
        }
    }

    private void remember(Lamp lamp, boolean on) {
        if (on) {
            lit.add(lamp);
        } else {
            lit.remove(lamp);
        }
    }

    private static void set(DigitalOutput output, boolean on) throws IOException {
        try {
            output.setState(on);
        } catch (com.pi4j.io.exception.IOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            pi4j.shutdown();
        } catch (Pi4JException e) {
            throw new IOException("The pins of " + chip + " could not be given back: " + e.getMessage(), e);
        } finally {
            chip.close();
        }
    }

    /** Gives back what was taken before the fault; the fault is what the caller needs to hear. */
    private void release() {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
