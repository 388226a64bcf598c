package org.tilewatch.edge;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.lamp.ConsoleLamps;
import org.tilewatch.edge.watch.look.Judgement;

/** Starts whole agents that serve their page. */
final class ServingAgent {

    private ServingAgent() {}

    /** An agent whose inbox and state lie in a folder. */
    static EdgeAgent start(Path folder, String broker, Consumer<Judgement> looks) throws Exception {
        return EdgeAgent.start(
                Config.read(station(folder, broker)),
                new ConsoleLamps(new StringWriter(), ConsoleLamps.Style.PLAIN),
                looks,
                () -> Optional.of(true));
    }

    private static Path station(Path folder, String broker) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        return Files.writeString(folder.resolve("station.yaml"), """
            station: { id: han-01, name: Hana roof }
            inbox: { folder: "%s", quietPeriod: 0s, sidecarWait: 0s }
            state: state
            mqtt: { url: "%s" }
            console: { listen: "127.0.0.1:0" }
            """.formatted(inbox, broker));
    }
}
