package org.tilewatch.calibration.demo;

import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import org.tilewatch.edge.config.Config;

/** A running station, as much of it as the demo needs. */
interface Station extends AutoCloseable {

    /** Reports that the broker has not taken over yet. */
    int reportsWaiting() throws IOException;

    @Override
    void close() throws IOException;

    /** Starts a station. */
    @FunctionalInterface
    interface Starter {
        /** {@code looks} hears of each look that came to its final state, on a thread of the station. */
        Station start(Config config, Consumer<SettledLook> looks) throws IOException;
    }

    /**
     * What became of a look.
     *
     * @param verdict learning, changed, unchanged or unusable
     * @param reason why it is unusable, else empty
     * @param observedFraction share of the site that was seen
     * @param shiftXPixels how far the look's content lies to the right of the baseline's
     * @param shiftYPixels how far it lies below
     * @param shiftTrust 0 to 1
     * @param looksSoFar clear looks that the least known tile has
     * @param looksNeeded clear looks it needs
     */
    record SettledLook(
            Instant acquired,
            String verdict,
            String reason,
            double observedFraction,
            double shiftXPixels,
            double shiftYPixels,
            double shiftTrust,
            int looksSoFar,
            int looksNeeded) {}
}
