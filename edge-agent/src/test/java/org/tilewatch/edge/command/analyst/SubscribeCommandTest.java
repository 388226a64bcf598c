package org.tilewatch.edge.command.analyst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.health.Health;
import org.tilewatch.edge.loop.Loop;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.EmbeddedBroker;
import org.tilewatch.edge.publish.PahoLink;
import org.tilewatch.edge.publish.PublishingLoop;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.StatusCodec;
import org.tilewatch.edge.report.alert.AlertCodec;
import org.tilewatch.edge.report.alert.SampleAlerts;
import org.tilewatch.edge.store.Store;
import picocli.CommandLine;

@Timeout(60)
final class SubscribeCommandTest {

    /** One that is never asked to end would stand in the way of all other tasks of the common pool. */
    private final ExecutorService analysts = Executors.newCachedThreadPool();

    @AfterEach
    void sendAnalystsHome() throws InterruptedException {
        analysts.shutdownNow();
        assertThat(analysts.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void savesWhatAStationPublishesAndEndsAfterTheCountAskedFor(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Store store = Store.open(folder.resolve("state"), Store.Durability.TEMPORARY, InstantSource.system());
                Loop station = station(broker.url(), store)) {
            CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(
                    () -> exitCode(
                            "--broker", broker.url(), "--out", out.toString(), "--count", "5", "--site", "harbour"),
                    analysts);
            // Until the subscription stands a report has nobody to go to: new ones are published until the command
            // ends.
            for (int i = 0; !exitCode.isDone(); i++) {
                store.outbox().enqueue(AlertCodec.report(SampleAlerts.of("e" + i)));
                station.wake();
                LockSupport.parkNanos(100_000_000);
            }
            assertThat(exitCode.get()).isZero();
        }
        // The subscription may come to stand between the chips of a report and its alert, and chips are another
        // subscription than alerts, between which a broker owes no order: not each comes whole.
        try (Stream<Path> files = Files.walk(out)) {
            Map<Path, List<String>> saved = files.filter(
                            file -> Files.isRegularFile(file) && !out.equals(file.getParent()))
                    .sorted()
                    .collect(Collectors.groupingBy(
                            Path::getParent,
                            Collectors.mapping(file -> file.getFileName().toString(), Collectors.toList())));
            assertThat(saved).hasSize(5);
            assertThat(saved.values())
                    .allSatisfy(names -> assertThat(names).contains("alert.json"))
                    .anySatisfy(names ->
                            assertThat(names).containsExactly("after.jpg", "alert.json", "before.jpg", "diff.jpg"));
        }
    }

    @Test
    void aSessionGetsWhatCameWhileItsEndWasAway(@TempDir Path folder) throws Exception {
        String out = folder.resolve("out").toString();
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Store store = Store.open(folder.resolve("state"), Store.Durability.TEMPORARY, InstantSource.system());
                Loop station = station(broker.url(), store)) {
            CompletableFuture<Integer> first = CompletableFuture.supplyAsync(
                    () -> exitCode("--broker", broker.url(), "--session", "desk", "--count", "1"), analysts);
            for (int i = 0; !first.isDone(); i++) {
                store.outbox().enqueue(AlertCodec.report(SampleAlerts.of("e" + i)));
                station.wake();
                LockSupport.parkNanos(100_000_000);
            }
            store.outbox().enqueue(AlertCodec.report(SampleAlerts.of("missed")));
            station.wake();
            while (store.outbox().queued() > 0) {
                LockSupport.parkNanos(10_000_000);
            }

            String missed = AlertCodec.report(SampleAlerts.of("missed")).alertId();
            CompletableFuture<Integer> second = CompletableFuture.supplyAsync(
                    () -> exitCode("--broker", broker.url(), "--session", "desk", "--out", out), analysts);
            Path saved = folder.resolve("out/han-01/harbour").resolve(missed).resolve("alert.json");
            while (!Files.exists(saved)) {
                assertThat(second).isNotDone();
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    @Test
    void aBrokerThatIsNotThereYetIsWaitedFor(@TempDir Path folder) throws Exception {
        int port = EmbeddedBroker.freePort();
        String url = "mqtt://127.0.0.1:" + port;
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(
                () -> exitCode("--broker", url, "--session", "early", "--count", "1"), analysts);
        assertThatThrownBy(() -> exitCode.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);

        try (EmbeddedBroker _ = EmbeddedBroker.startAt(port);
                Store store = Store.open(folder.resolve("state"), Store.Durability.TEMPORARY, InstantSource.system());
                Loop station = station(url, store)) {
            for (int i = 0; !exitCode.isDone(); i++) {
                store.outbox().enqueue(AlertCodec.report(SampleAlerts.of("e" + i)));
                station.wake();
                LockSupport.parkNanos(100_000_000);
            }
            assertThat(exitCode.get()).isZero();
        }
    }

    @Test
    void aBrokerThatKnowsOnlyAnOlderMqttIsAFailure() throws Exception {
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(
                    () -> exitCode("--broker", "mqtt://127.0.0.1:" + broker.getLocalPort()), analysts);
            broker.setSoTimeout(20_000);
            try (Socket client = broker.accept()) {
                assertThat(client.getInputStream().read()).isEqualTo(0x10);
                client.getOutputStream().write(new byte[] {0x20, 3, 0, (byte) 0x84, 0}); // unsupported version
                assertThat(exitCode.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            }
        }
    }

    @Test
    void wrongUsageIsToldApartFromFailure() {
        assertThat(exitCode()).isEqualTo(2);
        assertThat(exitCode("--broker", "http://localhost")).isEqualTo(2);
        assertThat(exitCode("--broker", "mqtt://broker.example.org")).isEqualTo(2);
        assertThat(exitCode("--broker", "mqtt://localhost", "--severity", "loud"))
                .isEqualTo(2);
        assertThat(exitCode("--broker", "mqtt://localhost", "--count", "0")).isEqualTo(2);
        assertThat(exitCode("--broker", "mqtt://localhost", "--kind", "castle")).isEqualTo(2);
        assertThat(exitCode("--broker", "mqtt://localhost", "--team", "a/b")).isEqualTo(2);
        assertThat(exitCode("--broker", "mqtt://localhost", "--min-probability", "2"))
                .isEqualTo(2);
    }

    private static int exitCode(String... arguments) {
        return new CommandLine(new SubscribeCommand()).execute(arguments);
    }

    private static Loop station(String url, Store store) {
        PublishingLoop duty = new PublishingLoop(
                new PahoLink(BrokerSettings.of(url, "han-01"), Subscription.NONE, () -> {}),
                store.outbox(),
                new Health(6),
                new StatusCodec("han-01", "boot-1", "0.1.0"),
                "tilewatch/1/han-01",
                List::of,
                InstantSource.system(),
                System::nanoTime,
                RandomGenerator.getDefault());
        Loop loop = new Loop("publishing", duty, Duration.ofMillis(50));
        loop.start();
        return loop;
    }
}
