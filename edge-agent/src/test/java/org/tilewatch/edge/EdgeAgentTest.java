package org.tilewatch.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.health.Phase;
import org.tilewatch.edge.health.StationState.Condition;
import org.tilewatch.edge.lamp.ConsoleLamps;
import org.tilewatch.edge.lamp.gpio.GpioFault;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.EmbeddedBroker;
import org.tilewatch.edge.publish.PahoLink;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.alert.AlertSummary;
import org.tilewatch.edge.watch.look.Judgement;

@Timeout(60)
final class EdgeAgentTest {

    private static final String ROOT = "tilewatch/1/han-01";

    @TempDir
    Path folder;

    private final BlockingQueue<Judgement> looks = new LinkedBlockingQueue<>();
    private final StringWriter lamps = new StringWriter();
    private final DrawnSite harbour = new DrawnSite("harbour");
    private Path inbox;

    @BeforeEach
    void makeInbox() throws IOException {
        inbox = Files.createDirectories(folder.resolve("inbox"));
    }

    @Test
    void aHallThatGoesUpReachesTheAnalystAcrossARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Analyst analyst = new Analyst(broker.url())) {
            try (EdgeAgent first = start(broker.url())) {
                for (int look = 0; look < 8; look++) {
                    assertThat(settled(look, false)).isEqualTo(look < 3 ? "learning" : "unchanged");
                }
                assertThat(settled(8, true)).isEqualTo("changed");
                await(() -> nothingWaits(first));
            }
            AlertSummary seenOnce = analyst.alert();
            List<String> chips = analyst.chipsOf(seenOnce);
            try (EdgeAgent again = start(broker.url())) {
                await(() -> again.health().phase() == Phase.READY);
                assertThat(settled(9, true)).isEqualTo("changed");
                await(() -> nothingWaits(again));

                assertThat(again.health().openAlerts()).isEqualTo(1);
                again.silence();
                assertThat(again.health().openAlerts()).isZero();
            }
            AlertSummary seenTwice = analyst.alert();

            assertThat(seenOnce.site()).isEqualTo("harbour");
            assertThat(seenOnce.severity()).isEqualTo("urgent");
            assertThat(seenOnce.json()).contains("\"tw:before\":\"" + DrawnSite.acquired(7) + "\"");
            assertThat(seenOnce.json()).contains("\"tw:clear_looks_without\":8");
            assertThat(seenOnce.json()).containsPattern("\"tw:model\":\"sha256:[0-9a-f]{64}\"");
            assertThat(chips).containsExactly("before", "after", "diff");
            assertThat(seenTwice.dataId()).isEqualTo(seenOnce.dataId());
            assertThat(seenTwice.change()).isEqualTo("update");
            assertThat(seenTwice.json()).contains("\"tw:before\":\"" + DrawnSite.acquired(7) + "\"");
            assertThat(inbox).isEmptyDirectory();
            assertThat(lamps.toString()).contains("learning 2 of 3", "[alert ●]");
        }
    }

    @Test
    void aBrokerThatIsNotThereAtTheStartGetsEverythingLater() throws Exception {
        int port = EmbeddedBroker.freePort();
        try (EdgeAgent agent = start("mqtt://127.0.0.1:" + port)) {
            for (int look = 0; look < 6; look++) {
                settled(look, look >= 4);
            }
            assertThat(agent.reportsWaiting()).isPositive();
            assertThat(agent.health().linkUp()).isFalse();

            try (EmbeddedBroker broker = EmbeddedBroker.startAt(port);
                    Analyst analyst = new Analyst(broker.url())) {
                assertThat(analyst.alert().site()).isEqualTo("harbour");
                await(() -> nothingWaits(agent));
            }
        }
    }

    @Test
    void aBadFileGoesToQuarantineAndTheNextGoodOneIsProcessed() throws Exception {
        try (EdgeAgent agent = start("mqtt://127.0.0.1:" + EmbeddedBroker.freePort())) {
            Files.writeString(inbox.resolve("harbour_20260101T000000Z.tif"), "no picture");
            Files.createFile(inbox.resolve("harbour_20260102T000000Z.tif"));

            assertThat(settled(0, false)).isEqualTo("learning");
            await(() -> Files.exists(quarantined("harbour_20260102T000000Z.reason.json")));
            assertThat(quarantined("harbour_20260101T000000Z.tif")).exists();
            assertThat(Files.readString(quarantined("harbour_20260101T000000Z.reason.json")))
                    .contains("NOT_AN_IMAGE");
            assertThat(agent.health().conditions()).doesNotContainKey(Condition.DECODER_REJECTS);
        }
    }

    @Test
    void anEndIsToldToTheBrokerTheLampsAndWithinFiveSeconds() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            EdgeAgent agent = start(broker.url());
            await(() -> agent.health().linkUp());
            long begin = System.nanoTime();
            agent.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            assertThat(lamps.toString().lines().toList().getLast()).doesNotContain("●", "◐");
            try (Analyst late = new Analyst(broker.url())) {
                assertThat(new String(late.next(ROOT + "/status").payload(), UTF_8))
                        .contains("\"stopped\"");
            }
        }
    }

    @Test
    void pinsThatAreNotThereStopTheStartBeforeAnythingIsTouched() throws Exception {
        Config config = config("mqtt://127.0.0.1:1", "{ driver: gpio, chip: gpiochip999, ready: 1 }");

        assertThatThrownBy(() -> EdgeAgent.start(config, console(), looks::add)).isInstanceOf(GpioFault.class);
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void aStateFolderInUseIsLeftAlone() throws Exception {
        try (EdgeAgent _ = start("mqtt://127.0.0.1:1")) {
            assertThatThrownBy(() -> start("mqtt://127.0.0.1:1")).isInstanceOf(IOException.class);
        }
    }

    private EdgeAgent start(String broker) throws Exception {
        return EdgeAgent.start(config(broker, "{ driver: console }"), console(), looks::add);
    }

    private ConsoleLamps console() {
        return new ConsoleLamps(lamps, ConsoleLamps.Style.PLAIN);
    }

    private Config config(String broker, String lampsWanted) throws Exception {
        Path file = Files.writeString(folder.resolve("station.yaml"), """
            station: { id: han-01 }
            inbox: { folder: inbox, quietPeriod: 0s, sidecarWait: 0s }
            state: state
            mqtt: { url: "%s" }
            lamps: %s
            """.formatted(broker, lampsWanted));
        return Config.read(file);
    }

    /** Lays a look into the inbox and waits for its verdict. */
    private String settled(int number, boolean hall) throws Exception {
        harbour.lay(inbox, number, hall);
        Judgement look = looks.poll(15, TimeUnit.SECONDS);
        assertThat(look).as("verdict of look %d", number).isNotNull();
        assertThat(look.scene().pass().acquired()).isEqualTo(DrawnSite.acquired(number));
        return look.verdict();
    }

    private Path quarantined(String name) {
        return folder.resolve("state").resolve("quarantine").resolve(name);
    }

    private static boolean nothingWaits(EdgeAgent agent) {
        try {
            return agent.reportsWaiting() == 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(BooleanSupplier happened) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Hears everything that the station says. */
    private static final class Analyst implements AutoCloseable {

        private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
        private final List<String> passedOver = new ArrayList<>();
        private final PahoLink link;

        Analyst(String url) throws Exception {
            link = new PahoLink(
                    BrokerSettings.of(url, "analyst-" + System.nanoTime()),
                    new Subscription(List.of(ROOT + "/#"), heard::add),
                    () -> {});
            link.connect(Optional.empty());
        }

        Message next(String topic) throws InterruptedException {
            while (true) {
                Message message = heard.poll(15, TimeUnit.SECONDS);
                assertThat(message).as("a message on %s", topic).isNotNull();
                if (message.topic().startsWith(topic)) {
                    return message;
                }
                passedOver.add(message.topic());
            }
        }

        AlertSummary alert() throws Exception {
            return AlertSummary.read(next(ROOT + "/alert/").payload());
        }

        /** Roles of the chips that have been passed over so far. */
        List<String> chipsOf(AlertSummary alert) {
            String prefix = ROOT + "/chip/" + alert.id() + "/";
            return passedOver.stream()
                    .filter(topic -> topic.startsWith(prefix))
                    .map(topic -> topic.substring(prefix.length()))
                    .toList();
        }

        @Override
        public void close() {
            link.disconnect();
        }
    }
}
