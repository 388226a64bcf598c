package org.tilewatch.edge.lamp.gpio;

import com.pi4j.context.Context;
import com.pi4j.exception.ShutdownException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Pi4J input whose edges arrive on a daemon thread of its own, with the kernel's time of each. */
public final class LineInput extends DigitalInputBase {

    private static final Logger LOG = LoggerFactory.getLogger(LineInput.class);
    private static final Duration WAKE_EVERY = Duration.ofMillis(250);
    private static final Duration END_WITHIN = Duration.ofSeconds(2);

    private final GpioLine line;
    private final CopyOnWriteArrayList<Consumer<Edge>> edgeListeners = new CopyOnWriteArrayList<>();
    private final Thread listener;
    private volatile boolean closing;

    LineInput(DigitalInputProvider provider, DigitalInputConfig config, GpioLine line) {
        super(provider, config);
        this.line = line;
        listener = Thread.ofPlatform().daemon().name("gpio-" + config.id()).unstarted(this::run);
    }

    void listen() {
        listener.start();
    }

    /** Tells each edge with its time; called on the input's own thread. */
    public void onEdge(Consumer<Edge> edgeListener) {
        edgeListeners.add(edgeListener);
    }

    /** The level now, {@code UNKNOWN} if the kernel cannot tell. */
    @Override
    public DigitalState state() {
        try {
            return level(line.isHigh());
        } catch (GpioFault e) {
            return DigitalState.UNKNOWN;
        }
    }

    private void run() {
        try {
            while (!closing) {
                Optional<Edge> edge = line.nextEdge(WAKE_EVERY);
                edge.ifPresent(this::tell);
            }
        } catch (GpioFault e) {
            LOG.error("{} The input {} is not listened to any more.", e.getMessage(), id());
        }
    }

    private void tell(Edge edge) {
        try {
            edgeListeners.forEach(listening -> listening.accept(edge));
            dispatch(new DigitalStateChangeEvent<DigitalInput>(this, level(edge.rising())));
        } catch (RuntimeException e) {
            LOG.error("The listener of input {} failed; the input is listened to further.", id(), e);
        }
    }

    private static DigitalState level(boolean high) {
        return high ? DigitalState.HIGH : DigitalState.LOW;
    }

    /** Ends the thread first: a file descriptor that is closed under a waiting thread may already belong to another file. */
    @Override
    public DigitalInput shutdown(Context context) throws ShutdownException {
        closing = true;
        try {
            if (Thread.currentThread() != listener) {
                listener.join(END_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (line) {
            return super.shutdown(context);
        }
    }
}
