package org.tilewatch.edge.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.console.ServedStation;

/** What of the alerts a person wants to see, on screens wide and narrow. */
@Timeout(180)
final class FiltersTest {

    @RegisterExtension
    static final ClassBrowser browser = new ClassBrowser();

    @TempDir
    Path folder;

    private static Page page(ServedStation station, int width) {
        Page page = browser.get().page(width, ColorScheme.LIGHT);
        page.navigate(station.url());
        page.locator(".cards li").first().waitFor();
        return page;
    }

    @Test
    void whatNobodyReviewedCanBeAskedFor() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            ManyAlerts.put(station.store, "harbour", 1, 3);
            Page page = page(station, 1280);
            page.locator(".detail .review").waitFor();
            page.keyboard().press("a");
            page.locator(".cards .badge[data-word=accepted]").waitFor();
            page.locator(".filters [name=status]").selectOption("to-review");

            TestBrowser.until(page, "document.querySelectorAll('.cards li').length === 2");
            assertThat(page.locator(".cards .badge[data-word=accepted]").count())
                    .isZero();
        }
    }

    @Test
    void onANarrowScreenTheAlertsComeFirstAndTheFiltersWaitBehindAWord() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            ManyAlerts.put(station.store, "harbour", 1, 3);
            Page page = page(station, 360);
            assertThat(page.locator(".filters [name=severity]").isVisible()).isFalse();
            assertThat(page.locator(".cards li").first().boundingBox().y).isLessThan(560);
            page.keyboard().press("/");
            page.locator(".filters select:focus").waitFor();
            page.setViewportSize(1280, 900);
            assertThat(page.locator(".finder summary").isVisible()).isFalse();
            page.setViewportSize(360, 900);
            page.locator(".finder details:not([open])").waitFor();
            page.click(".finder summary");
            page.locator(".filters [name=severity]").selectOption("routine");

            page.locator("text=No alert fits these filters.").waitFor();
            assertThat(page.locator(".finder summary").textContent()).isEqualTo("Filter (1)");
        }
    }

    @Test
    void aSiteThatItsLatestLookDidNotSeeIsCalledBlind() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            PlacedSite.put(station.store, "harbour", 1.0);
            PlacedSite.put(station.store, "harbour", 0.31);
            Page page = browser.get().page(1280, ColorScheme.LIGHT);
            page.navigate(station.url() + "/#coverage");
            page.locator(".calendar .blind").waitFor();

            assertThat(page.locator(".calendar .blind").textContent())
                    .isEqualTo("Blind since 2 Dec 2025, 02:00 UTC: the latest look saw 31 % of it."
                            + " Last clear look 1 Dec 2025, 02:00 UTC.");
        }
    }

    @Test
    void theTitleTellsHowManyAlertsWait() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            ManyAlerts.put(station.store, "harbour", 1, 1);
            Page page = page(station, 1280);
            assertThat(page.title()).isEqualTo("Tilewatch");
            station.health.alertRaised("harbour-0-0");

            TestBrowser.until(page, "document.title === '(1) Tilewatch'");
        }
    }
}
