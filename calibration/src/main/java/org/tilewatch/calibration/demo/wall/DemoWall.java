package org.tilewatch.calibration.demo.wall;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.tilewatch.edge.analyst.AlertFolder;
import org.tilewatch.edge.analyst.AlertIndex;
import org.tilewatch.edge.analyst.ReceivedAlert;

/**
 * Serves the files of the analysts' wall to this machine alone, told of the demo's broker. Alerts that are kept here are shown also to
 * whoever opens the wall after they came.
 */
public final class DemoWall implements AutoCloseable {

    private static final String FILES = "files";
    private static final String PAST = "past";

    private final HttpServer server;
    private final ExecutorService answering;
    private final Path past;
    private final AlertIndex index;

    private DemoWall(HttpServer server, ExecutorService answering, Path past, AlertIndex index) {
        this.server = server;
        this.answering = answering;
        this.past = past;
        this.index = index;
    }

    /**
     * Begins to serve.
     *
     * @param folder of the wall alone; filled here
     * @param port 0 for any that is free
     * @param brokerUrl of the broker, which speaks MQTT over WebSocket at the same port
     * @throws IOException if the port is taken or the folder cannot be written
     */
    public static DemoWall serve(Path folder, int port, String brokerUrl) throws IOException {
        Path root = Files.createDirectories(folder).toRealPath();
        layDown(root);
        URI broker = URI.create(brokerUrl);
        Files.writeString(
                root.resolve("wall.json"),
                "{ \"broker\": \"ws://%s:%d\", \"past\": \"%s\" }%n"
                        .formatted(broker.getHost(), broker.getPort(), PAST));
        Path past = root.resolve(PAST);
        AlertIndex index = AlertIndex.of(past);
        HttpServer server;
        try {
            server = SimpleFileServer.createFileServer(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), root, OutputLevel.NONE);
        } catch (UncheckedIOException e) {
            throw new IOException("the wall cannot be served at port %d: %s".formatted(port, e.getMessage()), e);
        }
        ExecutorService answering = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(answering);
        server.start();
        return new DemoWall(server, answering, past, index);
    }

    /** Keeps an alert with its pictures. */
    public void keep(ReceivedAlert alert) throws IOException {
        index.add(alert.summary(), new AlertFolder(past).save(alert));
        index.turn();
    }

    /** Where it is served. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Copies the files of the wall out of the jar, or out of the folder of classes. */
    private static void layDown(Path root) throws IOException {
        URL files = DemoWall.class.getResource(FILES);
        if (files == null) {
            throw new IOException("the files of the wall are not in this build");
        }
        try {
            URI from = files.toURI();
            if (!from.getScheme().equals("jar")) {
                copy(Path.of(from), root);
                return;
            }
            try (FileSystem jar = FileSystems.newFileSystem(from, Map.of())) {
                copy(jar.provider().getPath(from), root);
            }
        } catch (URISyntaxException e) {
            throw new IOException("%s cannot be read: %s".formatted(files, e.getMessage()), e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : all) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.resolveSibling("."));
            Files.write(target, Files.readAllBytes(file));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        answering.close();
    }
}
