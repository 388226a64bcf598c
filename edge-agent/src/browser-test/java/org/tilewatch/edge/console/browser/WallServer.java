package org.tilewatch.edge.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Hosts the analysts' wall as any web server would: the folder as the build leaves it. */
public final class WallServer implements AutoCloseable {

    private final HttpServer server;

    private WallServer(HttpServer server) {
        this.server = server;
    }

    public static WallServer start() {
        Path folder = Path.of("..", "deploy", "analyst").toAbsolutePath().normalize();
        assertThat(folder.resolve("lib").resolve("text.js"))
                .as("laid out by the build")
                .satisfies(file -> assertThat(Files.exists(file)).isTrue());
        HttpServer server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), folder, OutputLevel.NONE);
        server.start();
        return new WallServer(server);
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
