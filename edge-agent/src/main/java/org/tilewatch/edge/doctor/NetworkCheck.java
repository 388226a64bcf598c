package org.tilewatch.edge.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The network that has a say in what changed: can be used, and how long it takes here. */
public final class NetworkCheck implements Check {

    private static final String NAME = "network";

    private final Probe probe;

    /** Looks at the network that the agent would run. */
    public NetworkCheck(Probe probe) {
        this.probe = probe;
    }

    /** Opens the network, measures it and closes it. */
    @FunctionalInterface
    public interface Probe {

        /**
         * What was found; empty where the network is switched off.
         *
         * @throws IOException with the file and why it cannot be used
         */
        Optional<Measured> run() throws IOException;
    }

    /**
     * A network that can be used.
     *
     * @param name file, or what stands in its place
     * @param checksum short form, for people
     * @param bytes of the file
     * @param pair what a pair of 256 x 256 pixels takes on one thread
     */
    public record Measured(String name, String checksum, long bytes, Duration pair) {}

    @Override
    public Finding run() {
        try {
            return probe.run()
                    .map(found -> Finding.ok(NAME, told(found)))
                    .orElseGet(() -> Finding.warn(
                            NAME,
                            "Switched off (network: none): the classical stages judge alone, with more false alarms."));
        } catch (IOException e) {
            return Finding.fail(NAME, String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            return Finding.fail(NAME, "The network cannot be tried out: " + e.getMessage());
        }
    }

    private static String told(Measured found) {
        return String.format(
                Locale.ROOT,
                "%s, sha256 %s, %.1f kB, a pair of 256 x 256 in %.1f ms",
                found.name(),
                found.checksum(),
                found.bytes() / 1e3,
                found.pair().toNanos() / 1e6);
    }
}
