package org.tilewatch.edge.console.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves routes over plain HTTP until it is closed. A thread for each request, virtual, so that a slow client holds up nobody; at most
 * {@value #MOST_AT_ONCE} requests at once, {@value #MOST_CONNECTIONS} connections, and {@value #REQUEST_SECONDS} s for a request to arrive.
 */
public final class WebServer implements AutoCloseable {

    static final int MOST_AT_ONCE = 64;
    static final int MOST_CONNECTIONS = 128;
    static final int REQUEST_SECONDS = 15;

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int QUEUED_CONNECTIONS = 50;

    static {
        // The JDK's server takes its limits from system properties alone, and reads them once.
        limit("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
        limit("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
        limit("sun.net.httpserver.maxReqHeaders", 64);
        limit("sun.net.httpserver.maxReqHeaderSize", 32 * 1024);
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final Answering answering;

    private WebServer(HttpServer server, Answering answering) {
        this.server = server;
        this.answering = answering;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("page-", 0).factory());
    }

    /**
     * Begins to serve.
     *
     * @param routes by method and path, for instance {@code GET /health}; a path that ends in {@code /*} takes all below it
     * @throws IOException if the address cannot be had
     */
    public static WebServer start(WebSettings settings, Map<String, Route> routes) throws IOException {
        String host = settings.host().replaceAll("^\\[|\\]$", "");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), settings.port());
        HttpServer server;
        try {
            server = HttpServer.create(address, QUEUED_CONNECTIONS);
        } catch (IOException e) {
            throw new IOException(
                    "nobody can listen at %s:%d: %s".formatted(settings.host(), settings.port(), e.getMessage()), e);
        }
        Door door = new Door(settings.host(), settings.alsoCalled(), settings.token());
        WebServer started = new WebServer(server, new Answering(door, routes));
        server.createContext("/", started::serve);
        server.setExecutor(started.threads);
        server.start();
        return started;
    }

    /** The port; the one that was found where 0 was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            if (!room.tryAcquire()) {
                Answering.send(exchange, Reply.text(Reply.BUSY, "too many requests at once\n"));
                return;
            }
            try {
                answering.answer(exchange);
            } finally {
                room.release();
            }
        } catch (IOException e) {
            LOG.debug("a client left before its answer was there: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("{} could not be answered", exchange.getRequestURI().getPath(), e);
        }
    }

    private static void limit(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }

    /** Ends all answers, also those under way. */
    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
