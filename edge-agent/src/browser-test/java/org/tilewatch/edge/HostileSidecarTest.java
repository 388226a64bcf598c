package org.tilewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.console.browser.TestBrowser;
import org.tilewatch.edge.console.browser.WallServer;
import org.tilewatch.edge.console.browser.Walls;
import org.tilewatch.edge.publish.EmbeddedBroker;
import org.tilewatch.edge.watch.look.Judgement;

/** Script in the fields of STAC Items, from the inbox through a whole station to both pages. */
@Timeout(240)
final class HostileSidecarTest {

    private static final String EVIL =
            "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>";
    private static final int LEARNED = 8;

    @TempDir
    Path folder;

    private final BlockingQueue<Judgement> looks = new LinkedBlockingQueue<>();
    private final DrawnSite harbour = new DrawnSite("harbour");

    @Test
    void itIsTextOnThePageAndOnTheWallAndRunsNowhere() throws Exception {
        try (TestBrowser browser = TestBrowser.open();
                WallServer server = WallServer.start();
                EmbeddedBroker broker = EmbeddedBroker.start();
                EdgeAgent agent = ServingAgent.start(folder, broker.url(), looks::add)) {
            Page wall = Walls.open(browser, server.url(), broker.port(), 1280, ColorScheme.LIGHT);
            wall.locator("text=1 heard").waitFor();
            for (int look = 0; look <= LEARNED; look++) {
                settle(look, look == LEARNED);
            }
            wall.locator(".cards li").first().waitFor();
            assertThat(wall.locator(".cards b").first().textContent()).startsWith("han-01 · img-src-x-onerror");
            runsNowhere(wall, List.of("alerts", "map", "stations"));
            refused();
            Page page = browser.page(1280, ColorScheme.LIGHT);
            page.navigate("http://127.0.0.1:" + agent.pagePort().orElseThrow());
            page.locator(".cards li").first().waitFor();
            runsNowhere(page, List.of("alerts", "map", "coverage", "settings", "files"));
            page.locator("td >> text=datetime is '<img src=x").waitFor();
        }
    }

    private static void runsNowhere(Page page, List<String> views) {
        for (String view : views) {
            page.evaluate("view => { location.hash = view; }", view);
            page.locator("main > :visible").first().waitFor();
            page.waitForTimeout(300);
            assertThat(page.title()).doesNotContain("owned");
            assertThat(page.locator("main script, main [onerror], img[src=x]").count())
                    .as(view)
                    .isZero();
        }
    }

    private void settle(int look, boolean hall) throws Exception {
        Path inbox = folder.resolve("inbox");
        Path laid = harbour.lay(folder, look, hall);
        String name = laid.getFileName().toString();
        Files.writeString(
                inbox.resolve(name.replace(".tif", ".json")),
                item(DrawnSite.acquired(look).toString()));
        Files.move(laid, inbox.resolve(name));
        assertThat(looks.poll(30, TimeUnit.SECONDS))
                .as("verdict of look %d", look)
                .isNotNull();
    }

    /** An image whose Item tells script as its time goes to quarantine, with that in the reason. */
    private void refused() throws Exception {
        Path inbox = folder.resolve("inbox");
        Path laid = harbour.lay(folder, LEARNED + 1, false);
        String name = laid.getFileName().toString();
        Files.writeString(inbox.resolve(name.replace(".tif", ".json")), item(EVIL));
        Files.move(laid, inbox.resolve(name));
        Path quarantine = folder.resolve("state").resolve("quarantine");
        Path reason = quarantine.resolve(name.replace(".tif", ".reason.json"));
        for (int i = 0; i < 60 && !Files.exists(reason); i++) {
            looks.poll(100, TimeUnit.MILLISECONDS);
        }
        assertThat(reason).exists();
    }

    private static String item(String time) {
        return """
            {"type": "Feature", "stac_version": "1.0.0", "id": "%1$s", "collection": "%1$s",
             "properties": {"datetime": "%2$s", "platform": "%1$s", "title": "%1$s"}, "assets": {}}
            """.formatted(EVIL, time);
    }
}
