package org.tilewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.lamp.ConsoleLamps;
import org.tilewatch.edge.watch.look.Judgement;

/** A running agent whose decoder is killed or stopped from outside. */
@Timeout(60)
final class ContainedAgentTest {

    @TempDir
    Path folder;

    private final BlockingQueue<Judgement> looks = new LinkedBlockingQueue<>();
    private final DrawnSite harbour = new DrawnSite("harbour");
    private Path inbox;

    @BeforeEach
    void makeInbox() throws IOException {
        inbox = Files.createDirectories(folder.resolve("inbox"));
    }

    @Test
    void aDecoderThatIsKilledOrStoppedCostsNoLook() throws Exception {
        try (EdgeAgent agent = start()) {
            assertThat(settled(0)).isEqualTo("learning");
            decoder().destroyForcibly();
            assertThat(settled(1)).isEqualTo("learning");
            signal("-STOP", decoder());
            assertThat(settled(2)).isEqualTo("learning");
            signal("-SEGV", decoder());
            assertThat(settled(3)).isEqualTo("unchanged");

            assertThat(agent.health().conditions()).doesNotContainKey(Condition.DECODER_REJECTS);
            assertThat(folder.resolve("state").resolve("quarantine")).doesNotExist();
        }
    }

    @Test
    void anAgentEndsInTimeWhileItsDecoderHangs() throws Exception {
        EdgeAgent agent = start();
        settled(0);
        signal("-STOP", decoder());
        harbour.lay(inbox, 1, false);
        ProcessHandle stopped = decoder();
        while (!agent.health().working()) {
            Thread.onSpinWait();
        }
        long begin = System.nanoTime();
        agent.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        stopped.onExit().get(1, TimeUnit.SECONDS);
        try (EdgeAgent _ = start()) {
            assertThat(looks.poll(15, TimeUnit.SECONDS)).isNotNull();
        }
    }

    private EdgeAgent start() throws Exception {
        Path file = Files.writeString(folder.resolve("station.yaml"), """
            station: { id: han-01 }
            inbox: { folder: inbox, quietPeriod: 0s, sidecarWait: 0s }
            decoding: { timeout: 3s }
            state: state
            network: none
            mqtt: { url: "mqtt://127.0.0.1:1" }
            """);
        ConsoleLamps console = new ConsoleLamps(new StringWriter(), ConsoleLamps.Style.PLAIN);
        return EdgeAgent.start(Config.read(file), console, looks::add);
    }

    private String settled(int number) throws Exception {
        harbour.lay(inbox, number, false);
        Judgement look = looks.poll(30, TimeUnit.SECONDS);
        assertThat(look).as("verdict of look %d", number).isNotNull();
        return look.verdict();
    }

    /** The newest Java below this one: other tests leave programs of theirs behind for a moment. */
    private static ProcessHandle decoder() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
            return children.filter(each -> each.info().command().orElse("").endsWith("java"))
                    .max(Comparator.comparing(each -> each.info().startInstant().orElseThrow()))
                    .orElseThrow();
        }
    }

    private static void signal(String signal, ProcessHandle process) throws Exception {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }
}
