package org.tilewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
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
import org.tilewatch.edge.console.browser.TestBrowser;
import org.tilewatch.edge.publish.BrokerLink.Subscription;
import org.tilewatch.edge.publish.EmbeddedBroker;
import org.tilewatch.edge.publish.PahoLink;
import org.tilewatch.edge.publish.access.BrokerSettings;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.alert.AlertSummary;
import org.tilewatch.edge.watch.look.Judgement;

/** A whole station, an analyst at its broker, and a person before its page. */
@Timeout(180)
final class LiveAlertTest {

    private static final Duration LIVE_WITHIN = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private final BlockingQueue<Judgement> looks = new LinkedBlockingQueue<>();
    private final BlockingQueue<Message> alerts = new LinkedBlockingQueue<>();
    private final DrawnSite harbour = new DrawnSite("harbour");

    @Test
    void anAlertAppearsOnTheOpenPageWithinTwoSecondsAndItsRejectionReachesTheAnalyst() throws Exception {
        try (TestBrowser browser = TestBrowser.open();
                EmbeddedBroker broker = EmbeddedBroker.start();
                EdgeAgent agent = ServingAgent.start(folder, broker.url(), looks::add)) {
            PahoLink analyst = analyst(broker.url());
            Page page = browser.page(1280, ColorScheme.LIGHT);
            page.navigate("http://127.0.0.1:" + agent.pagePort().orElseThrow());
            page.locator("text=No alert yet.").waitFor();
            for (int look = 0; look < 8; look++) {
                settle(look, false);
            }
            page.locator(".facts >> text=Ready").waitFor();

            settle(8, true);
            AlertSummary told =
                    AlertSummary.read(alerts.poll(20, TimeUnit.SECONDS).payload());
            long begin = System.nanoTime();
            page.locator(".cards a").first().waitFor();
            Duration shown = Duration.ofNanos(System.nanoTime() - begin);
            System.out.printf("alert on the page %d ms after it reached the analyst%n", shown.toMillis());

            assertThat(shown).isLessThan(LIVE_WITHIN);
            assertThat(page.locator(".cards").textContent()).contains(told.site());
            theSliderMoves(page);
            assertThat(page.locator("[data-lamp=alert]").getAttribute("data-light"))
                    .isEqualTo("on");
            page.click("#silence");
            page.locator("[data-lamp=alert][data-light=off]").waitFor();
            page.keyboard().press("r");
            page.locator(".cards .badge[data-word=rejected]").waitFor();
            AlertSummary withdrawn =
                    AlertSummary.read(alerts.poll(20, TimeUnit.SECONDS).payload());

            assertThat(withdrawn.dataId()).isEqualTo(told.dataId());
            assertThat(withdrawn.change()).isEqualTo("deletion");
            assertThat(browser.complaints()).isEmpty();
            analyst.disconnect();
        }
    }

    private static void theSliderMoves(Page page) {
        Locator slider = page.locator(".slider");
        slider.focus();
        slider.press("ArrowLeft");
        slider.blur();
        assertThat(slider.inputValue()).isEqualTo("49");
        assertThat((Integer) page.evaluate("document.querySelector('.frame img.after').naturalWidth"))
                .isGreaterThan(90);
        assertThat(page.locator(".frame .outline path").getAttribute("d")).startsWith("M");
    }

    private PahoLink analyst(String url) throws Exception {
        PahoLink link = new PahoLink(
                BrokerSettings.of(url, "analyst-" + System.nanoTime()),
                new Subscription(List.of("tilewatch/1/han-01/alert/#"), alerts::add),
                () -> {});
        link.connect(Optional.empty());
        return link;
    }

    private void settle(int look, boolean hall) throws Exception {
        harbour.lay(folder.resolve("inbox"), look, hall);
        assertThat(looks.poll(30, TimeUnit.SECONDS))
                .as("verdict of look %d", look)
                .isNotNull();
    }
}
