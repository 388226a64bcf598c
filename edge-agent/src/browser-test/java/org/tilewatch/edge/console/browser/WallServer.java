package org.tilewatch.edge.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

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
        return of(folder);
    }

    /** The same with files of a broker's past beside it: a copy that the test may write to. */
    static WallServer over(Path copy) throws IOException {
        Path folder = Path.of("..", "deploy", "analyst").toAbsolutePath().normalize();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(folder.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return of(copy);
    }

    private static WallServer of(Path folder) {
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
