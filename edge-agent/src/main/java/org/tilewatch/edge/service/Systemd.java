package org.tilewatch.edge.service;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * systemd, if it started this process: hears that the station is ready, alive, or stopping (sd_notify(3)). Without it every call
 * does nothing. Safe for use by several threads.
 */
public final class Systemd {

    private static final Logger LOG = LoggerFactory.getLogger(Systemd.class);

    private final Optional<NotifySocket> socket;
    private final Optional<Duration> watchdog;

    private Systemd(Optional<NotifySocket> socket, Optional<Duration> watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /**
     * The one that an environment names.
     *
     * @param environment {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC} and {@code WATCHDOG_PID} as systemd sets them
     * @param pid of this process
     */
    public static Systemd of(Map<String, String> environment, long pid) {
        String address = environment.getOrDefault("NOTIFY_SOCKET", "");
        Optional<NotifySocket> socket = address.isEmpty() ? Optional.empty() : NotifySocket.of(address);
        String meant = environment.getOrDefault("WATCHDOG_PID", "");
        boolean us = meant.isEmpty() || meant.equals(Long.toString(pid));
        return new Systemd(socket, us ? microseconds(environment.getOrDefault("WATCHDOG_USEC", "")) : Optional.empty());
    }

    private static Optional<Duration> microseconds(String text) {
        try {
            long micros = Long.parseLong(text);
            return micros > 0 ? Optional.of(Duration.ofNanos(micros * 1000)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** By when it wants to hear {@link #alive} again, else it ends and restarts this process; empty if it does not watch. */
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    /** The station works. */
    public void ready() {
        tell("READY=1");
    }

    /** Every stage has shown life. */
    public void alive() {
        tell("WATCHDOG=1");
    }

    /** The station is ending. */
    public void stopping() {
        tell("STOPPING=1");
    }

    private void tell(String state) {
        if (socket.isPresent() && !socket.get().send(state)) {
            LOG.warn("systemd could not be told {}", state);
        }
    }
}
