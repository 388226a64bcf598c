package org.tilewatch.calibration.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** An MQTT 5 broker inside this process, on loopback alone; it keeps nothing on disk and logs nothing. */
final class EmbeddedBroker implements AutoCloseable {

    /** Held, since loggers that nobody holds forget their level. */
    private static final List<Logger> SILENCED = List.of(
            Logger.getLogger("org.apache.activemq"),
            Logger.getLogger("org.apache.artemis"),
            Logger.getLogger("org.jboss"),
            Logger.getLogger("io.netty"));

    private final EmbeddedActiveMQ server;
    private final int port;

    private EmbeddedBroker(EmbeddedActiveMQ server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker.
     *
     * @param port 0 for any that is free
     * @throws IOException if the port is taken or the broker does not start
     */
    static EmbeddedBroker start(int port) throws IOException {
        int own = freePort(port);
        // Netty would reach into the JDK's internals and have Java warn about it on the screen.
        System.setProperty("io.netty.noUnsafe", "true");
        SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        try {
            server.setConfiguration(configuration(own));
            server.start();
        } catch (Exception e) {
            throw new IOException("the broker on port %d does not start: %s".formatted(own, e.getMessage()), e);
        }
        return new EmbeddedBroker(server, own);
    }

    private static Configuration configuration(int port) throws Exception {
        return new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT");
    }

    /** Binds the port for a moment: the broker itself would only log that it could not. */
    private static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IOException(
                    "port %d on this machine is taken; name another with --mqtt-port, or none for any free one"
                            .formatted(wanted),
                    e);
        }
    }

    String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("the broker on port %d does not stop: %s".formatted(port, e.getMessage()), e);
        }
    }
}
