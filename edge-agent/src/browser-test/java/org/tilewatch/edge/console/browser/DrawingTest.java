package org.tilewatch.edge.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.console.ServedStation;
import org.tilewatch.edge.site.Event;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;

/** Zones and outlines that a person draws on the page. */
@Timeout(180)
final class DrawingTest {

    @RegisterExtension
    static final ClassBrowser browser = new ClassBrowser();

    @TempDir
    Path folder;

    @Test
    void anOutlineThatIsCorrectedByKeyboardIsQueuedAsAnUpdate() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            ManyAlerts.put(station.store, "harbour", 1, 1);
            Page page = browser.get().page(1280, ColorScheme.LIGHT);
            page.navigate(station.url());
            page.locator(".detail .review").waitFor();
            page.keyboard().press("c");
            page.locator("[data-corner='0']:focus").waitFor();
            assertThat(TestBrowser.violations(page)).isEmpty();
            page.keyboard().press("Shift+ArrowLeft");
            page.keyboard().press("ArrowUp");
            page.click(".review [name=save]");
            page.locator(".cards .badge[data-word=accepted]").waitFor();

            Event event = station.store.event("harbour-0-0").orElseThrow();
            assertThat(event.outline().outer()).containsExactly(15, 39, 44, 40, 44, 60, 20, 60);
            assertThat(event.revision()).isEqualTo(2);
            assertThat(station.store.outbox().queued()).isEqualTo(2);
            assertThat(browser.get().complaints()).isEmpty();
        }
    }

    @Test
    void aCornerIsDraggedAndAnotherOneAddedAndCancellingChangesNothing() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            ManyAlerts.put(station.store, "harbour", 1, 1);
            Page page = browser.get().page(1280, ColorScheme.LIGHT);
            page.navigate(station.url());
            page.click(".review [name=correct]");
            Locator corner = page.locator("[data-corner='0']");
            double before = corner.boundingBox().x;
            corner.hover();
            page.mouse().down();
            page.mouse()
                    .move(
                            before - 40,
                            corner.boundingBox().y,
                            new com.microsoft.playwright.Mouse.MoveOptions().setSteps(4));
            page.mouse().up();
            assertThat(corner.boundingBox().x).isLessThan(before - 20);
            page.locator(".corners .middle").first().click();
            assertThat(page.locator(".corners .corner").count()).isEqualTo(5);
            page.click("text=Cancel");

            page.locator(".review [name=accept]").waitFor();
            assertThat(page.locator(".editor").count()).isZero();
            assertThat(station.store.event("harbour-0-0").orElseThrow().revision())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "360, DARK"})
    void aZoneIsDrawnByKeyboardAndSaved(int width, ColorScheme scheme) throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            PlacedSite.put(station.store, "harbour");
            Page page = browser.get().page(width, scheme);
            page.navigate(station.url() + "/#map");
            page.click("[name=draw]");
            page.locator("[name=here]:focus").waitFor();
            page.keyboard().press("Enter");
            page.locator(".ground").focus();
            page.keyboard().press("ArrowRight");
            page.waitForTimeout(400);
            page.click("[name=here]");
            page.locator(".ground").focus();
            page.keyboard().press("ArrowDown");
            page.waitForTimeout(400);
            page.click("[name=here]");
            page.fill(".draw [name=name]", "quay 1");
            page.locator(".draw [name=purpose]").selectOption("loading-area");
            page.fill(".draw [name=minArea]", "50");
            assertThat(TestBrowser.violations(page)).isEmpty();
            page.click("text=Save the zone");
            page.locator(".zones li >> text=quay 1").waitFor();

            Zone zone = zones(station).zones().getFirst();
            assertThat(zone.purpose()).isEqualTo(Purpose.LOADING_AREA);
            assertThat(zone.leastAreaSquareMetres()).isEqualTo(50);
            double[] ring = zone.outlines().getFirst().outer();
            assertThat(ring).hasSize(6);
            assertThat(ring[0]).isBetween(126.0, 127.0);
            assertThat(ring[3]).isBetween(39.0, 40.0);
            assertThat(browser.get().complaints()).isEmpty();
        }
    }

    @Test
    void aZoneThatIsRefusedIsToldAndTheDrawingStays() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            PlacedSite.put(station.store, "harbour");
            Page page = browser.get().page(1280, ColorScheme.LIGHT);
            page.navigate(station.url() + "/#map");
            for (int i = 0; i < 2; i++) {
                page.click("[name=draw]");
                for (int k = 0; k < 3; k++) {
                    page.locator(".ground")
                            .click(new Locator.ClickOptions().setPosition(200 + 60 * k, 150 + 50 * (k % 2)));
                }
                page.fill(".draw [name=name]", "quay");
                page.click("text=Save the zone");
                if (i == 0) {
                    page.locator(".zones li >> text=quay").waitFor();
                }
            }
            page.locator(".draw [role=alert] >> text=names another zone").waitFor();

            assertThat(page.locator(".draw [role=status]").textContent()).isEqualTo("3 corners.");
            assertThat(zones(station).zones()).hasSize(1);
        }
    }

    @Test
    void anIgnoredPlaceBecomesAZoneAndItsAlertIsRejected() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            PlacedSite.put(station.store, "harbour");
            ManyAlerts.put(station.store, "harbour", 1, 1);
            Page page = browser.get().page(1280, ColorScheme.LIGHT);
            page.navigate(station.url());
            page.locator(".detail .review").waitFor();
            page.keyboard().press("i");
            page.locator("#ask[open]").waitFor();
            assertThat(TestBrowser.violations(page)).isEmpty();
            page.keyboard().press("Enter");
            page.locator(".cards .badge[data-word=rejected]").waitFor();

            assertThat(zones(station).zones().getFirst().purpose()).isEqualTo(Purpose.IGNORE);
            assertThat(station.store.event("harbour-0-0").orElseThrow().status())
                    .isEqualTo(EventStatus.RETRACTED);
        }
    }

    private static WatchedSite zones(ServedStation station) {
        return station.zones.sites().getFirst();
    }
}
