package org.tilewatch.edge.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tilewatch.edge.report.Message;

/** The figures as a message for the broker, once a minute. Used by one thread. */
public final class MinuteFigures implements Supplier<List<Message>> {

    private static final Logger LOG = LoggerFactory.getLogger(MinuteFigures.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    /** Figures of the past are of no use to anybody. */
    private static final Duration EXPIRY = Duration.ofMinutes(2);

    private final Figures figures;
    private final String topic;
    private final LongSupplier nanoTime;
    private long toldNanos;
    private boolean told;

    /**
     * Figures that are due at once.
     *
     * @param topic the whole of it
     * @param nanoTime monotonic, as {@link System#nanoTime}
     */
    public MinuteFigures(Figures figures, String topic, LongSupplier nanoTime) {
        this.figures = figures;
        this.topic = topic;
        this.nanoTime = nanoTime;
    }

    /** One message if a minute has gone by since the last one, else none. */
    @Override
    public List<Message> get() {
        long now = nanoTime.getAsLong();
        if (told && now - toldNanos < EVERY.toNanos()) {
            return List.of();
        }
        told = true;
        toldNanos = now;
        try {
            byte[] text = figures.text().getBytes(StandardCharsets.UTF_8);
            return List.of(new Message(topic, text, Figures.MEDIA_TYPE, Map.of(), Optional.of(EXPIRY), false)
                    .unacknowledged());
        } catch (IOException e) {
            LOG.warn("the figures cannot be read ({}); trying again in a minute", e.toString());
            return List.of();
        }
    }
}
