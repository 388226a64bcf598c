package org.tilewatch.edge.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tilewatch.edge.console.ServedStation;
import org.tilewatch.edge.site.EventStatus;
import org.tilewatch.edge.site.watched.Zone;

/** An operator who has no mouse, from the first look at the page to the last. */
@Timeout(180)
final class KeyboardTest {

    @RegisterExtension
    static final ClassBrowser browser = new ClassBrowser();

    @TempDir
    Path folder;

    /** Presses Tab until what is wanted has the focus. */
    private static void tabTo(Page page, String wanted) {
        for (int i = 0; i < 80; i++) {
            if (Boolean.TRUE.equals(
                    page.evaluate("wanted => document.activeElement?.matches(wanted) === true", wanted))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("Tab does not lead to " + wanted);
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "360, DARK"})
    void everyStepFromTheFirstAlertToASavedZoneIsDoneByKeys(int width, ColorScheme scheme) throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            PlacedSite.put(station.store, "harbour");
            ManyAlerts.put(station.store, "harbour", 1, 3);
            Page page = browser.get().page(width, scheme);
            Keyboard keys = page.keyboard();
            page.navigate(station.url());
            page.locator(".cards li").first().waitFor();
            keys.press("?");
            page.locator("#keys[open]").waitFor();
            keys.press("Escape");
            if (width > 900) {
                page.locator(".detail .review").waitFor(); // the first one stands there by itself
            }
            looksAtAnAlertAndRejectsIt(page, station);
            acceptsTheNextWithAnOutlineOfItsOwn(page, station);
            drawsAZone(page, station);

            assertThat(browser.get().complaints()).isEmpty();
        }
    }

    private static void looksAtAnAlertAndRejectsIt(Page page, ServedStation station) throws IOException {
        tabTo(page, ".cards a");
        page.keyboard().press("Enter");
        page.locator(".detail .review").waitFor();
        String event = String.valueOf(page.evaluate("decodeURIComponent(location.hash.split('/')[1])"));
        page.keyboard().press("d");
        assertThat(page.locator(".frame[data-difference]").count()).isEqualTo(1);
        tabTo(page, ".slider");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator(".slider").inputValue()).isEqualTo("51");
        tabTo(page, ".review [name=reject]");
        page.keyboard().press("Enter");
        page.locator(".review [role=status] >> text=You rejected this alert.").waitFor();
        assertThat(station.store.event(event).orElseThrow().status()).isEqualTo(EventStatus.RETRACTED);
    }

    private static void acceptsTheNextWithAnOutlineOfItsOwn(Page page, ServedStation station) throws IOException {
        page.keyboard().press("j");
        TestBrowser.until(page, "document.querySelector('.review [name=correct]') !== null");
        page.keyboard().press("c");
        page.locator("[data-corner='0']:focus").waitFor();
        page.keyboard().press("ArrowUp");
        tabTo(page, ".review [name=save]");
        page.keyboard().press("Enter");
        TestBrowser.until(
                page, "document.querySelector('.review [role=status]')?.textContent.includes('You accepted')");
        assertThat(station.store.outbox().queued()).isEqualTo(5);
    }

    private static void drawsAZone(Page page, ServedStation station) {
        page.evaluate("document.activeElement.blur()");
        page.keyboard().press("2");
        page.locator("[name=draw]").waitFor();
        tabTo(page, "[name=draw]");
        page.keyboard().press("Enter");
        for (String to : new String[] {"ArrowRight", "ArrowDown", "ArrowLeft"}) {
            page.locator("[name=here]:focus").waitFor();
            page.keyboard().press("Enter");
            page.keyboard().press("Shift+Tab");
            while (Boolean.FALSE.equals(page.evaluate("document.activeElement.matches('.ground')"))) {
                page.keyboard().press("Shift+Tab");
            }
            page.keyboard().press(to);
            page.waitForTimeout(400);
            tabTo(page, "[name=here]");
        }
        tabTo(page, ".draw [name=name]");
        page.keyboard().type("quay 1");
        page.keyboard().press("Enter");
        page.locator(".zones li >> text=quay 1").waitFor();
        Zone zone = station.zones.sites().getFirst().zones().getFirst();
        assertThat(zone.outlines().getFirst().outer()).hasSize(6);
    }
}
