package org.tilewatch.edge.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
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
        return started(port, new ConfigurationImpl().setPersistenceEnabled(false));
    }

    /** One that finds its sessions and retained messages again when it is started in the same folder. */
    public static EmbeddedBroker startAt(int port, Path folder) {
        String in = folder.toAbsolutePath() + "/";
        return started(
                port,
                new ConfigurationImpl()
                        .setPersistenceEnabled(true)
                        .setJournalType(JournalType.NIO)
                        .setJournalMinFiles(2)
                        .setJournalFileSize(1 << 20)
                        .setJournalDirectory(in + "journal")
                        .setBindingsDirectory(in + "bindings")
                        .setPagingDirectory(in + "paging")
                        .setLargeMessagesDirectory(in + "large"));
    }

    private static EmbeddedBroker started(int port, Configuration configuration) {
        System.setProperty("io.netty.noUnsafe", "true"); // or Java warns about it on standard error
        SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
        EmbeddedBroker started = new EmbeddedBroker(port);
        try {
            started.broker.setConfiguration(configuration
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
