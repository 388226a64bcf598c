package org.tilewatch.edge.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tilewatch.edge.console.Station.SettingLine;
import org.tilewatch.edge.console.http.WebSettings;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.lamp.LampState;
import org.tilewatch.edge.loop.Loop;
import org.tilewatch.edge.metrics.Figures;
import org.tilewatch.edge.metrics.Tally;
import org.tilewatch.edge.order.Orders;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.store.file.Retention;
import org.tilewatch.edge.watch.look.Reporting;

/** A page on a real store, and a client that says exactly what it is told to say. */
public final class ServedStation implements AutoCloseable {

    public final Health health = new Health(3);
    public final Tally tally = new Tally();
    public final AtomicBoolean alive = new AtomicBoolean(true);
    public final Store store;
    public final Path folder;
    public final KeptZones zones = new KeptZones();
    public final TaughtStation learning = new TaughtStation();
    public final Figures figures;
    private final Console console;
    private final Loop loop;

    public ServedStation(Path folder, Optional<String> token) throws IOException {
        this(folder, token, "Hana roof");
    }

    public ServedStation(Path folder, Optional<String> token, String name) throws IOException {
        Natives.load();
        this.folder = folder;
        Path state = Files.createDirectories(folder.resolve("state"));
        store = Store.open(state, Store.Durability.TEMPORARY, InstantSource.system(), Retention.UNLIMITED);
        figures = new Figures(
                "han-01", "9.9", Instant.EPOCH, tally, health::now, () -> LampState.ALL_OFF, store.outbox(), state);
        Station station = new Station(
                "han-01",
                name,
                Optional.empty(),
                "9.9",
                Instant.EPOCH,
                "mqtts://broker.example.org:8883",
                2,
                new Station.Folders(folder.resolve("inbox"), state.resolve("quarantine")),
                List.of(new SettingLine("station.id", "han-01", 1)),
                health::now,
                figures.lamps(),
                alive::get,
                new Orders(store, health, reporting()::ordered, () -> {}),
                store,
                zones,
                learning,
                figures);
        console = Console.start(station, new WebSettings("127.0.0.1", 0, List.of("alerts.example.org"), token));
        loop = new Loop("page", console, Duration.ofMillis(50));
        loop.start();
    }

    private static Reporting reporting() {
        return new Reporting("han-01", "http://127.0.0.1:8090", "default-3", Optional.empty(), InstantSource.system());
    }

    public int port() {
        return console.port();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Sends the lines as they are, asks for the end of the connection, and returns all that comes back. */
    public String ask(String... lines) throws IOException {
        return askWithBody("", lines);
    }

    public String askWithBody(String body, String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String head = String.join("\r\n", lines) + "\r\nConnection: close\r\n";
            String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
            socket.getOutputStream().write((head + length + "\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public String get(String path) throws IOException {
        return ask("GET " + path + " HTTP/1.1", "Host: 127.0.0.1:" + port());
    }

    @Override
    public void close() throws IOException {
        loop.close();
        console.close();
        store.close();
    }
}
