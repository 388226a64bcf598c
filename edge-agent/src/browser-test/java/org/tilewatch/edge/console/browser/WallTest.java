package org.tilewatch.edge.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.publish.EmbeddedBroker;
import org.tilewatch.edge.report.alert.AlertContent.LonLat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The analysts' wall in a browser, with a real broker between it and the stations. */
@Timeout(180)
final class WallTest {

    private static final LonLat KOREA = new LonLat(127.5, 39.8);
    private static final LonLat CHILE = new LonLat(-70.4, -23.6);

    @RegisterExtension
    static final ClassBrowser browser = new ClassBrowser();

    private static @Nullable WallServer server;

    private final EmbeddedBroker broker = EmbeddedBroker.start();

    @BeforeAll
    static void open() {
        Natives.load();
        server = WallServer.start();
    }

    @AfterAll
    static void close() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    private Page wall(int width, ColorScheme scheme) {
        return Walls.open(browser.get(), Objects.requireNonNull(server).url(), broker.port(), width, scheme);
    }

    private Page wallWithAlertsOf(ToldStation north, ToldStation south) throws Exception {
        Page page = wall(1280, ColorScheme.LIGHT);
        page.locator("text=2 heard").waitFor();
        north.tell(ManyAlerts.of("han-01", "harbour", 1, 0, KOREA));
        south.tell(ManyAlerts.of("ant-02", "quarry", 2, 0, CHILE));
        TestBrowser.until(page, "document.querySelectorAll('.cards li').length === 2");
        return page;
    }

    @Test
    void alertsOfSeveralStationsStandInOneListWithTheirPictures() throws Exception {
        try (ToldStation north = new ToldStation(broker.url(), "han-01");
                ToldStation south = new ToldStation(broker.url(), "ant-02")) {
            Page page = wallWithAlertsOf(north, south);

            assertThat(page.locator(".cards li").allTextContents().toString())
                    .contains("han-01 · harbour", "ant-02 · quarry");
            TestBrowser.until(page, "document.querySelector('.frame img.after')?.naturalWidth === 48");
            page.click(".onmap");
            TestBrowser.until(page, "document.querySelector('.leaflet-popup .seen')?.naturalWidth === 48");
            page.waitForTimeout(1_000);
            assertThat(page.locator(".leaflet-popup").count()).isEqualTo(1);
            assertThat(browser.get().complaints()).isEmpty();
        }
    }

    @Test
    void whatWasSeenIsThereAfterAReloadWithoutTheBroker() throws Exception {
        try (ToldStation station = new ToldStation(broker.url(), "han-01")) {
            Page page = wall(1280, ColorScheme.LIGHT);
            page.locator("text=1 heard").waitFor();
            station.tell(ManyAlerts.of("han-01", "harbour", 1, 0, KOREA));
            page.locator(".cards li").waitFor();
            broker.close();
            page.reload();

            page.locator(".cards li").waitFor();
            TestBrowser.until(page, "document.querySelector('.frame img.after')?.naturalWidth === 48");
            page.locator(".facts >> text=Away").waitFor();
        }
    }

    @Test
    void alertsOfTheTimeInWhichThePageWasClosedStillCome() throws Exception {
        try (ToldStation station = new ToldStation(broker.url(), "han-01")) {
            Page page = wall(1280, ColorScheme.LIGHT);
            page.locator("text=1 heard").waitFor();
            page.navigate("about:blank");
            station.tell(ManyAlerts.of("han-01", "harbour", 1, 0, KOREA));
            page.navigate(Objects.requireNonNull(server).url());

            page.locator(".cards li").waitFor();
            TestBrowser.until(page, "document.querySelector('.frame img.after')?.naturalWidth === 48");
        }
    }

    @Test
    void twoPagesOfOneBrowserHearTheSameAndDoNotPushEachOtherOut() throws Exception {
        try (ToldStation station = new ToldStation(broker.url(), "han-01")) {
            Page page = wall(1280, ColorScheme.LIGHT);
            page.locator(".facts >> text=Connected").waitFor();
            Page other = page.context().newPage();
            other.addInitScript(Walls.broker(broker.port()));
            other.navigate(Objects.requireNonNull(server).url());
            other.locator(".facts >> text=Connected").waitFor();
            station.tell(ManyAlerts.of("han-01", "harbour", 1, 0, KOREA));

            page.locator(".cards li").waitFor();
            other.locator(".cards li").waitFor();
            assertThat(page.locator(".facts >> text=Connected").count()).isEqualTo(1);
        }
    }

    @Test
    void aStationThatIsLostAndOneThatIsBlindAreNamed() throws Exception {
        try (ToldStation blind = new ToldStation(broker.url(), "han-01")) {
            ToldStation lost = new ToldStation(broker.url(), "ant-02");
            Page page = wall(1280, ColorScheme.LIGHT);
            page.locator("text=2 heard").waitFor();
            blind.blind("harbour", Instant.parse("2026-07-03T02:00:00Z"));
            lost.drop();
            page.locator("[data-problem=lost][data-station=ant-02]").waitFor();
            page.locator("[data-problem=blind][data-station=han-01]").waitFor();
            page.keyboard().press("3");
            page.locator("[data-station=ant-02] .badge[data-word=lost]").waitFor();

            assertThat(page.locator("[data-problem=blind]").textContent()).contains("harbour", "3 Jul 2026");
        }
    }

    @Test
    void theMapShowsOnWhichContinentsTheSitesLieUntilOneIsNear() throws Exception {
        try (ToldStation north = new ToldStation(broker.url(), "han-01");
                ToldStation south = new ToldStation(broker.url(), "ant-02")) {
            Page page = wallWithAlertsOf(north, south);
            page.keyboard().press("2");
            page.locator("path.land").waitFor();
            assertThat(page.locator("path.spot").count()).isEqualTo(2);
            page.locator(".side button >> text=harbour").click();

            TestBrowser.until(page, "document.querySelector('path.land') === null");
            assertThat(browser.get().complaints()).isEmpty();
        }
    }

    @Test
    void whatIsChosenIsExportedAsGeoJson() throws Exception {
        try (ToldStation north = new ToldStation(broker.url(), "han-01");
                ToldStation south = new ToldStation(broker.url(), "ant-02")) {
            Page page = wallWithAlertsOf(north, south);
            page.reload();
            page.locator(".filters [name=station]").selectOption("ant-02");
            TestBrowser.until(page, "document.querySelectorAll('.cards li').length === 1");
            Download file = page.waitForDownload(() -> page.click("#export"));
            JsonNode told = JsonMapper.shared().readTree(Files.readString(file.path()));

            assertThat(file.suggestedFilename()).matches("tilewatch-[0-9-]{10}\\.geojson");
            assertThat(told.path("features").size()).isEqualTo(1);
            assertThat(told.at("/features/0/properties/station").asString("")).isEqualTo("ant-02");
            assertThat(told.at("/features/0/geometry/coordinates/0").asDouble()).isEqualTo(-70.4);
        }
    }

    @Test
    void anUrgentAlertNotifiesWhoAskedForIt() throws Exception {
        try (ToldStation station = new ToldStation(broker.url(), "han-01")) {
            Page page = wall(1280, ColorScheme.LIGHT);
            page.context().grantPermissions(List.of("notifications"));
            page.addInitScript("""
                window.notes = [];
                window.Notification = class { constructor(title, more) { notes.push(title + '|' + more.body); }
                  static permission = 'granted'; static async requestPermission() { return 'granted'; } };
                """);
            page.reload();
            page.locator("text=1 heard").waitFor();
            station.tell(ManyAlerts.of("han-01", "harbour", 1, 0, KOREA));
            page.locator(".cards li").waitFor();
            page.click("#notify");
            page.locator("#notify[aria-pressed=true]").waitFor();
            station.tell(ManyAlerts.of("han-01", "harbour", 1, 1, KOREA));
            TestBrowser.until(page, "window.notes.length > 0");

            assertThat(page.evaluate("window.notes.join()").toString())
                    .startsWith("Something appeared: han-01 · harbour|");
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "1280, DARK", "360, DARK", "360, LIGHT"})
    void noViewHasAnythingThatAxeFindsWrongOrScrollsSideways(int width, ColorScheme scheme) throws Exception {
        try (ToldStation blind = new ToldStation(broker.url(), "han-01")) {
            ToldStation lost = new ToldStation(broker.url(), "ant-02");
            Page page = wall(width, scheme);
            page.locator("text=2 heard").waitFor();
            blind.tell(ManyAlerts.of("han-01", "harbour", 1, 0, KOREA));
            blind.blind("harbour", Instant.parse("2026-07-03T02:00:00Z"));
            lost.tell(ManyAlerts.of("ant-02", "quarry", 2, 0, CHILE));
            lost.drop();
            page.locator("[data-problem=lost]").waitFor();
            for (String view : List.of("alerts", "alerts/han-01%2Fharbour%2Fharbour-1-0", "map", "stations")) {
                page.evaluate("view => { location.hash = view; }", view);
                page.locator("main > :visible").first().waitFor();
                TestBrowser.until(page, "document.getAnimations().length === 0");

                assertThat(TestBrowser.violations(page)).as(view).isEmpty();
                assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                        .as(view)
                        .isLessThanOrEqualTo(width);
            }
            page.click("#broker");
            assertThat(TestBrowser.violations(page)).as("broker").isEmpty();
        }
    }

    @Test
    void manyKeptAlertsAreThereWithinASecondAndThePageWeighsLittle() throws IOException {
        Page page = wall(1280, ColorScheme.LIGHT);
        page.locator(".facts >> text=Connected").waitFor();
        page.evaluate(Walls.TEN_THOUSAND, "ws://127.0.0.1:%d tilewatch/1".formatted(broker.port()));
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3 && best > 500; i++) {
            page.reload();
            TestBrowser.until(page, "performance.getEntriesByName('alerts-shown').length > 0");
            best = Math.min(
                    best,
                    ((Number) page.evaluate("performance.getEntriesByName('alerts-shown')[0].startTime"))
                            .doubleValue());
        }
        page.locator(".facts >> text=10,000").waitFor();
        long packed = Walls.packedBytes(Objects.requireNonNull(server).url(), page);
        System.out.printf("wall with 10,000 alerts: first cards after %.0f ms, %d bytes when packed%n", best, packed);

        assertThat(best).isLessThan(1_000);
        assertThat(packed).isLessThan(600_000);
    }
}
