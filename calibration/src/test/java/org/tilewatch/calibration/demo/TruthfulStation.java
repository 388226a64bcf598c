package org.tilewatch.calibration.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tilewatch.calibration.simulate.PlantedEvent;
import org.tilewatch.calibration.simulate.SimulatedSite;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.loop.Duty;
import org.tilewatch.edge.loop.Loop;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.PahoLink;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.site.EventStatus;
import tools.jackson.databind.json.JsonMapper;

/** Takes every image from the inbox and reports, over MQTT, the planted events it was given. */
final class TruthfulStation implements Station, Duty {

    private final Config config;
    private final List<PlantedEvent> events;
    private final Consumer<SettledLook> looks;
    private final PahoLink link;
    /** Next to no rest: a look is gone from the inbox almost as soon as it lies there, quicker than from any real station. */
    private final Loop loop = new Loop("truthful", this, Duration.ofMillis(1));

    private int index;

    private TruthfulStation(Config config, List<PlantedEvent> events, Consumer<SettledLook> looks) {
        this.config = config;
        this.events = events;
        this.looks = looks;
        link = new PahoLink(BrokerSettings.of(config.mqtt().url().toString(), "truthful"), Subscription.NONE, () -> {});
    }

    static Starter knowing(List<PlantedEvent> events) {
        return (config, looks) -> {
            TruthfulStation station = new TruthfulStation(config, events, looks);
            station.connect();
            station.loop.start();
            return station;
        };
    }

    private void connect() throws IOException {
        try {
            link.connect(Optional.empty());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public boolean turn() throws IOException, InterruptedException {
        Optional<Path> image;
        try (Stream<Path> files = Files.list(config.inbox().folder())) {
            image = files.filter(file -> file.toString().endsWith(".tif")).findFirst();
        }
        if (image.isEmpty()) {
            return false;
        }
        Path item = Path.of(image.get().toString().replace(".tif", ".json"));
        Instant acquired = Instant.parse(JsonMapper.shared()
                .readTree(Files.readAllBytes(item))
                .at("/properties/datetime")
                .asString());
        Files.delete(image.get());
        Files.delete(item);
        for (PlantedEvent event : events) {
            if (event.firstLook() == index) {
                send(Alerts.report(event.kind(), EventStatus.PROVISIONAL, event.outline(), acquired)
                        .alert());
            }
        }
        String verdict = index < 6 ? "learning" : "changed";
        index++;
        looks.accept(new SettledLook(acquired, verdict, "", 1, 0.4, -1.2, 0.9, Math.min(index, 6), 6));
        return true;
    }

    private void send(Message message) throws IOException, InterruptedException {
        String topic = "tilewatch/1/demo/" + message.topic();
        Message absolute = new Message(
                topic, message.payload(), message.contentType(), Map.of(), message.expiry(), message.retained());
        try {
            link.publish(absolute).get();
        } catch (ExecutionException e) {
            throw new IOException(SimulatedSite.NAME, e);
        }
    }

    @Override
    public String workingOn() {
        return "look " + index;
    }

    @Override
    public void end() {
        link.disconnect();
    }

    @Override
    public int reportsWaiting() {
        return 0;
    }

    @Override
    public void close() {
        loop.close();
    }
}
