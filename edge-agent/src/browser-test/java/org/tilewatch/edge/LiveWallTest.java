package org.tilewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.console.browser.TestBrowser;
import org.tilewatch.edge.console.browser.WallServer;
import org.tilewatch.edge.console.browser.Walls;
import org.tilewatch.edge.lamp.ConsoleLamps;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.EmbeddedBroker;
import org.tilewatch.edge.publish.PahoLink;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.watch.look.Judgement;

/** Two whole stations, a broker that goes and comes back, and an analyst before the wall. */
@Timeout(240)
final class LiveWallTest {

    private static final Duration LIVE_WITHIN = Duration.ofSeconds(2);
    private static final int LEARNED = 8;

    @TempDir
    Path folder;

    private final BlockingQueue<Message> alerts = new LinkedBlockingQueue<>();

    /** A station with its inbox and the verdicts that it gives. */
    private record Place(DrawnSite site, Path inbox, BlockingQueue<Judgement> looks, EdgeAgent agent)
            implements AutoCloseable {

        void settle(int look, boolean hall) throws Exception {
            site.lay(inbox, look, hall);
            assertThat(looks.poll(30, TimeUnit.SECONDS))
                    .as("verdict of look %d", look)
                    .isNotNull();
        }

        @Override
        public void close() throws IOException {
            agent.close();
        }
    }

    @Test
    void alertsOfTwoStationsAppearAsTheyComeAlsoThoseOfTheTimeWithoutABroker() throws Exception {
        int port = EmbeddedBroker.freePort();
        Path kept = Files.createDirectories(folder.resolve("broker"));
        EmbeddedBroker broker = EmbeddedBroker.startAt(port, kept);
        try (TestBrowser browser = TestBrowser.open();
                WallServer server = WallServer.start();
                Place north = place("han-01", "harbour", broker.url());
                Place south = place("ant-02", "quarry", broker.url())) {
            for (int look = 0; look < LEARNED; look++) {
                north.settle(look, false);
                south.settle(look, false);
            }
            Page page = Walls.open(browser, server.url(), port, 1280, ColorScheme.LIGHT);
            page.locator(".facts >> text=2 heard").waitFor();
            PahoLink analyst = analyst(broker.url());

            north.settle(LEARNED, true);
            appearsSoon(page, "han-01");
            analyst.disconnect();
            broker.close();
            page.locator(".facts >> text=Away").waitFor();
            north.settle(LEARNED + 1, true);
            broker = EmbeddedBroker.startAt(port, kept);

            page.locator(".facts >> text=Connected").waitFor();
            page.locator("[data-event^='han-01/'] .badge[data-word=confirmed]").waitFor();
            analyst = analyst(broker.url());
            south.settle(LEARNED, true);
            appearsSoon(page, "ant-02");
            analyst.disconnect();
            TestBrowser.until(page, "document.querySelector('.cards img')?.naturalWidth > 90");
            theOutlineLiesOnThePicture(page);
        } finally {
            broker.close();
        }
    }

    /** The hall measures 24 by 20 pixels and the picture shows it in its middle, however large it is drawn. */
    private static void theOutlineLiesOnThePicture(Page page) {
        page.locator(".frame .outline path").waitFor();
        List<?> box = (List<?>) page.evaluate("""
            () => {
              const path = document.querySelector('.frame .outline path').getBBox();
              const view = document.querySelector('.frame .outline').viewBox.baseVal;
              return [path.width / path.height, path.width / view.width, (path.x + path.width / 2) / view.width, (path.y + path.height / 2) / view.height];
            }\
            """);
        assertThat(((Number) box.get(0)).doubleValue()).isBetween(1.05, 1.35);
        assertThat(((Number) box.get(1)).doubleValue()).isBetween(0.1, 0.6);
        assertThat(((Number) box.get(2)).doubleValue()).isBetween(0.4, 0.6);
        assertThat(((Number) box.get(3)).doubleValue()).isBetween(0.4, 0.6);
    }

    private void appearsSoon(Page page, String station) throws InterruptedException {
        assertThat(alerts.poll(20, TimeUnit.SECONDS)).isNotNull();
        long begin = System.nanoTime();
        page.locator("[data-event^='" + station + "/']").first().waitFor();
        Duration shown = Duration.ofNanos(System.nanoTime() - begin);
        System.out.printf(
                "alert of %s on the wall %d ms after it reached another analyst%n", station, shown.toMillis());
        assertThat(shown).isLessThan(LIVE_WITHIN);
    }

    private Place place(String id, String site, String broker) throws Exception {
        Path own = Files.createDirectories(folder.resolve(id));
        Path inbox = Files.createDirectories(own.resolve("inbox"));
        Path file = Files.writeString(own.resolve("station.yaml"), """
            station: { id: %s }
            inbox: { folder: inbox, quietPeriod: 0s, sidecarWait: 0s }
            state: state
            mqtt: { url: "%s" }
            """.formatted(id, broker));
        BlockingQueue<Judgement> looks = new LinkedBlockingQueue<>();
        EdgeAgent agent = EdgeAgent.start(
                Config.read(file),
                new ConsoleLamps(new StringWriter(), ConsoleLamps.Style.PLAIN),
                looks::add,
                () -> Optional.of(true));
        return new Place(new DrawnSite(site), inbox, looks, agent);
    }

    private PahoLink analyst(String url) throws Exception {
        PahoLink link = new PahoLink(
                BrokerSettings.of(url, "analyst-" + System.nanoTime()),
                new Subscription(List.of("tilewatch/1/+/alert/#"), alerts::add),
                () -> {});
        link.connect(Optional.empty());
        return link;
    }
}
