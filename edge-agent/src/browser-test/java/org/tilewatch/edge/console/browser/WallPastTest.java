package org.tilewatch.edge.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.analyst.AlertFolder;
import org.tilewatch.edge.analyst.AlertIndex;
import org.tilewatch.edge.analyst.ReceivedAlert;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.publish.EmbeddedBroker;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;
import org.tilewatch.edge.report.alert.AlertContent.LonLat;
import org.tilewatch.edge.report.alert.AlertSummary;

/** What the wall shows to whoever opens it for the first time. */
@Timeout(180)
final class WallPastTest {

    private static final LonLat KOREA = new LonLat(127.5, 39.8);

    @RegisterExtension
    static final ClassBrowser browser = new ClassBrowser();

    @TempDir
    Path folder;

    private final EmbeddedBroker broker = EmbeddedBroker.start();

    @BeforeAll
    static void open() {
        Natives.load();
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void alertsOfBeforeStandThereWithTheirPictures() throws Exception {
        keep(ManyAlerts.of("han-01", "Hafen süd, 1", 1, 0, KOREA));
        try (WallServer server = WallServer.over(folder)) {
            Page page = page(server);
            page.locator(".cards li").first().waitFor();

            TestBrowser.until(page, "document.querySelector('.frame img.after')?.naturalWidth === 48");
            assertThat(page.locator(".cards li").textContent()).contains("han-01", "Hafen");
        }
    }

    @Test
    void oneWhoseBytesWereChangedIsNotShown() throws Exception {
        keep(ManyAlerts.of("han-01", "harbour", 1, 0, KOREA));
        keep(ManyAlerts.of("han-01", "harbour", 1, 1, KOREA));
        Path kept = folder.resolve("past").resolve("alerts.geojson");
        Files.writeString(kept, Files.readString(kept).replaceFirst("\"tw:tile\":\"c0r0\"", "\"tw:tile\":\"c9r9\""));
        try (WallServer server = WallServer.over(folder)) {
            Page page = page(server);
            page.locator(".cards li").first().waitFor();
            page.locator(".facts >> text=Connected").waitFor();
            page.waitForTimeout(500);

            assertThat(page.locator(".cards li").count()).isEqualTo(1);
        }
    }

    private Page page(WallServer server) throws IOException {
        Files.writeString(
                folder.resolve("wall.json"),
                "{\"broker\": \"ws://127.0.0.1:%d\", \"past\": \"past\"}".formatted(broker.port()));
        Page page = browser.get().page(1280, ColorScheme.LIGHT);
        page.navigate(server.url());
        return page;
    }

    private void keep(Report report) throws IOException {
        Path past = folder.resolve("past");
        AlertSummary alert = AlertSummary.read(report.alert().payload());
        Map<String, byte[]> chips = report.chips().stream()
                .collect(Collectors.toMap(
                        chip -> chip.topic().substring(chip.topic().lastIndexOf('/') + 1), Message::payload));
        AlertIndex index = AlertIndex.of(past);
        index.add(alert, new AlertFolder(past).save(new ReceivedAlert("han-01", alert, chips)));
        index.turn();
        assertThat(new String(report.alert().payload(), StandardCharsets.UTF_8)).contains("integrity");
    }
}
