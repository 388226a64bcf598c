package org.tilewatch.edge.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** An MQTT 5 broker in this JVM on a free loopback port: no files, no accounts, nothing logged. */
public final class EmbeddedBroker implements AutoCloseable {

    private static final List<Logger> SILENCED = List.of(
            Logger.getLogger("org.apache.activemq"),
            Logger.getLogger("org.apache.artemis"),
            Logger.getLogger("io.netty"));

    private final int port;
    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

    private EmbeddedBroker(int port) {
        this.port = port;
    }

    public static EmbeddedBroker start() {
        return startAt(freePort());
    }

    public static EmbeddedBroker startAt(int port) {
        System.setProperty("io.netty.noUnsafe", "true"); // or Java warns about it on standard error
        SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
        EmbeddedBroker started = new EmbeddedBroker(port);
        try {
            started.broker.setConfiguration(new ConfigurationImpl()
                    .setPersistenceEnabled(false)
                    .setSecurityEnabled(false)
                    .setJMXManagementEnabled(false)
                    .addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT"));
            started.broker.start();
        } catch (Exception e) {
            throw new IllegalStateException("embedded broker on port " + port, e);
        }
        return started;
    }

    /** A port that nobody listens on right now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException("embedded broker on port " + port, e);
        }
    }
}
