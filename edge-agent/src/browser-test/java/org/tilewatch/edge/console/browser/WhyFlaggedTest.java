package org.tilewatch.edge.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.console.ServedStation;
import org.tilewatch.edge.console.Station.Learned;
import org.tilewatch.edge.site.Outline;

/** What the page says of why an alert was flagged, and of what reviews taught. */
@Timeout(180)
final class WhyFlaggedTest {

    /** All that judges tell of a candidate. */
    private static final List<String> TOLD = List.of(
            "magnitude",
            "strength",
            "network_structure",
            "network_change",
            "shade",
            "edge_gain",
            "stands_out_gain",
            "redder_dn",
            "brighter_dn",
            "texture_dn",
            "texture_before_dn",
            "look_noise_p99",
            "shift_trust",
            "outline_support",
            "restless_place",
            "standing_magnitude",
            "standing_around",
            "built_on_cleared_ground",
            "zone_ignored",
            "zone_min_area",
            "area_km2",
            "pixels",
            "fresh_fraction",
            "strong_fraction");

    @RegisterExtension
    static final ClassBrowser browser = new ClassBrowser();

    @TempDir
    Path folder;

    private Page page(ServedStation station, String view) {
        Page page = browser.get().page(1280, ColorScheme.LIGHT);
        page.navigate(station.url() + "/#" + view);
        return page;
    }

    @Test
    void whatSpeaksForAndAgainstAnAlertIsSaidInSentences() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            ManyAlerts.explained(
                    station.store,
                    "harbour",
                    Map.of("magnitude", 4.62, "strength", 35.0, "network_change", 0.97, "restless_place", -2.0));
            Page page = page(station, "alerts");
            page.locator(".findings li").first().waitFor();

            assertThat(page.locator(".findings [data-side=for]")
                            .allTextContents()
                            .toString())
                    .contains("differs 4.6 times as much", "35 times where it is strongest", "a lasting change 97 %");
            assertThat(page.locator(".findings [data-side=against]").textContent())
                    .contains("Things come and go at this place", "divided by 7.4");
        }
    }

    @Test
    void everyFigureThatAJudgeTellsHasWordsOfItsOwn() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            ManyAlerts.explained(
                    station.store, "harbour", TOLD.stream().collect(Collectors.toMap(Function.identity(), _ -> 0.5)));
            Page page = page(station, "alerts");
            page.click(".figures summary");
            page.locator(".figures dt").first().waitFor();
            List<String> unsaid =
                    page.locator(".figures dt:not(:has(small:not(:empty)))").allTextContents();

            assertThat(page.locator(".figures dt").count()).isEqualTo(TOLD.size());
            assertThat(unsaid).isEmpty();
        }
    }

    @Test
    void afterAReviewThePageTellsWhatItTaught() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            ManyAlerts.put(station.store, "harbour", 1, 1);
            station.learning.learned = Optional.of(new Learned(3, 0.52, 0.4, 0.9, 0.85));
            Page page = page(station, "alerts");
            page.locator(".detail .review").waitFor();
            page.keyboard().press("r");
            page.locator(".review [role=status] >> text=You rejected this alert.")
                    .waitFor();

            assertThat(page.locator(".review [role=status]").textContent())
                    .contains(
                            "is told no more",
                            "3 reviews of harbour",
                            "from 52 % on (40 % without reviews)",
                            "from 90 % on (85 % without reviews)");
        }
    }

    @Test
    void restlessPlacesAndWhatReviewsTaughtStandOnTheMap() throws IOException {
        try (ServedStation station = new ServedStation(folder, Optional.empty())) {
            PlacedSite.put(station.store, "harbour");
            station.learning.learned = Optional.of(new Learned(1, 0.27, 0.4, 0.8, 0.85));
            station.learning.restless = List.of(new Outline(List.of(new double[] {40, 40, 80, 40, 80, 70, 40, 70})));
            Page page = page(station, "map");
            page.locator("path.restless").waitFor();

            assertThat(page.locator(".side").textContent())
                    .contains("1 place is restless", "1 review of harbour", "from 27 % on (40 % without reviews)");
        }
    }
}
