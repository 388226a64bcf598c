package org.tilewatch.edge.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.publish.EmbeddedBroker;
import org.tilewatch.edge.publish.Mosquitto;
import org.tilewatch.edge.report.alert.AlertContent.LonLat;

/** The analysts' wall at the broker that most people run, with a listener for WebSockets as {@code deploy/broker} has one. */
@Timeout(180)
final class WallOverMosquittoTest {

    private static final LonLat KOREA = new LonLat(127.5, 39.8);
    private static final LonLat CHILE = new LonLat(-70.4, -23.6);
    private static final Duration LIVE_WITHIN = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @BeforeAll
    static void natives() {
        Natives.load();
    }

    @Test
    void alertsOfTwoStationsComeLiveThroughARestartAndThoseOfAClosedPageAfterwards() throws Exception {
        assumeTrue(
                Mosquitto.installed(), "no mosquitto is installed here: the wall was tried with another broker alone");
        int port = EmbeddedBroker.freePort();
        int webPort = EmbeddedBroker.freePort();
        Path kept = Files.createDirectories(folder.resolve("kept"));
        try (TestBrowser browser = TestBrowser.open();
                WallServer server = WallServer.start();
                Mosquitto broker = Mosquitto.start(
                        folder,
                        port,
                        "persistence true",
                        "persistence_location " + kept + "/",
                        "autosave_on_changes true",
                        "autosave_interval 1",
                        "listener " + webPort + " 127.0.0.1",
                        "protocol websockets")) {
            Page page = Walls.open(browser, server.url(), webPort, 1280, ColorScheme.LIGHT);
            page.locator(".facts >> text=Connected").waitFor();
            try (ToldStation north = new ToldStation(broker.url(), "han-01")) {
                page.locator("text=1 heard").waitFor();
                north.tell(ManyAlerts.of("han-01", "harbour", 1, 0, KOREA));
                appearsSoon(page, "han-01/");
            }
            broker.kill();
            page.locator(".facts >> text=Away").waitFor();
            broker.restart();
            broker.awaitListening();
            page.locator(".facts >> text=Connected").waitFor();
            try (ToldStation south = new ToldStation(broker.url(), "ant-02")) {
                south.tell(ManyAlerts.of("ant-02", "quarry", 2, 0, CHILE));
                appearsSoon(page, "ant-02/");
                page.navigate("about:blank");
                south.tell(ManyAlerts.of("ant-02", "quarry", 3, 0, CHILE));
                page.navigate(server.url());
                page.locator("[data-event='ant-02/quarry/quarry-3-0']").waitFor();
            }
            assertThat(page.locator(".cards li").count()).isEqualTo(3);
        }
    }

    private static void appearsSoon(Page page, String event) {
        long begin = System.nanoTime();
        page.locator("[data-event^='" + event + "']").first().waitFor();
        Duration shown = Duration.ofNanos(System.nanoTime() - begin);
        System.out.printf(
                "alert of %s on the wall %d ms after mosquitto had acknowledged it%n", event, shown.toMillis());
        assertThat(shown).isLessThan(LIVE_WITHIN);
    }
}
